use super::collaboration_people::with_crumbs;
use super::log_entry::LogEntry;
use super::log_file;
use super::log_search::{LogChoices, LogSearch, before, choices};
use super::places::{PlaceNames, collaboration_here};
use crate::directory::{Directory, DirectorySlot};
use crate::policy::{Action, require};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use samverk_database::{EventFilter, Tx, has_more_events_than, list_events};
use samverk_foundation::{CollaborationId, PartyId, Problem, format_integer};
use samverk_web::{AppState, Format, PageResult, Ui, Values};

const PAGE_LENGTH: u64 = 50;

#[derive(Template)]
#[template(path = "log.html")]
struct LogPage {
    ui: Ui,
    heading: String,
    lead: String,
    search: LogSearch,
    lists: Vec<LogChoices>,
    entries: Vec<LogEntry>,
    /// The address of the page with older changes, and of the newest when this is not it.
    older: Option<String>,
    newest: Option<String>,
    /// Whether a file has no room for all that is found.
    is_cut: bool,
}

impl LogPage {
    fn file(&self, format: &str) -> String {
        let file = [("tabell", "logg"), ("format", format)];
        self.search.address(&self.ui.path, &file)
    }

    /// Every change of what an entry is about.
    fn of_object(&self, entry: &LogEntry) -> String {
        format!("{}?objekt={}", self.ui.path, entry.object_id)
    }

    fn room(&self) -> String {
        let number = i64::try_from(log_file::EVENTS_MAX).unwrap_or(i64::MAX);
        format_integer(number)
    }
}

/// Which log: of the installation, or of a collaboration with its members.
struct Log {
    heading: String,
    lead: String,
    only: Option<(CollaborationId, Vec<PartyId>)>,
    directory: DirectorySlot,
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
    let log = Log {
        heading: ui.t("log-heading"),
        lead: ui.t("log-lead"),
        only: None,
        directory,
    };
    answer(&tx, ui.in_administration(), &names, log, &values).await
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
    let ui = with_crumbs(ui, &here);
    let log = Log {
        heading: ui.t1("log-in-heading", "place", &here.named.name),
        lead: ui.t("log-in-lead"),
        only: Some((here.named.id, here.members)),
        directory,
    };
    answer(&tx, ui, &names, log, &values).await
}

/// The page, or what the search finds as a file.
async fn answer(tx: &Tx, ui: Ui, names: &PlaceNames, log: Log, values: &Values) -> PageResult {
    let only = log.only.as_ref().map(|(id, _)| *id);
    let search = LogSearch::read(values, names, only)?;
    if let Some(format) = Format::from_code(values.text("format")) {
        let file =
            log_file::table(tx, (&ui, &*log.directory), names, &search, &log.heading).await?;
        return file.download(format, tx.now());
    }
    let only = log.only.as_ref();
    let only = only.map(|(id, members)| (*id, members.as_slice()));
    let (entries, older) = page(tx, (&ui, &*log.directory), names, &search, values).await?;
    let everything = search.filter(&ui, 1);
    let is_cut = has_more_events_than(tx, &everything, log_file::EVENTS_MAX).await?;
    let newest = before(values).map(|_| search.address(&ui.path, &[]));
    let is_misread = !search.problems.0.is_empty();
    let mut page = ui.page(&LogPage {
        heading: log.heading,
        lead: log.lead,
        lists: choices(tx, &ui, names, only).await?,
        entries,
        older,
        newest,
        is_cut,
        search,
        ui: ui.clone(),
    })?;
    if is_misread {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

/// A page of the log, from the event in `fore` backwards, and the address of the next.
async fn page(
    tx: &Tx,
    (ui, directory): (&Ui, &dyn Directory),
    names: &PlaceNames,
    search: &LogSearch,
    values: &Values,
) -> Result<(Vec<LogEntry>, Option<String>), Problem> {
    let filter = EventFilter {
        before_id: before(values),
        ..search.filter(ui, PAGE_LENGTH + 1)
    };
    let mut events = list_events(tx, &filter).await?;
    let length = usize::try_from(PAGE_LENGTH).map_err(Problem::internal)?;
    let has_more = events.len() > length;
    events.truncate(length);
    let last = events.last().filter(|_| has_more);
    let older = last.map(|last| search.address(&ui.path, &[("fore", &last.id.to_string())]));
    let references = directory.references(tx, &ui.actor, &events).await?;
    let ui = ui.clone().with_references(references);
    let entries = events.iter().map(|event| LogEntry::new(&ui, names, event));
    Ok((entries.collect(), older))
}
