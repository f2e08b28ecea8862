//! One set of migrations for both databases. They are plain SQL with the few types that differ in
//! braces, and with `{sqlite: …}` and `{postgres: …}` around the few statements that one of them
//! has in its own way; sqlx's migrator applies them once, in order, each in a transaction, and guards them
//! with a lock and a checksum.

use crate::fault::Fault;
use crate::{Backend, Db};
use samverk_foundation::Problem;
use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration as SqlxMigration, MigrationType, Migrator};

/// A step of the schema. Versions are unique over all crates; hundreds belong to a crate.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    pub version: i64,
    pub name: &'static str,
    pub sql: &'static str,
}

/// A step whose statements lie in `migrations/0<version>_<name>.sql`: `migration!(320, "risks")`; or one
/// that says its only statement.
#[macro_export]
macro_rules! migration {
    ($version:literal, $name:literal, $sql:literal) => {
        $crate::Migration {
            version: $version,
            name: $name,
            sql: $sql,
        }
    };
    ($version:literal, $name:literal) => {
        $crate::Migration {
            version: $version,
            name: $name,
            sql: include_str!(concat!("../migrations/0", $version, "_", $name, ".sql")),
        }
    };
}

impl Db {
    /// Brings the schema up to date. Fails with `database_foreign`, `database_newer` or
    /// `database_differs`, and then changes nothing.
    pub async fn migrate(&self, migrations: &[&[Migration]]) -> Result<(), Problem> {
        self.applied_steps(migrations).await?;
        let steps = migrations.iter().flat_map(|of_crate| of_crate.iter());
        let migrator =
            Migrator::with_migrations(steps.map(|step| prepare(self.backend(), step)).collect());
        self.run_migrator(&migrator).await.map_err(told)
    }

    /// The steps that have not been applied yet. Changes nothing.
    pub async fn pending_migrations(
        &self,
        migrations: &[&[Migration]],
    ) -> Result<Vec<&'static str>, Problem> {
        let applied = self.applied_steps(migrations).await?;
        let steps = migrations.iter().flat_map(|of_crate| of_crate.iter());
        let pending = steps.filter(|step| !applied.contains(&step.version));
        Ok(pending.map(|step| step.name).collect())
    }
}

fn told(error: MigrateError) -> Problem {
    match error {
        MigrateError::VersionMismatch(step) => {
            Problem::invalid("database_differs").with("step", step)
        }
        MigrateError::VersionMissing(step) => {
            Problem::invalid("database_newer").with("steps", step)
        }
        MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => {
            Fault::of(&cause).problem(cause)
        }
        other => Problem::internal(other),
    }
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
    let sql = only_for(backend, sql);
    types
        .iter()
        .fold(sql, |sql, (token, name)| sql.replace(token, name))
}

/// Keeps what stands in this database's blocks and drops what stands in the other's.
fn only_for(backend: Backend, sql: &str) -> String {
    let (kept, dropped) = match backend {
        Backend::Sqlite => ("{sqlite:", "{postgres:"),
        Backend::Postgres => ("{postgres:", "{sqlite:"),
    };
    let without = each_block(sql, dropped, |_| "");
    each_block(&without, kept, |inside| inside)
}

/// Puts something else in place of every block that begins so. A block without end stays as it is,
/// for the database to refuse.
fn each_block(sql: &str, begin: &str, replace: impl Fn(&str) -> &str) -> String {
    let mut done = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once(begin) {
        let Some(end) = end_of_block(after) else {
            break;
        };
        done.push_str(before);
        done.push_str(replace(&after[..end]));
        rest = &after[end + 1..];
    }
    done.push_str(rest);
    done
}

/// Where the brace stands that closes the block; types in braces may stand inside it.
fn end_of_block(sql: &str) -> Option<usize> {
    let mut depth = 0;
    sql.char_indices().find_map(|(at, character)| {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_database_gets_its_own_blocks_and_types() {
        let sql = "A {id};{sqlite: V {int};}{postgres: T {int} G;} B {bool};";
        assert_eq!(
            in_dialect(Backend::Sqlite, sql),
            "A BLOB; V INTEGER; B INTEGER;"
        );
        assert_eq!(
            in_dialect(Backend::Postgres, sql),
            "A UUID; T BIGINT G; B BOOLEAN;"
        );
    }
}
