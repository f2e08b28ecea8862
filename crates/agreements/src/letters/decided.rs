//! What belongs to the steps of a letter's life: sending makes the first text, enough signatures put it in force, and
//! whoever gives notice says the last day.

use super::actions::send_text;
use super::desk::LetterDesk;
use super::kind::{HeldLetter, Letter};
use super::store;
use samverk_database::Tx;
use samverk_fields::Record;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::{Ground, Held, Kept, Step, Stored};
use samverk_parties::Scope;

pub(super) const CODES: &[&str] = &[
    "letter_end_missing",
    "letter_not_signed_enough",
    "letter_text_missing",
    "letter_text_unchanged",
    "letter_without_parties",
    "merge_place_unknown",
    "merge_value_missing",
];

/// Fails with `letter_end_missing`.
pub(super) async fn deciding(tx: &Tx, step: Step<'_>) -> Result<Record, Problems> {
    let letter = held(step.one)?;
    match step.to {
        "notice_given" if letter.ends.is_none_or(|ends| ends < tx.today()) => {
            Err(Problem::conflict("letter_end_missing").into())
        }
        _ => Ok(step.record),
    }
}

pub(super) async fn decided(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    one: &Stored,
) -> Result<(), Problems> {
    let scope: &Scope = at.known()?;
    let letter = held(one)?;
    let state = letter.status.code();
    let desk = LetterDesk::of(tx, scope.clone(), letter).await?;
    match state {
        "sent" => Ok(send_text(tx, actor, &desk).await.map(|_| ())?),
        "in_force" if !desk.is_signed_enough() => {
            let told = Problem::conflict("letter_not_signed_enough");
            let told = told.with("signed", desk.signed());
            Err(told.with("needed", desk.needed()).into())
        }
        _ => Ok(()),
    }
}

fn held(one: &Stored) -> Result<HeldLetter, Problem> {
    let letter = Letter::read(&one.record);
    Ok(Held {
        id: one.id,
        ground: one.ground,
        key: one.key.clone(),
        position: one.position,
        revision: one.revision,
        value: letter.ok_or_else(|| Problem::internal("a record of another form"))?,
    })
}

/// Fails with `letter_is_sent`: what parties decide on is not taken away.
pub(super) async fn refuse_sent(tx: &Tx, one: &Stored) -> Result<(), Problem> {
    match store::list_texts(tx, one.id).await?.is_empty() {
        true => Ok(()),
        false => Err(Problem::conflict("letter_is_sent")),
    }
}
