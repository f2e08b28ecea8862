//! Who there is and who works with whom: parties, population, collaborations, groups, members,
//! mandates, ladders and assessments, and the map of it all (P1–P4).

mod above;
pub mod actions;
mod api;
pub mod bundle;
mod ground;
pub mod model;
mod needs;
mod pages;
pub mod policy;
mod references;
mod register;
mod risks;
mod scope;
mod search;
pub mod store;
mod told_fields;
mod visible;

pub use above::{Above, Answer, Telling, Told};
pub use api::{READ, WRITE, api};
pub use ground::COLLABORATION;
pub use needs::{NEED, Need, NeedKind};
pub use pages::{
    PrintedMap, PrintedMatrix, StairsPicture, level_words, module, printed_map, stairs_pictures,
};
pub use references::{REFERENCES, find_references};
pub use register::load_register;
pub use risks::{RISK, Risk, RiskKind};
pub use scope::Scope;
pub use visible::Visible;

use samverk_database::Migration;
use samverk_kept::AnyKind;

/// What is described once and hangs on a collaboration.
pub static KINDS: &[&dyn AnyKind] = &[&NEED, &RISK];

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
    Migration {
        version: 320,
        name: "risks",
        sql: include_str!("../migrations/0320_risks.sql"),
    },
];

samverk_foundation::ids!(AssessmentId, GroupId, LadderId);
