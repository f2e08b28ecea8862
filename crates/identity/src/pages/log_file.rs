//! The log as a file: what the search finds, one row for each changed field.

use super::log_search::{LogSearch, kind_words};
use super::places::PlaceNames;
use crate::directory::Directory;
use samverk_database::{RecordedEvent, Tx, list_events};
use samverk_foundation::Problem;
use samverk_web::{Cell, Column, ColumnKind, Table, ToldChange, Ui};

/// How many changes a file has room for.
pub const EVENTS_MAX: u64 = 10_000;

/// How many rows: a single change may be of thousands of fields.
pub const ROWS_MAX: usize = 100_000;

const COLUMNS: [&str; 10] = [
    "history-when",
    "history-who",
    "log-for",
    "history-what",
    "log-filter-kind",
    "log-object",
    "log-filter-collaboration",
    "log-field",
    "log-before",
    "log-after",
];

/// The newest first. When not everything has room the last row says so.
pub async fn table(
    tx: &Tx,
    (ui, directory): (&Ui, &dyn Directory),
    names: &PlaceNames,
    search: &LogSearch,
    title: &str,
) -> Result<Table, Problem> {
    let mut events = list_events(tx, &search.filter(ui, EVENTS_MAX + 1)).await?;
    let room = usize::try_from(EVENTS_MAX).map_err(Problem::internal)?;
    let mut is_cut = events.len() > room;
    events.truncate(room);
    let references = directory.references(tx, &ui.actor, &events).await?;
    let ui = &ui.clone().with_references(references);
    let column = |key: &str| Column::new(ui.t(key), ColumnKind::Text);
    let mut table = Table::new("logg", title, COLUMNS.map(column).to_vec());
    for event in &events {
        let rows = rows(ui, names, event);
        if table.rows.len() + rows.len() > ROWS_MAX {
            is_cut = true;
            break;
        }
        rows.into_iter().for_each(|row| table.push(row));
    }
    if is_cut {
        table.push(notice(ui));
    }
    Ok(table)
}

fn rows(ui: &Ui, names: &PlaceNames, event: &RecordedEvent) -> Vec<Vec<Cell>> {
    let collaboration = event.collaboration.map(|id| names.collaboration(id));
    let same = [
        ui.time(&event.at),
        ui.event_actor(event),
        event.on_behalf_of_name.clone().unwrap_or_default(),
        ui.event(event),
        kind_words(ui, &event.object_kind),
        event.object_name.clone(),
        collaboration.unwrap_or_default().to_owned(),
    ];
    let row = |field: ToldChange| {
        let own = [field.field, field.before, field.after];
        same.iter().cloned().chain(own).map(Cell::text).collect()
    };
    let mut fields = ui.event_fields(event);
    if fields.is_empty() {
        fields.push(ToldChange::default());
    }
    fields.into_iter().map(row).collect()
}

fn notice(ui: &Ui) -> Vec<Cell> {
    let words = Cell::text(ui.t("log-cut"));
    let empty = COLUMNS.iter().skip(1).map(|_| Cell::empty());
    std::iter::once(words).chain(empty).collect()
}
