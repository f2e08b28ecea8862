use super::answer_letter::recorder;
use super::told::told;
use crate::letters::desk::LetterDesk;
use crate::letters::model::{Annulment, Given};
use crate::letters::store;
use crate::policy::Action;
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems, text};

/// Takes back the newest answer of a party, that was recorded by mistake; it stays to be read. Fails with `not_found`,
/// `forbidden`, `letter_has_ended` or `reason_missing`.
pub async fn annul_answer(
    tx: &Tx,
    actor: &Actor,
    desk: &LetterDesk,
    party: &Key,
    reason: &str,
) -> Result<Given, Problems> {
    let rows = desk.rows();
    let row = rows.iter().find(|row| row.party.key == *party);
    let row = row.ok_or_else(Problem::not_found)?;
    let answer = row.newest.ok_or_else(Problem::not_found)?;
    desk.scope.require(Action::SendLetter.by())?;
    if desk.has_ended() {
        return Err(Problem::conflict("letter_has_ended").into());
    }
    let reason = text::prose(reason).map_err(|problem| problem.at_field("reason"))?;
    if reason.is_empty() {
        return Err(Problem::invalid("reason_missing").at_field("reason").into());
    }
    let mut after = answer.clone();
    after.annulment = Some(Annulment {
        reason: reason.clone(),
        recorded_by: recorder(actor),
        at: tx.now(),
    });
    after.revision += 1;
    store::update_answer(tx, &after, answer.revision).await?;
    let event = desk.event_of("letter.answer_annulled", row.party);
    let after_told = serde_json::json!({});
    let event = event.change(Some(&told(answer)), Some(&after_told))?;
    tx.record(actor, event.because(&reason)).await?;
    Ok(after)
}
