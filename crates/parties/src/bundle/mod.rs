//! The domain's files of the folder format (`docs/bundle.md`): parties, population, ladders, and
//! of each collaboration its document, members, mandates, assessments and what is described once.

mod apply;
mod apply_assessments;
mod apply_lists;
mod apply_register;
mod at_parties;
mod collaboration;
mod columns;
mod described;
mod read_collaboration;
mod register;
mod schemas;
mod write;
mod write_collaboration;
mod write_register;

pub use apply::apply;
pub use at_parties::{AtParties, schemas_at_parties, write_at_parties};
pub use collaboration::{
    AssessmentRow, CollaborationFile, CollaborationFolder, MandateRow, MemberRow, SubjectRow,
};
pub(crate) use columns::POPULATION as POPULATION_COLUMNS;
pub use described::{Described, described_schemas, write_described};
pub(crate) use register::read_population_rows;
pub use register::{PartyRow, PopulationRow};
pub use samverk_exchange::Placed;
pub use schemas::schemas;
pub use write::{write, write_collaborations, write_seen, write_shared};

use crate::SHARED_KINDS;
use crate::model::PartyNames;
use crate::store::{PartyFilter, list_parties};
use samverk_database::Tx;
use samverk_exchange::{Intake, Naming};
use samverk_foundation::Problem;
use samverk_kept::{KeptFile, read_files};
use std::collections::BTreeSet;

/// What the folder says about this domain. References are still keys.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// Of what is described once and belongs to no collaboration.
    pub shared: Vec<KeptFile>,
    pub parties: Vec<Placed<PartyRow>>,
    pub population: Vec<Placed<PopulationRow>>,
    pub collaborations: Vec<CollaborationFolder>,
}

/// Understands the parties that the installation knows, by key and by every usual form of the name.
pub async fn naming(tx: &Tx) -> Result<Naming, Problem> {
    let parties = list_parties(tx, &PartyFilter::default()).await?;
    let keys: BTreeSet<String> = parties.iter().map(|one| one.key.to_string()).collect();
    let names = PartyNames::of(&parties);
    Ok(Box::new(move |written| {
        let is_key = written.is_empty() || keys.contains(written);
        let place = if is_key {
            None
        } else {
            names.place_of(written)
        };
        let found = place.and_then(|place| parties.get(place));
        found.map(|party| party.key.clone())
    }))
}

/// Reads the domain's files. What is wrong is noted in the intake, and reading goes on.
pub fn read(intake: &mut Intake) -> Bundle {
    Bundle {
        shared: read_files(intake, SHARED_KINDS, ""),
        parties: register::read_parties(intake),
        population: register::read_population(intake),
        collaborations: read_collaboration::read_collaborations(intake),
    }
}
