//! The forms of a survey: what is being built, and what was sent, which never changes.

use crate::model::FormChange;
use chrono::{DateTime, Utc};
use samverk_fields::{FieldKey, Form, Question};
use samverk_foundation::Problem;
use std::collections::BTreeSet;
use uuid::Uuid;

/// One edition of a version of a survey's form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyForm {
    pub id: Uuid,
    pub survey: Uuid,
    /// From 1; another when answers must be moved to it.
    pub version: i64,
    /// Within the version, from 0; another when answers stay.
    pub edition: i64,
    pub form: Form,
    /// What differs from the one before.
    pub changes: Vec<FormChange>,
    /// Nothing while it is being built.
    pub sent_at: Option<DateTime<Utc>>,
    pub revision: i64,
}

/// All forms of a survey, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions(pub Vec<SurveyForm>);

impl Versions {
    pub fn sent(&self) -> impl DoubleEndedIterator<Item = &SurveyForm> {
        self.0.iter().filter(|one| one.sent_at.is_some())
    }

    /// What is being built.
    pub fn draft(&self) -> Option<&SurveyForm> {
        self.0.iter().find(|one| one.sent_at.is_none())
    }

    /// What is answered now.
    pub fn latest(&self) -> Option<&SurveyForm> {
        self.sent().next_back()
    }

    /// The latest words of a version: what drafts of it are written in.
    pub fn of_version(&self, version: i64) -> Option<&SurveyForm> {
        self.sent().rfind(|one| one.version == version)
    }

    /// Fails with `internal_error`: forms that answers name are never removed.
    pub fn get(&self, id: Uuid) -> Result<&SurveyForm, Problem> {
        let found = self.0.iter().find(|one| one.id == id);
        found.ok_or_else(|| Problem::internal(format!("the form {id} is gone")))
    }

    /// Every key that a question of the survey has or had, also in rows.
    pub fn keys(&self) -> BTreeSet<FieldKey> {
        let mut keys = BTreeSet::new();
        for form in &self.0 {
            keys.extend(form.form.sections.iter().map(|section| section.key.clone()));
            for question in form.form.questions() {
                keys.insert(question.key.clone());
            }
        }
        keys
    }

    /// Every question that was ever asked, in the order in which they first were: as they are asked now, or as
    /// they last were.
    pub fn questions(&self) -> Vec<(&SurveyForm, &Question)> {
        let mut found: Vec<(&SurveyForm, &Question)> = Vec::new();
        for form in self.sent() {
            for question in form.form.questions().filter(|one| one.is_asked()) {
                match found.iter_mut().find(|(_, one)| one.key == question.key) {
                    Some(place) => *place = (form, question),
                    None => found.push((form, question)),
                }
            }
        }
        found
    }
}
