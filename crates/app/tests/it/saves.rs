//! What a saved form costs: the same few statements, however long the list is that it stands in.

use crate::world::House;
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::Db;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

samverk_testing::db_tests!(&migrations();
    a_saved_need_makes_eight_statements,
);

const NEEDS: &str = "/samverkan/digitaliseringsradet/behov";

async fn a_saved_need_makes_eight_statements(db: Db) {
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
        // Session, collaboration and rights, members, the list; the need, who has joined it, its event, the search.
        let statements = house.db.query_count() - before;
        assert!(statements <= 8, "{statements} statements for need {number}");
    }
}

/// Otherwise SQLite compiles each statement with a limit anew whenever it is asked, and a connection that was
/// opened before a migration reads a new column as nothing.
#[tokio::test]
async fn sqlite_keeps_its_plans_and_no_common_lock() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let tx = db.read().await.unwrap();
        for (option, is_on) in [
            ("ENABLE_QPSG", 1),
            ("DQS=0", 1),
            ("ENABLE_MEMORY_MANAGEMENT", 0),
        ] {
            let sql = format!("SELECT sqlite_compileoption_used('{option}') AS used");
            let asked = Statement::from_string(DbBackend::Sqlite, sql);
            let row = tx.connection().query_one_raw(asked).await.unwrap().unwrap();
            let used: i64 = row.try_get("", "used").unwrap();
            assert_eq!(used, is_on, "{option}");
        }
    })
    .await;
}
