//! Whether what was adopted still agrees: a budget that is adopted anew leaves the distribution of the former one.

use crate::adopted::as_decided;
use crate::in_force::in_force;
use crate::records::{BudgetRecord, DistributionRecord};
use samverk_database::Tx;
use samverk_engine::Purpose;
use samverk_foundation::{Ore, Problem};
use samverk_web::Ui;

/// The sum of the budget as it was last adopted; nothing of one that never was.
pub(crate) async fn adopted_total(
    tx: &Tx,
    budget: Option<&BudgetRecord>,
) -> Result<Option<Ore>, Problem> {
    let decided = as_decided(tx, budget.into_iter().cloned().collect()).await?;
    let adopted = decided.iter().find(|record| record.state.is_adopted());
    Ok(adopted.map(|record| record.budget.totals().total))
}

/// The distributions in force that divide another sum than the adopted budget's.
pub(crate) fn disagreeing(all: &[DistributionRecord], total: Ore) -> Vec<&DistributionRecord> {
    let differs = |record: &&DistributionRecord| divided(record).is_some_and(|sum| sum != total);
    in_force(all).into_iter().filter(differs).collect()
}

/// What an adopted distribution divides of a budget. Fees, debts and votes have sums of their own.
fn divided(record: &DistributionRecord) -> Option<Ore> {
    let adopted = record.adopted.as_ref()?;
    let model = &adopted.input.model;
    let of_budget = model.purpose == Purpose::Cost && model.amount.is_none() && !model.fees_decide;
    of_budget.then_some(adopted.result.budget)
}

/// What is wrong and what to do about it.
pub(crate) fn disagreement_words(ui: &Ui, record: &DistributionRecord, total: Ore) -> String {
    let divided = divided(record).unwrap_or(Ore::ZERO).to_string();
    let values = [
        ("title", record.title.as_str()),
        ("divided", divided.as_str()),
        ("budget", &total.to_string()),
    ];
    ui.t_with("budget-distribution-differ", &values)
}
