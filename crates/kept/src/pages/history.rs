//! The latest changes, for the ground's own people.

use super::Visit;
use crate::Ground;
use samverk_database::{EventFilter, RecordedEvent, Tx, list_events};
use samverk_foundation::Problem;
use uuid::Uuid;

/// So many stand under a list, and under one thing.
const OF_MANY: u64 = 10;
const OF_ONE: u64 = 50;

/// The changes of the kind there, or of one thing.
pub(super) async fn history(
    tx: &Tx,
    visit: &Visit,
    at: &dyn Ground,
    one: Option<Uuid>,
) -> Result<Vec<RecordedEvent>, Problem> {
    let filter = EventFilter {
        collaboration: at.collaboration(),
        object_kind: Some(visit.facts().code),
        object: one,
        limit: one.map_or(OF_MANY, |_| OF_ONE),
        ..EventFilter::default()
    };
    match at.roles().is_member() && at.collaboration().is_some() {
        true => list_events(tx, &filter).await,
        false => Ok(Vec::new()),
    }
}
