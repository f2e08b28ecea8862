//! From need to decision: what the parties need, what may happen, and what they develop together (N1, N3,
//! N5, N8, N9).

mod api;
pub mod bundle;
pub mod initiatives;
mod joined;
mod module;
mod need_rules;
mod needs;
mod on_behalf;
mod outcomes;
mod pages;
pub mod policy;
mod portfolio;
pub mod processes;
pub mod ranking;
mod risk_matrix;
mod risk_trend;
mod risks;
mod store;
mod waiting;

pub use initiatives::{INITIATIVE, INITIATIVE_TARGET, Initiative};
pub use module::module;
pub use needs::{
    HandoverResult, HeldNeed, Joining, NEED, Need, NeedKind, NeedStatus, Recipient, Urgency,
};
pub use portfolio::{AtGate, at_gates, waiting};
pub use processes::{PROCESS, Process, offer_phases};
pub use risk_matrix::{RISK_MATRIX, RiskMatrix};
pub use risks::{RISK, Rating, Risk, RiskKind};
pub use waiting::needs_waiting;

use samverk_database::{Migration, Tx, migration};
use samverk_foundation::{Key, Problem};
use samverk_kept::{AnyKind, has_rows_with};
use samverk_rest::Resource;

/// What is described once and hangs on a collaboration.
pub static KINDS: &[&dyn AnyKind] = &[&NEED, &RISK_MATRIX, &RISK, &PROCESS, &INITIATIVE];

pub const MIGRATIONS: &[Migration] = &[
    migration!(1000, "needs_in_full"),
    migration!(1001, "risks_in_a_matrix"),
    migration!(1030, "initiatives"),
];

/// Whether a need, an initiative or a gate names the party by its key.
pub async fn names_party(tx: &Tx, party: &Key) -> Result<bool, Problem> {
    let by_effort = has_rows_with(tx, &INITIATIVE, &Initiative::EFFORTS, party).await?;
    let by_gate = by_effort || initiatives::store::gates_name(tx, party).await?;
    Ok(by_gate || store::names_party(tx, party).await?)
}

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = KINDS.iter();
    described
        .map(|kind| samverk_kept::resource(*kind))
        .chain([api::gates(), api::rankings(), outcomes::outcomes()])
        .collect()
}
