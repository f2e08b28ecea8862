//! Whether what was adopted still agrees: a budget that is adopted anew leaves the distribution of the former one.

use crate::adopted::as_decided;
use crate::in_force::in_force;
use crate::records::{BudgetRecord, DistributionRecord};
use samverk_database::Tx;
use samverk_engine::{Budget, Purpose};
use samverk_foundation::{Ore, Problem};
use samverk_web::Ui;

/// The budget as it was last adopted; nothing of one that never was.
pub(crate) async fn adopted_budget(
    tx: &Tx,
    budget: Option<&BudgetRecord>,
) -> Result<Option<BudgetRecord>, Problem> {
    let decided = as_decided(tx, budget.into_iter().cloned().collect()).await?;
    let mut decided = decided.into_iter();
    Ok(decided.find(|record| record.state.is_adopted()))
}

/// A distribution in force that divides something else than the adopted budget.
pub(crate) struct Disagreement<'r> {
    pub record: &'r DistributionRecord,
    /// What it divides, and what the budget comes to.
    sums: (Ore, Ore),
    /// The parts that differ: name, what is divided of it, and what it comes to.
    parts: Vec<(String, Ore, Ore)>,
}

/// The distributions in force that divide another sum than the adopted budget's, or the same in other parts.
pub(crate) fn disagreeing<'r>(
    all: &'r [DistributionRecord],
    adopted: &Budget,
) -> Vec<Disagreement<'r>> {
    let all = in_force(all).into_iter();
    all.filter_map(|record| disagreement(record, adopted))
        .collect()
}

fn disagreement<'r>(record: &'r DistributionRecord, adopted: &Budget) -> Option<Disagreement<'r>> {
    let budget = divided(record)?;
    let sums = (budget.totals().total, adopted.totals().total);
    let parts = differing_parts(budget, adopted);
    let differs = sums.0 != sums.1 || !parts.is_empty();
    differs.then_some(Disagreement {
        record,
        sums,
        parts,
    })
}

/// What an adopted distribution divides of a budget. Fees, debts and votes have sums of their own.
fn divided(record: &DistributionRecord) -> Option<&Budget> {
    let adopted = record.adopted.as_ref()?;
    let model = &adopted.input.model;
    let of_budget = model.purpose == Purpose::Cost && model.amount.is_none() && !model.fees_decide;
    of_budget.then_some(&adopted.input.budget)
}

fn differing_parts(divided: &Budget, adopted: &Budget) -> Vec<(String, Ore, Ore)> {
    let (before, now) = (divided.totals(), adopted.totals());
    let gone = divided
        .parts
        .iter()
        .filter(|part| adopted.parts.iter().all(|one| one.key != part.key));
    let sum_in = |totals: &samverk_engine::BudgetTotals, key: &_| {
        let found = totals.parts.iter().find(|(part, _)| part == key);
        found.map_or(Ore::ZERO, |(_, sums)| sums.net())
    };
    let all = adopted.parts.iter().chain(gone);
    let sums = all.map(|part| {
        let name = part.name.clone();
        (name, sum_in(&before, &part.key), sum_in(&now, &part.key))
    });
    sums.filter(|(_, before, now)| before != now).collect()
}

impl Disagreement<'_> {
    /// What is wrong and what to do about it.
    pub fn words(&self, ui: &Ui) -> String {
        let (divided, budget) = (self.sums.0.to_string(), self.sums.1.to_string());
        let part = |(name, divided, budget): &(String, Ore, Ore)| {
            let (divided, budget) = (divided.to_string(), budget.to_string());
            let values = [
                ("name", name.as_str()),
                ("divided", &divided),
                ("budget", &budget),
            ];
            ui.t_with("budget-distribution-part", &values)
        };
        let parts = self.parts.iter().map(part).collect::<Vec<_>>().join("; ");
        let values = [
            ("title", self.record.title.as_str()),
            ("divided", &divided),
            ("budget", &budget),
            ("parts", &parts),
        ];
        match self.sums.0 == self.sums.1 {
            true => ui.t_with("budget-distribution-parts-differ", &values),
            false => ui.t_with("budget-distribution-differ", &values[..3]),
        }
    }
}
