//! Whether something is due, and what keeps it. The list that is reviewed and the disposal itself ask the same question, each
//! on its own day.

use crate::{Dates, Hold, Rule};
use chrono::NaiveDate;
use samverk_foundation::Key;

/// What needs a document: each case that it belongs to, by the rule for its type there.
#[derive(Clone, Copy, Debug)]
pub struct Need<'a, T> {
    pub of: T,
    /// Nothing when the plan does not know the type.
    pub rule: Option<&'a Rule>,
    pub dates: &'a Dates,
    pub holds: &'a [Hold],
}

/// Why something is kept today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptBecause {
    Preserved,
    /// The period has not ended: the first day on which it may go.
    NotUntil(NaiveDate),
    Held(Hold),
    /// A fault to mend: the plan says nothing of it.
    NoRule,
    /// A fault to mend: it is not known when this happened.
    DateUnknown(Key),
}

impl KeptBecause {
    /// Whether somebody has to fill something in before it can ever be due.
    pub fn is_fault(&self) -> bool {
        matches!(self, Self::NoRule | Self::DateUnknown(_))
    }
}

/// Where a document stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<T> {
    /// What keeps it, by need.
    pub kept: Vec<(T, KeptBecause)>,
    /// The first day on which every rule lets it go. Holds are not counted: they end otherwise.
    pub due_on: Option<NaiveDate>,
}

impl<T> Standing<T> {
    /// Whether it may be disposed of, when that has been decided.
    pub fn is_due(&self) -> bool {
        self.kept.is_empty() && self.due_on.is_some()
    }
}

/// Where a document stands that all these need. Without any need it is never due: nobody has said that it may go.
pub fn judge<T: Copy>(needs: &[Need<'_, T>], today: NaiveDate) -> Standing<T> {
    let mut kept = Vec::new();
    let mut due_on = None;
    let mut all_end = true;
    for need in needs {
        let due = need.rule.and_then(|rule| rule.due_on(need.dates));
        all_end &= due.is_some();
        due_on = due_on.max(due);
        kept.extend(by_rule(need, due, today).map(|why| (need.of, why)));
        let holding = need.holds.iter().filter(|hold| hold.holds_on(today));
        kept.extend(holding.map(|hold| (need.of, KeptBecause::Held(hold.clone()))));
    }
    Standing {
        kept,
        due_on: due_on.filter(|_| all_end),
    }
}

fn by_rule<T>(need: &Need<'_, T>, due: Option<NaiveDate>, today: NaiveDate) -> Option<KeptBecause> {
    match (need.rule, due) {
        (None, _) => Some(KeptBecause::NoRule),
        (Some(_), Some(due)) => (today < due).then_some(KeptBecause::NotUntil(due)),
        (Some(Rule::Preserve), None) => Some(KeptBecause::Preserved),
        (Some(Rule::Dispose { trigger, .. }), None) => {
            Some(match need.dates.contains_key(trigger) {
                // So far away that no day is its end.
                true => KeptBecause::Preserved,
                false => KeptBecause::DateUnknown(trigger.clone()),
            })
        }
    }
}
