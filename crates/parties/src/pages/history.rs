use crate::Scope;
use samverk_database::{EventFilter, RecordedEvent, Tx, list_events};
use samverk_foundation::Problem;

/// The latest changes in the collaboration of one kind of object, for its members.
pub(super) async fn latest_events(
    tx: &Tx,
    scope: &Scope,
    kind: &'static str,
) -> Result<Vec<RecordedEvent>, Problem> {
    let filter = EventFilter {
        collaboration: Some(scope.collaboration.id),
        object_kind: Some(kind),
        limit: 10,
        ..EventFilter::default()
    };
    match scope.sees_drafts() {
        true => list_events(tx, &filter).await,
        false => Ok(Vec::new()),
    }
}
