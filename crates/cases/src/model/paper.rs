//! A document of a case that is written here: its text, and what has been finished of it.

use super::{FileVersion, MergeField, merge_problems, merged, unsaid};
use chrono::{DateTime, Utc};
use samverk_foundation::{Language, Problem, Problems};
use uuid::Uuid;

/// A text of a document, with fields that are filled in from the case when it is finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseText {
    pub document: Uuid,
    /// The template with which it began: its name and version.
    pub template: String,
    pub language: Language,
    pub text: String,
    pub revision: i64,
}

/// A finished version: the files, and the text as it stood, filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    pub id: Uuid,
    pub document: Uuid,
    /// Within the document, from 1.
    pub number: i64,
    pub pdf: FileVersion,
    pub docx: FileVersion,
    pub text: String,
    pub made_at: DateTime<Utc>,
    /// Empty when nobody is known.
    pub made_by: String,
}

/// What the fields of a text say of a case; those that say nothing are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergeValues(Vec<(MergeField, String)>);

/// No document of a registry is longer, in signs.
const TEXT_MAX: usize = 200_000;

/// Fails with `text_too_long`, `merge_field_unknown` and `merge_field_open`.
pub fn check_text(text: &str) -> Result<(), Problems> {
    let mut problems = Problems(merge_problems(text));
    if text.chars().count() > TEXT_MAX {
        problems.push(Problem::invalid("text_too_long").with("max", TEXT_MAX));
    }
    let placed = problems.0.into_iter().map(|one| one.at_field("text"));
    placed.collect::<Problems>().or(())
}

impl MergeValues {
    pub fn of(all: impl IntoIterator<Item = (MergeField, String)>) -> Self {
        let said = all.into_iter().filter(|(_, text)| !text.is_empty());
        Self(said.collect())
    }

    pub fn get(&self, field: MergeField) -> Option<String> {
        let found = self.0.iter().find(|(known, _)| *known == field);
        found.map(|(_, text)| text.clone())
    }

    /// The text filled in; `missing` stands for what the case does not say.
    pub fn fill(&self, text: &str, missing: &str) -> String {
        merged(text, |field| self.get(field), || missing.to_owned())
    }

    /// The text filled in. Fails with `merge_field_empty` for each field of which the case says nothing.
    pub fn fill_whole(&self, text: &str) -> Result<String, Problems> {
        let unsaid = unsaid(text, |field| self.get(field));
        let empty = unsaid.into_iter().map(|field| {
            let empty = Problem::conflict("merge_field_empty");
            empty.with("field", format!("{{{{{}}}}}", field.code()))
        });
        empty.collect::<Problems>().or(())?;
        Ok(self.fill(text, ""))
    }
}
