//! Contracts (K4): until when each party is bound, what must be done and by when, and when several can buy together.

mod check;
mod contract;
mod import;
mod limits;
mod module;
mod open_contracting;
pub mod planning;
pub mod policy;
mod purchases;
mod standing;
pub mod store;
mod telling;
mod waiting;
pub mod windows;

pub use contract::{
    CONTRACT, Contract, ContractTerm, CoveredParty, HeldContract, OptionCall, PriceReaders,
};
pub use limits::{LEGAL_LIMIT, LegalLimit};
pub use module::module;
pub use purchases::{JOINT_PURCHASE, JointPurchase};
pub use standing::{Deadline, Flag, Standing, standing};
pub use waiting::contracts_waiting;

use samverk_database::{Migration, Tx, migration};
use samverk_foundation::{Actor, Problem, TokenScope};
use samverk_kept::{AnyKind, GroundKind, Installation, load_shipped};
use samverk_rest::Resource;

pub const READ: TokenScope = TokenScope::new("contracts:read");
pub const WRITE: TokenScope = TokenScope::new("contracts:write");

/// What all parties share.
pub static INSTALLATION: GroundKind = Installation::ground([READ, WRITE]);

/// What is described once and belongs to the installation.
pub static SHARED_KINDS: &[&dyn AnyKind] = &[&LEGAL_LIMIT];

/// What is described once and hangs on a party.
pub static KINDS: &[&dyn AnyKind] = &[&CONTRACT];

/// What is described once and hangs on a collaboration.
pub static COLLABORATION_KINDS: &[&dyn AnyKind] = &[&JOINT_PURCHASE];

pub const MIGRATIONS: &[Migration] = &[migration!(1850, "contracts")];

/// Adds the limits of law that ship and are missing. One that is there is left as the administrator has it.
pub async fn load_register(tx: &Tx) -> Result<(), Problem> {
    let actor = Actor::System("register");
    let at = Installation::seen_by(&actor);
    load_shipped(tx, &actor, &at, &LEGAL_LIMIT).await
}

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = SHARED_KINDS.iter().chain(KINDS).chain(COLLABORATION_KINDS);
    described
        .map(|kind| samverk_kept::resource(*kind))
        .collect()
}
