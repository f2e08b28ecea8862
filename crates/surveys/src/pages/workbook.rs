//! The form of a survey as a workbook: fetched, and read in with a report of what could not be taken along.

use super::address::Address;
use crate::actions::replace_form;
use crate::desk::SurveyDesk;
use crate::xlsform::{self, Loss, Taken};
use askama::Template;
use axum::extract::{Path, State};
use samverk_foundation::{Problem, Problems};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Failure, Field, FieldKind, Form, FormPage, Narrow,
    PageResult, Table, Ui, Upload, Values, aside, download_live,
};

const FILE: &str = "file";

/// What is built, or what was sent.
pub(super) async fn download(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = address.building(&tx, &ui).await?;
    let form = at.versions.draft().or(at.versions.latest());
    let form = form.ok_or_else(Problem::not_found)?;
    let version = format!("{}.{}", form.version, form.edition);
    let title = at.survey.title.to_string();
    let written = xlsform::write(&form.form, (&title, at.survey.key.as_str(), &version));
    download_live(at.survey.key.as_str(), (&written.sheets, &[]), tx.now())
}

fn page(ui: Ui, at: &SurveyDesk) -> FormPage {
    let file = FieldKind::File {
        accept: ".xlsx,.csv",
    };
    let file = Field::new(FILE, ui.t("workbook-file"), file).required();
    let form = Form::new(at.href("/formular/las-in"), ui.t("workbook-read"))
        .field(file.hint(ui.t("workbook-file-hint")))
        .cancel(at.href("/formular"));
    let revision = at.versions.draft().map_or(0, |draft| draft.revision);
    let form = form.seen(revision);
    let (heading, lead) = (ui.t("workbook-heading"), ui.t("workbook-lead"));
    let words = ui.t("survey-form");
    let ui = at.inside(ui).with_crumb(at.href("/formular"), words);
    FormPage::new(ui, heading, form).lead(lead)
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = address.building(&tx, &ui).await?;
    page(ui, &at).show()
}

#[derive(Template)]
#[template(path = "workbook.html")]
struct ReadPage {
    ui: Ui,
    heading: String,
    lead: String,
    losses: Option<Table>,
    back: String,
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    upload: Result<Upload, Failure>,
) -> PageResult {
    let tx = state.db.begin("read_workbook").await?;
    let at = address.building(&tx, &ui).await?;
    let actor = ui.actor.clone();
    let form = page(ui, &at);
    let upload = match upload {
        Ok(upload) => upload,
        Err(Failure(problem)) => return form.refuse(Values::default(), problem.at_field(FILE)),
    };
    let values = upload.values.clone();
    let seen = values.integer("revision")?;
    if upload.bytes.is_empty() {
        let missing = Problem::invalid("field_missing").at_field(FILE);
        return form.refuse(values, missing);
    }
    let (bytes, name) = (upload.bytes, upload.file_name);
    let taken = match aside(move || xlsform::read(&bytes, &name)).await? {
        Ok(taken) => taken,
        Err(problems) => return form.refuse(values, problems),
    };
    let Taken {
        form: asked,
        losses,
    } = taken;
    let read: Result<_, Problems> = replace_form(&tx, &actor, &at, seen, asked).await;
    let read = match read {
        Ok(read) => read,
        Err(problems) => return form.refuse(values, problems),
    };
    tx.commit().await?;
    let ui = form.ui;
    let count = read
        .form
        .questions()
        .filter(|question| question.is_asked())
        .count();
    let page = ReadPage {
        heading: ui.t("workbook-is-read"),
        lead: ui.t1("workbook-questions", "count", count),
        losses: (!losses.is_empty()).then(|| table(&ui, &losses)),
        back: at.href("/formular"),
        ui,
    };
    page.ui.page(&page)
}

fn table(ui: &Ui, losses: &[Loss]) -> Table {
    let columns = vec![
        Column::new(ui.t("workbook-sheet"), ColumnKind::Text),
        Column::new(ui.t("workbook-row"), ColumnKind::Integer),
        Column::new(ui.t("workbook-loss"), ColumnKind::Text),
        Column::new(ui.t("workbook-said"), ColumnKind::Text),
    ];
    let mut table = Table::new("ej-med", ui.t("workbook-losses"), columns).narrow(Narrow::Lists);
    for loss in losses {
        table.push(vec![
            Cell::text(loss.sheet),
            Cell::integer(i64::try_from(loss.row).unwrap_or_default()),
            Cell::text(ui.kind_name("workbook-loss-", loss.kind.code())),
            Cell::text(loss.said.clone()),
        ]);
    }
    table.without_downloads()
}
