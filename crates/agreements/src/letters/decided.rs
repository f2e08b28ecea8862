//! What belongs to the steps of a letter's life: sending makes the first text, enough signatures put it in force, and
//! whoever gives notice says the last day.

use super::actions::{send_text, sendable};
use super::desk::LetterDesk;
use super::kind::{HeldLetter, Letter};
use super::store;
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_fields::Record;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::{Foretold, Ground, Held, Kept, Later, Step, Stored};
use samverk_parties::Scope;
use samverk_web::Ui;

pub(super) const CODES: &[&str] = &[
    "letter_answer_day_passed",
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
    let lacks = match step.to {
        "notice_given" => without_end(&letter, tx.today()),
        _ => None,
    };
    lacks.map_or(Ok(step.record), |lacks| Err(lacks.into()))
}

fn without_end(letter: &Letter, today: NaiveDate) -> Option<Problem> {
    let is_over = letter.ends.is_none_or(|ends| ends < today);
    is_over.then(|| Problem::conflict("letter_end_missing"))
}

fn too_few_signed(desk: &LetterDesk) -> Option<Problem> {
    (!desk.is_signed_enough()).then(|| {
        let told = Problem::conflict("letter_not_signed_enough");
        let told = told.with("signed", desk.signed());
        told.with("needed", desk.needed())
    })
}

/// What lacks for each step.
pub(super) fn foretell<'a>(
    tx: &'a Tx,
    at: &'a dyn Ground,
    _: &'a Ui,
    one: &'a Stored,
) -> Later<'a, Result<Foretold, Problem>> {
    Box::pin(async move {
        let scope: &Scope = at.known()?;
        let desk = LetterDesk::of(tx, scope.clone(), held(one)?).await?;
        let lacks = [
            ("sent", sendable(&desk).err()),
            ("in_force", too_few_signed(&desk)),
            ("notice_given", without_end(&desk.letter, tx.today())),
        ];
        let lacks = lacks.into_iter();
        Ok(Foretold {
            notes: Vec::new(),
            lacks: lacks.filter_map(|(to, why)| Some((to, why?))).collect(),
        })
    })
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
        "in_force" => too_few_signed(&desk).map_or(Ok(()), |lacks| Err(lacks.into())),
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
