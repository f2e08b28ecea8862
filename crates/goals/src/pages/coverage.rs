//! Which focus areas serve a catalogue's goals, among the plans that the reader may see.

use crate::model::{GoalRef, PlanVersion};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, PartyId, Problem, Role};
use samverk_parties::model::Collaboration;
use std::collections::{BTreeMap, BTreeSet};

/// Goal → where it is served: address and words.
pub(super) type Coverage = BTreeMap<GoalRef, Vec<(String, String)>>;

pub(super) async fn coverage(tx: &Tx, actor: &Actor) -> Result<Coverage, Problem> {
    let collaborations = samverk_parties::store::list_collaborations(tx).await?;
    let own = own_collaborations(tx, actor).await?;
    let plans = store::list_all_plans(tx).await?;
    let versions = store::list_all_versions(tx).await?;
    let mut coverage = Coverage::new();
    for plan in &plans {
        let found = collaborations
            .iter()
            .find(|one| one.id == plan.collaboration);
        let Some(collaboration) = found else { continue };
        let is_member = actor.roles_anywhere().contains(Role::Administrator)
            || own.contains(&collaboration.id.0);
        if !collaboration.published && !is_member {
            continue;
        }
        let is_visible =
            |version: &&PlanVersion| version.plan == plan.id && (version.published || is_member);
        let latest = versions.iter().rfind(is_visible);
        if let Some(version) = latest {
            let base = format!("{}/planer/{}", collaboration.href(), plan.key);
            note(&mut coverage, collaboration, &base, version);
        }
    }
    Ok(coverage)
}

/// The collaborations whose drafts a person reads: by own role, or through a party.
async fn own_collaborations(tx: &Tx, actor: &Actor) -> Result<BTreeSet<uuid::Uuid>, Problem> {
    let Some(person) = actor.person() else {
        return Ok(BTreeSet::new());
    };
    let mut own: BTreeSet<_> = person
        .collaboration_roles
        .iter()
        .map(|(id, _)| id.0)
        .collect();
    let parties: Vec<PartyId> = person.party_roles.iter().map(|(id, _)| *id).collect();
    let through = samverk_parties::store::list_collaborations_of(tx, &parties).await?;
    own.extend(through.into_iter().map(|id| id.0));
    Ok(own)
}

fn note(coverage: &mut Coverage, collaboration: &Collaboration, base: &str, version: &PlanVersion) {
    for area in &version.content.focus_areas {
        for reference in version.content.references_of(area) {
            let href = format!("{base}#omrade-{}", area.key);
            let words = format!("{}: {}", collaboration.name, area.name);
            coverage.entry(reference).or_default().push((href, words));
        }
    }
}
