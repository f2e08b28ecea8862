use super::{answer_event, member};
use crate::model::{DraftAnswer, Reply, check_replies, replied};
use crate::policy::Action;
use crate::{Draft, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};

/// What those who run the collaboration answer to a member's remarks. Fails with `forbidden`,
/// `reply_reason_missing` or `changed_meanwhile`.
pub async fn reply_to_remarks(
    tx: &Tx,
    actor: &Actor,
    of: &Draft,
    party: &str,
    (replies, seen): (Vec<Reply>, i64),
) -> Result<(), Problems> {
    let party = member(&of.scope, party)?;
    of.require(Action::ReplyToRemarks.by())?;
    let before = store::find_answer(tx, of.id, party.id).await?;
    let before = before.ok_or_else(Problem::not_found)?;
    check_replies(&replies)?;
    let remarks = replied(&before.remarks, &replies);
    if remarks == before.remarks {
        return Ok(());
    }
    let after = DraftAnswer {
        remarks,
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    store::update_answer(tx, &after, seen).await?;
    let event = answer_event(of.replied(), Some(&before), &after)?;
    Ok(tx.record(actor, event).await?)
}
