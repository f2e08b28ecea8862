//! Which of a history's views holds: now, or on a day that has been.

use super::{Assessment, Subject};
use crate::LadderId;
use chrono::NaiveDate;
use samverk_foundation::PartyId;
use std::collections::BTreeMap;

/// The present view of each subject, ladder and voice, in the order they were recorded.
pub fn present(history: &[Assessment]) -> Vec<&Assessment> {
    views_on(history, None)
}

/// The views that held on a day, or hold now without a day.
///
/// Of one voice the latest date holds, and of the same date the last recorded: what is entered
/// afterwards about an earlier day takes nobody's place. One without date counts as made when the
/// latest before it was; with none before it, it was always there.
pub fn views_on(history: &[Assessment], day: Option<NaiveDate>) -> Vec<&Assessment> {
    let mut voices: BTreeMap<Voice, Vec<usize>> = BTreeMap::new();
    for (index, one) in history.iter().enumerate() {
        voices.entry(Voice::of(one)).or_default().push(index);
    }
    let holding = voices.values().filter_map(|said| holds(history, said, day));
    let mut holding: Vec<usize> = holding.collect();
    holding.sort_unstable();
    holding
        .into_iter()
        .filter_map(|index| history.get(index))
        .collect()
}

/// The view that stands for a subject: the collaboration's own, or else the last recorded.
pub fn leading<'a>(views: &[&'a Assessment], subject: Subject) -> Option<&'a Assessment> {
    let about = || {
        let views = views.iter().copied().rev();
        views.filter(|one| one.subject.same_as(subject))
    };
    let own = about().find(|one| one.on_behalf_of.is_none());
    own.or_else(|| about().next())
}

/// Who says something about what, on which ladder.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Voice(Subject, LadderId, Option<PartyId>);

impl Voice {
    fn of(one: &Assessment) -> Self {
        let subject = match one.subject {
            Subject::Pair(party, other) if other < party => Subject::Pair(other, party),
            subject => subject,
        };
        Self(subject, one.ladder, one.on_behalf_of)
    }
}

/// Which of one voice's assessments, in the order recorded, holds on the day.
fn holds(history: &[Assessment], said: &[usize], day: Option<NaiveDate>) -> Option<usize> {
    let mut latest_known = None;
    let mut best: Option<(Option<NaiveDate>, usize)> = None;
    for index in said {
        let made = history.get(*index)?.date.or(latest_known);
        latest_known = latest_known.max(made);
        let is_too_late = made.zip(day).is_some_and(|(made, day)| made > day);
        if !is_too_late && best.is_none_or(|(held, _)| made >= held) {
            best = Some((made, *index));
        }
    }
    best.map(|(_, index)| index)
}

#[cfg(test)]
#[path = "views_tests.rs"]
mod tests;
