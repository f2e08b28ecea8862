//! What several of the files have in common.

use samverk_exchange::{DocumentDecision, Intake};
use samverk_foundation::{Decision, Problem, Problems};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    Draft,
    Adopted,
}

/// An amount in kronor as it may be written.
#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "only its schema is used")]
pub enum AmountSchema {
    Whole(i64),
    Number(f64),
    Text(String),
}

/// The decision that the status asks for. Fails with `adopted_without_decision` or `draft_with_decision`.
pub fn decided(
    status: Status,
    decision: Option<&DocumentDecision>,
) -> Result<Option<Decision>, Problem> {
    match (status, decision) {
        (Status::Draft, None) => Ok(None),
        (Status::Adopted, Some(decision)) => Ok(Some(decision.clone().into())),
        (Status::Adopted, None) => {
            Err(Problem::invalid("adopted_without_decision").at_field("decision"))
        }
        (Status::Draft, Some(_)) => {
            Err(Problem::invalid("draft_with_decision").at_field("decision"))
        }
    }
}

/// Notes what an object was refused for, at its place. Fails with what is our own fault.
pub fn note(
    intake: &mut Intake,
    problems: Problems,
    place: impl Fn(Problem) -> Problem,
) -> Result<(), Problem> {
    for problem in problems.0 {
        if problem.kind.is_ours() {
            return Err(problem);
        }
        intake.problems.push(place(problem));
    }
    Ok(())
}

/// Notes a value's problem at its place, or gives the value.
pub fn keep<T>(
    intake: &mut Intake,
    result: Result<T, Problems>,
    place: impl Fn(Problem) -> Problem,
) -> Result<Option<T>, Problem> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(problems) => note(intake, problems, place).map(|()| None),
    }
}

/// `lines[3].amount` → row 3 and `amount`, for a field of the named table.
pub fn row_of<'f>(field: &'f str, table: &str) -> Option<(usize, &'f str)> {
    let rest = field.strip_prefix(table)?.strip_prefix('[')?;
    let (number, rest) = rest.split_once(']')?;
    Some((number.parse().ok()?, rest.strip_prefix('.').unwrap_or(rest)))
}

/// Whether an object's key is the name of its file or folder. Fails with `key_not_file_name`.
pub fn same_name(name: &str, key: &str, file: &str) -> Result<(), Problem> {
    if name == key {
        return Ok(());
    }
    Err(Problem::invalid("key_not_file_name")
        .with("name", name)
        .with("key", key)
        .at_file(file))
}

#[cfg(test)]
mod tests {
    use super::row_of;

    #[test]
    fn a_field_in_a_table_has_a_row_and_a_column() {
        assert_eq!(row_of("lines[3].amount", "lines"), Some((3, "amount")));
        assert_eq!(row_of("lines[3]", "lines"), Some((3, "")));
        assert_eq!(row_of("parts[0].key", "lines"), None);
        assert_eq!(row_of("printed_total", "lines"), None);
    }
}
