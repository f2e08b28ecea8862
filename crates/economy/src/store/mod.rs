//! Every database statement of the domain, and nothing else. All of it goes by the collaboration,
//! so that a key of another collaboration finds nothing.

mod budgets;
mod distributions;
mod models;
mod outcomes;
mod scenarios;
mod text;

pub use budgets::{
    NamedBudget, delete_budget, find_budget, insert_budget, list_budget_years, list_budgets,
    list_out_for_comment, name_budgets, name_budgets_in, update_budget, where_budget_is,
};
pub use distributions::{
    NamedDistribution, delete_distribution, find_distribution, insert_distribution,
    list_distributions, list_distributions_of_year, lock_distributions_of_year, name_distributions,
    update_distribution, where_distribution_is,
};
pub use models::{
    delete_model, find_model, insert_model, list_models, update_model, where_model_is,
};
pub use outcomes::{list_outcomes, list_unshared};
pub use scenarios::{
    delete_scenario, find_scenario, insert_scenario, list_scenarios, update_scenario,
};

use crate::measures::{MEASURE, Measure};
use samverk_database::{Contents, Tx};
use samverk_foundation::{Key, Problem};
use samverk_kept::has_rows_with;

pub const BUDGETS: Contents = Contents::public_when("budget", "budget.published");
/// A draft that is not shared is as if it were not there.
pub const DISTRIBUTIONS: Contents = Contents::public_when("distribution", "distribution.published")
    .shared_when("distribution.private IS NULL", "private");

/// Whether a budget, measure, model, distribution or scenario names the party.
pub async fn names_party(tx: &Tx, party: &Key) -> Result<bool, Problem> {
    if has_rows_with(tx, &MEASURE, &Measure::VALUES, party).await? {
        return Ok(true);
    }
    let party = party.as_str();
    Ok(budgets::budgets_name(tx, party).await?
        || models::models_name(tx, party).await?
        || distributions::distributions_name(tx, party).await?
        || scenarios::scenarios_name(tx, party).await?)
}
