//! What a collaboration costs and who pays which part: budgets, measures, distribution models and
//! distributions (E1, E2). The arithmetic is in [`samverk_engine`] and knows nothing of the rest.

pub mod actions;
mod adopted;
mod agreement;
mod api;
pub mod bundle;
mod evaluation;
mod gather;
mod ground;
pub mod in_force;
mod keys;
mod measures;
mod names;
mod offers;
mod pages;
pub mod policy;
pub mod purpose_words;
mod reads;
pub mod records;
mod rule_words;
mod scenario_input;
pub mod scenario_view;
mod scenario_words;
mod search;
pub mod store;
mod targets;
mod things;
mod told_fields;
pub mod view;
mod visible;

pub use adopted::{budget_warnings, keep_what_was_adopted};
pub use api::{READ, WRITE, api};
pub use evaluation::{Evaluation, evaluate_record};
pub use gather::gather_input;
pub use measures::MEASURE;
pub use offers::{offer_budget_parts, offer_distributions};
pub use pages::{PrintedComparison, ShownSide, load_printed_comparison, module};
pub use targets::{BUDGET, DISTRIBUTION};
pub use visible::{find_visible_budget, visible_budgets, visible_distributions};

use samverk_database::{Migration, migration};
use samverk_kept::AnyKind;

/// What is described once and hangs on a collaboration.
pub static KINDS: &[&dyn AnyKind] = &[&MEASURE];

pub const MIGRATIONS: &[Migration] = &[
    migration!(500, "economy"),
    migration!(510, "scenarios"),
    migration!(530, "superseded"),
    migration!(540, "measures_described"),
    migration!(550, "private_drafts"),
    migration!(551, "budget_comments"),
    migration!(560, "sorted_measures"),
];

samverk_foundation::ids!(BudgetId, DistributionId, ModelId);
