//! What a party registers (C1): its registries, and the cases in them with numbers that have no gaps.

pub mod actions;
mod api;
pub mod bundle;
mod desk;
mod initiatives;
mod letters;
pub mod list_file;
pub mod model;
mod module;
mod pages;
pub mod policy;
pub mod processes;
mod public_rules;
mod registries;
mod shared;
mod signatures;
pub mod store;
mod templates;
mod things;
mod typesetter;
mod versions;
mod waiting;

pub use api::{CASE, PARTY, READ, REGISTRY as IN_REGISTRY, WRITE};
pub use desk::RegistryDesk;
pub use module::{hands_over, module};
pub use pages::{event_actor, event_words};
pub use processes::CASE_PROCESS;
pub use registries::{NumberShape, Publicity, REGISTRY, REGISTRY_TARGET, Registry};
pub use signatures::Signatures;
pub use store::count_held_by;
pub use templates::{DOCUMENT_TEMPLATE, DocumentTemplate};
pub use typesetter::{Paper, Typeset, Typesetter, Typesetting};
pub use waiting::cases_waiting;

use samverk_database::{Migration, migration};
use samverk_foundation::ids;
use samverk_kept::AnyKind;
use samverk_rest::Resource;

ids!(CaseId);

/// What is described once and hangs on a party.
pub static KINDS: &[&dyn AnyKind] = &[&REGISTRY, &CASE_PROCESS, &DOCUMENT_TEMPLATE];

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
    migration!(1560, "document_templates"),
    migration!(1561, "case_texts"),
    migration!(1562, "signatures"),
    migration!(1570, "process_publicity"),
    migration!(1580, "held_by_officers"),
    migration!(1581, "restricted_cases"),
    migration!(1582, "access_reports"),
    migration!(1590, "words_of_a_case"),
    migration!(1591, "secret_grants"),
    migration!(1592, "secret_events"),
    migration!(1593, "document_tokens"),
    migration!(1595, "disposed_numbers"),
    migration!(1596, "readings_through_parties"),
];

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = KINDS.iter();
    described
        .map(|kind| samverk_kept::resource(*kind))
        .chain(api::resources())
        .collect()
}
