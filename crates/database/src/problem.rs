use samverk_foundation::Problem;
use sea_orm::{DbErr, SqlErr};

/// What a person is told when the database refuses. Two saves at once and a key that is taken are
/// theirs to mend; the rest is ours.
pub fn problem(error: DbErr) -> Problem {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(detail)) => {
            let mut taken = Problem::conflict("already_exists");
            taken.cause = Some(detail);
            taken
        }
        _ if is_serialization_failure(&error) => Problem::conflict("try_again"),
        _ => Problem::internal(error),
    }
}

/// PostgreSQL and its relatives ask for a new attempt with 40001 (serialization) and 40P01 (deadlock).
fn is_serialization_failure(error: &DbErr) -> bool {
    let text = error.to_string();
    text.contains("could not serialize access") || text.contains("deadlock detected")
}
