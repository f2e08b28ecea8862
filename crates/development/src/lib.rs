//! From need to decision: what the parties need, what may happen, and what they develop together (N1, N3,
//! N5, N8, N9).

mod joined;
mod module;
mod need_rules;
mod needs;
mod on_behalf;
mod pages;
mod policy;
mod risk_matrix;
mod risk_trend;
mod risks;
mod store;
mod waiting;

pub use module::module;
pub use needs::{
    HandoverResult, HeldNeed, Joining, NEED, Need, NeedKind, NeedStatus, Recipient, Urgency,
};
pub use risk_matrix::{RISK_MATRIX, RiskMatrix};
pub use risks::{RISK, Rating, Risk, RiskKind};
pub use store::names_party;
pub use waiting::needs_waiting;

use samverk_database::{Migration, migration};
use samverk_kept::AnyKind;
use samverk_rest::Resource;

/// What is described once and hangs on a collaboration.
pub static KINDS: &[&dyn AnyKind] = &[&NEED, &RISK_MATRIX, &RISK];

pub const MIGRATIONS: &[Migration] = &[
    migration!(1000, "needs_in_full"),
    migration!(1001, "risks_in_a_matrix"),
];

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = KINDS.iter();
    described
        .map(|kind| samverk_kept::resource(*kind))
        .collect()
}
