use super::{as_whoever_runs_it, step};
use crate::letters::desk::LetterDesk;
use crate::letters::kind::{LETTER, Letter, LetterState};
use crate::policy::Action;
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::Seen;

/// That a letter is to end.
#[derive(Clone, Debug)]
pub struct GiveNotice {
    /// The last day on which it is in force.
    pub ends: NaiveDate,
    pub reason: String,
}

/// Gives notice of a letter in force, with its last day. Fails with `forbidden`, `changed_meanwhile`,
/// `letter_not_in_force`, `letter_end_missing` for a day that has been, or `value_missing` without a reason.
pub async fn give_notice(
    tx: &Tx,
    actor: &Actor,
    desk: &LetterDesk,
    said: GiveNotice,
    seen: i64,
) -> Result<(), Problems> {
    desk.scope.require(Action::SendLetter.by())?;
    if desk.letter.status != LetterState::InForce {
        return Err(Problem::conflict("letter_not_in_force").into());
    }
    let letter = Letter {
        ends: Some(said.ends),
        ..desk.letter.value.clone()
    };
    let scope = as_whoever_runs_it(&desk.scope);
    let key = desk.letter.key.clone();
    let saved = LETTER
        .save(tx, actor, &scope, key, &letter, Seen::Revision(seen))
        .await?;
    let to = ("notice_given", said.reason.as_str());
    step(tx, actor, desk, to, saved.revision).await?;
    Ok(())
}
