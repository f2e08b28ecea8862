//! The latest changes, for the ground's own people.

use crate::{AnyKind, Ground, find_references};
use samverk_database::{EventFilter, RecordedEvent, Tx, list_events};
use samverk_foundation::Problem;
use samverk_web::References;
use std::collections::HashMap;
use uuid::Uuid;

/// What the changes refer to.
pub(super) async fn referred(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    events: &[RecordedEvent],
) -> Result<References, Problem> {
    let found = find_references(tx, &[kind], Some(at), events).await?;
    Ok(References::new(found, HashMap::new()))
}

/// So many stand under a list, and under one thing.
const OF_MANY: u64 = 10;
const OF_ONE: u64 = 50;

/// The changes of the kind there, or of one thing.
pub async fn history(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    one: Option<Uuid>,
) -> Result<Vec<RecordedEvent>, Problem> {
    let facts = kind.facts();
    let (collaboration, is_everywhere) = (at.collaboration(), facts.ground.column.is_none());
    let owner = at.owner().map(|(party, _)| party);
    let is_told = collaboration.is_some() || owner.is_some() || is_everywhere;
    if !at.roles().is_member() || !is_told {
        return Ok(Vec::new());
    }
    // The log knows of collaborations and parties; what lies inside one is looked for among the latest there.
    let is_of_ground = collaboration.is_some_and(|id| id.0 == at.id());
    let is_of_owner = owner.is_some_and(|id| id.0 == at.id());
    let is_whole = one.is_some() || is_everywhere || is_of_ground || is_of_owner;
    let filter = EventFilter {
        collaboration,
        party: owner,
        object_kind: Some(facts.code),
        object: one,
        limit: if is_whole && one.is_none() {
            OF_MANY
        } else {
            OF_ONE
        },
        ..EventFilter::default()
    };
    let mut events = list_events(tx, &filter).await?;
    if !is_whole {
        let here = at.id().to_string();
        let is_here = |event: &RecordedEvent| {
            let told = event.after.as_ref().or(event.before.as_ref());
            let ground = told.and_then(|told| told.get(facts.ground_field())?.as_str());
            ground == Some(here.as_str())
        };
        events.retain(is_here);
        events.truncate(usize::try_from(OF_MANY).unwrap_or(usize::MAX));
    }
    Ok(events)
}
