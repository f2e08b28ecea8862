//! The cost is divided by the model of a distribution among those who take part; its own rules say what joining late
//! means.

use crate::participation::takes_part;
use crate::world::{MIGRATIONS, QUESTION, World};
use samverk_agreements::participation::{QuestionDesk, Shares};
use samverk_county::{SYSTEM, key};
use samverk_database::Db;
use samverk_economy::actions::{
    Confirmation, SaveDistribution, Sharing, save_distribution, save_model,
};
use samverk_foundation::Ore;

samverk_testing::db_tests!(MIGRATIONS;
    those_who_take_part_share_the_cost,
    who_joins_late_pays_as_the_model_says,
    a_distribution_that_is_gone_is_told,
    before_anybody_is_asked_nothing_is_summed,
);

const EQUAL: &str = "key = \"lika\"\nname = \"Lika\"\npurpose = \"cost\"\namount = \"900\"\n\
    part_year = \"months\"\n[rounding]\nunit = \"krona\"\nmethod = \"largest_remainder\"\n\n\
    [[rules]]\nkey = \"r\"\nname = \"Lika delar\"\ntakers = \"all\"\nbase = \"total\"\nmeasure = { kind = \"equal\" }\n";

/// The council divides what it costs in 2027 by equal parts, and by the months of membership.
async fn with_distribution(world: &World<'_>, model: &str) {
    let tx = world.db.begin("distribution").await.unwrap();
    let scope = world.county.scope(&tx, &SYSTEM).await;
    let model = toml::from_str(model).unwrap();
    save_model(&tx, &SYSTEM, &scope, model, None).await.unwrap();
    let distribution = SaveDistribution {
        key: key("ar-2027"),
        title: "Fördelning 2027".to_owned(),
        year: 2027,
        model: key("lika"),
        published: true,
        sharing: Sharing::Members,
        note: String::new(),
        printed: None,
        input: None,
        revision: None,
    };
    save_distribution(&tx, &SYSTEM, &scope, distribution, Confirmation::Given)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn answers(world: &World<'_>, from: [&'static str; 3]) {
    for (place, from) in from.into_iter().enumerate() {
        let party = samverk_county::MEMBERS[place].0;
        let path = format!("{QUESTION}/svar/{party}");
        let said = match from {
            "" => vec![("answer", "declined"), ("given", "2026-11-20")],
            from => takes_part(from),
        };
        world
            .house
            .submit(&world.county.representative(place), &path, &said)
            .await;
    }
}

/// What each pays in whole kronor, by the key of the party.
async fn paid(world: &World<'_>) -> Vec<(String, i64)> {
    let tx = world.db.read().await.unwrap();
    let desk = QuestionDesk::find(&tx, &world.coordinator, "radet", "plattform").await;
    let Shares::Found(found) = desk.unwrap().shares(&tx).await.unwrap() else {
        panic!("the cost is not shared");
    };
    assert_eq!(found.result.distributed, Ore::from_kronor(1_200));
    let rows = found.result.rows.iter();
    rows.map(|row| (row.party.to_string(), row.amount.0 / 100))
        .collect()
}

fn rows(rows: &[(&str, i64)]) -> Vec<(String, i64)> {
    rows.iter()
        .map(|(party, paid)| ((*party).to_owned(), *paid))
        .collect()
}

const BY_THE_DISTRIBUTION: &[(&str, &str)] = &[("distribution", "ar-2027")];

async fn asked<'d>(db: &'d Db, model: &str) -> World<'d> {
    let world = World::of(db).await;
    with_distribution(&world, model).await;
    let mut question = vec![
        ("key", "plattform"),
        ("title", "Deltagande i plattformen"),
        ("initiative", "plattform"),
    ];
    question.extend(BY_THE_DISTRIBUTION);
    let new = format!("{}/deltagande/ny", samverk_county::COUNCIL);
    world
        .house
        .submit(&world.coordinator, &new, &question)
        .await;
    world.decide(QUESTION, "open").await;
    world
}

async fn those_who_take_part_share_the_cost(db: Db) {
    let world = asked(&db, EQUAL).await;
    let page = world.house.page(&world.coordinator, QUESTION).await;
    assert!(page.contains("Ingen av fördelningens medlemmar deltar det året."));
    answers(&world, ["2027-01-01", "2027-01-01", ""]).await;
    assert_eq!(
        paid(&world).await,
        rows(&[("aneby-kommun", 600), ("eksjo-kommun", 600)])
    );
    let page = world.house.page(&world.coordinator, QUESTION).await;
    for words in [
        "1 200 kr delas mellan dem som deltar 2027",
        "Varför Aneby kommun betalar det",
        "Lika delar",
        "600",
        "1 200 kr, som initiativet uppskattas kosta",
        "Fördelning 2027",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("Varför Habo kommun"));
}

async fn who_joins_late_pays_as_the_model_says(db: Db) {
    let world = asked(&db, EQUAL).await;
    // Six months of twelve: 2 parts of 5 against 2 + 2.
    answers(&world, ["2027-01-01", "2027-01-01", "2027-07-01"]).await;
    assert_eq!(
        paid(&world).await,
        rows(&[
            ("aneby-kommun", 480),
            ("eksjo-kommun", 480),
            ("habo-kommun", 240)
        ])
    );
    // Leaving a year before it: the others bear all of it.
    let leaves = [
        ("answer", "leaves"),
        ("to", "2027-03-31"),
        ("given", "2026-11-22"),
    ];
    world
        .house
        .submit(
            &world.county.representative(0),
            &format!("{QUESTION}/svar/aneby-kommun"),
            &leaves,
        )
        .await;
    let paid = paid(&world).await;
    // 3 of 12 months, 12, and 6: in the proportions 1, 4 and 2.
    assert_eq!(
        paid,
        rows(&[
            ("aneby-kommun", 171),
            ("eksjo-kommun", 686),
            ("habo-kommun", 343)
        ])
    );
}

async fn a_distribution_that_is_gone_is_told(db: Db) {
    let world = World::asked(&db, &[("distribution", "borta")]).await;
    let page = world.house.page(&world.coordinator, QUESTION).await;
    assert!(page.contains("finns inte kvar, eller är inte din att se"));
}

async fn before_anybody_is_asked_nothing_is_summed(db: Db) {
    let world = World::of(&db).await;
    with_distribution(&world, EQUAL).await;
    let question = [
        ("key", "plattform"),
        ("title", "Deltagande i plattformen"),
        ("initiative", "plattform"),
        ("distribution", "ar-2027"),
    ];
    let new = "/samverkan/radet/deltagande/ny";
    world.house.submit(&world.coordinator, new, &question).await;
    let sums = ["Så delas kostnaden", "som deltar", "har svarat, "];
    let page = world.house.page(&world.coordinator, QUESTION).await;
    assert!(page.contains("Aneby kommun"), "{page}");
    for sum in sums {
        assert!(!page.contains(sum), "{sum}: {page}");
    }
    world.decide(QUESTION, "open").await;
    answers(&world, ["2027-01-01", "2027-01-01", "2027-01-01"]).await;
    let page = world.house.page(&world.coordinator, QUESTION).await;
    for sum in sums {
        assert!(page.contains(sum), "{sum}: {page}");
    }
    // What each pays stands beside what it answers.
    let headings = ["Svar</th>", "Del av kostnaden</th>", "Deltar från</th>"];
    let places = headings.map(|heading| page.find(heading).unwrap_or_else(|| panic!("{page}")));
    assert!(places.is_sorted(), "{places:?}");
}
