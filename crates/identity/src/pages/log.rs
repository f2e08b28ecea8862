use super::collaboration_people::with_crumbs;
use super::log_entry::LogEntry;
use super::places::{PlaceNames, collaboration_here};
use crate::directory::DirectorySlot;
use crate::policy::{Action, require};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{EventFilter, Tx, list_events};
use samverk_foundation::{CollaborationId, Problem};
use samverk_web::{AppState, PageResult, Ui, Values};
use uuid::Uuid;

const PAGE_LENGTH: usize = 50;

#[derive(Template)]
#[template(path = "log.html")]
struct LogPage {
    ui: Ui,
    heading: String,
    lead: String,
    entries: Vec<LogEntry>,
    /// The address of the page with older changes.
    older: Option<String>,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    directory: DirectorySlot,
    values: Values,
) -> PageResult {
    require(&ui.actor, &ui.actor.roles_anywhere(), Action::ReadLog)?;
    let tx = state.db.read().await?;
    let names = PlaceNames::load(&tx, &*directory).await?;
    let (entries, older) = entries(&tx, &ui, &names, None, &values).await?;
    let (heading, lead) = (ui.t("log-heading"), ui.t("log-lead"));
    ui.page(&LogPage {
        ui: ui.clone(),
        heading,
        lead,
        entries,
        older,
    })
}

pub async fn show_collaboration(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    directory: DirectorySlot,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let here = collaboration_here(&tx, &*directory, &ui.actor, &key).await?;
    require(&ui.actor, &here.roles, Action::ReadCollaborationLog)?;
    let names = PlaceNames::load(&tx, &*directory).await?;
    let (entries, older) = entries(&tx, &ui, &names, Some(here.named.id), &values).await?;
    let heading = ui.t1("log-in-heading", "place", &here.named.name);
    let lead = ui.t("log-in-lead");
    let ui = with_crumbs(ui, &here.named);
    ui.page(&LogPage {
        ui: ui.clone(),
        heading,
        lead,
        entries,
        older,
    })
}

/// A page of the log, from the event in `fore` backwards.
async fn entries(
    tx: &Tx,
    ui: &Ui,
    names: &PlaceNames,
    collaboration: Option<CollaborationId>,
    values: &Values,
) -> Result<(Vec<LogEntry>, Option<String>), Problem> {
    let filter = EventFilter {
        collaboration,
        before_id: values.text("fore").parse::<Uuid>().ok(),
        limit: u64::try_from(PAGE_LENGTH + 1).map_err(Problem::internal)?,
        ..EventFilter::default()
    };
    let events = list_events(tx, &filter).await?;
    let has_more = events.len() > PAGE_LENGTH;
    let shown = &events[..events.len().min(PAGE_LENGTH)];
    let last = shown.last().filter(|_| has_more);
    let older = last.map(|event| format!("{}?fore={}", ui.path, event.id));
    Ok((
        shown
            .iter()
            .map(|event| LogEntry::new(ui, names, event))
            .collect(),
        older,
    ))
}
