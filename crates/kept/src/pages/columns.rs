//! Which columns a list shows: those of its description, or those that the address names.

use super::Visit;
use crate::web_form::words;
use samverk_fields::Question;

/// Their name in addresses: `kolumner=title.likelihood`.
pub(super) const COLUMNS: &str = "kolumner";

/// The columns that a list shows.
pub(super) struct Shown {
    pub(super) questions: Vec<&'static Question>,
    /// They are others than the description's.
    pub(super) are_chosen: bool,
    /// What the address names and the kind has not.
    pub(super) unknown: Vec<String>,
}

/// A column that may be chosen.
pub(super) struct Choosable {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) is_shown: bool,
}

/// So many names of what is gone are told.
const UNKNOWN_MAX: usize = 10;

/// Anything else was never a column, and what an address says is not ours to repeat.
fn looks_like_a_field(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.len() <= 60 && name.chars().all(fits)
}

/// The first column is what a thing is known by, and always there.
pub(super) fn shown(visit: &Visit) -> Shown {
    let form = visit.kind.form();
    let usual = visit.facts().list.columns.iter();
    let usual: Vec<&'static Question> = usual
        .filter_map(|field| form.find(field.as_str()))
        .collect();
    let named = visit.values.all(COLUMNS).into_iter();
    let named = named.flat_map(|all| all.split('.').map(str::trim));
    let named: Vec<&str> = named.filter(|name| !name.is_empty()).collect();
    let mut questions: Vec<&'static Question> = usual.iter().take(1).copied().collect();
    let mut unknown = Vec::new();
    for name in named {
        match form.in_words().find(|one| one.key.as_str() == name) {
            Some(known) if questions.iter().any(|one| one.key == known.key) => {}
            Some(known) => questions.push(known),
            None if looks_like_a_field(name) && unknown.len() < UNKNOWN_MAX => {
                unknown.push(name.to_owned());
            }
            None => {}
        }
    }
    let is_usual = questions
        .iter()
        .map(|one| &one.key)
        .eq(usual.iter().map(|one| &one.key));
    match questions.len() < 2 || is_usual {
        true => Shown {
            questions: usual,
            are_chosen: false,
            unknown,
        },
        false => Shown {
            questions,
            are_chosen: true,
            unknown,
        },
    }
}

impl Shown {
    /// As the address names them; nothing where they are the description's.
    pub(super) fn written(&self) -> Option<String> {
        let names = self.questions.iter().map(|one| one.key.as_str());
        self.are_chosen.then(|| names.collect::<Vec<_>>().join("."))
    }
}

/// All but the first: those that the list has by itself, and then the rest of the form.
pub(super) fn choosable(visit: &Visit) -> Vec<Choosable> {
    let form = visit.kind.form();
    let shown = shown(visit).questions;
    let usual = visit.facts().list.columns.iter();
    let usual = usual.filter_map(|field| form.find(field.as_str()));
    let mut all: Vec<&'static Question> = usual.collect();
    for question in form.in_words() {
        if !all.iter().any(|one| one.key == question.key) {
            all.push(question);
        }
    }
    let column = |question: &'static Question| Choosable {
        name: question.key.as_str(),
        label: words(&visit.ui, &question.label),
        is_shown: shown.iter().any(|one| one.key == question.key),
    };
    all.into_iter().skip(1).map(column).collect()
}
