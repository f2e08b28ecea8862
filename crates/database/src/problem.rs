use crate::fault::Fault;
use samverk_foundation::Problem;
use sea_orm::{DbErr, SqlErr};

/// What a person is told when the database refuses. Two saves at once and a key that is taken are
/// theirs to mend; the rest is ours.
pub fn problem(error: DbErr) -> Problem {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(detail)) => {
            Problem::conflict("already_exists").because(detail)
        }
        // What a new row refers to was there when it was looked up: somebody removed it since.
        Some(SqlErr::ForeignKeyConstraintViolation(detail)) => {
            Problem::conflict("changed_meanwhile").because(detail)
        }
        _ => match Fault::of_statement(&error) {
            Some(fault) => fault.problem(error),
            None => Problem::internal(error),
        },
    }
}
