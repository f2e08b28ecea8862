use super::offer::{self, Offer, Subject};
use super::take_in::take_in;
use super::{book, may};
use crate::bundle::Outcome;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Failure, Field, FieldKind, Form, FormPage, Narrow,
    PageResult, Table, Ui, Upload, Values, content_disposition, file_name, redirect_with_notice,
};
use sha2::{Digest, Sha256};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// A larger workbook has to be chosen again when its warnings are confirmed.
const KEPT_BYTES_MAX: usize = 1024 * 1024;

#[derive(Template)]
#[template(path = "spreadsheets.html")]
struct ListPage {
    ui: Ui,
    scope: Scope,
    offers: Vec<Offer>,
}

pub async fn list(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let scope = allowed(&tx, &ui, &key).await?;
    let offers = offer::list(&tx, &scope, &ui).await?;
    let ui = scope.ui(ui);
    ui.page(&ListPage {
        ui: ui.clone(),
        scope,
        offers,
    })
}

async fn allowed(tx: &Tx, ui: &Ui, key: &str) -> Result<Scope, Problem> {
    let scope = Scope::find(tx, &ui.actor, key).await?;
    scope.require(may)?;
    Ok(scope)
}

pub async fn download(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, code)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = allowed(&tx, &ui, &key).await?;
    let offer = offer::find(&tx, &scope, &ui, &code).await?;
    let bytes = book::workbook(&tx, &scope, &ui, &offer).await?;
    let name = file_name([key.as_str(), &code, "arbetsbok"], "xlsx");
    let disposition = content_disposition("attachment", &name);
    let headers = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, bytes).into_response())
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, code)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = allowed(&tx, &ui, &key).await?;
    let offer = offer::find(&tx, &scope, &ui, &code).await?;
    upload_page(&scope, ui, &offer).show()
}

pub async fn upload(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, code)): Path<(String, String)>,
    upload: Result<Upload, Failure>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = allowed(&tx, &ui, &key).await?;
    let offer = offer::find(&tx, &scope, &ui, &code).await?;
    drop(tx);
    let sent = Sent::from(upload?);
    let page = upload_page(&scope, ui.clone(), &offer);
    if sent.bytes.is_empty() {
        let missing = Problem::invalid("field_missing").at_field("file");
        return page.refuse(Values::default(), missing);
    }
    match take_in(
        &state.db,
        &ui.actor,
        &scope,
        &offer,
        &sent.bytes,
        sent.is_confirmed(),
    )
    .await?
    {
        Outcome::Saved(_) => Ok(redirect_with_notice(
            &scope.href("/kalkylblad"),
            "spreadsheet-imported",
        )),
        Outcome::Refused(problems) => refuse(page, &problems),
        Outcome::Unconfirmed(warnings) => ask(page, &warnings, &sent),
    }
}

/// What came with the form: a file, or the one that was sent before and has been asked about.
struct Sent {
    bytes: Vec<u8>,
    confirmed: bool,
    /// The mark of the workbook whose warnings were shown.
    asked_about: String,
}

impl From<Upload> for Sent {
    fn from(upload: Upload) -> Self {
        let kept = STANDARD
            .decode(upload.values.text("content"))
            .unwrap_or_default();
        Self {
            bytes: if upload.bytes.is_empty() {
                kept
            } else {
                upload.bytes
            },
            confirmed: upload.values.checked("confirmed"),
            asked_about: upload.values.text("asked_about").to_owned(),
        }
    }
}

impl Sent {
    fn mark(&self) -> String {
        STANDARD.encode(Sha256::digest(&self.bytes))
    }

    /// The warnings of one workbook do not count for another.
    fn is_confirmed(&self) -> bool {
        self.confirmed && self.asked_about == self.mark()
    }
}

fn upload_page(scope: &Scope, ui: Ui, offer: &Offer) -> FormPage {
    let ui = scope.ui(ui);
    let here = scope.href(&format!("/kalkylblad/{}", offer.code));
    let words = ui.t("spreadsheet-heading");
    let ui = ui.with_crumb(scope.href("/kalkylblad"), words);
    let file = FieldKind::File { accept: ".xlsx" };
    let file = Field::new("file", ui.t("spreadsheet-file"), file).required();
    let form = Form::new(&here, ui.t("spreadsheet-read"))
        .field(file.hint(ui.t("spreadsheet-file-hint")))
        .cancel(scope.href("/kalkylblad"));
    let heading = ui.t1("spreadsheet-read-heading", "title", &offer.title);
    let lead = ui.t(match offer.subject {
        Subject::Budget(_) => "spreadsheet-read-lead-budget",
        Subject::BudgetAfter(_) => "spreadsheet-read-lead-budget-after",
        Subject::Groups | Subject::Measurements(_) => "spreadsheet-read-lead",
    });
    let download = ui.t("spreadsheet-download-long");
    FormPage::new(ui, heading, form)
        .lead(lead)
        .link(format!("{here}/arbetsbok.xlsx"), download)
}

fn refuse(mut page: FormPage, problems: &[Problem]) -> PageResult {
    page.above = told(&page.ui, problems, "spreadsheet-problems");
    let refused = Problem::invalid("spreadsheet_refused").with("count", count(problems));
    page.refuse(Values::default(), refused.at_field("file"))
}

/// The warnings, and the same workbook to be sent again with a word that they are read.
fn ask(mut page: FormPage, warnings: &[Problem], sent: &Sent) -> PageResult {
    page.above = told(&page.ui, warnings, "spreadsheet-warnings");
    let words = page.ui.t("spreadsheet-confirm");
    let mut values = Values::default().set("asked_about", sent.mark());
    let mut form = page.form.confirming();
    if sent.bytes.len() <= KEPT_BYTES_MAX {
        values = values.set("content", STANDARD.encode(&sent.bytes));
        let other = FieldKind::File { accept: ".xlsx" };
        let other = Field::new("file", page.ui.t("spreadsheet-other-file"), other);
        form.fields = vec![Field::new("content", "", FieldKind::Hidden), other];
    }
    page.form = form
        .field(Field::new("asked_about", "", FieldKind::Hidden))
        .field(Field::new("confirmed", words, FieldKind::Checkbox));
    let waiting = Problem::invalid("spreadsheet_unconfirmed").with("count", warnings.len());
    page.refuse(values, waiting.at_field("confirmed"))
}

/// What is to be mended or read, by sheet, row and column.
fn told(ui: &Ui, problems: &[Problem], caption: &str) -> String {
    let columns = vec![
        Column::new(ui.t("spreadsheet-sheet"), ColumnKind::Text),
        Column::new(ui.t("spreadsheet-row"), ColumnKind::Integer),
        Column::new(ui.t("spreadsheet-column"), ColumnKind::Text),
        Column::new(ui.t("spreadsheet-what"), ColumnKind::Text),
    ];
    let caption = ui.t1(caption, "count", count(problems));
    let mut table = Table::new("fel", caption, columns)
        .narrow(Narrow::Lists)
        .without_downloads();
    let told: Problems = problems.iter().cloned().collect();
    for problem in &told.0 {
        let place = &problem.place;
        let row = place.row.and_then(|row| i64::try_from(row).ok());
        let column = place.column.clone().or_else(|| place.field.clone());
        table.push(vec![
            Cell::text(sheet_of(problem, ui)),
            row.map_or_else(Cell::empty, Cell::integer),
            column.map_or_else(Cell::empty, Cell::text),
            Cell::text(ui.problem(problem)),
        ]);
    }
    table.html(ui)
}

fn count(problems: &[Problem]) -> usize {
    problems.iter().map(Problem::count).sum()
}

/// The name on the tab; what is wrong with no sheet in particular concerns the whole workbook.
fn sheet_of(problem: &Problem, ui: &Ui) -> String {
    let file = problem.place.file.as_deref().unwrap_or_default();
    match file.split_once(" › ") {
        Some((_, sheet)) => sheet.to_owned(),
        None => ui.t("spreadsheet-whole"),
    }
}
