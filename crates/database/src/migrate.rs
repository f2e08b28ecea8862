//! One set of migrations for both databases. They are plain SQL with the few types that differ in
//! braces; sqlx's migrator applies them once, in order, each in a transaction, and guards them
//! with a lock and a checksum.

use crate::{Backend, Db, Tx, problem};
use samverk_foundation::Problem;
use sea_orm::{ConnectionTrait, Statement};
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration as SqlxMigration, MigrationType, Migrator};

/// A step of the schema. Versions are unique over all crates; hundreds belong to a crate.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    pub version: i64,
    pub name: &'static str,
    pub sql: &'static str,
}

impl Db {
    /// Brings the schema up to date. Fails with `internal` when an applied migration has changed.
    pub async fn migrate(&self, migrations: &[&[Migration]]) -> Result<(), Problem> {
        let steps = migrations.iter().flat_map(|of_crate| of_crate.iter());
        let migrator =
            Migrator::with_migrations(steps.map(|step| prepare(self.backend(), step)).collect());
        self.run_migrator(&migrator)
            .await
            .map_err(Problem::internal)
    }
}

impl Db {
    /// The steps that have not been applied yet. Changes nothing.
    pub async fn pending_migrations(
        &self,
        migrations: &[&[Migration]],
    ) -> Result<Vec<&'static str>, Problem> {
        let tx = self.read().await?;
        let applied = applied_versions(&tx).await.unwrap_or_default();
        let steps = migrations.iter().flat_map(|of_crate| of_crate.iter());
        let pending = steps.filter(|step| !applied.contains(&step.version));
        Ok(pending.map(|step| step.name).collect())
    }
}

/// Fails when no step has ever been applied, for then the list itself is missing.
async fn applied_versions(tx: &Tx) -> Result<Vec<i64>, Problem> {
    let backend = tx.connection().get_database_backend();
    let query = Statement::from_string(backend, "SELECT version FROM _sqlx_migrations");
    let rows = tx
        .connection()
        .query_all_raw(query)
        .await
        .map_err(problem)?;
    let version = |row: &sea_orm::QueryResult| row.try_get_by_index(0).map_err(problem);
    rows.iter().map(version).collect()
}

fn prepare(backend: Backend, step: &Migration) -> SqlxMigration {
    let sql = sqlx::AssertSqlSafe(in_dialect(backend, step.sql)).into_sql_str();
    SqlxMigration::new(
        step.version,
        step.name.into(),
        MigrationType::Simple,
        sql,
        false,
    )
}

fn in_dialect(backend: Backend, sql: &str) -> String {
    let types: [(&str, &str); 8] = match backend {
        Backend::Sqlite => [
            ("{id}", "BLOB"),
            ("{time}", "TEXT"),
            ("{date}", "TEXT"),
            ("{json}", "TEXT"),
            ("{bool}", "INTEGER"),
            ("{int}", "INTEGER"),
            ("{bytes}", "BLOB"),
            ("{strict}", "STRICT"),
        ],
        Backend::Postgres => [
            ("{id}", "UUID"),
            ("{time}", "TIMESTAMPTZ"),
            ("{date}", "DATE"),
            ("{json}", "JSONB"),
            ("{bool}", "BOOLEAN"),
            ("{int}", "BIGINT"),
            ("{bytes}", "BYTEA"),
            ("{strict}", ""),
        ],
    };
    types.iter().fold(sql.to_owned(), |sql, (token, name)| {
        sql.replace(token, name)
    })
}
