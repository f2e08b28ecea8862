//! What awaits somebody, as rows of a page.

use super::hand_over::{self, may_hand_over};
use crate::desk::DeskTask;
use crate::model::Mine;
use crate::report::ToldAwaiting;
use chrono::{NaiveDate, TimeDelta};
use samverk_foundation::PersonId;
use samverk_web::Ui;

/// How near the last day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nearness {
    Late,
    Soon,
    Later,
}

const DAYS_SOON: i64 = 30;

fn nearness(day: NaiveDate, today: NaiveDate) -> Nearness {
    match day - today {
        left if left < TimeDelta::zero() => Nearness::Late,
        left if left <= TimeDelta::days(DAYS_SOON) => Nearness::Soon,
        _ => Nearness::Later,
    }
}

/// A task as it stands on the page.
pub(super) struct Row {
    pub(super) task: ToldAwaiting,
    /// For which party, where the person acts for several.
    pub(super) party: Option<String>,
    nearness: Option<Nearness>,
    /// Who has it, where it was handed over.
    pub(super) with: Option<String>,
    /// Where it is handed over, where it is a party's.
    pub(super) hand_over: Option<String>,
}

impl Row {
    pub(super) fn color(&self) -> &'static str {
        match self.nearness {
            Some(Nearness::Late) => "danger",
            Some(Nearness::Soon) => "warning",
            Some(Nearness::Later) | None => "neutral",
        }
    }

    pub(super) fn is_late(&self) -> bool {
        self.nearness == Some(Nearness::Late)
    }
}

/// In the order in which they are given.
pub(super) fn rows(ui: &Ui, mine: &Mine, tasks: Vec<DeskTask>) -> Vec<Row> {
    let several = mine.parties.len() > 1 || !mine.run.is_empty();
    let person = ui.actor.person().map(|one| one.id);
    let row = |task: DeskTask| Row {
        nearness: task.told.date.map(|day| nearness(day, mine.known.today)),
        hand_over: (task.party.filter(|party| may_hand_over(ui, party)))
            .map(|_| hand_over::href(&task.name)),
        with: handed_words(ui, &task, person),
        party: task
            .party
            .filter(|_| several)
            .map(|party| party.name.clone()),
        task: task.told,
    };
    tasks.into_iter().map(row).collect()
}

/// Which colleague has it, or who handed it over to the reader.
fn handed_words(ui: &Ui, task: &DeskTask, person: Option<PersonId>) -> Option<String> {
    let handed = task.handed.as_ref()?;
    Some(match task.is_with_another(person) {
        true => ui.t1("work-with", "name", &handed.to_name),
        false => ui.t1("work-from", "name", &handed.by_name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_late_when_it_has_passed_and_soon_within_a_month() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert_eq!(nearness(day(1), day(2)), Nearness::Late);
        assert_eq!(nearness(day(2), day(2)), Nearness::Soon);
        assert_eq!(nearness(NaiveDate::MAX, day(2)), Nearness::Later);
    }
}
