//! What is kept: the engine's plain data with its state, visibility and revision.

mod adopted_budget;
mod budget;
mod distribution;
mod model;
mod outcome;
mod scenario;
mod state;

pub use adopted_budget::AdoptedBudget;
pub use budget::BudgetRecord;
pub use distribution::{AdoptedResult, DistributionRecord, PrintedRecord, PrivateDraft};
pub use model::ModelRecord;
pub use outcome::{DistributionOutcome, UnsharedDraft};
pub use scenario::{Author, ScenarioRecord};
pub use state::State;
