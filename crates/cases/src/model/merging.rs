//! Fields in a text that are filled in from a case: `{{number}}`.

use samverk_fields::choices;
use samverk_foundation::Problem;

choices!(
    /// What can be filled in.
    MergeField {
        /// The number of the case.
        Number = "number",
        /// The number of the case with that of the document.
        DocumentNumber = "document_number",
        Subject = "subject",
        PublicSubject = "public_subject",
        /// Who the case is from or for.
        Counterpart = "counterpart",
        ReceivedOn = "received_on",
        RegisteredOn = "registered_on",
        Deadline = "deadline",
        Officer = "officer",
        Classification = "classification",
        Party = "party",
        Registry = "registry",
        /// The day on which the document is finished.
        Date = "date",
    }
);

const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// A part of a text, with where it begins.
enum Part<'t> {
    Text(&'t str),
    Field(usize, &'t str),
    /// It begins as a field and never ends on its line.
    Open(usize),
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(OPEN) {
        let begins = at + found;
        parts.push(Part::Text(&text[at..begins]));
        let inner = &text[begins + OPEN.len()..];
        let line = inner.lines().next().unwrap_or_default();
        match line.find(CLOSE) {
            Some(length) => {
                parts.push(Part::Field(begins, inner[..length].trim()));
                at = begins + OPEN.len() + length + CLOSE.len();
            }
            None => {
                parts.push(Part::Open(begins));
                at = begins + OPEN.len();
            }
        }
    }
    parts.push(Part::Text(&text[at..]));
    parts
}

fn field(name: &str) -> Option<MergeField> {
    let found = MergeField::ALL.iter().find(|(known, _)| *known == name);
    found.map(|(_, field)| *field)
}

/// What is wrong in a text: `merge_field_unknown` and `merge_field_open`, each with line and column from 1.
pub fn merge_problems(text: &str) -> Vec<Problem> {
    let wrong = parts(text).into_iter().filter_map(|part| match part {
        Part::Field(at, name) if field(name).is_none() => Some(
            placed("merge_field_unknown", text, at)
                .with("value", name)
                .with("allowed", allowed()),
        ),
        Part::Open(at) => Some(placed("merge_field_open", text, at)),
        Part::Field(..) | Part::Text(_) => None,
    });
    wrong.collect()
}

fn allowed() -> String {
    let codes = MergeField::ALL.iter().map(|(code, _)| *code);
    codes.collect::<Vec<_>>().join(", ")
}

fn placed(code: &'static str, text: &str, at: usize) -> Problem {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default();
    let column = column.chars().count() + 1;
    Problem::invalid(code)
        .with("line", line)
        .with("column", column)
}

/// The text with every field filled in; `missing` says what stands for those that have nothing to say. What is filled in
/// is read as it is written: nothing in it is a mark.
pub fn merged(
    text: &str,
    value: impl Fn(MergeField) -> Option<String>,
    missing: impl Fn() -> String,
) -> String {
    let mut filled = String::with_capacity(text.len());
    for part in parts(text) {
        match part {
            Part::Text(text) => filled.push_str(text),
            Part::Open(_) => filled.push_str(OPEN),
            Part::Field(_, name) => {
                let value = field(name).and_then(&value);
                let value = value.map(|value| samverk_prose::literal(&value));
                filled.push_str(&value.unwrap_or_else(&missing));
            }
        }
    }
    filled
}

/// The fields of a text for which there is nothing to say, each once.
pub fn unsaid(text: &str, value: impl Fn(MergeField) -> Option<String>) -> Vec<MergeField> {
    let mut unsaid = Vec::new();
    for part in parts(text) {
        if let Part::Field(_, name) = part
            && let Some(field) = field(name)
            && !unsaid.contains(&field)
            && value(field).is_none()
        {
            unsaid.push(field);
        }
    }
    unsaid
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> Vec<(&'static str, String, String)> {
        let of = |problem: &Problem, name: &str| {
            let found = problem.values.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let problems = merge_problems(text);
        let told = problems
            .iter()
            .map(|one| (one.code, of(one, "line"), of(one, "column")));
        told.collect()
    }

    #[test]
    fn what_is_unknown_is_told_with_line_and_column() {
        let text = "{{number}} och {{ subject }}\n\nÅä {{zebra}} {{öppet\n}} {{datum}}";
        let at = |code, line: &str, column: &str| (code, line.to_owned(), column.to_owned());
        assert_eq!(
            told(text),
            [
                at("merge_field_unknown", "3", "4"),
                at("merge_field_open", "3", "14"),
                at("merge_field_unknown", "4", "4"),
            ]
        );
        assert_eq!(told("{number} } {{date}}"), []);
    }

    #[test]
    fn values_are_filled_in_and_are_no_marks() {
        let value = |field| match field {
            MergeField::Number => Some("KS 2026/00042".to_owned()),
            MergeField::Subject => Some("# *Stark* | {{number}} [a](b)".to_owned()),
            _ => None,
        };
        let text = "{{number}}\n\n{{subject}}\n\n{{officer}}{{officer}}{{date}}";
        let filled = merged(text, value, || "–".to_owned());
        let blocks = samverk_prose::read(&filled);
        assert_eq!(blocks.len(), 3, "no heading, no list: {blocks:?}");
        assert_eq!(
            samverk_prose::plain(&filled),
            "KS 2026/00042\n# *Stark* | {{number}} [a](b)\n–––"
        );
        assert_eq!(unsaid(text, value), [MergeField::Officer, MergeField::Date]);
    }

    proptest! {
        #[test]
        fn a_text_without_fields_stays(text in "[^{]{0,80}") {
            prop_assert_eq!(merged(&text, |_| None, String::new), text);
        }

        #[test]
        fn whatever_is_filled_in_is_printed_as_it_is(value in "[!-~åäö]{1,30}") {
            let filled = merged("a {{subject}} b", |_| Some(value.clone()), String::new);
            prop_assert_eq!(samverk_prose::plain(&filled), format!("a {value} b"));
        }
    }
}
