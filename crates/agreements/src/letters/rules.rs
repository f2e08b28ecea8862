//! What must hold for a letter beyond its fields.

use super::kind::{Letter, LetterState};
use super::merge;
use samverk_foundation::{Problem, Problems};

pub(super) const CODES: &[&str] = &["cost_negative", "letter_text_stands", "merge_place_unknown"];

pub(super) fn check(letter: &Letter, before: Option<&Letter>) -> Problems {
    let unknown = merge::unknown_places(&letter.text).into_iter();
    let mut problems: Problems = unknown
        .map(|problem| problem.at_field(Letter::TEXT.as_str()))
        .collect();
    if letter.cost.is_some_and(|cost| cost.is_negative()) {
        problems.push(Problem::invalid("cost_negative").at_field(Letter::COST.as_str()));
    }
    let stands =
        |before: &&Letter| !matches!(before.status, LetterState::Draft | LetterState::Sent);
    if before
        .filter(stands)
        .is_some_and(|before| before.text != letter.text)
    {
        let stands = Problem::conflict("letter_text_stands");
        problems.push(stands.at_field(Letter::TEXT.as_str()));
    }
    problems
}
