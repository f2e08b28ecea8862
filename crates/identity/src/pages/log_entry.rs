use super::places::PlaceNames;
use samverk_database::RecordedEvent;
use samverk_web::Ui;

/// A change of more fields than this is told in short.
const LONG: usize = 20;
/// How many fields a change that is told in short shows.
const SHORT: usize = 8;

/// A change as it stands on the page.
pub struct LogEntry {
    pub when: String,
    pub who: String,
    pub on_behalf_of: Option<String>,
    pub what: String,
    pub object: String,
    pub collaboration: Option<String>,
    /// How many fields were changed.
    pub changed: usize,
    /// The fields that are shown, with what stood there before and what stands there now.
    pub details: Vec<String>,
}

impl LogEntry {
    pub fn new(ui: &Ui, names: &PlaceNames, event: &RecordedEvent) -> Self {
        let mut details = ui.event_changes(event);
        let changed = details.len();
        if changed > LONG {
            details.truncate(SHORT);
        }
        Self {
            when: ui.time(&event.at),
            who: ui.event_actor(event),
            on_behalf_of: event.on_behalf_of.map(|id| names.party(id).to_owned()),
            what: ui.event(event),
            object: event.object_name.clone(),
            collaboration: event
                .collaboration
                .map(|id| names.collaboration(id).to_owned()),
            changed,
            details,
        }
    }

    /// How many changed fields are not shown.
    pub fn more(&self) -> usize {
        self.changed.saturating_sub(self.details.len())
    }
}
