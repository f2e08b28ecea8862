//! Which columns a list shows: those of its description, or those that the address names.

use super::Visit;
use crate::ToldColumn;
use crate::web_form::words;
use samverk_fields::{Form, Question};
use samverk_web::Ui;

/// Their name in addresses: `kolumner=title.likelihood`.
pub(super) const COLUMNS: &str = "kolumner";

/// What a column of a list says.
#[derive(Clone, Copy)]
pub(super) enum Shows {
    Field(&'static Question),
    /// What the domain tells.
    Told(&'static ToldColumn),
}

impl Shows {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Field(question) => question.key.as_str(),
            Self::Told(column) => column.name,
        }
    }

    pub(super) fn label(&self, ui: &Ui) -> String {
        match self {
            Self::Field(question) => words(ui, &question.label),
            Self::Told(column) => ui.t(column.label),
        }
    }

    pub(super) fn question(&self) -> Option<&'static Question> {
        match self {
            Self::Field(question) => Some(question),
            Self::Told(_) => None,
        }
    }
}

/// The columns that a list shows.
pub(super) struct Shown {
    pub(super) columns: Vec<Shows>,
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

/// What the list has by itself: fields, and what the domain tells that no field says.
fn usual(visit: &Visit) -> Vec<Shows> {
    let form = visit.kind.form();
    let fields = visit.facts().list.columns.iter();
    let fields = fields.filter_map(|field| form.find(field.as_str()));
    fields.map(Shows::Field).chain(told(visit, form)).collect()
}

fn told(visit: &Visit, form: &'static Form) -> impl Iterator<Item = Shows> {
    let told = visit
        .facts()
        .pages
        .told
        .map_or(&[][..], |told| told.columns);
    let unsaid = told.iter().filter(|one| form.find(one.name).is_none());
    unsaid.map(Shows::Told)
}

/// Every column that there is: those that the list has by itself, and then the rest of the form.
fn all(visit: &Visit) -> Vec<Shows> {
    let mut all = usual(visit);
    for question in visit.kind.form().in_words() {
        if !all.iter().any(|one| one.name() == question.key.as_str()) {
            all.push(Shows::Field(question));
        }
    }
    all
}

/// The first column is what a thing is known by, and always there.
pub(super) fn shown(visit: &Visit) -> Shown {
    let (usual, all) = (usual(visit), all(visit));
    let named = visit.values.all(COLUMNS).into_iter();
    let named = named.flat_map(|all| all.split('.').map(str::trim));
    let named: Vec<&str> = named.filter(|name| !name.is_empty()).collect();
    let mut columns: Vec<Shows> = usual.iter().take(1).copied().collect();
    let mut unknown = Vec::new();
    for name in named {
        match all.iter().find(|one| one.name() == name) {
            Some(known) if columns.iter().any(|one| one.name() == known.name()) => {}
            Some(known) => columns.push(*known),
            None if looks_like_a_field(name) && unknown.len() < UNKNOWN_MAX => {
                unknown.push(name.to_owned());
            }
            None => {}
        }
    }
    let names = |columns: &[Shows]| columns.iter().map(Shows::name).collect::<Vec<_>>();
    let are_chosen = columns.len() > 1 && names(&columns) != names(&usual);
    Shown {
        columns: if are_chosen { columns } else { usual },
        are_chosen,
        unknown,
    }
}

impl Shown {
    /// As the address names them; nothing where they are the description's.
    pub(super) fn written(&self) -> Option<String> {
        let names = self.columns.iter().map(Shows::name);
        self.are_chosen.then(|| names.collect::<Vec<_>>().join("."))
    }
}

/// What a column is called, also one that is not shown.
pub(super) fn label_of(visit: &Visit, name: &str) -> String {
    let all = all(visit);
    let column = all.iter().find(|one| one.name() == name);
    column.map_or_else(String::new, |one| one.label(&visit.ui))
}

/// All but the first.
pub(super) fn choosable(visit: &Visit) -> Vec<Choosable> {
    let shown = shown(visit).columns;
    let column = |one: Shows| Choosable {
        name: one.name(),
        label: one.label(&visit.ui),
        is_shown: shown.iter().any(|other| other.name() == one.name()),
    };
    all(visit).into_iter().skip(1).map(column).collect()
}
