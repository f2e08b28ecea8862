//! Consultations (C2): what somebody asks about proposals, the joint draft, and one answer for each party in its own
//! name.

pub mod actions;
mod answer;
mod api;
mod attached;
pub mod bundle;
mod choices;
mod consultation;
mod deciding;
mod desk;
mod filing;
mod letter;
pub mod model;
mod module;
mod pages;
mod parts;
mod point;
mod policy;
mod print;
mod reference;
mod rules;
mod section;
mod seen;
mod settled;
mod store;
mod waiting;

pub use answer::{CONSULTATION_ANSWER, ConsultationAnswer, HeldAnswer, Referral, Signatory};
pub use choices::{AnswerState, Became, ConsultationState, Direction, Stance, Way};
pub use consultation::{CONSULTATION, Consultation, HeldConsultation};
pub use desk::{AnswerDesk, ConsultationDesk};
pub use filing::{FILE_ANSWER, Filing, FilingOrder, filing};
pub use letter::{KeptLetter, Letter, LetterPoint, LetterSignatory, keep_what_was_settled};
pub use module::module;
pub use pages::result::{compiled, is_decided};
pub use point::{CONSULTATION_POINT, ConsultationPoint, HeldPoint};
pub use print::AnswerPrint;
pub use section::{CONSULTATION_SECTION, ConsultationSection, HeldSection};
pub use seen::SeenTexts;
pub use waiting::waiting;

use samverk_database::{Migration, migration};
use samverk_kept::AnyKind;
use samverk_rest::Resource;

/// What is described once and hangs on a collaboration. What is referred to stands before what refers to it.
pub static KINDS: &[&dyn AnyKind] = &[
    &CONSULTATION,
    &CONSULTATION_POINT,
    &CONSULTATION_ANSWER,
    &CONSULTATION_SECTION,
];

pub const MIGRATIONS: &[Migration] = &[
    migration!(1600, "consultations"),
    migration!(1610, "consultations_kept"),
];

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = KINDS.iter();
    let described = described.map(|kind| samverk_kept::resource(*kind));
    described.chain(api::resources()).collect()
}
