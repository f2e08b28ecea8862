//! Which texts a kind has: what a test looks for in every language, and what no text is left over by.

use crate::AnyKind;
use crate::web_form::group_key;
use samverk_fields::{FieldKind, Question, Words};
use samverk_web::value_key;
use std::collections::BTreeMap;

/// The texts of a kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextKeys {
    /// Without these something would be shown without words.
    pub required: Vec<String>,
    /// What is told where it stands, such as hints.
    pub optional: Vec<String>,
}

/// The keys of all texts that the machine asks for of a kind.
pub fn text_keys(kind: &dyn AnyKind) -> TextKeys {
    let facts = kind.facts();
    let code = facts.code.replace('_', "-");
    let own = ["one", "a", "tab", "heading", "lead", "none"];
    let events = ["added", "saved", "moved", "removed", "decided"];
    let mut keys = TextKeys {
        required: own.iter().map(|end| format!("{code}-{end}")).collect(),
        // Without them the log says the same of all kinds.
        optional: events
            .map(|what| format!("event-{code}-{what}"))
            .into_iter()
            .chain(["remove-lead", "key-hint"].map(|end| format!("{code}-{end}")))
            .collect(),
    };
    let veils = facts.keeping.veils.iter();
    keys.required
        .extend(veils.map(|veil| veil.why(kind).to_owned()));
    let told = facts.pages.told.iter().flat_map(|told| told.columns);
    keys.required
        .extend(told.map(|column| column.label.to_owned()));
    for question in kind.form().questions() {
        add_question(&mut keys, question);
        let parts = facts.list.parted.as_ref();
        if parts.is_some_and(|parted| *parted == question.key) {
            let many = choices(question).map(|choice| format!("{choice}-many"));
            keys.required.extend(many);
        }
    }
    keys
}

fn add_question(keys: &mut TextKeys, question: &Question) {
    if let Words::Key(label) = &question.label {
        keys.required.push(label.clone().into_owned());
        keys.optional.push(format!("{label}-hint"));
    }
    if let Some(Words::Key(why)) = &question.personal {
        keys.required.push(why.clone().into_owned());
    }
    keys.required.extend(choices(question));
    if let FieldKind::Rows { columns, .. } = &question.kind {
        columns.iter().for_each(|column| add_question(keys, column));
    }
    if let (FieldKind::OneOf(kinds), Words::Key(label)) = (&question.kind, &question.label) {
        keys.required
            .extend(kinds.iter().map(|kind| group_key(label, kind)));
    }
    // The words of a code are taken for it in tables.
    if let FieldKind::Choice(all) = &question.kind {
        let value = |code: &str| value_key(question.key.as_str(), code);
        keys.optional.extend(all.codes().into_iter().map(value));
    }
}

fn choices(question: &Question) -> impl Iterator<Item = String> {
    let all = match &question.kind {
        FieldKind::Choice(all) | FieldKind::Several(all) => all.0.as_slice(),
        _ => &[],
    };
    all.iter().filter_map(|choice| match &choice.label {
        Words::Key(key) => Some(key.clone().into_owned()),
        Words::Said(_) => None,
    })
}

/// The words by which a code of a described choice may stand in a table, as texts: the same as on the
/// pages. What is `known` already has words of its own.
pub fn words_of_codes(kinds: &[&dyn AnyKind], known: impl Fn(&str) -> bool) -> String {
    let mut lines = BTreeMap::new();
    for question in kinds.iter().flat_map(|kind| kind.form().questions()) {
        let (FieldKind::Choice(all), Words::Key(label)) = (&question.kind, &question.label) else {
            continue;
        };
        for code in all.codes() {
            let key = value_key(question.key.as_str(), code);
            let words = format!("{{ {label}-{} }}", code.replace('_', "-"));
            if !known(&key) {
                lines.entry(key).or_insert(words);
            }
        }
    }
    let lines = lines.into_iter();
    lines
        .map(|(key, words)| format!("{key} = {words}\n"))
        .collect()
}
