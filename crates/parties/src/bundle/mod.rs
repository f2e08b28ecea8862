//! The domain's files of the folder format (`docs/bundle.md`): parties, population, ladders, and
//! of each collaboration its document, groups, members, mandates, assessments, relations, needs.

mod apply;
mod apply_assessments;
mod apply_groups;
mod apply_lists;
mod apply_needs;
mod apply_register;
mod apply_relations;
mod collaboration;
mod columns;
mod placed;
mod read_collaboration;
mod register;
mod schemas;
mod write;
mod write_collaboration;
mod write_register;

pub use apply::apply;
pub use collaboration::{
    AssessmentRow, CollaborationFile, CollaborationFolder, GroupRow, MandateRow, MemberRow,
    NeedRow, OthersRow, RelationRow, SubjectRow,
};
pub(crate) use columns::POPULATION as POPULATION_COLUMNS;
pub use placed::Placed;
pub(crate) use register::read_population_rows;
pub use register::{LadderFile, PartyRow, PopulationRow};
pub use schemas::schemas;
pub use write::{write, write_collaborations, write_shared};

use samverk_exchange::Intake;

/// What the folder says about this domain. References are still keys.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    pub ladders: Vec<Placed<LadderFile>>,
    pub parties: Vec<Placed<PartyRow>>,
    pub population: Vec<Placed<PopulationRow>>,
    pub collaborations: Vec<CollaborationFolder>,
}

/// Reads the domain's files. What is wrong is noted in the intake, and reading goes on.
pub fn read(intake: &mut Intake) -> Bundle {
    Bundle {
        ladders: register::read_ladders(intake),
        parties: register::read_parties(intake),
        population: register::read_population(intake),
        collaborations: read_collaboration::read_collaborations(intake),
    }
}
