//! Rows that name each other: by name, whatever the case of the letters.

use samverk_foundation::{Problem, Problems};
use std::collections::BTreeSet;

/// How a name is compared.
pub(super) fn plain(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

pub(super) fn named(name: &str, other: &str) -> bool {
    plain(name) == plain(other)
}

/// Fails with `case_name_twice` at the second of two that have the same name.
pub(super) fn unique<'n>(
    field: &str,
    names: impl Iterator<Item = &'n str>,
    problems: &mut Problems,
) {
    let mut seen = BTreeSet::new();
    for (place, name) in names.enumerate() {
        if !seen.insert(plain(name)) {
            let twice = Problem::invalid("case_name_twice").with("value", name);
            problems.push(twice.at_field(&format!("{field}.{place}.name")));
        }
    }
}

/// Nothing is named there, or something that is not there; `allowed` says what is.
pub(super) fn unknown<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Problem {
    let known: Vec<&str> = known.collect();
    let problem = match name.trim().is_empty() {
        true => Problem::invalid("case_name_missing"),
        false => Problem::invalid("case_name_unknown").with("value", name),
    };
    let known = match known.is_empty() {
        true => "–".to_owned(),
        false => known.join(", "),
    };
    problem.with("allowed", known)
}
