use super::places::PlaceNames;
use chrono::{DateTime, Utc};
use samverk_database::RecordedEvent;
use samverk_web::{ToldChanges, Ui};
use std::sync::Arc;
use uuid::Uuid;

/// More changed fields than this wait until somebody asks for them.
const OPEN: usize = 5;

/// A change as it stands on the page.
pub struct LogEntry {
    pub at: DateTime<Utc>,
    pub who: String,
    pub on_behalf_of: Option<String>,
    pub what: String,
    pub object: String,
    pub object_id: Uuid,
    pub collaboration: Option<String>,
    pub changes: Arc<ToldChanges>,
}

impl LogEntry {
    pub fn new(ui: &Ui, names: &PlaceNames, event: &RecordedEvent) -> Self {
        let collaboration = event.collaboration.map(|id| names.collaboration(id));
        Self {
            at: event.at,
            who: ui.event_actor(event),
            on_behalf_of: ui.event_principal(event),
            what: ui.event(event),
            object: event.object_name.clone(),
            object_id: event.object_id,
            collaboration: collaboration.map(str::to_owned),
            changes: ui.event_changes(event),
        }
    }

    pub fn is_folded(&self) -> bool {
        self.changes.count() > OPEN
    }
}
