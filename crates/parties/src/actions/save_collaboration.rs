use super::{require_anywhere, require_parties};
use crate::model::{
    Collaboration, Contact, LegalForm, Reach, WrongParent, check_key, check_parents,
};
use crate::policy::Action;
use crate::{Above, LadderId, Scope, Visible, store};
use samverk_database::{Event, Tx};
use samverk_foundation::{Actor, CollaborationId, Key, PartyId, Problem, text};

/// What can be said of a collaboration. `revision` is the one that the person saw.
#[derive(Clone, Debug)]
pub struct SaveCollaboration {
    pub name: String,
    pub purpose: String,
    pub legal_form: LegalForm,
    pub host: Option<PartyId>,
    pub reach: Reach,
    pub parent: Option<CollaborationId>,
    pub ladder: Option<LadderId>,
    pub published: bool,
    pub source: String,
    pub contact: Contact,
    pub revision: i64,
}

impl SaveCollaboration {
    fn becomes(self, id: CollaborationId, key: Key) -> Result<Collaboration, Problem> {
        Ok(Collaboration {
            id,
            key,
            name: text::name(&self.name, "name")?,
            purpose: self.purpose,
            legal_form: self.legal_form,
            host: self.host,
            reach: self.reach,
            parent: self.parent,
            ladder: self.ladder,
            published: self.published,
            source: self.source,
            contact: self.contact.checked()?,
            revision: self.revision.saturating_add(1),
        })
    }
}

/// Starts a new collaboration.
///
/// Fails with `already_exists`, `key_reserved`, `party_unknown` (the host), `parent_unknown`, or as
/// [`Contact::checked`] does.
pub async fn open_collaboration(
    tx: &Tx,
    actor: &Actor,
    key: Key,
    input: SaveCollaboration,
) -> Result<Collaboration, Problem> {
    require_anywhere(actor, Action::OpenCollaboration)?;
    check_key(&key)?;
    if input.parent.is_some() {
        parent_seen(&Visible::find(tx, actor).await?, None, input.parent)?;
    }
    let new = input.becomes(CollaborationId(tx.new_id()), key)?;
    check(tx, &new).await?;
    store::insert_collaboration(tx, &new).await?;
    tx.record(actor, event("collaboration.opened", None, &new)?)
        .await?;
    Ok(new)
}

/// The same for somebody who has a part in it from then on.
pub(crate) async fn open_own_collaboration(
    tx: &Tx,
    actor: &Actor,
    above: &Above,
    (key, input): (Key, SaveCollaboration),
) -> Result<Collaboration, Problem> {
    let opened = open_collaboration(tx, actor, key, input).await?;
    (above.opened)(tx, actor, &opened).await?;
    Ok(opened)
}

/// Changes a collaboration.
///
/// Fails with `party_unknown`, `parent_unknown`, `collaboration_own_parent`, `changed_meanwhile`, or
/// as [`Contact::checked`] does.
pub async fn save_collaboration(
    tx: &Tx,
    actor: &Actor,
    key: &str,
    input: SaveCollaboration,
) -> Result<Collaboration, Problem> {
    let scope = Scope::find(tx, actor, key).await?;
    scope.require(Action::SaveCollaboration.by())?;
    let before = scope.collaboration;
    let seen = input.revision;
    let visible = match input.parent == before.parent {
        true => None,
        false => Some(Visible::find(tx, actor).await?),
    };
    let mut after = input.becomes(before.id, before.key.clone())?;
    if let Some(visible) = &visible {
        after.parent = parent_seen(visible, before.parent, after.parent)?;
    }
    if (Collaboration {
        revision: after.revision,
        ..before.clone()
    }) == after
    {
        return Ok(before);
    }
    check(tx, &after).await?;
    store::update_collaboration(tx, &after, seen).await?;
    tx.record(actor, event("collaboration.saved", Some(&before), &after)?)
        .await?;
    Ok(after)
}

async fn check(tx: &Tx, collaboration: &Collaboration) -> Result<(), Problem> {
    if let Some(host) = collaboration.host {
        require_parties(tx, &[host], "host").await?;
    }
    if collaboration.parent.is_some() {
        let all = store::list_collaborations(tx).await?;
        check_parent(collaboration, &all)?;
    }
    Ok(())
}

/// What the actor may know of can be chosen, and what was not shown stays.
fn parent_seen(
    visible: &Visible,
    before: Option<CollaborationId>,
    wanted: Option<CollaborationId>,
) -> Result<Option<CollaborationId>, Problem> {
    let unknown = |id| {
        Problem::invalid("parent_unknown")
            .with("key", id)
            .at_field("parent")
    };
    match wanted {
        Some(id) if visible.by_id(id).is_none() => Err(unknown(id)),
        Some(id) => Ok(Some(id)),
        None => Ok(before.filter(|id| visible.by_id(*id).is_none())),
    }
}

/// Every step upwards must exist, and none may be the collaboration itself.
fn check_parent(collaboration: &Collaboration, all: &[Collaboration]) -> Result<(), Problem> {
    let parent_of = |id| all.iter().find(|one| one.id == id).map(|one| one.parent);
    check_parents(collaboration.id, collaboration.parent, parent_of).map_err(|wrong| match wrong {
        WrongParent::Circle => Problem::invalid("collaboration_own_parent").at_field("parent"),
        WrongParent::Unknown(id) => Problem::invalid("parent_unknown")
            .with("key", id)
            .at_field("parent"),
    })
}

fn event(
    kind: &'static str,
    before: Option<&Collaboration>,
    after: &Collaboration,
) -> Result<Event, Problem> {
    Event::new(kind, after.object())
        .in_collaboration(after.id)
        .change(before, Some(after))
}
