use crate::world::house;
use samverk_county::{COUNCIL, county};
use samverk_database::Db;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_need_is_told_of_and_taken_away,
);

async fn a_need_is_told_of_and_taken_away(db: Db) {
    let (coordinator, house) = (county(&db).await.coordinator(), house(&db));
    let need = [
        ("kind", "challenge"),
        ("area", "Drift"),
        ("text", "Nätet räcker inte"),
    ];
    let page = house
        .submit(&coordinator, &format!("{COUNCIL}/behov/ny"), &need)
        .await;
    assert!(page.contains("Nätet räcker inte"));

    let removal = format!("{COUNCIL}/behov/natet-racker-inte/ta-bort");
    let page = house
        .submit(&coordinator, &removal, &[("revision", "1")])
        .await;
    assert!(!page.contains("/behov/natet-racker-inte/redigera"));
    let history = page.split_once("history-heading").unwrap().1;
    for words in ["Nätet räcker inte", "Tema: ”Drift” togs bort"] {
        assert!(history.contains(words), "{words}");
    }
}
