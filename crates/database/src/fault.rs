//! What has gone wrong in the database itself, apart from what was asked of it.

use samverk_foundation::Problem;
use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A rule of the schema said no. The statement is undone and the connection sound.
    Rule,
    /// Somebody else was in the way: wait and try again.
    Crossed,
    StorageFull,
    ReadOnly,
    Corrupt,
    NotADatabase,
    Unopenable,
    Away,
    Other,
}

/// SQLite's result codes, <https://www.sqlite.org/rescode.html>, and the numbers of their families.
const FAMILIES: [(i64, Fault); 9] = [
    (5, Fault::Crossed),
    (6, Fault::Crossed),
    (8, Fault::ReadOnly),
    (10, Fault::Away),
    (11, Fault::Corrupt),
    (13, Fault::StorageFull),
    (14, Fault::Unopenable),
    (19, Fault::Rule),
    (26, Fault::NotADatabase),
];

/// PostgreSQL's codes by their beginnings, <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
const CLASSES: [(&str, Fault); 11] = [
    ("08", Fault::Away),
    ("23", Fault::Rule),
    ("25006", Fault::ReadOnly),
    ("3D", Fault::Away),
    ("40", Fault::Crossed),
    ("53100", Fault::StorageFull),
    ("53", Fault::Away),
    ("55000", Fault::Away),
    ("57P", Fault::Away),
    ("58", Fault::Away),
    ("XX001", Fault::Corrupt),
];

impl Fault {
    pub(crate) fn of(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(told) => Self::of_code(told.code().as_deref()),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Away,
            _ => Self::Other,
        }
    }

    fn of_code(code: Option<&str>) -> Self {
        let code = code.unwrap_or_default();
        // PostgreSQL's codes have five characters, SQLite's at most four.
        match code.parse::<i64>() {
            Ok(number) if code.len() < 5 => FAMILIES
                .iter()
                .find(|(family, _)| *family == number & 0xff)
                .map_or(Self::Other, |(_, fault)| *fault),
            _ => CLASSES
                .iter()
                .find(|(class, _)| code.starts_with(class))
                .map_or(Self::Other, |(_, fault)| *fault),
        }
    }

    /// Answers nothing when the error is not the database's.
    pub(crate) fn of_statement(error: &DbErr) -> Option<Self> {
        match error {
            DbErr::Conn(RuntimeErr::SqlxError(error))
            | DbErr::Exec(RuntimeErr::SqlxError(error))
            | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(Self::of(error)),
            DbErr::ConnectionAcquire(
                ConnAcquireErr::Timeout | ConnAcquireErr::ConnectionClosed,
            ) => Some(Self::Away),
            _ => None,
        }
    }

    /// What a person is told, who waits for an answer.
    pub(crate) fn problem(self, cause: impl fmt::Display) -> Problem {
        let told = match self {
            Self::Crossed => Problem::conflict("try_again"),
            Self::StorageFull => Problem::unavailable("storage_full"),
            Self::ReadOnly => Problem::unavailable("database_read_only"),
            Self::Corrupt => Problem::unavailable("database_corrupt"),
            Self::NotADatabase => Problem::unavailable("database_not_sqlite"),
            Self::Unopenable => Problem::unavailable("database_unopenable"),
            Self::Away => Problem::unavailable("database_away"),
            Self::Rule | Self::Other => return Problem::internal(cause),
        };
        told.because(cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extended_codes_belong_to_their_family() {
        let known = [
            ("13", Fault::StorageFull),
            ("778", Fault::Away),
            ("2067", Fault::Rule),
            ("1", Fault::Other),
            ("53100", Fault::StorageFull),
            ("53300", Fault::Away),
            ("40001", Fault::Crossed),
            ("23505", Fault::Rule),
            ("42P01", Fault::Other),
        ];
        for (code, fault) in known {
            assert_eq!(Fault::of_code(Some(code)), fault, "{code}");
        }
        assert_eq!(Fault::of_code(None), Fault::Other);
    }
}
