//! Which fields of the domain's kept things refer to others, and what those are called.

use crate::ladders::list_ladders;
use crate::{GROUP, KINDS, Visible, store};
use samverk_database::{RecordedEvent, Tx, list_last_names};
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem};
use samverk_kept::AnyKind;
use samverk_web::{References, Referred, Ui, party_keys, reference_values};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// What a field refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    Party,
    Group,
    Collaboration,
    Ladder,
}

/// Kept thing, field, and what the field refers to. A field inside another is named by its way.
pub const REFERENCES: [(&str, &str, To); 17] = [
    ("collaboration", "host", To::Party),
    ("collaboration", "parent", To::Collaboration),
    ("collaboration", "collaboration.host", To::Party),
    ("collaboration", "collaboration.parent", To::Collaboration),
    ("collaboration", "collaboration.ladder", To::Ladder),
    ("collaboration", "groups.host", To::Party),
    ("collaboration", "groups.parent", To::Group),
    ("collaboration", "ladder", To::Ladder),
    ("collaboration", "on_behalf_of", To::Party),
    ("collaboration", "subject.pair", To::Party),
    ("group", "group.host", To::Party),
    ("group", "group.parent", To::Group),
    ("group", "ladder", To::Ladder),
    ("group", "on_behalf_of", To::Party),
    ("group", "subject.group", To::Group),
    ("collaboration", "subject.group", To::Group),
    ("group", "subject.pair", To::Party),
];

/// Lets the history of these events tell what they refer to.
pub async fn with_references(tx: &Tx, ui: Ui, events: &[RecordedEvent]) -> Result<Ui, Problem> {
    let references = find_references(tx, &ui.actor, KINDS, events).await?;
    Ok(ui.with_references(references))
}

/// What the references of these events lead to, as the reader may see it; `kinds` are those that are
/// described. The number of queries is fixed.
pub async fn find_references(
    tx: &Tx,
    actor: &Actor,
    kinds: &[&dyn AnyKind],
    events: &[RecordedEvent],
) -> Result<References, Problem> {
    let parties = party_names(tx, events).await?;
    let mut found = samverk_kept::find_references(tx, kinds, None, events).await?;
    let wanted = Wanted::of(events);
    if wanted.0.is_empty() {
        return Ok(References::new(found, parties));
    }
    found.extend(wanted.find_here(tx).await?);
    found.extend(wanted.find_collaborations(tx, actor).await?);
    let gone = wanted.0.iter().map(|(_, id)| *id);
    let gone: Vec<Uuid> = gone.filter(|id| !found.contains_key(id)).collect();
    let mut names = list_last_names(tx, &gone).await?;
    for (to, id) in wanted.0.iter().filter(|(_, id)| gone.contains(id)) {
        // A collaboration is removed when it is not published, so its name stays its own.
        let name = names.remove(id).filter(|_| *to != To::Collaboration);
        found.insert(*id, Referred::Removed(name));
    }
    Ok(References::new(found, parties))
}

/// What the parties are called that stand by their keys in these events.
async fn party_names(
    tx: &Tx,
    events: &[RecordedEvent],
) -> Result<HashMap<String, String>, Problem> {
    let keys: BTreeSet<String> = events.iter().flat_map(party_keys).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let named = store::find_parties_by_key(tx, &keys).await?.into_iter();
    Ok(named.map(|one| (one.key.to_string(), one.name)).collect())
}

struct Wanted(Vec<(To, Uuid)>);

impl Wanted {
    fn of(events: &[RecordedEvent]) -> Self {
        let mut all = BTreeSet::new();
        for event in events {
            for (way, id) in reference_values(event) {
                let to = REFERENCES
                    .iter()
                    .position(|(thing, field, _)| *thing == event.object_kind && *field == way);
                all.extend(to.map(|at| (at, id)));
            }
        }
        let to = |at: usize| REFERENCES.get(at).map(|(_, _, to)| *to);
        let known = all.into_iter().filter_map(|(at, id)| Some((to(at)?, id)));
        Self(known.collect())
    }

    fn ids(&self, wanted: To) -> Vec<Uuid> {
        let of_kind = self.0.iter().filter(|(to, _)| *to == wanted);
        of_kind.map(|(_, id)| *id).collect()
    }

    /// Parties and ladders are for all, and a group's history is read in its own collaboration.
    async fn find_here(&self, tx: &Tx) -> Result<HashMap<Uuid, Referred>, Problem> {
        let parties: Vec<PartyId> = self.ids(To::Party).into_iter().map(PartyId).collect();
        let parties = store::find_parties(tx, &parties).await?.into_iter();
        let groups = GROUP.with_ids(tx, &self.ids(To::Group)).await?.into_iter();
        let ladders = list_ladders(tx).await?.into_iter();
        let parties = parties.map(|one| (one.id.0, one.name));
        let groups = groups.map(|one| (one.id, one.name.to_string()));
        let ladders = ladders.map(|one| (one.id, one.name.to_string()));
        let named = parties.chain(groups).chain(ladders);
        Ok(named
            .map(|(id, name)| (id, Referred::Named(name)))
            .collect())
    }

    async fn find_collaborations(
        &self,
        tx: &Tx,
        actor: &Actor,
    ) -> Result<HashMap<Uuid, Referred>, Problem> {
        let ids = self.ids(To::Collaboration).into_iter();
        let ids: Vec<CollaborationId> = ids.map(CollaborationId).collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let visible = Visible::find(tx, actor).await?;
        let there = store::find_collaborations(tx, &ids).await?.into_iter();
        let told = |id| match visible.by_id(id) {
            Some(one) => Referred::Named(one.name.clone()),
            None => Referred::Hidden,
        };
        Ok(there.map(|one| (one.id.0, told(one.id))).collect())
    }
}
