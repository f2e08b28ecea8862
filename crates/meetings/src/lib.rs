//! Meetings and decisions (C3): series, agendas, minutes, decisions that take effect, and what is told of them.

mod action_points;
pub mod actions;
mod announcements;
mod api;
mod calling;
mod calls;
mod choices;
mod coming;
mod corrections;
mod deciding;
mod effects;
mod foretelling;
mod keys;
mod matters;
mod meetings;
pub mod model;
mod module;
mod pages;
mod people;
mod report;
mod series;
pub mod store;
mod store_calls;
mod suggested;
mod waiting;

pub use action_points::{ACTION_POINT, ActionPoint};
pub use announcements::{ANNOUNCEMENT, Announcement};
pub use calls::{CALL_JOB, DueCall, Sender, call_people, due_call, settle_call};
pub use choices::{
    Answer, Form, MatterKind, MatterState, MeetingState, Part, Presence, PresenceBy, Voice,
};
pub use coming::{Coming, coming};
pub use corrections::{CORRECTION, Correction};
pub use effects::Concerned;
pub use keys::free_key;
pub use matters::{Condition, MATTER, MATTER_TARGET, Matter, Motion, PresenceChange, Vote};
pub use meetings::{Adjuster, MEETING, Meeting, Seat};
pub use module::module;
pub use report::{MinutedMatter, Minutes, minutes};
pub use series::{SERIES, Series, StandingItem};
pub use waiting::waiting;

use samverk_database::{Migration, migration};
use samverk_kept::AnyKind;
use samverk_rest::Resource;

/// What is described once and hangs on a collaboration. What is referred to stands before what refers to it.
pub static KINDS: &[&dyn AnyKind] = &[
    &SERIES,
    &MEETING,
    &MATTER,
    &CORRECTION,
    &ANNOUNCEMENT,
    &ACTION_POINT,
];

pub const MIGRATIONS: &[Migration] = &[
    migration!(1400, "meetings"),
    migration!(1401, "meeting_calls"),
    migration!(1402, "matter_letter"),
];

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = KINDS.iter();
    described
        .map(|kind| samverk_kept::resource(*kind))
        .chain([api::calls()])
        .collect()
}
