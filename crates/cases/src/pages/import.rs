//! Bringing in a registry's list, and fetching it.

use super::public::unindexed;
use crate::actions::{Imported, YearAdded, import_cases};
use crate::desk::RegistryDesk;
use crate::list_file::{BEGUN, COLUMNS, REQUIRED, STATUS, Word, cells, read_list};
use crate::model::{Begun, CaseStatus};
use crate::policy::Action;
use crate::store::{CaseQuery, Reach, list_cases};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use chrono::Datelike;
use futures_util::{StreamExt, stream};
use samverk_database::{Db, Tx};
use samverk_foundation::{Problem, Problems};
use samverk_sheets::{disarmed, write_csv};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Field, FieldKind, Form, FormPage, Narrow, PageResult,
    Table, Ui, Upload, content_disposition, redirect_with_notice,
};

type AtRegistry = Path<(String, String)>;

async fn open(
    tx: &Tx,
    ui: &Ui,
    (party, registry): &(String, String),
) -> Result<RegistryDesk, Problem> {
    let desk = RegistryDesk::find_to_read(tx, &ui.actor, party, registry).await?;
    desk.require(Action::Import)?;
    Ok(desk)
}

fn page(ui: Ui, desk: &RegistryDesk) -> FormPage {
    let ui = desk.ui_below(ui);
    let accept = FieldKind::File {
        accept: ".csv,.xlsx",
    };
    let others = COLUMNS.iter().filter(|column| !REQUIRED.contains(column));
    let columns: Vec<&str> = REQUIRED.iter().chain(others).copied().collect();
    let columns = columns.join(", ");
    let file = Field::new("file", ui.t("case-list-file"), accept).required();
    let file = file.hint(ui.t1("case-list-file-hint", "columns", columns));
    let form = Form::new(desk.href("/importera"), ui.t("case-import"))
        .field(file)
        .cancel(desk.href(""));
    let (heading, lead) = (ui.t("case-import-heading"), ui.t("case-import-lead"));
    FormPage::new(ui, heading, form).lead(lead)
}

pub(super) async fn ask(State(state): State<AppState>, ui: Ui, Path(at): AtRegistry) -> PageResult {
    let tx = state.db.read().await?;
    let desk = open(&tx, &ui, &at).await?;
    page(ui, &desk).show()
}

pub(super) async fn send(
    State(state): State<AppState>,
    ui: Ui,
    Path(at): AtRegistry,
    upload: Upload,
) -> PageResult {
    let tx = state.db.begin("import_cases").await?;
    let desk = open(&tx, &ui, &at).await?;
    let mut page = page(ui.clone(), &desk);
    if upload.bytes.is_empty() {
        let missing = Problem::invalid("field_missing").at_field("file");
        return page.refuse(upload.values, missing);
    }
    let imported = match read_list(&upload.bytes, &upload.file_name, &words(&ui)) {
        Ok(rows) => {
            let list = (upload.file_name.as_str(), rows);
            import_cases(&tx, &ui.actor, &desk, list).await
        }
        Err(problems) => Err(problems),
    };
    match imported {
        // A slip of the pen would take the registry past all the numbers before it, for good.
        Ok(imported)
            if imported.passes_over(tx.today().year()) && !upload.values.checked(CONFIRMED) =>
        {
            drop(tx);
            page.above = years(&ui, &imported);
            page.form = page.form.field(confirmed(&ui));
            let passed = Problem::invalid("case_numbers_passed_over");
            page.refuse(upload.values, passed.at_field(CONFIRMED))
        }
        Ok(imported) => {
            tx.commit().await?;
            let notice = match imported.added {
                0 => "cases-stood",
                _ => "cases-imported",
            };
            Ok(redirect_with_notice(&desk.href(""), notice))
        }
        Err(problems) if problems.0.iter().all(|one| one.place.row.is_some()) => {
            page.above = told(&ui, &problems);
            let wrong = Problem::invalid("case_list_wrong").with("count", problems.0.len());
            page.refuse(upload.values, wrong.at_field("file"))
        }
        Err(problems) => page.refuse(upload.values, problems),
    }
}

const CONFIRMED: &str = "confirmed";

fn confirmed(ui: &Ui) -> Field {
    Field::new(CONFIRMED, ui.t("case-list-confirm"), FieldKind::Checkbox)
}

/// What the pages call the choices of a list.
fn words(ui: &Ui) -> Vec<Word> {
    let statuses = CaseStatus::ALL.iter();
    let statuses = statuses.map(|(code, _)| {
        let called = ui.kind_name("case-status-", code);
        (STATUS, called, *code)
    });
    let begun = Begun::ALL.iter().map(|(code, _)| {
        let called = ui.kind_name("case-begun-", code);
        (BEGUN, called, *code)
    });
    statuses.chain(begun).collect()
}

/// What the list adds to each year.
fn years(ui: &Ui, imported: &Imported) -> String {
    let columns = [
        "case-list-year",
        "case-list-added",
        "case-list-last",
        "case-list-highest",
        "case-list-missing",
    ];
    let columns = columns.map(|text| Column::new(ui.t(text), ColumnKind::Integer));
    let caption = ui.t("case-list-years");
    let mut table = Table::new("ar", caption, columns.to_vec());
    for (year, added) in &imported.years {
        let YearAdded {
            count,
            last,
            highest,
            ..
        } = *added;
        table.push(vec![
            Cell::text(year.to_string()),
            Cell::integer(i64::try_from(count).unwrap_or(i64::MAX)),
            Cell::integer(last),
            Cell::integer(highest),
            Cell::integer(added.passed_over()),
        ]);
    }
    table.narrow(Narrow::Lists).without_downloads().html(ui)
}

/// So many are told at once: whoever has more mends these first.
const TOLD: usize = 100;

/// What is wrong, by row and column.
fn told(ui: &Ui, problems: &Problems) -> String {
    let columns = [
        ("case-list-row", ColumnKind::Integer),
        ("case-list-column", ColumnKind::Text),
        ("case-list-wrong", ColumnKind::Text),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let caption = ui.t1("case-list-told", "count", problems.0.len());
    let mut table = Table::new("fel", caption, columns.to_vec());
    for problem in problems.0.iter().take(TOLD) {
        let row = problem.place.row.and_then(|row| i64::try_from(row).ok());
        let column = problem.place.column.clone();
        table.push(vec![
            row.map_or_else(Cell::empty, Cell::integer),
            Cell::text(column.unwrap_or_default()),
            Cell::text(ui.problem(problem)),
        ]);
    }
    table.narrow(Narrow::Lists).without_downloads().html(ui)
}

/// So many cases are read at once, whatever the list's length.
const STRETCH: u64 = 500;

/// Where the list goes on.
struct Going {
    db: Db,
    query: CaseQuery,
    has_heading: bool,
    is_done: bool,
}

impl Going {
    async fn next(&mut self) -> Result<Bytes, Problem> {
        let tx = self.db.read().await?;
        let found = list_cases(&tx, &self.query).await?;
        self.is_done = (found.len() as u64) < STRETCH;
        self.query.after = found.last().map(|case| case.place());
        // Whoever asks for a document writes what they like, and spreadsheet programs open this.
        let harmless = found.iter().map(|case| {
            let cells = cells(case).into_iter();
            cells.map(|cell| disarmed(&cell)).collect::<Vec<_>>()
        });
        let csv = write_csv(&COLUMNS, harmless);
        let without_heading = csv.split_once('\n').map_or("", |(_, rest)| rest);
        let text = match std::mem::replace(&mut self.has_heading, true) {
            true => without_heading.to_owned(),
            false => csv,
        };
        Ok(Bytes::from(text))
    }
}

/// The list as it is brought in again, a stretch at a time. Whoever administers the party gets its secret cases too, each
/// with its marking; others get those that are nobody's secret.
pub(super) async fn fetch(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry)): AtRegistry,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = RegistryDesk::find_to_read(&tx, &ui.actor, &party, &registry).await?;
    drop(tx);
    let query = CaseQuery {
        registry: desk.registry.id,
        reach: match desk.may(Action::Import) {
            true => Reach::All,
            false => Reach::OpenOr(None),
        },
        status: None,
        officer: None,
        words: Vec::new(),
        place: None,
        except: Vec::new(),
        after: None,
        offset: 0,
        limit: STRETCH,
    };
    let going = Going {
        db: state.db.clone(),
        query,
        has_heading: false,
        is_done: false,
    };
    let stretches = stream::unfold(going, |mut going| async move {
        match going.is_done {
            true => None,
            false => {
                let next = going.next().await;
                // Nothing follows what went wrong.
                going.is_done |= next.is_err();
                Some((next, going))
            }
        }
    });
    // What packs the answer asks once more after its end.
    let stretches = stretches.fuse();
    let name = format!("{}.csv", desk.registry.key);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            content_disposition("attachment", &name),
        ),
    ];
    let answer = (headers, Body::from_stream(stretches)).into_response();
    Ok(unindexed(answer))
}
