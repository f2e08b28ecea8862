use super::held;
use crate::desk::AnswerDesk;
use crate::model::{Answer, Whose};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use serde_json::json;

/// Lets the other parties compare themselves with the answer, or not any more; it may be said at any time. Fails
/// with `forbidden`.
pub async fn allow_comparison(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    is_allowed: bool,
) -> Result<(), Problems> {
    if !desk.is_full || matches!(desk.whose, Whose::Person(_)) {
        return Err(Problem::forbidden().into());
    }
    let before = held(tx, desk).await?;
    if before.comparable == is_allowed {
        return Ok(());
    }
    let after = Answer {
        comparable: is_allowed,
        revision: before.revision + 1,
        ..before.clone()
    };
    store::update_answer(tx, &after, before.revision).await?;
    let told = |answer: &Answer| json!({ "comparable": answer.comparable });
    let event = desk.event("survey.comparison_chosen");
    let event = event.change(Some(&told(&before)), Some(&told(&after)))?;
    tx.record(actor, event).await?;
    Ok(())
}
