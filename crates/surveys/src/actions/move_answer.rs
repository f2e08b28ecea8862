use super::held;
use crate::desk::AnswerDesk;
use crate::model::{Answer, AnswerState, Carried, carry};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use serde_json::json;

/// Moves an answer to the newest version of its form: what can be carried is, the rest is dropped. It is then a
/// draft again; what was sent in before stands as it was. Fails with `survey_closed`, `forbidden`,
/// `changed_meanwhile` or `answer_is_newest`.
pub async fn move_answer(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    seen: i64,
) -> Result<Carried, Problems> {
    desk.at.require_open()?;
    if !desk.is_full {
        return Err(Problem::forbidden().into());
    }
    let newest = || Problem::conflict("answer_is_newest");
    let to = desk.newer()?.ok_or_else(newest)?;
    let from = desk.form()?;
    let before = held(tx, desk).await?;
    if before.revision != seen {
        return Err(Problem::conflict("changed_meanwhile").into());
    }
    let carried = carry(&from.form, &to.form, &desk.record());
    let dropped = desk.responses.iter();
    for response in dropped.filter(|one| carried.dropped.contains(&one.question)) {
        store::delete_response(tx, response).await?;
    }
    let after = Answer {
        form: to.id,
        state: AnswerState::Draft,
        decider: String::new(),
        decided_at: None,
        reason: String::new(),
        revision: before.revision + 1,
        ..before.clone()
    };
    store::update_answer(tx, &after, before.revision).await?;
    let event = desk.event("survey.answer_moved").change(
        Some(&json!({ "version": from.version })),
        Some(&json!({ "version": to.version, "dropped": carried.dropped })),
    )?;
    tx.record(actor, event).await?;
    Ok(carried)
}
