use super::{Desk, Figure, Words, change_words, of_people};
use crate::model::{awaiting, owned_goals, payments, present_year, seats, sums_by_year};
use chrono::Datelike;
use samverk_foundation::format_integer;

impl Desk<'_> {
    /// What is seen first: how much awaits, what is paid, goals, groups.
    pub(super) fn figures(&self) -> Vec<Figure> {
        [self.awaits(), self.pays(), self.owns(), self.sits()]
            .into_iter()
            .flatten()
            .collect()
    }

    fn figure(&self, key: &str, count: usize, note: String) -> Figure {
        Figure {
            label: self.ui.t(key),
            value: whole(count),
            note,
        }
    }

    fn awaits(&self) -> Option<Figure> {
        let of_people = of_people(self.ui, Words::Own, self.party, self.people?).count();
        let count = awaiting(self.known, self.party).len() + of_people;
        Some(self.figure("overview-figure-awaiting", count, String::new()))
    }

    fn pays(&self) -> Option<Figure> {
        let sums = sums_by_year(&payments(self.known, &self.party.key));
        let years: Vec<i32> = sums.iter().map(|sum| sum.year).collect();
        let year = present_year(&years, self.known.today.year())?;
        let sum = sums.iter().find(|sum| sum.year == year)?;
        let change = sum
            .change
            .map(|change| change_words(self.ui, change, year - 1));
        Some(Figure {
            label: self.ui.t1("overview-figure-pays", "year", year),
            value: sum.amount.to_string(),
            note: change.unwrap_or_default(),
        })
    }

    fn owns(&self) -> Option<Figure> {
        let goals = owned_goals(self.known, self.party);
        let red = goals
            .iter()
            .filter(|goal| goal.standing.state.is_red())
            .count();
        let note = match red {
            0 => String::new(),
            red => self.ui.t1("overview-figure-red", "count", red),
        };
        (!goals.is_empty()).then(|| self.figure("overview-figure-goals", goals.len(), note))
    }

    fn sits(&self) -> Option<Figure> {
        let seats = seats(self.known, self.party.id);
        let groups = seats.iter().filter(|seat| seat.group.is_some()).count();
        let mandates = self.known.mandates_of(self.party.id).count();
        let note = match mandates {
            0 => String::new(),
            count => self.ui.t1("overview-figure-mandates", "count", count),
        };
        (!seats.is_empty()).then(|| self.figure("overview-figure-groups", groups, note))
    }
}

fn whole(count: usize) -> String {
    i64::try_from(count).map_or_else(|_| count.to_string(), format_integer)
}
