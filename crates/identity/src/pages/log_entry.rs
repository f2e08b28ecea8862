use super::places::PlaceNames;
use crate::model::{Change, changes};
use samverk_database::RecordedEvent;
use samverk_web::Ui;

/// A change as it stands on the page.
pub struct LogEntry {
    pub when: String,
    pub who: String,
    pub on_behalf_of: Option<String>,
    pub what: String,
    pub object: String,
    pub collaboration: Option<String>,
    /// Each changed field with what stood there before and what stands there now.
    pub details: Vec<String>,
}

impl LogEntry {
    pub fn new(ui: &Ui, names: &PlaceNames, event: &RecordedEvent) -> Self {
        let changed = changes(event.before.as_ref(), event.after.as_ref());
        Self {
            when: ui.time(&event.at),
            who: who(ui, event),
            on_behalf_of: event.on_behalf_of.map(|id| names.party(id).to_owned()),
            what: ui.event(event),
            object: event.object_name.clone(),
            collaboration: event
                .collaboration
                .map(|id| names.collaboration(id).to_owned()),
            details: changed.iter().map(|change| sentence(ui, change)).collect(),
        }
    }
}

fn who(ui: &Ui, event: &RecordedEvent) -> String {
    match event.person {
        Some(_) => event.actor_name.clone(),
        None => {
            let known = ui.t_if_known(&format!("log-actor-{}", event.actor_name.replace(' ', "-")));
            known.unwrap_or_else(|| event.actor_name.clone())
        }
    }
}

fn sentence(ui: &Ui, change: &Change) -> String {
    let field = field_name(ui, &change.field);
    let is_role = change.field.ends_with("role");
    let shown = |value: &Option<String>| value.as_deref().map(|value| words(ui, value, is_role));
    let (before, after) = (shown(&change.before), shown(&change.after));
    let key = match (&before, &after) {
        (Some(_), Some(_)) => "log-changed",
        (None, _) => "log-set",
        (Some(_), None) => "log-cleared",
    };
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    ui.t_with(
        key,
        &[("field", &field), ("before", &before), ("after", &after)],
    )
}

/// The field's name among the texts (`field-<name>`) for each part of the way to it.
fn field_name(ui: &Ui, way: &str) -> String {
    let part = |part: &str| {
        let known = ui.t_if_known(&format!("field-{}", part.replace('_', "-")));
        known.unwrap_or_else(|| part.replace('_', " "))
    };
    way.split('.').map(part).collect::<Vec<_>>().join(" › ")
}

fn words(ui: &Ui, value: &str, is_role: bool) -> String {
    match value {
        "true" => ui.t("yes"),
        "false" => ui.t("no"),
        code if is_role => {
            let known = ui.t_if_known(&format!("role-{}", code.replace('_', "-")));
            known.unwrap_or_else(|| code.to_owned())
        }
        text => text.to_owned(),
    }
}
