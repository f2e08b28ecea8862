use crate::answer::{CONSULTATION_ANSWER, ConsultationAnswer, HeldAnswer};
use crate::choices::AnswerState;
use crate::deciding::as_program;
use crate::desk::AnswerDesk;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problems};
use samverk_kept::{Decision, Seen};

/// Saves what an answer says, under the revision that was seen. Fails with `forbidden`, `changed_meanwhile`, or with
/// what is wrong in the fields.
pub async fn save_answer(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    said: &ConsultationAnswer,
    seen: i64,
) -> Result<HeldAnswer, Problems> {
    desk.require_answering(actor)?;
    let scope = as_program(&desk.scope);
    let key = desk.answer.key.clone();
    CONSULTATION_ANSWER
        .save(tx, actor, &scope, key, said, Seen::Revision(seen))
        .await
}

/// Takes an answer to another state. Fails with `forbidden`, `move_impossible`, or with what lacks for it.
pub async fn take_step(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    (answer, to): (&HeldAnswer, AnswerState),
    reason: &str,
) -> Result<HeldAnswer, Problems> {
    desk.require_answering(actor)?;
    let scope = as_program(&desk.scope);
    let decision = Decision {
        to: to.code(),
        reason,
    };
    let seen = answer.revision;
    CONSULTATION_ANSWER
        .decide(tx, actor, &scope, &answer.key, decision, seen)
        .await
}
