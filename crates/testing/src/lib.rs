//! Test databases: one function, run on SQLite and on PostgreSQL; and a house with the pages or
//! the API of some modules. Depends on no domain.
//!
//! ```ignore
//! samverk_testing::db_tests!(MIGRATIONS; a_group_is_saved, a_group_is_removed);
//! async fn a_group_is_saved(db: Db) { … }
//! ```

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "this crate only serves tests"
)]

pub mod api;
pub mod post;
pub mod site;

use samverk_database::{Db, Migration};
use samverk_foundation::TestClock;
use sqlx::postgres::PgPoolOptions;
use std::collections::BTreeMap;
use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tokio::sync::OnceCell;

/// Makes a SQLite and a PostgreSQL test of each function.
#[macro_export]
macro_rules! db_tests {
    ($migrations:expr; $($name:ident),* $(,)?) => {
        mod sqlite {
            use super::*;
            $(#[tokio::test] async fn $name() {
                $crate::on_sqlite($migrations, super::$name).await;
            })*
        }
        mod postgres {
            use super::*;
            $(#[tokio::test] async fn $name() {
                $crate::on_postgres($migrations, super::$name).await;
            })*
        }
    };
}

/// The moment at which every test begins: 2026-11-22 10:00 UTC.
pub fn test_clock() -> Arc<TestClock> {
    let begin = chrono::DateTime::from_timestamp(1_795_341_600, 0).expect("a moment in range");
    Arc::new(TestClock::at(begin))
}

type Migrations<'a> = &'a [&'a [Migration]];

/// What databases are copied from: one for each list of migrations that the process's tests ask for.
struct Templates<T>(Mutex<BTreeMap<Vec<i64>, Arc<OnceCell<T>>>>);

impl<T> Templates<T> {
    const fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    fn of(&self, migrations: Migrations<'_>) -> Arc<OnceCell<T>> {
        let all = migrations.iter().flat_map(|of_crate| of_crate.iter());
        let versions = all.map(|migration| migration.version).collect();
        let mut templates = self.0.lock().expect("nobody panics with the lock");
        let template = templates
            .entry(versions)
            .or_insert_with(|| Arc::new(OnceCell::new()));
        Arc::clone(template)
    }
}

/// Runs a test on a fresh SQLite file.
pub async fn on_sqlite<F>(migrations: Migrations<'_>, test: impl FnOnce(Db) -> F)
where
    F: Future<Output = ()>,
{
    sqlite_with_clock(migrations, |db, _| test(db)).await;
}

/// Runs a test on a fresh PostgreSQL database.
pub async fn on_postgres<F>(migrations: Migrations<'_>, test: impl FnOnce(Db) -> F)
where
    F: Future<Output = ()>,
{
    postgres_with_clock(migrations, |db, _| test(db)).await;
}

/// The file is copied from one that is migrated once; the test may move the clock.
pub async fn sqlite_with_clock<F>(
    migrations: Migrations<'_>,
    test: impl FnOnce(Db, Arc<TestClock>) -> F,
) where
    F: Future<Output = ()>,
{
    static TEMPLATES: Templates<(tempfile::TempDir, PathBuf)> = Templates::new();
    let template = TEMPLATES.of(migrations);
    let (_, template) = template
        .get_or_init(|| async {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let path = folder.path().join("template.sqlite");
            let db = Db::connect(&format!("sqlite:{}", path.display()), test_clock()).await;
            let db = db.expect("SQLite opens");
            db.migrate(migrations).await.expect("the schema is made");
            db.close().await;
            (folder, path)
        })
        .await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let copy = folder.path().join("test.sqlite");
    std::fs::copy(template, &copy).expect("the template is copied");
    let clock = test_clock();
    let db = Db::connect(&format!("sqlite:{}", copy.display()), clock.clone()).await;
    test(db.expect("SQLite opens"), clock).await;
}

/// The database is copied from one that is migrated once; the test may move the clock.
/// `tools/with-postgres` starts the throwaway server and sets the address.
pub async fn postgres_with_clock<F>(
    migrations: Migrations<'_>,
    test: impl FnOnce(Db, Arc<TestClock>) -> F,
) where
    F: Future<Output = ()>,
{
    static TEMPLATES: Templates<String> = Templates::new();
    let server = postgres_server();
    let template = TEMPLATES.of(migrations);
    let template = template
        .get_or_init(|| async {
            let name = fresh_name("template");
            execute(&server, &format!("CREATE DATABASE {name}")).await;
            let db = Db::connect(&format!("{server}/{name}"), test_clock()).await;
            let db = db.expect("PostgreSQL answers");
            db.migrate(migrations).await.expect("the schema is made");
            db.close().await;
            name
        })
        .await;
    let name = fresh_name("test");
    execute(
        &server,
        &format!("CREATE DATABASE {name} TEMPLATE {template}"),
    )
    .await;
    let clock = test_clock();
    let db = Db::connect(&format!("{server}/{name}"), clock.clone()).await;
    let db = db.expect("PostgreSQL answers");
    test(db.clone(), clock).await;
    db.close().await;
    execute(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

/// Runs a test with the address of an empty PostgreSQL database, for processes of its own.
pub async fn with_postgres_address<F>(test: impl FnOnce(String) -> F)
where
    F: Future<Output = ()>,
{
    let server = postgres_server();
    let name = fresh_name("empty");
    execute(&server, &format!("CREATE DATABASE {name}")).await;
    test(format!("{server}/{name}")).await;
    execute(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

fn postgres_server() -> String {
    std::env::var("SAMVERK_TEST_POSTGRES")
        .expect("run with tools/with-postgres, or skip with `cargo test -- --skip postgres::`")
}

#[allow(
    clippy::disallowed_methods,
    reason = "a name that no other test process has"
)]
fn fresh_name(kind: &str) -> String {
    format!("{kind}_{}", uuid::Uuid::now_v7().simple())
}

/// Only one database is copied at a time: PostgreSQL refuses a template that is in use.
async fn execute(server: &str, statement: &str) {
    static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _turn = ONE_AT_A_TIME.lock().await;
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .connect(&format!("{server}/postgres"))
        .await;
    let pool = pool.expect("PostgreSQL answers");
    let statement = sqlx::AssertSqlSafe(statement.to_owned());
    sqlx::query(statement)
        .execute(&pool)
        .await
        .expect("the statement runs");
    pool.close().await;
}
