//! States: who may take a thing from one to another, what is a draft of its maker's, and what stands for
//! good. Every step is a decision with its own event.

use crate::offer::Offers;
use crate::save::Saved;
use crate::stored::{Stands, event};
use crate::{AnyKind, Ground, Move, States, Step, Stored, sight, store};
use samverk_database::Tx;
use samverk_fields::{FieldKind, Form, Record, Value};
use samverk_foundation::{Actor, Problem, Problems};

impl States {
    /// Where a thing stands; where it begins when it says nothing.
    pub(crate) fn of<'r>(&'r self, record: &'r Record) -> &'r str {
        match record.get(self.field.as_str()) {
            Value::Code(code) => code,
            _ => self.first,
        }
    }

    pub(crate) fn is_private(&self, record: &Record) -> bool {
        self.private.contains(&self.of(record))
    }

    pub(crate) fn is_fixed(&self, record: &Record) -> bool {
        self.fixed.contains(&self.of(record))
    }

    /// States that the description names and that its field does not have.
    pub(crate) fn unknown(&self, form: &Form) -> Vec<String> {
        let question = form.find(self.field.as_str());
        let known = match question.map(|question| &question.kind) {
            Some(FieldKind::Choice(choices)) => choices.codes(),
            _ => Vec::new(),
        };
        let steps = self.moves.iter().flat_map(|step| [step.from, step.to]);
        let named = [self.first].into_iter().chain(steps);
        let named = named.chain(self.private.iter().chain(self.fixed).copied());
        let unknown = named.filter(|state| !known.contains(state));
        unknown
            .map(|state| format!("{} is no state of {}", state, self.field))
            .collect()
    }

    /// The steps that somebody may take with a thing there. Of a draft its maker decides.
    pub(crate) fn open_to(&'static self, at: &dyn Ground, one: &Stored) -> Vec<&'static Move> {
        let state = self.of(&one.record);
        let is_maker = self.is_private(&one.record) && one.is_made_by(at);
        let may = |step: &&Move| step.from == state && (is_maker || at.may(step.by));
        self.moves.iter().filter(may).collect()
    }
}

/// Whether a thing is its maker's alone.
pub(crate) fn is_private(kind: &dyn AnyKind, one: &Stored) -> bool {
    let states = kind.facts().keeping.states;
    states.is_some_and(|states| states.is_private(&one.record))
}

/// Whether a thing stands for good: it is neither changed nor removed.
pub(crate) fn is_settled(kind: &dyn AnyKind, one: &Stored) -> bool {
    let states = kind.facts().keeping.states;
    states.is_some_and(|states| states.is_fixed(&one.record))
}

/// The record with the state that it has. Fails with `state_by_decision` when it says another, and with
/// `already_settled` for what stands for good. What is restored from a file comes in its state.
pub(crate) fn kept(
    kind: &dyn AnyKind,
    before: Option<&Stored>,
    mut record: Record,
    is_restored: bool,
) -> Result<Record, Problems> {
    let Some(states) = kind.facts().keeping.states else {
        return Ok(record);
    };
    let stands = match before {
        Some(before) => states.of(&before.record),
        None if is_restored => states.of(&record),
        None => states.first,
    };
    let stands = stands.to_owned();
    if states.of(&record) != stands && record.get(states.field.as_str()).is_said() {
        let problem = Problem::invalid("state_by_decision");
        return Err(problem.at_field(states.field.as_str()).into());
    }
    record.set(states.field.clone(), Value::Code(stands));
    match before {
        Some(before) if states.is_fixed(&before.record) && before.whole() != record => {
            Err(Problem::conflict("already_settled").into())
        }
        _ => Ok(record),
    }
}

/// What somebody decides.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'d> {
    /// The state to go to.
    pub to: &'d str,
    pub reason: &'d str,
}

/// More than this is no reason.
const REASON_MAX: usize = 2_000;

/// Takes a thing to another state. Fails with `changed_meanwhile`, `forbidden`, `sign_in_needed`,
/// `move_impossible` when no step leads there, `field_missing` when a reason is asked for, `text_too_long`, or with what the
/// kind's own rules say.
pub async fn decide(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    one: &Stored,
    decision: Decision<'_>,
    seen: i64,
) -> Result<Saved, Problems> {
    let states = kind.facts().keeping.states;
    let states = states.ok_or_else(Problem::not_found)?;
    if one.revision != seen {
        return Err(Problem::conflict("changed_meanwhile").into());
    }
    let state = states.of(&one.record);
    let mut steps = states.moves.iter();
    let leads = |step: &&Move| step.from == state && step.to == decision.to;
    if !steps.any(|step| leads(&step)) {
        let impossible = Problem::conflict("move_impossible");
        return Err(impossible.at_field("to").into());
    }
    let mut open = states.open_to(at, one).into_iter();
    let Some(step) = open.find(|step| step.to == decision.to) else {
        at.require(&[])?;
        return Err(Problem::forbidden().into());
    };
    let reason = samverk_foundation::text::prose(decision.reason);
    let reason = reason.map_err(|problem| problem.at_field("reason"))?;
    if step.needs_reason && reason.is_empty() {
        return Err(Problem::invalid("field_missing").at_field("reason").into());
    }
    if reason.chars().count() > REASON_MAX {
        let long = Problem::invalid("text_too_long").with("max", REASON_MAX);
        return Err(long.at_field("reason").into());
    }
    let before = Stored {
        record: one.whole(),
        veiled: Record::default(),
        ..one.clone()
    };
    let mut after = before.clone();
    after.revision = seen.saturating_add(1);
    let to = Value::Code(decision.to.to_owned());
    after.record.set(states.field.clone(), to);
    let step = Step {
        one: &before,
        record: after.record.clone(),
        to: decision.to,
        reason: &reason,
    };
    after.record = kind.deciding(tx, actor, at, step).await?;
    store::update(tx, kind, &after, seen).await?;
    let was_hidden = states.is_private(&before.record);
    let before_told = (!was_hidden).then_some(&before);
    let what = kind.facts().event("decided");
    let offers = Offers::load(tx, at, kind).await?;
    let stands = Stands::on(at, &offers);
    let event = event(what, kind, stands, before_told, Some(&after))?;
    tx.record(actor, event.because(&reason)).await?;
    kind.decided(tx, actor, at, &after).await?;
    if !kind.facts().keeping.carries.kinds.is_empty() {
        tx.touch(at.collaboration());
    }
    let stored = sight::seen(kind, at, tx.today(), after);
    Ok(Saved {
        stored,
        is_new: false,
    })
}
