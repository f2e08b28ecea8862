//! What is kept of somebody who asks: the question becomes a case, and its page tells what is found.

use super::one::below;
use super::public::unindexed;
use crate::actions::{ask_for_report, note_reading, report_person};
use crate::desk::RegistryDesk;
use crate::model::{Finding, Read, ReportContent};
use crate::policy::Action;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::{check, from_form};
use samverk_foundation::{Problem, Problems};
use samverk_kept::{Kept, SentForm, question_fields};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Form, FormPage, Format, Narrow, PageResult, Table, Ui,
    Values, redirect,
};

async fn open(tx: &Tx, ui: &Ui, (party, registry): (&str, &str)) -> Result<RegistryDesk, Problem> {
    let desk = RegistryDesk::find_to_read(tx, &ui.actor, party, registry).await?;
    desk.require(Action::Report)?;
    Ok(desk)
}

fn page(ui: Ui, desk: &RegistryDesk) -> FormPage {
    let ui = desk.ui_below(ui);
    let form = Form::new(desk.href("/registerutdrag"), ui.t("case-report-ask"));
    let form = form.cancel(desk.href(""));
    let drawn = question_fields(&ui, ReportContent::form().questions()).into_iter();
    let form = drawn.fold(form, Form::field);
    let (heading, lead) = (ui.t("case-report-heading"), ui.t("case-report-lead"));
    FormPage::new(ui, heading, form).lead(lead)
}

pub(super) async fn ask(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = open(&tx, &ui, (&party, &registry)).await?;
    page(ui, &desk).show()
}

fn read(values: &Values) -> Result<ReportContent, Problems> {
    let form = ReportContent::form();
    let record = from_form(form, &SentForm::of(values))?;
    check(form, &record).or(())?;
    let content = ReportContent::read(&record);
    Ok(content.ok_or_else(|| Problem::internal("a record of another form"))?)
}

pub(super) async fn send(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("ask_for_report").await?;
    let desk = open(&tx, &ui, (&party, &registry)).await?;
    let asked = match read(&values) {
        Ok(content) => ask_for_report(&tx, &ui.actor, &desk, &content).await,
        Err(problems) => Err(problems),
    };
    match asked {
        Ok(case) => {
            tx.commit().await?;
            Ok(redirect(&desk.case_href(&case, "/registerutdrag")))
        }
        Err(problems) => page(ui, &desk).refuse(values, problems),
    }
}

#[derive(Template)]
#[template(path = "case_report.html")]
struct ReportPage {
    ui: Ui,
    heading: String,
    /// Whom it is about, and until when it is to be answered.
    about: String,
    table: Table,
    here: String,
}

/// Whoever opens it is noted among the readings of the case.
pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry, case)): Path<(String, String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = open(&tx, &ui, (&party, &registry)).await?;
    let case = desk.case(&tx, &case).await?;
    let (sought, found) = report_person(&tx, &desk, &case).await?;
    let now = tx.now();
    drop(tx);
    note_reading(&state.db, &ui.actor, case.id, &Read::Report, None).await?;
    let table = table(&ui, &found);
    if let Some(format) = Format::from_code(query.text("format")) {
        return Ok(unindexed(table.download(format, now)?));
    }
    let who = [sought.name, sought.email];
    let who: Vec<String> = who.into_iter().filter(|said| !said.is_empty()).collect();
    let day = ui.optional_date(&case.content.deadline);
    let values = [("who", who.join(", ")), ("date", day)];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let about = ui.t_with("case-report-about", &values);
    let here = desk.case_href(&case, "/registerutdrag");
    let ui = below(ui, &desk, &case);
    let page = ReportPage {
        heading: ui.t1("case-report-of", "number", &case.number),
        about,
        table: table.narrow(Narrow::Lists).without_downloads(),
        here,
        ui: ui.clone(),
    };
    Ok(unindexed(ui.page(&page)?))
}

fn table(ui: &Ui, found: &[Finding]) -> Table {
    let columns = [
        "case-report-what",
        "case-number",
        "case-report-said",
        "case-report-why",
        "case-report-source",
        "case-report-recipients",
        "case-report-kept",
    ];
    let columns = columns.map(|text| Column::new(ui.t(text), ColumnKind::Text));
    let mut table = Table::new(
        "registerutdrag",
        ui.t("case-report-found"),
        columns.to_vec(),
    );
    for one in found {
        let words = |end: &str| {
            let what = one.what.replace('_', "-");
            ui.t(&format!("case-report-{what}{end}"))
        };
        let source = match (one.came_in, one.case.is_some()) {
            (true, _) => "case-report-from-sender",
            (false, true) => "case-report-from-party",
            (false, false) => "case-report-from-work",
        };
        let recipients = match one.recipients.is_empty() {
            true => ui.t("case-report-no-others"),
            false => one.recipients.join(", "),
        };
        let kept = match one.what {
            "read" => "case-report-kept-readings",
            _ => "case-report-kept-plan",
        };
        table.push(vec![
            Cell::text(words("")),
            match &one.case {
                Some((number, href)) => Cell::link(href.clone(), number.clone()),
                None => Cell::empty(),
            },
            Cell::text(one.said.clone()),
            Cell::text(format!("{} {}", words("-why"), words("-ground"))),
            Cell::text(ui.t(source)),
            Cell::text(recipients),
            Cell::text(ui.t(kept)),
        ]);
    }
    table
}
