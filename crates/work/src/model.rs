//! A long work as it is kept, and what is told of it.

use chrono::{DateTime, Utc};
use samverk_foundation::{Actor, Language, PersonId, Problem, interned};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting,
    Working,
    /// Nothing is done until the person has read the warnings.
    Asking,
    Done,
    Failed,
    Cancelled,
}

impl State {
    pub const ALL: [Self; 6] = [
        Self::Waiting,
        Self::Working,
        Self::Asking,
        Self::Done,
        Self::Failed,
        Self::Cancelled,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Working => "working",
            Self::Asking => "asking",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    pub fn has_ended(self) -> bool {
        !matches!(self, Self::Waiting | Self::Working)
    }
}

/// Bytes to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultFile {
    pub id: Uuid,
    pub name: String,
    pub size: u64,
}

#[derive(Clone, Debug)]
pub struct LongWork {
    pub id: Uuid,
    pub person: PersonId,
    pub kind: String,
    pub input: Value,
    pub upload: Option<Uuid>,
    pub language: Language,
    /// What it is about, as it was called when it was asked for.
    pub about: String,
    /// The page where it was asked for.
    pub back: String,
    pub state: State,
    /// What is being done, as the end of a text `long-work-step-<step>`.
    pub step: String,
    pub steps_done: i64,
    pub steps_total: i64,
    /// How many times it has been begun; with its number one server knows its own turn.
    pub attempt: i64,
    pub asked_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub told: Vec<Told>,
    pub sight: String,
    pub result: Option<ResultFile>,
    /// Whether there was something to fetch, also when it is gone.
    pub has_file: bool,
    pub expires_at: Option<DateTime<Utc>>,
}

impl LongWork {
    /// What hindered it, or what is to be confirmed.
    pub fn problems(&self) -> Vec<Problem> {
        self.told.iter().map(Problem::from).collect()
    }

    pub fn percent(&self) -> i64 {
        match self.steps_total {
            _ if self.state == State::Done => 100,
            total if total > 0 => (self.steps_done * 100 / total).clamp(0, 100),
            _ => 0,
        }
    }
}

/// A problem as it is kept, without its cause.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    code: String,
    values: Vec<(String, String)>,
    file: Option<String>,
    row: Option<usize>,
    column: Option<String>,
    field: Option<String>,
}

impl From<&Problem> for Told {
    fn from(problem: &Problem) -> Self {
        let values = problem.values.iter();
        let values = values.map(|(name, value)| ((*name).to_owned(), value.clone()));
        let place = (*problem.place).clone();
        Self {
            code: problem.code.to_owned(),
            values: values.collect(),
            file: place.file,
            row: place.row,
            column: place.column,
            field: place.field,
        }
    }
}

impl From<&Told> for Problem {
    fn from(told: &Told) -> Self {
        // Codes and the names of values are those of the program, and few.
        let mut problem = Self::not_found();
        problem.code = interned(told.code.clone());
        let values = told.values.iter();
        let values = values.map(|(name, value)| (interned(name.clone()), value.clone()));
        problem.values = values.collect();
        problem.place.file.clone_from(&told.file);
        problem.place.row = told.row;
        problem.place.column.clone_from(&told.column);
        problem.place.field.clone_from(&told.field);
        problem
    }
}

/// The same for the same question of the same person.
pub(crate) fn mark_of(kind: &str, input: &Value, language: Language, upload: &[u8]) -> String {
    let mut sum = Sha256::new();
    for part in [kind.as_bytes(), language.code().as_bytes()] {
        sum.update(part);
        sum.update([0]);
    }
    sum.update(input.to_string());
    sum.update(Sha256::digest(upload));
    hexadecimal(sum)
}

/// All that somebody is allowed, in short. What was made while they were allowed something else is
/// not handed out.
pub(crate) fn sight_of(actor: &Actor) -> String {
    let Some(person) = actor.person() else {
        return String::new();
    };
    let collaborations = person.collaboration_roles.iter();
    let collaborations = collaborations.map(|(id, role)| format!("{} {}", id.0, role.code()));
    let parties = person.party_roles.iter();
    let parties = parties.map(|(id, role)| format!("{} {}", id.0, role.code()));
    let mut all: Vec<String> = collaborations.chain(parties).collect();
    all.sort();
    let mut sum = Sha256::new();
    sum.update([u8::from(person.administrator)]);
    sum.update(all.join("\n"));
    hexadecimal(sum)
}

fn hexadecimal(sum: Sha256) -> String {
    let mut written = String::with_capacity(64);
    for byte in sum.finalize() {
        // Writing to a text never fails.
        write!(written, "{byte:02x}").unwrap_or_default();
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_same_question_has_the_same_mark_and_no_other_has() {
        let input = json!({ "samverkan": "jamtland", "version": "2" });
        let mark = |kind, input: &Value, upload| mark_of(kind, input, Language::Sv, upload);
        let first = mark("plan", &input, b"");
        assert_eq!(first, mark("plan", &input.clone(), b""));
        let others = [
            mark("mapp", &input, b""),
            mark("plan", &json!({ "samverkan": "jamtland" }), b""),
            mark("plan", &input, b"x"),
            mark_of("plan", &input, Language::En, b""),
        ];
        assert!(others.iter().all(|other| *other != first));
    }

    #[test]
    fn a_kept_problem_says_the_same_with_its_place() {
        let problem = Problem::invalid("field_missing").with("key", "ny");
        let problem = problem.at_file("groups.csv").at_row(7).at_column("kind");
        let kept = serde_json::to_string(&Told::from(&problem)).unwrap();
        let told: Told = serde_json::from_str(&kept).unwrap();
        let again = Problem::from(&told);
        assert_eq!((again.code, &again.values), (problem.code, &problem.values));
        assert_eq!(again.place, problem.place);
    }

    #[test]
    fn every_state_has_a_code_and_only_two_go_on() {
        let ongoing = State::ALL.into_iter().filter(|state| !state.has_ended());
        assert_eq!(ongoing.count(), 2);
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
        }
    }
}
