use super::{Desk, Figure, change_words};
use crate::model::{owned_goals, payments, present_year, seats, sums_by_year};
use chrono::Datelike;
use samverk_foundation::format_integer;

impl Desk<'_> {
    /// What is paid, goals, groups: what awaits stands above them in full.
    pub(super) fn figures(&self) -> Vec<Figure> {
        [self.pays(), self.owns(), self.sits()]
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
        let mandates = self.known.present_mandates_of(self.party.id).count();
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
