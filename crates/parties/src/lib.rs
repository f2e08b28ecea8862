//! Who there is and who works with whom: parties, population, collaborations, groups, members,
//! mandates, ladders and assessments, and the map of it all (P1–P4).

mod above;
mod acquaintance;
pub mod actions;
mod api;
pub mod bundle;
mod described;
mod ground;
mod groups;
pub mod ladders;
pub mod model;
mod pages;
mod party_ground;
pub mod policy;
mod references;
mod register;
mod relations;
mod scope;
mod search;
pub mod store;
mod targets;
mod things;
mod told_fields;
mod visible;
mod waiting;

pub use above::{Above, Answer, Doing, Telling, Told};
pub use acquaintance::Acquaintance;
pub use api::{READ, WRITE, api};
pub use described::found_on;
pub use ground::COLLABORATION;
pub use groups::{GROUP, GROUP_TARGET, Group, HeldGroup};
pub use pages::{
    PrintedMap, PrintedMatrix, StairsPicture, level_words, module, printed_map, stairs_pictures,
    start_page,
};
pub use party_ground::{OF_PARTIES, Owner, told_to_colleagues};
pub use references::{REFERENCES, find_references};
pub use register::load_register;
pub use relations::{RELATION, Relation};
pub use scope::Scope;
pub use targets::{MEMBER, PARTY};
pub use visible::Visible;
pub use waiting::{DoneBy, PartyWaiting, Waiting, WaitingFor, WaitingFuture, WaitingSource};

use samverk_database::{Migration, migration};
use samverk_kept::AnyKind;

/// What is described once and belongs to no collaboration.
pub static SHARED_KINDS: &[&dyn AnyKind] = &[&ladders::LADDER];

/// What is described once and hangs on a collaboration.
pub static KINDS: &[&dyn AnyKind] = &[&GROUP, &RELATION];

pub const MIGRATIONS: &[Migration] = &[
    migration!(300, "parties"),
    migration!(301, "collaboration_title"),
    migration!(310, "names_in_events"),
    migration!(320, "risks"),
    migration!(
        321,
        "relation_with_all",
        "ALTER TABLE relation RENAME COLUMN all_others TO with_all;
         CREATE INDEX relation_position ON relation (collaboration_id, position, id);"
    ),
    migration!(330, "ladders_in_order"),
    migration!(
        340,
        "groups_in_order",
        "ALTER TABLE working_group ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
         CREATE INDEX working_group_in_order ON working_group (collaboration_id, position, id);"
    ),
    migration!(350, "sorted_lists"),
    migration!(
        360,
        "ladder_of_a_collaboration",
        "ALTER TABLE collaboration ADD COLUMN ladder_id {id} REFERENCES ladder (id)"
    ),
    migration!(
        370,
        "contact_of_a_collaboration",
        "ALTER TABLE collaboration ADD COLUMN contact_role TEXT NOT NULL DEFAULT '';
         ALTER TABLE collaboration ADD COLUMN contact_address TEXT NOT NULL DEFAULT '';
         ALTER TABLE collaboration ADD COLUMN contact_published {bool} NOT NULL DEFAULT FALSE;"
    ),
    migration!(380, "sorted_groups_and_ladders"),
    migration!(390, "sorted_by_more"),
];

samverk_foundation::ids!(AssessmentId, GroupId, LadderId);
