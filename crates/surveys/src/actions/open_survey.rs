use crate::model::{Answer, Counted, FormChange, Whose, newly_counted};
use crate::versions::Versions;
use crate::{Audience, SURVEY, store};
use samverk_database::Tx;
use samverk_fields::{Record, check_form};
use samverk_foundation::{Actor, CollaborationId, PartyId, PersonId, Problem, Problems};
use samverk_identity::active_grants_at;
use samverk_kept::{Step, Stored};
use samverk_parties::Scope;

/// When a survey is opened its form is sent, and never changes again; when one of people is closed the answers that
/// are shown are settled. Fails with `survey_form_empty` or
/// `survey_form_wrong`.
pub(crate) async fn note_decision(
    tx: &Tx,
    actor: &Actor,
    step: Step<'_>,
) -> Result<Record, Problems> {
    if step.to == "closed" {
        count_people(tx, actor, step.one).await?;
    }
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

/// The answers that are counted from this closing on, each at the party where the person is now.
async fn count_people(tx: &Tx, actor: &Actor, one: &Stored) -> Result<(), Problem> {
    let survey = SURVEY.with_ids(tx, &[one.id]).await?.pop();
    let survey = survey.filter(|survey| survey.respondents == Audience::People);
    let Some(survey) = survey else {
        return Ok(());
    };
    let before = store::list_counted(tx, survey.id).await?;
    let closing = before.last().map_or(0, |one| one.closing) + 1;
    let mut given = store::list_answers(tx, survey.id).await?;
    given.retain(|answer| answer.is_given(survey.approval));
    let is_counted = |answer: &Answer| before.iter().any(|one| one.answer == answer.id);
    let new = newly_counted(given, is_counted);
    let parties = party_of_each(tx, actor, CollaborationId(survey.ground)).await?;
    for answer in new {
        let party = match answer.whose {
            Whose::Person(person) => parties.iter().find(|(one, _)| *one == person),
            Whose::Party(_) => None,
        };
        let counted = Counted {
            survey: survey.id,
            closing,
            closed_at: tx.now(),
            answer: answer.id,
            number: answer.submission,
            party: party.map(|(_, party)| *party),
        };
        store::insert_counted(tx, &counted).await?;
    }
    Ok(())
}

/// Whoever is of several parties counts at the first, so that nobody counts twice.
async fn party_of_each(
    tx: &Tx,
    actor: &Actor,
    here: CollaborationId,
) -> Result<Vec<(PersonId, PartyId)>, Problem> {
    let scope = Scope::by_id(tx, actor, here).await?;
    let members: Vec<PartyId> = scope.present().map(|member| member.party.id).collect();
    active_grants_at(tx, &members).await
}

/// Fails with `survey_answered`: what somebody answered is not taken away.
pub(crate) async fn refuse_answered(tx: &Tx, one: &Stored) -> Result<(), Problem> {
    match store::list_answers(tx, one.id).await?.is_empty() {
        true => Ok(()),
        false => Err(Problem::conflict("survey_answered")),
    }
}
