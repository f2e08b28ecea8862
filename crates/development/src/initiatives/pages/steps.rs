//! What was done in each phase: who did what when, for whoever evaluates how initiatives are prepared.

use crate::initiatives::HeldInitiative;
use crate::processes::Process;
use samverk_database::{RecordedEvent, Tx, list_object_events};
use samverk_foundation::Problem;
use samverk_web::{Cell, Column, ColumnKind, Table, Ui};

/// More are in the log.
const STEPS: u64 = 1_000;

/// The events of an initiative, the last first.
pub(super) async fn list(
    tx: &Tx,
    initiative: &HeldInitiative,
) -> Result<Vec<RecordedEvent>, Problem> {
    list_object_events(tx, initiative.id, STEPS).await
}

/// In the order of the phases, and in each as it was done.
pub(super) fn table(ui: &Ui, process: &Process, events: &[RecordedEvent]) -> Table {
    let columns = [
        ("gate-phase", ColumnKind::Text),
        ("steps-when", ColumnKind::Text),
        ("steps-who", ColumnKind::Text),
        ("steps-what", ColumnKind::Text),
        ("steps-changes", ColumnKind::Text),
    ];
    let columns = columns.map(|(key, kind)| Column::new(ui.t(key), kind));
    let mut table = Table::new("steg", ui.t("steps-heading"), columns.into());
    let phase = |event: &RecordedEvent| {
        let after = event.after.as_ref()?.get("phase")?;
        after.as_str().map(str::to_owned)
    };
    let place = |event: &RecordedEvent| {
        let phase = phase(event)?;
        let mut phases = process.phases.iter();
        phases.position(|one| one.name.to_string() == phase)
    };
    let mut ordered: Vec<&RecordedEvent> = events.iter().rev().collect();
    ordered.sort_by_key(|event| place(event));
    for event in ordered {
        let changes = ui.event_changes(event);
        let changes: Vec<&str> = changes
            .first
            .iter()
            .chain(&changes.rest)
            .map(String::as_str)
            .collect();
        table.push(vec![
            Cell::text(phase(event).unwrap_or_else(|| ui.t("steps-whole"))),
            Cell::text(ui.time(&event.at)),
            Cell::text(ui.event_actor(event)),
            Cell::text(ui.event(event)),
            Cell::text(changes.join(". ")),
        ]);
    }
    table
}
