//! What a party answered before: in the survey that this one repeats, or in an earlier version of it.

use crate::desk::AnswerDesk;
use crate::versions::{SurveyForm, Versions};
use crate::{SURVEY, store};
use samverk_database::Tx;
use samverk_fields::{Condition, FieldKind, Form, Question, Record, check};
use samverk_foundation::Problem;

/// The latest that was sent in before.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    pub record: Record,
    /// What the survey was called.
    pub name: String,
}

impl Earlier {
    /// Whether the question takes what was answered then.
    pub fn fits(&self, question: &Question) -> bool {
        // A file lies at its own answer.
        if matches!(question.kind, FieldKind::File { .. }) {
            return false;
        }
        let mut alone = question.clone();
        alone.shown = Condition::Always;
        let value = self.record.get(question.key.as_str()).clone();
        let record = Record::default().with(question.key.clone(), value);
        check(&Form::of(vec![alone]).in_draft(), &record).is_empty()
    }
}

/// Questions are the same when they have the same key. Nothing when nothing was sent in.
pub async fn earlier(tx: &Tx, desk: &AnswerDesk) -> Result<Earlier, Problem> {
    if let Some(answer) = desk.answer.as_ref().filter(|one| one.submission > 0) {
        let mut own = store::list_submissions(tx, answer.id).await?;
        let number = desk.form()?.version;
        let sent = own
            .pop()
            .filter(|sent| is_older(&desk.at.versions, sent.form, number));
        if let Some(sent) = sent {
            let name = desk.at.survey.title.to_string();
            return Ok(Earlier {
                record: sent.record,
                name,
            });
        }
    }
    let follows = desk.at.survey.follows.as_ref().and_then(|one| one.id());
    let Some(before) = follows else {
        return Ok(Earlier::default());
    };
    let Some(answer) = store::find_answer(tx, before, desk.whose).await? else {
        return Ok(Earlier::default());
    };
    let sent = store::list_submissions(tx, answer.id).await?.pop();
    let survey = SURVEY.with_ids(tx, &[before]).await?.pop();
    let name = survey.map_or_else(String::new, |survey| survey.title.to_string());
    Ok(sent.map_or_else(Earlier::default, |sent| Earlier {
        record: sent.record,
        name,
    }))
}

fn is_older(versions: &Versions, form: uuid::Uuid, version: i64) -> bool {
    let is_older = |one: &SurveyForm| one.id == form && one.version < version;
    versions.0.iter().any(is_older)
}
