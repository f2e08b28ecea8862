use crate::answer::{CONSULTATION_ANSWER, ConsultationAnswer, HeldAnswer};
use crate::choices::AnswerState;
use crate::deciding::as_program;
use crate::desk::AnswerDesk;
use crate::parts::Part;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
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

/// Saves a part of an answer and takes the step that it leads to, both or none. Fails as [`save_answer`] and
/// [`take_step`] do, and with `move_impossible` where the part is not open.
pub(crate) async fn save_part(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    (part, said): (&Part, ConsultationAnswer),
    seen: i64,
) -> Result<HeldAnswer, Problems> {
    if !part.is_open(&desk.answer) {
        return Err(Problem::conflict("move_impossible").into());
    }
    let said = ConsultationAnswer {
        state: desk.answer.state,
        ..said
    };
    let saved = save_answer(tx, actor, desk, &said, seen).await?;
    match part.to {
        Some(to) => take_step(tx, actor, desk, (&saved, to), "").await,
        None => Ok(saved),
    }
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
