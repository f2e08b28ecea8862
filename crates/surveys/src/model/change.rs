//! What a new form means for those who have answered the old one.

use super::QuestionType;
use samverk_fields::{Choices, Condition, FieldKey, FieldKind, Form, Question, Words, choices};
use samverk_foundation::Language;
use serde::{Deserialize, Serialize};

choices!(
    /// How a form differs in one place.
    What {
        Reworded = "reworded",
        Moved = "moved",
        AddedOptional = "added_optional",
        AddedChoice = "added_choice",
        NoLongerRequired = "no_longer_required",
        AddedRequired = "added_required",
        NowRequired = "now_required",
        Removed = "removed",
        Retyped = "retyped",
        RemovedChoice = "removed_choice",
        OtherLimits = "other_limits",
        OtherCondition = "other_condition",
    }
);

/// What a change asks of those who have answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The same questions in other words: the log tells it.
    Wording,
    /// More can be answered and nothing must: answers stay, and those who answered are told.
    Addition,
    /// A new version: each decides whether to move the answer to it.
    Version,
}

/// One place in which two forms differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormChange {
    /// Of the question, or of the section.
    pub key: FieldKey,
    pub what: What,
    /// What it is called, in the form that has it.
    pub label: String,
    /// Other words: before and after.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
}

impl What {
    pub fn weight(self) -> Weight {
        match self {
            Self::Reworded | Self::Moved => Weight::Wording,
            Self::AddedOptional | Self::AddedChoice | Self::NoLongerRequired => Weight::Addition,
            _ => Weight::Version,
        }
    }
}

/// What all of it asks; nothing when nothing differs.
pub fn weight_of(changes: &[FormChange]) -> Option<Weight> {
    changes.iter().map(|change| change.what.weight()).max()
}

/// In the order of the new form, and then what is gone.
pub fn compare(before: &Form, after: &Form) -> Vec<FormChange> {
    let mut changes = Vec::new();
    for section in &after.sections {
        let old = before.sections.iter().find(|one| one.key == section.key);
        let title = section.title.as_ref().map(told).unwrap_or_default();
        let change = |what| FormChange::at(&section.key, what, &title);
        let Some(old) = old else { continue };
        if old.title != section.title || old.help != section.help {
            let was = old.title.as_ref().map(told).unwrap_or_default();
            changes.push(change(What::Reworded).from(&was, &title));
        }
        if old.shown != section.shown {
            changes.push(change(What::OtherCondition));
        }
    }
    for question in after.questions() {
        match before.find(question.key.as_str()) {
            Some(old) => {
                differences(old, question, &mut changes);
                if condition_around(before, old) != condition_around(after, question) {
                    changes.push(FormChange::of(question, What::OtherCondition));
                }
            }
            None if question.is_required() => {
                changes.push(FormChange::of(question, What::AddedRequired));
            }
            None => changes.push(FormChange::of(question, What::AddedOptional)),
        }
    }
    let is_gone = |old: &&Question| after.find(old.key.as_str()).is_none() && old.is_asked();
    let gone = before.questions().filter(is_gone);
    changes.extend(gone.map(|old| FormChange::of(old, What::Removed)));
    if changes.is_empty() && before != after {
        let first = after.sections.first();
        changes.extend(first.map(|section| FormChange::at(&section.key, What::Moved, "")));
    }
    let mut seen = Vec::new();
    changes.retain(|change| {
        let is_new = !seen.contains(change);
        seen.push(change.clone());
        is_new
    });
    changes
}

/// What the section asks before the question is shown, when the question went to another section.
fn condition_around(form: &Form, question: &Question) -> Condition {
    let section = super::section_of(form, question.key.as_str());
    section
        .map(|section| section.shown.clone())
        .unwrap_or_default()
}

fn differences(old: &Question, new: &Question, changes: &mut Vec<FormChange>) {
    let mut note = |what| changes.push(FormChange::of(new, what));
    if QuestionType::of(&old.kind) != QuestionType::of(&new.kind) {
        note(What::Retyped);
        return;
    }
    match (&old.kind, &new.kind) {
        (FieldKind::Choice(old), FieldKind::Choice(new))
        | (FieldKind::Several(old), FieldKind::Several(new)) => {
            let lacks =
                |all: &Choices, other: &Choices| other.codes().iter().any(|code| !all.has(code));
            if lacks(new, old) {
                note(What::RemovedChoice);
            }
            if lacks(old, new) {
                note(What::AddedChoice);
            }
            let renamed = new.0.iter().any(|one| {
                let mut all = old.0.iter();
                all.any(|other| other.code == one.code && other.label != one.label)
            });
            if renamed {
                note(What::Reworded);
            }
        }
        (FieldKind::Rows { columns: old, .. }, FieldKind::Rows { columns: new, .. }) => {
            let mut inside = Vec::new();
            let (old, new) = (Form::of(old.clone()), Form::of(new.clone()));
            for change in compare(&old, &new) {
                inside.push(change.what);
            }
            inside.into_iter().for_each(note);
        }
        (FieldKind::Decimal { .. }, _) if old.kind != new.kind => note(What::Reworded),
        _ if old.kind != new.kind => note(What::OtherLimits),
        _ => {}
    }
    match (old.is_required(), new.is_required()) {
        (false, true) => changes.push(FormChange::of(new, What::NowRequired)),
        (true, false) => changes.push(FormChange::of(new, What::NoLongerRequired)),
        _ => {}
    }
    if limits(old) != limits(new) || old.passable && !new.passable {
        changes.push(FormChange::of(new, What::OtherLimits));
    }
    if old.shown != new.shown {
        changes.push(FormChange::of(new, What::OtherCondition));
    }
    if old.label != new.label || old.hint != new.hint {
        let reworded = FormChange::of(new, What::Reworded);
        changes.push(reworded.from(&told(&old.label), &told(&new.label)));
    }
}

/// The rules but for that there must be an answer.
fn limits(question: &Question) -> Vec<&samverk_fields::Rule> {
    let rules = question.rules.iter();
    rules
        .filter(|rule| **rule != samverk_fields::Rule::Filled)
        .collect()
}

fn told(words: &Words) -> String {
    words
        .in_language(Language::Sv)
        .unwrap_or_default()
        .to_owned()
}

impl FormChange {
    fn of(question: &Question, what: What) -> Self {
        Self::at(&question.key, what, &told(&question.label))
    }

    fn at(key: &FieldKey, what: What, label: &str) -> Self {
        let (before, after) = (String::new(), String::new());
        Self {
            key: key.clone(),
            what,
            label: label.to_owned(),
            before,
            after,
        }
    }

    fn from(self, before: &str, after: &str) -> Self {
        let (before, after) = (before.to_owned(), after.to_owned());
        Self {
            before,
            after,
            ..self
        }
    }
}

#[cfg(test)]
#[path = "change_tests.rs"]
mod tests;
