//! Whether the database is Samverk's own, of this version, and whole.

use crate::{Db, Migration, Tx, problem};
use samverk_foundation::Problem;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

const SQLITE_TABLES: &str =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
const POSTGRES_TABLES: &str = "SELECT table_name::text FROM information_schema.tables \
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name";
const STEPS: &str = "SELECT version FROM _sqlx_migrations ORDER BY version";
/// Where the migrator notes which steps are done; it makes this table before any other.
const STEPS_TABLE: &str = "_sqlx_migrations";

impl Db {
    /// Answers which steps have been applied. Fails with `database_foreign` when others' tables lie
    /// there, and with `database_newer` when a later Samverk has been at work.
    pub(crate) async fn applied_steps(
        &self,
        migrations: &[&[Migration]],
    ) -> Result<Vec<i64>, Problem> {
        let tx = self.read().await?;
        let tables = list_tables(&tx).await?;
        if tables.is_empty() {
            return Ok(Vec::new());
        }
        if !tables.iter().any(|name| name == STEPS_TABLE) {
            return Err(foreign(&tables));
        }
        let applied: Vec<i64> = column(&tx, STEPS).await?;
        let steps = || migrations.iter().flat_map(|of_crate| of_crate.iter());
        let is_known = |version: &&i64| steps().any(|step| step.version == **version);
        let unknown: Vec<&i64> = applied.iter().filter(|step| !is_known(step)).collect();
        if unknown.is_empty() {
            return Ok(applied);
        }
        if unknown.len() == applied.len() {
            return Err(foreign(&tables));
        }
        let unknown: Vec<String> = unknown.iter().map(|step| step.to_string()).collect();
        Err(Problem::invalid("database_newer").with("steps", unknown.join(", ")))
    }

    /// Reads the whole file. Fails with `database_corrupt` when something in it does not hang
    /// together. PostgreSQL looks after itself.
    pub async fn check_integrity(&self) -> Result<(), Problem> {
        let tx = self.read().await?;
        if tx.is_postgres() {
            return Ok(());
        }
        let told: Vec<String> = column(&tx, "PRAGMA integrity_check").await?;
        match told.as_slice() {
            [told] if told == "ok" => Ok(()),
            told => Err(Problem::unavailable("database_corrupt").because(told.join("; "))),
        }
    }

    /// How many rows each table has, for comparing a copy with its original.
    pub async fn count_rows(&self) -> Result<Vec<(String, i64)>, Problem> {
        let tx = self.read().await?;
        let mut counts = Vec::new();
        for table in list_tables(&tx).await? {
            let count: Vec<i64> = column(&tx, &format!("SELECT COUNT(*) FROM \"{table}\"")).await?;
            counts.push((table, count.into_iter().sum()));
        }
        Ok(counts)
    }
}

fn foreign(tables: &[String]) -> Problem {
    let some: Vec<&str> = tables.iter().take(5).map(String::as_str).collect();
    Problem::invalid("database_foreign").with("tables", some.join(", "))
}

async fn list_tables(tx: &Tx) -> Result<Vec<String>, Problem> {
    let sql = if tx.is_postgres() {
        POSTGRES_TABLES
    } else {
        SQLITE_TABLES
    };
    column(tx, sql).await
}

async fn column<T: sea_orm::TryGetable>(tx: &Tx, sql: &str) -> Result<Vec<T>, Problem> {
    let backend = match tx.is_postgres() {
        true => DbBackend::Postgres,
        false => DbBackend::Sqlite,
    };
    let query = Statement::from_string(backend, sql);
    let rows = tx.connection().query_all_raw(query).await;
    let rows = rows.map_err(problem)?;
    rows.iter()
        .map(|row| row.try_get_by_index(0).map_err(problem))
        .collect()
}
