//! IT systems (K3): areas of need, suppliers, products, what each party has, and who has the same.

mod areas;
mod associations;
mod it_systems;
mod merging;
mod module;
mod pages;
pub mod policy;
mod products;
mod same;
pub mod store;
mod suppliers;

pub use areas::{AREA_TARGET, NEED_AREA, NeedArea};
pub use associations::{USER_ASSOCIATION, UserAssociation};
pub use it_systems::{IT_SYSTEM, IT_SYSTEM_TARGET, ItSystem, Shown, SystemStatus};
pub use merging::merged;
pub use module::module;
pub use products::{PRODUCT, PRODUCT_TARGET, Product};
pub use same::{Likeness, alike, core_of};
pub use suppliers::{SUPPLIER, SUPPLIER_TARGET, Supplier};

use samverk_database::{Migration, migration};
use samverk_foundation::TokenScope;
use samverk_kept::{AnyKind, GroundKind, Installation};
use samverk_rest::Resource;

pub const READ: TokenScope = TokenScope::new("systems:read");
pub const WRITE: TokenScope = TokenScope::new("systems:write");

/// What all parties share.
pub static INSTALLATION: GroundKind = Installation::ground([READ, WRITE]);

/// What is described once and belongs to the installation.
pub static SHARED_KINDS: &[&dyn AnyKind] = &[&NEED_AREA, &SUPPLIER, &PRODUCT, &USER_ASSOCIATION];

/// What is described once and hangs on a party.
pub static KINDS: &[&dyn AnyKind] = &[&IT_SYSTEM];

pub const MIGRATIONS: &[Migration] = &[migration!(1800, "systems")];

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = SHARED_KINDS.iter().chain(KINDS);
    described
        .map(|kind| samverk_kept::resource(*kind))
        .collect()
}
