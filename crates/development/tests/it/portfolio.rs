//! The portfolio: rankings that are kept, and dates that never move by themselves.

use crate::gates::{Furnished, furnished};
use axum::http::StatusCode;
use samverk_county::COUNCIL;
use samverk_database::Db;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_ranking_is_kept_with_its_weights,
    a_ranking_rewrites_no_decision,
    a_place_tells_how_many_have_answered,
    dates_move_when_somebody_accepts_it,
    the_portfolio_tells_what_lacks_something,
);

async fn scored(world: &Furnished<'_>, key: &str, scores: [&str; 2]) {
    world.pass_idea(key).await;
    let path = world.gate(key, "behov", "/bedomare");
    let seen = world.seen(&world.coordinator, &path).await;
    let form = [
        ("revision", seen.as_str()),
        ("asked.0.assessor", "Styrgruppen"),
    ];
    world.house.submit(&world.coordinator, &path, &form).await;
    let path = world.gate(key, "behov", "/bedom/1");
    let seen = world.seen(&world.coordinator, &path).await;
    let form = [
        ("revision", seen.as_str()),
        ("scores.0.criterion", "angelagenhet"),
        ("scores.0.score", scores[0]),
        ("scores.1.criterion", "genomforbarhet"),
        ("scores.1.score", scores[1]),
    ];
    world.house.submit(&world.coordinator, &path, &form).await;
}

const RANKING: &str = "/samverkan/radet/portfolj/rangordning/fran-ide-till-nytta/behov";

async fn a_ranking_is_kept_with_its_weights(db: Db) {
    let world = furnished(&db).await;
    world.add("arkiv", "Gemensamt e-arkiv").await;
    world.add("utbildning", "Utbildning").await;
    scored(&world, "plattform", ["5", "2"]).await;
    scored(&world, "arkiv", ["2", "5"]).await;
    world.pass_idea("utbildning").await;
    let page = world.house.page(&world.coordinator, RANKING).await;
    assert_eq!(page.matches("1 (delad)").count(), 2, "{page}");
    assert!(page.contains("Inte fullständigt bedömt"));
    let weights = |first: &'static str| {
        [
            ("weights.0.criterion", "angelagenhet"),
            ("weights.0.weight", first),
            ("weights.1.criterion", "genomforbarhet"),
            ("weights.1.weight", "30"),
            ("note", "Styrgruppen vill ha det angelägna först"),
        ]
    };
    let (status, told) = world
        .house
        .post(&world.coordinator, RANKING, &weights("0"))
        .await;
    assert!(
        told.contains("Skriv ett heltal från 1 till 100"),
        "{status} {told}"
    );
    let page = world
        .house
        .submit(&world.coordinator, RANKING, &weights("70"))
        .await;
    let places: Vec<usize> = ["4,1", "2,9"].map(|value| page.find(value).unwrap()).into();
    assert!(places[0] < places[1]);
    assert!(
        page.contains("Angelägenhet 70, Genomförbarhet 30"),
        "{page}"
    );
    let representative = world.county.representative(0);
    let (status, _) = world
        .house
        .post(&representative, RANKING, &weights("50"))
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = world.house.get(&world.county.stranger(), RANKING).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

/// What the gate says of its criteria: each name with its weight.
async fn weighed(world: &Furnished<'_>, key: &str) -> String {
    let file = world.gate(key, "behov", "?tabell=kriterier&format=csv");
    world.house.page(&world.coordinator, &file).await
}

async fn a_ranking_rewrites_no_decision(db: Db) {
    let world = furnished(&db).await;
    world.add("arkiv", "Gemensamt e-arkiv").await;
    scored(&world, "plattform", ["5", "2"]).await;
    scored(&world, "arkiv", ["2", "5"]).await;
    let path = world.gate("plattform", "behov", "/krav");
    let seen = world.seen(&world.coordinator, &path).await;
    let checks = [
        ("revision", seen.as_str()),
        ("answers.0.check", "behov-bekraftat"),
        ("answers.0.holds", "yes"),
        ("answers.1.check", "ratt-aktor"),
        ("answers.1.holds", "yes"),
        ("answers.2.check", "knutet-till-mal"),
        ("answers.2.holds", "yes"),
    ];
    world.house.submit(&world.coordinator, &path, &checks).await;
    let (status, told) = world
        .decide(("plattform", "behov"), &[("outcome", "go")])
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let decided = weighed(&world, "plattform").await;
    assert!(
        decided.contains(";50;") || decided.contains(",50,"),
        "{decided}"
    );
    let weights = [
        ("weights.0.criterion", "angelagenhet"),
        ("weights.0.weight", "77"),
        ("weights.1.criterion", "genomforbarhet"),
        ("weights.1.weight", "23"),
    ];
    world
        .house
        .submit(&world.coordinator, RANKING, &weights)
        .await;
    assert_eq!(weighed(&world, "plattform").await, decided);
    let open = weighed(&world, "arkiv").await;
    assert!(open.contains("77") && open.contains("23"), "{open}");
}

async fn a_place_tells_how_many_have_answered(db: Db) {
    let world = furnished(&db).await;
    scored(&world, "plattform", ["5", "2"]).await;
    let page = world.house.page(&world.coordinator, RANKING).await;
    assert!(page.contains("1 av 1 har svarat"), "{page}");
    let path = world.gate("plattform", "behov", "/bedomare");
    let seen = world.seen(&world.coordinator, &path).await;
    let asked = [
        ("revision", seen.as_str()),
        ("asked.0.assessor", "Styrgruppen"),
        ("asked.1.assessor", "Digitaliseringschefen"),
    ];
    world.house.submit(&world.coordinator, &path, &asked).await;
    let page = world.house.page(&world.coordinator, RANKING).await;
    assert!(page.contains("1 av 2 har svarat"), "{page}");
}

async fn dated(world: &Furnished<'_>, key: &str, dates: [&str; 2], builds_on: &str) {
    let path = format!("{COUNCIL}/initiativ/{key}/redigera");
    let seen = world.seen(&world.coordinator, &path).await;
    let mut form = vec![
        ("revision", seen.as_str()),
        ("title", key),
        ("from", dates[0]),
        ("to", dates[1]),
    ];
    if !builds_on.is_empty() {
        form.push(("builds_on", builds_on));
    }
    world.house.submit(&world.coordinator, &path, &form).await;
}

async fn dates_move_when_somebody_accepts_it(db: Db) {
    let world = furnished(&db).await;
    world.add("arkiv", "arkiv").await;
    dated(&world, "arkiv", ["2027-01-01", "2027-03-31"], "").await;
    dated(&world, "plattform", ["2027-03-11", "2027-06-30"], "arkiv").await;
    let path = format!("{COUNCIL}/portfolj/tidplan");
    let page = world.house.page(&world.coordinator, &path).await;
    assert!(
        page.contains("plattform börjar 3 veckor innan arkiv slutar."),
        "{page}"
    );
    assert!(page.contains("Förslag: 2027-04-01 till 2027-07-21."));
    let accept = format!("{path}/plattform");
    let (status, _) = world
        .house
        .get(&world.county.representative(0), &accept)
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    world.house.page(&world.coordinator, &accept).await;
    let again = world.house.page(&world.coordinator, &path).await;
    assert!(again.contains("2027-03-11"), "looking moves nothing");
    let seen = world.seen(&world.coordinator, &accept).await;
    let form = |from: &'static str| {
        [("from", from), ("to", "2027-07-21")].map(|(name, value)| (name, value.to_owned()))
    };
    let with = |form: [(&'static str, String); 2]| {
        let mut all = vec![("revision", seen.clone())];
        all.extend(form);
        all
    };
    for (from, expected) in [
        ("2027-05-01", StatusCode::CONFLICT),
        ("2027-04-01", StatusCode::SEE_OTHER),
    ] {
        let form = with(form(from));
        let form: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let (status, told) = world.house.post(&world.coordinator, &accept, &form).await;
        assert_eq!(status, expected, "{told}");
    }
    let page = world.house.page(&world.coordinator, &path).await;
    assert!(!page.contains("Det här går inte ihop"), "{page}");
    assert!(page.contains("2027-07-21"));
    // Nothing is built on itself.
    let path = format!("{COUNCIL}/initiativ/arkiv/redigera");
    let seen = world.seen(&world.coordinator, &path).await;
    let form = [
        ("revision", seen.as_str()),
        ("title", "arkiv"),
        ("builds_on", "plattform"),
    ];
    let (status, told) = world.house.post(&world.coordinator, &path, &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("skulle bygga på sig självt"), "{told}");
}

async fn the_portfolio_tells_what_lacks_something(db: Db) {
    let world = furnished(&db).await;
    scored(&world, "plattform", ["5", "2"]).await;
    let path = format!("{COUNCIL}/portfolj");
    let page = world.house.page(&world.coordinator, &path).await;
    for words in [
        "Ägare, Mått (inget mål är valt), Nästa datum",
        "Fånga behov",
        "chart-mark",
        "saker saknas",
        "Genomförbarhet",
        // Without a cost it is not drawn as the least, and the table says what is missing.
        "stroke-dasharray",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    let (picture, table) = page.split_once("</svg>").unwrap();
    assert!(picture.contains("Kostnad saknas") && table.contains("Kostnad saknas"));
    let narrowed = format!("{path}?fas=behov&lage=under-way");
    let narrowed = world.house.page(&world.coordinator, &narrowed).await;
    assert!(narrowed.contains("Gemensam plattform"));
    let narrowed = format!("{path}?lage=closed");
    let narrowed = world.house.page(&world.coordinator, &narrowed).await;
    assert!(!narrowed.contains("Gemensam plattform"));
    let public = world
        .house
        .page(&samverk_foundation::Actor::Public, &path)
        .await;
    assert!(!public.contains("chart-mark") && !public.contains("Genomförbarhet"));
    let file = format!("{path}?tabell=portfolj&format=csv");
    let (status, file) = world.house.get(&world.coordinator, &file).await;
    assert_eq!(status, StatusCode::OK);
    assert!(file.contains("Gemensam plattform"));
}
