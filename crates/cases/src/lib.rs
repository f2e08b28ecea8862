//! What a party registers (C1): its registries, and the cases in them with numbers that have no gaps.

pub mod actions;
mod api;
pub mod bundle;
mod desk;
mod initiatives;
pub mod list_file;
pub mod model;
mod module;
mod pages;
pub mod policy;
pub mod processes;
mod registries;
mod shared;
pub mod store;
mod things;
mod waiting;

pub use api::{READ, WRITE};
pub use desk::RegistryDesk;
pub use module::{hands_over, module};
pub use processes::CASE_PROCESS;
pub use registries::{NumberShape, Publicity, REGISTRY, Registry};
pub use store::count_held_by;
pub use waiting::{CaseWaiting, cases_waiting};

use samverk_database::{Migration, migration};
use samverk_foundation::ids;
use samverk_kept::AnyKind;
use samverk_rest::Resource;

ids!(CaseId);

/// What is described once and hangs on a party.
pub static KINDS: &[&dyn AnyKind] = &[&REGISTRY, &CASE_PROCESS];

pub const MIGRATIONS: &[Migration] = &[
    migration!(1500, "registries"),
    migration!(1510, "cases"),
    migration!(1520, "case_documents"),
    migration!(1530, "case_processes"),
    migration!(1531, "case_standing"),
    migration!(1532, "case_versions_applied"),
    migration!(1550, "documents_for_everybody"),
    migration!(1551, "requests"),
    migration!(1552, "access"),
    migration!(1553, "imported_numbers"),
    migration!(1554, "messages"),
    migration!(1580, "held_by_officers"),
    migration!(1581, "restricted_cases"),
    migration!(1582, "access_reports"),
];

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = KINDS.iter();
    described
        .map(|kind| samverk_kept::resource(*kind))
        .chain(api::resources())
        .collect()
}
