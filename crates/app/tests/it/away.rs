//! A database that goes away while people work: they are told in time, and it may come back.

use crate::world::House;
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::Db;
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use std::time::{Duration, Instant};

/// An answer about health is given again for a second.
const LONGER_THAN_KEPT: Duration = Duration::from_millis(1_100);

async fn is_ready(house: &House) -> StatusCode {
    tokio::time::sleep(LONGER_THAN_KEPT).await;
    let begin = Instant::now();
    let answer = house.get("/health/ready", "").await;
    assert!(begin.elapsed() < Duration::from_secs(2), "told in time");
    answer.status
}

async fn text(db: &Db, backend: DbBackend, sql: &str) -> String {
    let tx = db.read().await.unwrap();
    let asked = Statement::from_string(backend, sql);
    let row = tx.connection().query_one_raw(asked).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn a_file_that_is_moved_away_is_not_written_to() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let house = House::empty(db.clone()).await;
        assert_eq!(is_ready(&house).await, StatusCode::OK);
        let asked = "SELECT file FROM pragma_database_list";
        let file = text(&db, DbBackend::Sqlite, asked).await;
        let aside = format!("{file}.aside");
        std::fs::rename(&file, &aside).unwrap();
        assert_eq!(is_ready(&house).await, StatusCode::SERVICE_UNAVAILABLE);
        let refused = db.begin("save").await.err().unwrap();
        assert_eq!(refused.code, "database_away");
        std::fs::rename(&aside, &file).unwrap();
        assert_eq!(is_ready(&house).await, StatusCode::OK);
    })
    .await;
}

mod postgres {
    use super::*;

    #[tokio::test]
    async fn a_server_that_lets_nobody_in_is_told() {
        samverk_testing::on_postgres(&migrations(), |db| async move {
            let house = House::empty(db.clone()).await;
            assert_eq!(is_ready(&house).await, StatusCode::OK);
            let name = text(&db, DbBackend::Postgres, "SELECT current_database()::text").await;
            let server = std::env::var("SAMVERK_TEST_POSTGRES").unwrap();
            let other = Database::connect(format!("{server}/postgres")).await;
            let other = other.unwrap();
            let run = async |sql: String| other.execute_unprepared(&sql).await.unwrap();
            run(format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
            run(format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            ))
            .await;
            assert_eq!(is_ready(&house).await, StatusCode::SERVICE_UNAVAILABLE);
            let page = house.get("/samverkan", "").await;
            assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
            run(format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).await;
            assert_eq!(is_ready(&house).await, StatusCode::OK);
        })
        .await;
    }
}
