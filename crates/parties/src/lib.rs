//! Who there is and who works with whom: parties, population, collaborations, groups, members,
//! mandates, ladders and assessments, and the map of it all (P1–P4).

mod above;
pub mod actions;
mod api;
pub mod bundle;
pub mod model;
mod pages;
pub mod policy;
mod references;
mod register;
mod scope;
mod search;
pub mod store;
mod told_fields;
mod visible;

pub use above::{Above, Answer, Telling, Told};
pub use api::{READ, WRITE, api};
pub use pages::{
    PrintedMap, PrintedMatrix, StairsPicture, level_words, module, printed_map, stairs_pictures,
};
pub use references::{REFERENCES, find_references};
pub use register::load_register;
pub use scope::Scope;
pub use visible::Visible;

use samverk_database::Migration;

pub const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 300,
        name: "parties",
        sql: include_str!("../migrations/0300_parties.sql"),
    },
    Migration {
        version: 301,
        name: "collaboration_title",
        sql: include_str!("../migrations/0301_collaboration_title.sql"),
    },
    Migration {
        version: 310,
        name: "names_in_events",
        sql: include_str!("../migrations/0310_names_in_events.sql"),
    },
];

samverk_foundation::ids!(AssessmentId, GroupId, LadderId);
