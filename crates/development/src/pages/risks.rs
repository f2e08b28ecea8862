//! The risks in their matrix, as pictures with their tables, and what the list of risks tells beside them.

use crate::risk_matrix::{Matrix, RISK_MATRIX, matrix_of, step_words};
use crate::risk_trend::Trend;
use crate::risks::{RISK, Risk, RiskKind};
use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use samverk_charts::{RiskChart, RiskMark};
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_kept::{Beside, Ground, Held, Later, Stored, Told, ToldColumn};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Tone, Ui, Values, download,
};

pub(crate) static TOLD_OF_RISKS: Told = Told {
    columns: &[ToldColumn::new("trend", "risk-trend", ColumnKind::Text)],
    tell: |_, _, ui, rows| Box::pin(trends(ui, rows)),
};

async fn trends(ui: &Ui, rows: &[&Stored]) -> Result<Vec<Vec<Cell>>, Problem> {
    let risks = RISK.held(rows)?;
    Ok(risks
        .iter()
        .map(|risk| vec![Cell::text(trend_words(ui, risk))])
        .collect())
}

fn trend_words(ui: &Ui, risk: &Risk) -> String {
    let (code, day) = Trend::of(risk).code();
    let day = day.map(|day| ui.date(&day)).unwrap_or_default();
    ui.t1(&format!("risk-trend-{code}"), "date", day)
}

pub(crate) fn beside_risks<'a>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    Box::pin(async move {
        Ok(Beside {
            actions: vec![(at.href("/risker/matris"), ui.t("risk-to-matrix"))],
            ..Beside::default()
        })
    })
}

#[derive(Template)]
#[template(path = "risk_matrix.html")]
struct MatrixPage {
    ui: Ui,
    ground: String,
    lead: String,
    /// Where the matrix is made larger or smaller, and its steps get their words.
    change: Option<String>,
    list: String,
    pictures: Vec<Picture>,
}

/// Risks, or opportunities.
struct Picture {
    code: &'static str,
    heading: String,
    svg: String,
    /// How many lack an owner, a next review, or are late.
    notes: Vec<String>,
    table: Table,
}

/// So many have a place in a picture: the gravest.
const PICTURED: usize = 200;

fn picture(
    ui: &Ui,
    scope: &Scope,
    matrix: &Matrix,
    (kind, risks): (RiskKind, &[Held<Risk>]),
) -> Picture {
    let mut risks: Vec<&Held<Risk>> = risks.iter().filter(|one| one.kind == kind).collect();
    risks.sort_by_key(|risk| (-risk.weight(), risk.position));
    let code = kind.code();
    let heading = ui.t(&format!("risk-kind-{code}-many"));
    let numbered = || (1_u32..).zip(risks.iter().copied());
    let mark = |(number, risk): (u32, &Held<Risk>)| {
        let place = |step: i64| usize::try_from(step - 1).unwrap_or(usize::MAX);
        RiskMark {
            row: place(risk.likelihood.0),
            column: place(risk.consequence.0),
            number,
            text: risk.title.to_string(),
        }
    };
    let words = |all: &[String]| {
        let word = |step: i64| {
            let place = usize::try_from(step - 1).ok();
            place
                .and_then(|place| all.get(place).cloned())
                .unwrap_or_default()
        };
        matrix.steps().map(word).collect()
    };
    let chart = RiskChart {
        id: format!("riskmatris-{code}"),
        title: heading.clone(),
        description: ui.t1("risk-matrix-about", "count", risks.len()),
        rows: (ui.t("risk-likelihood"), words(&matrix.likelihood)),
        columns: (ui.t("risk-consequence"), words(&matrix.consequence)),
        marks: numbered().take(PICTURED).map(mark).collect(),
    };
    Picture {
        code,
        svg: chart.to_svg(),
        notes: notes(ui, scope.today, &risks),
        table: table(ui, scope, matrix, (&heading, numbered())),
        heading,
    }
}

/// What lacks somebody or a day, and what is late.
fn notes(ui: &Ui, today: NaiveDate, risks: &[&Held<Risk>]) -> Vec<String> {
    let count = |is: fn(&Held<Risk>, NaiveDate) -> bool| {
        risks.iter().filter(|risk| is(risk, today)).count()
    };
    let told = [
        ("risk-lacks-owner", count(|risk, _| risk.owner.is_empty())),
        (
            "risk-lacks-review",
            count(|risk, _| risk.next_review.is_none()),
        ),
        (
            "risk-late-review",
            count(|risk, today| risk.next_review.is_some_and(|day| day < today)),
        ),
    ];
    let told = told.into_iter().filter(|(_, count)| *count > 0);
    let mut notes: Vec<String> = told
        .map(|(text, count)| ui.t1(text, "count", count))
        .collect();
    if risks.len() > PICTURED {
        notes.push(ui.t1("risk-matrix-pictured", "count", PICTURED));
    }
    notes
}

fn table<'r>(
    ui: &Ui,
    scope: &Scope,
    matrix: &Matrix,
    (heading, risks): (&str, impl Iterator<Item = (u32, &'r Held<Risk>)>),
) -> Table {
    let columns = [
        ("risk-number", ColumnKind::Integer),
        ("risk-title", ColumnKind::Text),
        ("risk-likelihood", ColumnKind::Text),
        ("risk-consequence", ColumnKind::Text),
        ("risk-weight", ColumnKind::Integer),
        ("risk-trend", ColumnKind::Text),
        ("risk-next-review", ColumnKind::Date),
        ("risk-owner", ColumnKind::Text),
    ];
    let columns = columns.map(|(label, kind)| Column::new(ui.t(label), kind));
    let name = samverk_foundation::Key::from_name(heading);
    let mut table = Table::new(name.as_str(), heading, columns.into()).narrow(Narrow::Lists);
    let lacking = || Cell::tag(Tone::Warning, ui.t("risk-lacking"));
    for (number, risk) in risks {
        let href = scope.href(&format!("/risker/{}", risk.key));
        let review = match risk.next_review {
            Some(day) => Cell::date(day),
            None => lacking(),
        };
        let owner = match risk.owner.is_empty() {
            true => lacking(),
            false => Cell::text(risk.owner.to_string()),
        };
        table.push(vec![
            Cell::integer(number.into()),
            Cell::link(href, risk.title.to_string()),
            Cell::text(step_words(&matrix.likelihood, risk.likelihood.0)),
            Cell::text(step_words(&matrix.consequence, risk.consequence.0)),
            Cell::integer(risk.weight()),
            Cell::text(trend_words(ui, risk)),
            review,
            owner,
        ]);
    }
    table
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(collaboration): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    if !scope.sees_drafts() {
        return Err(Problem::not_found().into());
    }
    let matrix = matrix_of(&tx, &scope).await?;
    let kept = RISK_MATRIX.all(&tx, &scope).await?;
    let risks = RISK.bare(&tx, &scope).await?;
    let pictures = [RiskKind::Risk, RiskKind::Opportunity];
    let pictures = pictures.map(|kind| picture(&ui, &scope, &matrix, (kind, &risks)));
    let tables: Vec<&Table> = pictures.iter().map(|one| &one.table).collect();
    if let Some(file) = download(&query, &tables, tx.now()) {
        return file;
    }
    let change = match kept.first() {
        Some(one) => scope.href(&format!("/riskmatris/{}/redigera", one.key)),
        None => scope.href("/riskmatris/ny"),
    };
    let list = ui.t("risk-tab");
    let ui = scope.ui(ui).with_crumb(scope.href("/risker"), list);
    let size = matrix.size.to_string();
    ui.page(&MatrixPage {
        ground: scope.collaboration.name.clone(),
        lead: ui.t1("risk-pictured-lead", "size", size),
        change: scope.may(RISK_MATRIX.writers.by()).then_some(change),
        list: scope.href("/risker"),
        pictures: pictures
            .into_iter()
            .filter(|one| !one.table.rows.is_empty())
            .collect(),
        ui: ui.clone(),
    })
}
