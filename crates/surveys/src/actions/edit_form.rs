use crate::desk::SurveyDesk;
use crate::policy::Action;
use crate::store;
use crate::versions::SurveyForm;
use samverk_database::Tx;
use samverk_fields::{Form, check_form};
use samverk_foundation::{Actor, Problem, Problems};

/// Changes what is being built, over the revision that was seen; 0 begins on a form, from what was sent. Nothing
/// is kept that cannot be asked. Fails with `forbidden`, `changed_meanwhile`, `already_settled`, or with what is
/// wrong in the form.
pub async fn edit_form(
    tx: &Tx,
    actor: &Actor,
    at: &SurveyDesk,
    seen: i64,
    change: impl FnOnce(&mut Form) -> Result<(), Problems>,
) -> Result<SurveyForm, Problems> {
    at.scope.require(Action::Build.by())?;
    if at.survey.status == crate::SurveyState::Closed {
        return Err(Problem::conflict("already_settled").into());
    }
    let before = at.versions.draft();
    let mut after = match before {
        Some(draft) => draft.clone(),
        None => begun(tx, at),
    };
    if before.map_or(0, |draft| draft.revision) != seen {
        return Err(Problem::conflict("changed_meanwhile").into());
    }
    change(&mut after.form)?;
    check_form(&after.form).or(())?;
    match before {
        Some(draft) if draft.form == after.form => return Ok(after),
        Some(draft) => {
            after.revision += 1;
            store::update_form(tx, &after, draft.revision).await?;
        }
        None => store::insert_form(tx, &after).await?,
    }
    let told =
        |form: &SurveyForm| serde_json::json!({ "questions": form.form.questions().count() });
    let before = before.map(told);
    let event = at.event("survey.form_edited");
    let event = event.change(before.as_ref(), Some(&told(&after)))?;
    tx.record(actor, event).await?;
    Ok(after)
}

/// A form to go on from: what was sent last, or an empty one. It stands after every other until it is sent.
fn begun(tx: &Tx, at: &SurveyDesk) -> SurveyForm {
    let latest = at.versions.latest();
    SurveyForm {
        id: tx.new_id(),
        survey: at.survey.id,
        version: latest.map_or(1, |latest| latest.version + 1),
        edition: 0,
        form: latest.map_or_else(empty, |latest| latest.form.clone()),
        changes: Vec::new(),
        sent_at: None,
        revision: 1,
    }
}

fn empty() -> Form {
    let mut form = Form::of(Vec::new());
    form.sections.clear();
    form
}

/// Puts a whole form in place of what is being built: a workbook, a ready survey, an earlier one. Fails as
/// [`edit_form`] does.
pub async fn replace_form(
    tx: &Tx,
    actor: &Actor,
    at: &SurveyDesk,
    seen: i64,
    form: Form,
) -> Result<SurveyForm, Problems> {
    let put = |place: &mut Form| {
        *place = form;
        Ok(())
    };
    edit_form(tx, actor, at, seen, put).await
}

/// Begins on changes to what was sent. Fails as [`edit_form`] does.
pub async fn begin_form(tx: &Tx, actor: &Actor, at: &SurveyDesk) -> Result<SurveyForm, Problems> {
    let seen = at.versions.draft().map_or(0, |draft| draft.revision);
    edit_form(tx, actor, at, seen, |_| Ok(())).await
}
