//! From need to decision: what the parties need, what may happen, and what they develop together (N1, N3,
//! N5, N8, N9).

mod api;
pub mod bundle;
pub mod initiatives;
mod module;
mod needs;
pub mod policy;
mod portfolio;
pub mod processes;
pub mod ranking;
mod risks;

pub use initiatives::{INITIATIVE, INITIATIVE_TARGET, Initiative};
pub use module::module;
pub use needs::{NEED, Need, NeedKind};
pub use portfolio::{AtGate, at_gates, waiting};
pub use processes::{PROCESS, Process};
pub use risks::{RISK, Risk, RiskKind};

use samverk_database::{Migration, Tx, migration};
use samverk_foundation::{Key, Problem};
use samverk_kept::{AnyKind, has_rows_with};
use samverk_rest::Resource;

/// What is described once and hangs on a collaboration.
pub static KINDS: &[&dyn AnyKind] = &[&NEED, &RISK, &PROCESS, &INITIATIVE];

pub const MIGRATIONS: &[Migration] = &[migration!(1030, "initiatives")];

/// Whether an initiative names the party as one that puts something in, or a gate as an assessor's.
pub async fn names_party(tx: &Tx, party: &Key) -> Result<bool, Problem> {
    let by_effort = has_rows_with(tx, &INITIATIVE, &Initiative::EFFORTS, party).await?;
    Ok(by_effort || initiatives::store::gates_name(tx, party).await?)
}

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = KINDS.iter();
    described
        .map(|kind| samverk_kept::resource(*kind))
        .chain([api::gates()])
        .collect()
}
