use crate::model::FormChange;
use crate::store;
use crate::versions::Versions;
use samverk_database::Tx;
use samverk_fields::{Record, check_form};
use samverk_foundation::{Problem, Problems};
use samverk_kept::{Step, Stored};

/// When a survey is opened its form is sent, and never changes again. Fails with `survey_form_empty` or
/// `survey_form_wrong`.
pub(crate) async fn note_decision(tx: &Tx, step: Step<'_>) -> Result<Record, Problems> {
    if step.to != "open" {
        return Ok(step.record);
    }
    let versions = Versions(store::list_forms(tx, step.one.id).await?);
    if versions.latest().is_some() {
        return Ok(step.record);
    }
    let empty = || Problem::conflict("survey_form_empty");
    let draft = versions.draft().ok_or_else(empty)?;
    if !draft.form.questions().any(|question| question.is_asked()) {
        return Err(empty().into());
    }
    if !check_form(&draft.form).is_empty() {
        return Err(Problem::conflict("survey_form_wrong").into());
    }
    let mut sent = draft.clone();
    sent.sent_at = Some(tx.now());
    sent.changes = Vec::<FormChange>::new();
    sent.revision += 1;
    store::update_form(tx, &sent, draft.revision).await?;
    Ok(step.record)
}

/// Fails with `survey_answered`: what somebody answered is not taken away.
pub(crate) async fn refuse_answered(tx: &Tx, one: &Stored) -> Result<(), Problem> {
    match store::list_answers(tx, one.id).await?.is_empty() {
        true => Ok(()),
        false => Err(Problem::conflict("survey_answered")),
    }
}
