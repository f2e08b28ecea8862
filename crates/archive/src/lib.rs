//! What becomes of cases that have ended (C6): how long they are kept, deliveries to the e-archive, disposal.

mod api;
pub mod bundle;
pub mod deliveries;
pub mod disposals;
mod module;
pub mod policy;
pub mod retention;
pub mod store;
mod waiting;

pub use deliveries::{DELIVERY, DELIVERY_AGREEMENT, Delivery, DeliveryAgreement};
pub use disposals::{DISPOSAL, Disposal};
pub use module::module;
pub use retention::{RETENTION_RULE, RetentionRule};
pub use waiting::archive_waiting;

use samverk_database::{Migration, migration};
use samverk_foundation::TokenScope;
use samverk_kept::AnyKind;
use samverk_rest::Resource;

pub const READ: TokenScope = TokenScope::new("archive:read");
pub const WRITE: TokenScope = TokenScope::new("archive:write");

/// What is described once and hangs on a party.
pub static KINDS: &[&dyn AnyKind] = &[&RETENTION_RULE, &DELIVERY_AGREEMENT, &DELIVERY, &DISPOSAL];

pub const MIGRATIONS: &[Migration] = &[
    migration!(1700, "deliveries"),
    migration!(1710, "disposals"),
];

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = KINDS.iter();
    described
        .map(|kind| samverk_kept::resource(*kind))
        .chain([deliveries::resource()])
        .chain(api::resources())
        .collect()
}
