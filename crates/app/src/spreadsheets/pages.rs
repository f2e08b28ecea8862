use super::answer::{Sent, What, ask, refuse};
use super::offer::{self, Offer, Subject};
use super::take_in::take_in;
use super::{book, may};
use crate::bundle::Outcome;
use crate::long_work::is_long_upload;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_parties::Scope;
use samverk_web::{
    AppState, Failure, Field, FieldKind, Form, FormPage, PageResult, Ui, Upload, Values,
    content_disposition, file_name, redirect_with_notice,
};
use samverk_work::Machine;
use serde_json::json;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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

pub(super) async fn allowed(tx: &Tx, ui: &Ui, key: &str) -> Result<Scope, Problem> {
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
    Extension(machine): Extension<Machine>,
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
    if is_long_upload(&sent.bytes) {
        let said = json!({ "samverkan": key, "arbetsbok": code });
        return sent
            .by_work(&state, &machine, &ui, ("workbook_import", said))
            .await;
    }
    let place = (&scope, &offer);
    let content = (sent.bytes.as_slice(), sent.is_confirmed());
    match take_in(&state.db, &ui.actor, place, content, None).await? {
        Outcome::Saved(_) => Ok(redirect_with_notice(
            &scope.href("/kalkylblad"),
            "spreadsheet-imported",
        )),
        Outcome::Refused(problems) => refuse(page, What::Workbook, &problems),
        Outcome::Unconfirmed(warnings) => ask(page, What::Workbook, (&warnings, &sent)),
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
        Subject::Printed(_) => "spreadsheet-read-lead-printed",
        Subject::Groups | Subject::Measurements(_) | Subject::Measures => "spreadsheet-read-lead",
    });
    let download = ui.t("spreadsheet-download-long");
    FormPage::new(ui, heading, form)
        .lead(lead)
        .link(format!("{here}/arbetsbok.xlsx"), download)
}
