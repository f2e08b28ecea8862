//! Business cases (nyttokalkyler, N4): what an undertaking costs and gives, for whom and when, against doing
//! nothing, and for each party after the costs have been shared.

mod adopted;
mod api;
pub mod bundle;
mod business_cases;
pub mod model;
mod module;
mod offers;
mod pages;
mod reading;
mod result;
mod rows;
mod shared;
mod told_fields;
mod view;

pub use business_cases::{BUSINESS_CASE, BusinessCase, CaseState, HeldCase};
pub use module::module;
pub use pages::{
    CaseTables, Headline, book, case_picture, case_tables, find_case, first_of, headline,
};
pub use reading::read_case;
pub use rows::{
    Alternative, AlternativeRole, AmountRow, AmountUnit, CaseLine, Category, Counting,
    DiscountStep, Effect, HourlyRate, LineDirection, LineDivision, Participant, ShareRow,
    Valuation,
};
pub use shared::{FoundSharing, Shared};
pub use view::{CaseView, view};

use samverk_database::{Migration, migration};
use samverk_kept::AnyKind;
use samverk_rest::Resource;

/// What is described once and hangs on a collaboration.
pub static KINDS: &[&dyn AnyKind] = &[&BUSINESS_CASE];

pub const MIGRATIONS: &[Migration] = &[
    migration!(1200, "business_cases"),
    migration!(1201, "business_case_initiative"),
];

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = KINDS.iter();
    described
        .map(|kind| samverk_kept::resource(*kind))
        .chain([api::results()])
        .collect()
}
