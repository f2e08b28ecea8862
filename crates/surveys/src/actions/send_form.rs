use crate::desk::SurveyDesk;
use crate::model::{FormChange, Weight, compare, weight_of};
use crate::policy::Action;
use crate::store;
use crate::versions::SurveyForm;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_notices::actions::{About, notify};
use serde_json::json;

/// Sends what was built on a survey that is answered: as another edition when answers stay, as another version
/// when each decides whether to move; either way those who have answered are told. Fails with `forbidden`, `changed_meanwhile`, `survey_closed`,
/// `survey_form_empty` or `survey_form_unchanged`.
pub async fn send_form(
    tx: &Tx,
    actor: &Actor,
    at: &SurveyDesk,
    seen: i64,
) -> Result<SurveyForm, Problems> {
    at.scope.require(Action::Build.by())?;
    let unchanged = || Problem::conflict("survey_form_unchanged");
    let latest = at
        .versions
        .latest()
        .ok_or_else(|| Problem::conflict("survey_form_empty"))?;
    if at.survey.status != crate::SurveyState::Open {
        return Err(Problem::conflict("survey_closed").into());
    }
    let draft = at.versions.draft().ok_or_else(unchanged)?;
    if draft.revision != seen {
        return Err(Problem::conflict("changed_meanwhile").into());
    }
    let changes = compare(&latest.form, &draft.form);
    let weight = weight_of(&changes).ok_or_else(unchanged)?;
    if !draft.form.questions().any(|question| question.is_asked()) {
        return Err(Problem::conflict("survey_form_empty").into());
    }
    let mut sent = draft.clone();
    (sent.version, sent.edition) = match weight {
        Weight::Version => (latest.version + 1, 0),
        Weight::Wording | Weight::Addition => (latest.version, latest.edition + 1),
    };
    sent.sent_at = Some(tx.now());
    sent.revision += 1;
    let told = told(&sent, &changes);
    sent.changes = changes;
    store::update_form(tx, &sent, draft.revision).await?;
    let before = json!({ "version": latest.version, "edition": latest.edition });
    let event = at
        .event("survey.form_sent")
        .change(Some(&before), Some(&told))?;
    tx.record(actor, event).await?;
    match weight {
        Weight::Wording => {}
        Weight::Addition => tell_answerers(tx, actor, at, "survey-added").await?,
        Weight::Version => tell_answerers(tx, actor, at, "survey-changed").await?,
    }
    Ok(sent)
}

/// Everybody who has answered anything is told by letter, as they have chosen.
async fn tell_answerers(tx: &Tx, actor: &Actor, at: &SurveyDesk, why: &str) -> Result<(), Problem> {
    let answers = store::list_answers(tx, at.survey.id).await?;
    let begun: Vec<_> = answers.iter().map(|one| one.id).collect();
    let senders = answers.iter().filter_map(|one| one.sent_by);
    let mut people = store::list_authors(tx, &begun).await?;
    people.extend(senders);
    people.sort_unstable();
    people.dedup();
    let thing = at.thing();
    for person in people {
        notify(tx, actor, person, why, About::Told(&thing)).await?;
    }
    Ok(())
}

/// What the log tells: the version, and which questions were changed and how.
fn told(sent: &SurveyForm, changes: &[FormChange]) -> serde_json::Value {
    let line =
        |change: &FormChange| json!({ "question": change.label, "what": change.what.code() });
    json!({
        "version": sent.version,
        "edition": sent.edition,
        "changed": changes.iter().map(line).collect::<Vec<_>>(),
    })
}
