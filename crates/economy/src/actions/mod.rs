//! The only way to change anything here: load, authorise, decide, save, record an event.

mod adopt_budget;
mod adopt_distribution;
mod adopt_scenario;
mod attach_printed_table;
mod comment_on_budget;
mod existing;
mod publish;
mod remove;
mod save_budget;
mod save_distribution;
mod save_model;
mod save_scenario;
mod share_distribution;
mod supersede;
mod told;
mod warnings;
mod withdraw_adoption;

pub(crate) use adopt_budget::open_again;
pub use adopt_budget::{adopt_budget, reopen_budget};
pub use adopt_distribution::{AdoptDistribution, adopt_distribution};
pub use adopt_scenario::{AdoptScenario, adopt_scenario};
pub use attach_printed_table::attach_printed_table;
pub(crate) use comment_on_budget::keep_round;
pub use comment_on_budget::{return_budget_to_draft, send_budget_for_comment};
pub use publish::{publish_budget, publish_distribution};
pub use remove::{remove_budget, remove_distribution, remove_model};
pub use save_budget::{SaveBudget, save_budget};
pub use save_distribution::{SaveDistribution, Sharing, save_distribution};
pub(crate) use save_distribution::{require_draft, require_sharing};
pub(crate) use save_model::check_rules;
pub use save_model::save_model;
pub use save_scenario::{SaveScenario, refresh_scenario, remove_scenario, save_scenario};
pub use share_distribution::{name_readers, share_distribution};
pub use supersede::supersede_distribution;
pub use warnings::{Confirmation, Saved};
pub use withdraw_adoption::{withdraw_budget_adoption, withdraw_distribution_adoption};
