//! What a matter says of the letter that it concerns.

use crate::matters::Matter;
use samverk_agreements::letters::Letter;
use samverk_fields::Referable;
use samverk_foundation::{Problem, Problems};

/// A decision on a letter is a party's, on one text. Fails with `letter_party_missing`, `letter_text_unsaid` and
/// `acceptance_without_letter`.
pub(super) fn check_letter(matter: &Matter) -> Problems {
    let concerned = matter.concerns.as_ref().map(|one| one.to.kind.as_str());
    let is_letter = concerned == Some(Letter::KIND);
    let said = [
        (
            Matter::LETTER_PARTY,
            matter.letter_party.is_some(),
            Problem::invalid("letter_party_missing"),
        ),
        (
            Matter::LETTER_TEXT,
            matter.letter_text.is_some(),
            Problem::invalid("letter_text_unsaid"),
        ),
    ];
    let mut problems = Problems::default();
    for (field, is_said, missing) in said {
        let problem = match (is_letter, is_said) {
            (true, false) => missing,
            (false, true) => Problem::invalid("acceptance_without_letter"),
            _ => continue,
        };
        problems.push(problem.at_field(field.as_str()));
    }
    problems
}
