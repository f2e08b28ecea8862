use super::held;
use crate::desk::AnswerDesk;
use crate::model::{Answer, AnswerState, Response, Step, Submission, stepped};
use crate::store;
use samverk_database::Tx;
use samverk_fields::{Form, Record, check, without_hidden};
use samverk_foundation::{Actor, Problem, Problems, text};
use serde_json::json;

/// Sends the answer in, returns, approves or reopens it. What is sent in is kept as it is, in its form. Fails with
/// `survey_closed`, `forbidden`, `changed_meanwhile`, `answer_step_impossible`, `answer_already_sent`,
/// `approver_is_sender`, `reason_missing`, or with what is missing in the answer.
pub async fn answer_step(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    step: Step,
    (reason, seen): (&str, i64),
) -> Result<AnswerState, Problems> {
    desk.at.require_open()?;
    if !desk.is_full {
        return Err(Problem::forbidden().into());
    }
    let reason = text::prose(reason).map_err(|problem| problem.at_field("reason"))?;
    let before = held(tx, desk).await?;
    let person = actor.person();
    let by = person.map(|person| person.id);
    let approval = desk.at.survey.approval;
    let state = stepped(&before, step, by, (approval, &reason))?;
    if desk.answer.is_some() && before.revision != seen {
        return Err(Problem::conflict("changed_meanwhile").into());
    }
    let name = person.map_or_else(String::new, |person| person.name.clone());
    let mut after = Answer {
        state,
        revision: before.revision + 1,
        ..before.clone()
    };
    match step {
        Step::Submit => {
            let form = desk.form()?;
            // What a colleague saved just now counts too.
            let now = store::list_responses(tx, after.id).await?;
            let record = complete(&form.form, &now)?;
            after.form = form.id;
            after.submission += 1;
            (after.sent_by, after.sender, after.sent_at) = (by, name.clone(), Some(tx.now()));
            undecided(&mut after);
            let sent = Submission {
                id: tx.new_id(),
                answer: after.id,
                number: after.submission,
                form: form.id,
                record,
                sender: name,
                sent_at: tx.now(),
            };
            store::insert_submission(tx, &sent).await?;
        }
        Step::Return | Step::Approve => {
            (after.decider, after.decided_at) = (name, Some(tx.now()));
            after.reason.clone_from(&reason);
        }
        Step::Reopen => undecided(&mut after),
    }
    store::update_answer(tx, &after, before.revision).await?;
    let version = desk.at.versions.get(after.form)?.version;
    let told = |answer: &Answer| json!({ "answer_state": answer.state.code(), "version": version });
    let event = desk.event(event_of(step));
    let event = event.change(Some(&told(&before)), Some(&told(&after)))?;
    tx.record(actor, event.because(&reason)).await?;
    Ok(state)
}

/// An approval is of what was sent in, and of nothing later.
fn undecided(answer: &mut Answer) {
    answer.decider = String::new();
    answer.decided_at = None;
    answer.reason = String::new();
}

const fn event_of(step: Step) -> &'static str {
    match step {
        Step::Submit => "survey.answer_sent",
        Step::Return => "survey.answer_returned",
        Step::Approve => "survey.answer_approved",
        Step::Reopen => "survey.answer_reopened",
    }
}

/// What is sent in: nothing of what is not shown. Each problem is at its question.
fn complete(form: &Form, responses: &[Response]) -> Result<Record, Problems> {
    let pairs = responses.iter();
    let all: Record = pairs
        .map(|one| (one.question.clone(), one.value.clone()))
        .collect();
    let (record, _) = without_hidden(form, &all);
    check(form, &record).or(record)
}
