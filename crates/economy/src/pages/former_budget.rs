//! A budget as it was decided before, to stand beside what it says now: each line is found once.

use samverk_engine::{Budget, BudgetLine};
use samverk_foundation::{Key, Ore};

pub struct FormerBudget<'b> {
    budget: Option<&'b Budget>,
    /// The lines that nothing now stands for.
    left: Vec<&'b BudgetLine>,
}

impl<'b> FormerBudget<'b> {
    pub fn of(budget: Option<&'b Budget>) -> Self {
        Self {
            budget,
            left: budget.map_or_else(Vec::new, |budget| budget.lines.iter().collect()),
        }
    }

    /// What the line of the same part, kind and name came to.
    pub fn line(&mut self, now: &BudgetLine) -> Option<Ore> {
        let same = |before: &&BudgetLine| {
            (&before.part, before.kind, &before.name) == (&now.part, now.kind, &now.name)
        };
        let place = self.left.iter().position(same)?;
        Some(self.left.remove(place).net())
    }

    /// The lines of a part that are there no more.
    pub fn gone_lines(&self, part: Option<&Key>) -> Vec<BudgetLine> {
        let of_part = self.left.iter().filter(|line| line.part.as_ref() == part);
        of_part.map(|line| (*line).clone()).collect()
    }

    pub fn part(&self, key: &Key) -> Option<Ore> {
        let totals = self.budget?.totals();
        let found = totals.parts.iter().find(|(part, _)| part == key);
        found.map(|(_, sums)| sums.net())
    }

    /// The parts that are there no more, with what they came to.
    pub fn gone_parts(&self, now: &Budget) -> Vec<(String, Ore)> {
        let parts = self.budget.into_iter().flat_map(|budget| &budget.parts);
        let gone = parts.filter(|part| now.parts.iter().all(|one| one.key != part.key));
        let named = gone.map(|part| (part.name.clone(), self.part(&part.key).unwrap_or(Ore::ZERO)));
        named.collect()
    }

    pub fn focus_areas(&self) -> Option<Ore> {
        self.budget?.focus_areas().map(|(sum, _)| sum)
    }

    pub fn sum_of_parts(&self) -> Option<Ore> {
        self.budget.map(|budget| budget.totals().sum_of_parts)
    }

    pub fn total(&self) -> Option<Ore> {
        self.budget.map(|budget| budget.totals().total)
    }
}
