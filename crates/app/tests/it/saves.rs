//! What a saved form costs: the same few statements, however long the list is that it stands in.

use crate::world::House;
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::Db;

samverk_testing::db_tests!(&migrations();
    a_saved_need_makes_seven_statements,
);

const NEEDS: &str = "/samverkan/digitaliseringsradet/behov";

async fn a_saved_need_makes_seven_statements(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    for number in 0..30 {
        let form = format!("key=behov-{number}&kind=need&text=Gemensam+drift&revision=0");
        let added = house.post(&format!("{NEEDS}/ny"), &cookie, &form).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        let form = "kind=need&text=Gemensam+drift+och+support&revision=1";
        let path = format!("{NEEDS}/behov-{number}/redigera");
        let before = house.db.query_count();
        let saved = house.post(&path, &cookie, form).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        // Session, collaboration and rights, members, the list; the need, its event, the search.
        let statements = house.db.query_count() - before;
        assert!(statements <= 7, "{statements} statements for need {number}");
    }
}
