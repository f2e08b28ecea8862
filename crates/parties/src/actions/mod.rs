//! The only way to change anything here: load, authorise, decide, save, record an event.
//! Saving what already stands changes and records nothing. Objects inside a collaboration are
//! saved in its [`Scope`](crate::Scope); `revision` 0 means that the object is new.

mod party_editor;
mod record_assessment;
mod remove_collaboration;
mod remove_party;
mod save_collaboration;
mod save_mandates;
mod save_members;
mod save_party;
mod save_population;
mod warnings;

pub(crate) use party_editor::{may_save_party, require_party_editor};
pub use record_assessment::{RecordAssessment, record_assessment, record_assessments};
pub use remove_collaboration::remove_collaboration;
pub use remove_party::remove_party;
pub(crate) use remove_party::ships as party_ships;
pub(crate) use save_collaboration::open_own_collaboration;
pub use save_collaboration::{SaveCollaboration, open_collaboration, save_collaboration};
pub use save_mandates::save_mandates;
pub(crate) use save_mandates::written as written_mandates;
pub use save_members::save_members;
pub(crate) use save_members::written as written_members;
pub use save_party::{SaveParty, save_party};
pub use save_population::{SavedPopulation, save_population};
pub(crate) use warnings::keep_missing;
pub(crate) use warnings::settle;

use crate::policy::Action;
use crate::{GROUP, HeldGroup, Scope, store};
use samverk_database::{ObjectRef, Tx};
use samverk_foundation::{Actor, PartyId, Problem};
use samverk_kept::count_save;

/// For what belongs to no collaboration. Fails with `forbidden` or `sign_in_needed`.
pub(crate) fn require_anywhere(actor: &Actor, action: Action) -> Result<(), Problem> {
    actor.all_roles().require(action.by())
}

/// Fails with `party_unknown` when one of the parties does not exist.
async fn require_parties(tx: &Tx, ids: &[PartyId], field: &str) -> Result<(), Problem> {
    if ids.is_empty() {
        return Ok(());
    }
    let found = store::find_parties(tx, ids).await?;
    match ids
        .iter()
        .find(|id| !found.iter().any(|party| party.id == **id))
    {
        Some(missing) => Err(Problem::invalid("party_unknown")
            .with("party", missing)
            .at_field(field)),
        None => Ok(()),
    }
}

/// Counts a save of a list that belongs to the collaboration or to a group, and answers whose it
/// is. Fails with `changed_meanwhile` when somebody saved since.
async fn count_list_save(
    tx: &Tx,
    scope: &Scope,
    group: Option<&HeldGroup>,
    seen_revision: i64,
) -> Result<ObjectRef, Problem> {
    match group {
        Some(group) => {
            count_save(tx, &GROUP, group.id, seen_revision).await?;
            Ok(group.object(&GROUP))
        }
        None => {
            let collaboration = &scope.collaboration;
            store::count_collaboration_save(tx, collaboration.id, seen_revision).await?;
            Ok(collaboration.object())
        }
    }
}
