//! From need to decision: what the parties need, what may happen, and what they develop together (N1, N3,
//! N5, N8, N9).

mod module;
mod needs;
mod risks;

pub use module::module;
pub use needs::{NEED, Need, NeedKind};
pub use risks::{RISK, Risk, RiskKind};

use samverk_database::Migration;
use samverk_kept::AnyKind;
use samverk_rest::Resource;

/// What is described once and hangs on a collaboration.
pub static KINDS: &[&dyn AnyKind] = &[&NEED, &RISK];

pub const MIGRATIONS: &[Migration] = &[];

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = KINDS.iter();
    described
        .map(|kind| samverk_kept::resource(*kind))
        .collect()
}
