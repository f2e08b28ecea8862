use crate::world::*;
use samverk_database::Db;
use samverk_parties::ladders::list_ladders;
use samverk_parties::model::PartyKind;
use samverk_parties::store::{PartyFilter, count_parties, find_party, list_all_populations};
use samverk_parties::{load_register, store};
use sea_orm::ConnectionTrait;
samverk_testing::db_tests!(crate::world::MIGRATIONS;
    the_register_is_whole,
    a_later_start_costs_one_query,
    a_new_edition_adds_only_what_is_missing,
    parties_are_found_by_part_of_name_or_code_in_swedish_order,
    any_names_sort_in_swedish_and_are_found_without_accents,
    names_spelt_in_an_older_way_are_spelt_anew,
    what_was_kept_before_the_rule_for_text_goes_out_and_in,
);

async fn the_register_is_whole(db: Db) {
    register(&db).await;
    let tx = db.read().await.unwrap();
    let count = async |kind| {
        count_parties(
            &tx,
            &PartyFilter {
                kind,
                ..PartyFilter::default()
            },
        )
        .await
        .unwrap()
    };
    assert_eq!(count(None).await, 310);
    assert_eq!(count(Some(PartyKind::Municipality)).await, 290);
    assert_eq!(count(Some(PartyKind::Region)).await, 21);

    let gotland = find_party(&tx, "region-gotland").await.unwrap().unwrap();
    assert!(gotland.is(PartyKind::Municipality) && gotland.is(PartyKind::Region));

    let populations = list_all_populations(&tx).await.unwrap();
    let aneby = find_party(&tx, "aneby-kommun").await.unwrap().unwrap();
    let years: Vec<i32> = populations[&aneby.id].keys().copied().collect();
    assert_eq!(years, (2011..=2024).collect::<Vec<_>>());

    let ladders = list_ladders(&tx).await.unwrap();
    let levels: Vec<Vec<i64>> = ladders
        .iter()
        .map(|l| l.levels.iter().map(|level| level.number.0).collect())
        .collect();
    assert_eq!(levels, [vec![1, 2, 3, 4, 5], vec![0, 1, 2, 3, 4]]);
}

async fn a_later_start_costs_one_query(db: Db) {
    register(&db).await;
    let tx = db.begin("register").await.unwrap();
    let before = db.query_count();
    load_register(&tx).await.unwrap();
    assert_eq!(db.query_count() - before, 1);
}

async fn a_new_edition_adds_only_what_is_missing(db: Db) {
    register(&db).await;
    let tx = db.begin("register").await.unwrap();
    store::put_loaded_edition(&tx, "parties", "an older one")
        .await
        .unwrap();
    load_register(&tx).await.unwrap();
    assert_eq!(
        count_parties(&tx, &PartyFilter::default()).await.unwrap(),
        310
    );
}

async fn parties_are_found_by_part_of_name_or_code_in_swedish_order(db: Db) {
    register(&db).await;
    let tx = db.read().await.unwrap();
    let find = async |name: &str| -> Vec<String> {
        let filter = PartyFilter {
            name: name.to_owned(),
            ..PartyFilter::default()
        };
        let found = store::list_parties(&tx, &filter).await.unwrap();
        found.into_iter().map(|party| party.name).collect()
    };
    assert_eq!(find("ÖSTERÅ").await, ["Österåkers kommun"]);
    assert_eq!(find("0680").await, ["Jönköpings kommun"]);
    assert!(find("100%").await.is_empty());
    assert!(find("_").await.is_empty());
    let all = find("").await;
    let of = |name: &str| all.iter().position(|known| known == name).unwrap();
    assert!(of("Ystads kommun") < of("Åmåls kommun"));
    assert!(of("Åmåls kommun") < of("Älmhults kommun"));
    assert!(of("Älmhults kommun") < of("Örebro kommun"));
}

/// In the order that they are to have, decomposed letters among them.
const NAMES: [&str; 12] = [
    "Zq Abc",
    "Zq abe",
    "Zq Edvin",
    "Zq Élem",
    "Zq Eva",
    "Zq Ülm",
    "Zq A\u{30a}by",
    "Zq Åbz",
    "Zq Ængel",
    "Zq Ärla",
    "Zq Örsta",
    "Zq Øst",
];

async fn names_saved(db: &Db) {
    let rows: Vec<String> = NAMES
        .iter()
        .rev()
        .enumerate()
        .map(|(number, name)| format!("zq-{number},association,{name},,,,,\n"))
        .collect();
    let heading =
        "key,kind,name,short_name,municipality_code,region_code,organisation_number,note\n";
    import(
        db,
        folder(&[("parties.csv", &(heading.to_owned() + &rows.concat()))]),
    )
    .await
    .unwrap();
}

async fn found(db: &Db, name: &str) -> Vec<String> {
    let filter = PartyFilter {
        name: name.to_owned(),
        ..PartyFilter::default()
    };
    let tx = db.read().await.unwrap();
    let found = store::list_parties(&tx, &filter).await.unwrap();
    found.into_iter().map(|party| party.name).collect()
}

async fn any_names_sort_in_swedish_and_are_found_without_accents(db: Db) {
    names_saved(&db).await;
    assert_eq!(
        found(&db, "zq").await,
        NAMES.map(|name| name.replace("A\u{30a}", "Å"))
    );
    assert_eq!(found(&db, "elem").await, ["Zq Élem"]);
    assert_eq!(found(&db, "A\u{30a}bz").await, ["Zq Åbz"]);
}

async fn names_spelt_in_an_older_way_are_spelt_anew(db: Db) {
    names_saved(&db).await;
    let tx = db.begin("older").await.unwrap();
    let older = "UPDATE party SET sort_name = 'x', search_text = 'x'";
    tx.connection().execute_unprepared(older).await.unwrap();
    tx.commit().await.unwrap();
    assert!(found(&db, "elem").await.is_empty());
    store::spell_sort_names(&db).await.unwrap();
    assert_eq!(found(&db, "elem").await, ["Zq Élem"]);
    assert_eq!(found(&db, "zq").await.len(), NAMES.len());
}

async fn what_was_kept_before_the_rule_for_text_goes_out_and_in(db: Db) {
    names_saved(&db).await;
    let tx = db.begin("older").await.unwrap();
    let older = "UPDATE party SET note = 'Rad\u{b}två\u{1}\u{202e}' WHERE key = 'zq-1'";
    tx.connection().execute_unprepared(older).await.unwrap();
    tx.commit().await.unwrap();
    let exported = export(&db).await;
    let (copy, _folder) = sqlite().await;
    import(&copy, exported.clone()).await.unwrap();
    let again = export(&copy).await;
    for path in exported.paths() {
        assert_eq!(exported.get(path), again.get(path), "{path}");
    }
    let parties = String::from_utf8_lossy(exported.get("parties.csv").unwrap()).into_owned();
    assert!(parties.contains("\"Rad\ntvå\""), "{parties}");
}
