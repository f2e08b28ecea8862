//! Where the database is, as the operator writes it, and what they are told when it cannot be used.

use crate::fault::Fault;
use samverk_foundation::Problem;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};
use std::str::FromStr;
use std::time::{Duration, Instant};

pub(crate) enum Address {
    Sqlite(String),
    Postgres(Box<PgConnectOptions>),
}

/// The file of an embedded database: `sqlite:PATH`, `sqlite://PATH`, or only a path.
pub fn sqlite_path(url: &str) -> Option<&str> {
    match url.split_once(':') {
        Some(("sqlite", path)) => Some(path.strip_prefix("//").unwrap_or(path)),
        Some((scheme, _)) if is_scheme(scheme) => None,
        _ => Some(url),
    }
}

fn is_scheme(before_colon: &str) -> bool {
    before_colon.len() > 1
        && before_colon
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

impl Address {
    pub(crate) fn parse(url: &str) -> Result<Self, Problem> {
        if let Some(path) = sqlite_path(url) {
            return Ok(Self::Sqlite(path.to_owned()));
        }
        let scheme = url.split(':').next().unwrap_or_default();
        if !matches!(scheme, "postgres" | "postgresql") {
            return Err(Problem::invalid("database_scheme_unknown").with("scheme", scheme));
        }
        match PgConnectOptions::from_str(url) {
            Ok(options) => Ok(Self::Postgres(Box::new(options))),
            Err(reason) => Err(Problem::invalid("database_address_invalid").with("reason", reason)),
        }
    }
}

/// A file that cannot be opened, with its place.
pub(crate) fn file_problem(path: &str, error: &sqlx::Error) -> Problem {
    Fault::of(error).problem(error).at_file(path)
}

/// How long a PostgreSQL that is starting is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(500);

/// Sees to that the server answers and lets us in, so that the operator is told at once and why.
pub(crate) async fn knock(options: &PgConnectOptions) -> Result<(), Problem> {
    let begin = Instant::now();
    loop {
        let asked = tokio::time::timeout(PATIENCE, PgConnection::connect_with(options)).await;
        let error = match asked {
            Ok(Ok(connection)) => {
                connection.close().await.ok();
                return Ok(());
            }
            Ok(Err(error)) => error,
            Err(_) => sqlx::Error::PoolTimedOut,
        };
        if !may_pass(&error) {
            return Err(server_problem(
                Problem::invalid("database_refused"),
                options,
                &error,
            ));
        }
        if begin.elapsed() > PATIENCE {
            return Err(server_problem(
                Problem::invalid("database_unreachable"),
                options,
                &error,
            ));
        }
        tracing::info!(host = options.get_host(), %error, "waiting for the database");
        tokio::time::sleep(PAUSE).await;
    }
}

/// No answer, or one that says that the server is starting, stopping or crowded.
fn may_pass(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(told) => {
            let code = told.code().unwrap_or_default();
            code.starts_with("57P") || code.starts_with("53")
        }
        other => Fault::of(other) == Fault::Away,
    }
}

/// Without user and password.
fn server_problem(problem: Problem, options: &PgConnectOptions, error: &sqlx::Error) -> Problem {
    let database = options.get_database().unwrap_or_default();
    let server = format!("{}:{}/{database}", options.get_host(), options.get_port());
    problem.with("server", server).with("reason", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_embedded_database_is_a_path() {
        for (url, path) in [
            ("sqlite:data/a.sqlite", Some("data/a.sqlite")),
            ("sqlite:///srv/a.sqlite", Some("/srv/a.sqlite")),
            ("/srv/a.sqlite", Some("/srv/a.sqlite")),
            ("postgres://localhost/samverk", None),
            ("mysql://localhost/samverk", None),
        ] {
            assert_eq!(sqlite_path(url), path, "{url}");
        }
    }

    #[test]
    fn what_is_no_address_of_ours_is_told_without_its_password() {
        let told = |url: &str| Address::parse(url).err().map(|problem| problem.to_string());
        let scheme = told("mysql://ada:hemligt@localhost/samverk").unwrap();
        assert_eq!(scheme, "database_scheme_unknown scheme=\"mysql\"");
        let port = told("postgres://ada:hemligt@localhost:port/samverk").unwrap();
        assert!(port.starts_with("database_address_invalid") && !port.contains("hemligt"));
    }
}
