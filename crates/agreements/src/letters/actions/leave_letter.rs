use super::answer_letter::recorder;
use super::told::told;
use crate::letters::desk::LetterDesk;
use crate::letters::model::{Exit, Given, PartyState};
use crate::letters::store;
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::{Actor, Decision, Key, Problem, Problems, text};

/// That a party leaves what it has signed.
#[derive(Clone, Debug)]
pub struct LeaveLetter {
    pub party: Key,
    /// The last day on which it is bound.
    pub last_day: NaiveDate,
    pub decision: Decision,
}

/// Records that one party leaves; the others stay bound. Fails with `not_found`, `forbidden`, `letter_not_sent`,
/// `letter_has_ended`, `letter_not_signed`, `decision_in_future` or `exit_before_signature`.
pub async fn leave_letter(
    tx: &Tx,
    actor: &Actor,
    desk: &LetterDesk,
    said: LeaveLetter,
) -> Result<Given, Problems> {
    let party = desk.recipient(said.party.as_str())?;
    if !desk.may_answer(actor, party) {
        return Err(Problem::forbidden().into());
    }
    desk.require_out()?;
    store::hold_answers(tx, desk.letter.id).await?;
    let row = desk.row(party);
    let (PartyState::Signed, Some(answer)) = (row.state, row.newest) else {
        return Err(Problem::conflict("letter_not_signed").into());
    };
    said.decision.require_taken(desk.scope.today)?;
    let signed = answer.signature.as_ref().map(|signature| signature.on);
    if let Some(signed) = signed.filter(|signed| said.last_day < *signed) {
        let early = Problem::invalid("exit_before_signature").with("date", signed);
        return Err(early.at_field("last_day").into());
    }
    let decision = Decision {
        body: text::name(&said.decision.body, "body")?,
        paragraph: text::name(&said.decision.paragraph, "paragraph")?,
        ..said.decision
    };
    let mut left = answer.clone();
    left.exit = Some(Exit {
        last_day: said.last_day,
        decision,
        recorded_by: recorder(actor),
    });
    left.revision += 1;
    store::update_answer(tx, &left, answer.revision).await?;
    let event = desk.event_of("letter.left", party);
    let event = event.change(Some(&told(answer)), Some(&told(&left)))?;
    tx.record(actor, event).await?;
    Ok(left)
}
