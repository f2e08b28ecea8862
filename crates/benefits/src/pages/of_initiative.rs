//! What an initiative's business cases come to: on its page, and in the portfolio.

use super::one::case_href;
use super::words::{cell, payback};
use crate::BUSINESS_CASE;
use crate::business_cases::{CaseState, HeldCase};
use crate::result::{CaseResult, about, foremost, results};
use askama::Template;
use samverk_database::Tx;
use samverk_development::Initiative;
use samverk_fields::Referable;
use samverk_foundation::{CollaborationId, Problem};
use samverk_parties::Scope;
use samverk_web::{
    Cell, Column, ColumnBeside, ColumnKind, ColumnsFuture, Narrow, PanelFuture, Table, Thing, Tone,
    Ui,
};
use std::collections::BTreeMap;
use uuid::Uuid;

const INITIATIVE: &str = <Initiative as Referable>::KIND;

#[derive(Template)]
#[template(path = "business_cases_of_initiative.html")]
struct Panel<'a> {
    ui: &'a Ui,
    table: Table,
    /// Where a case is written, for whoever may.
    new: Option<String>,
}

pub(crate) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(draw(tx, ui, thing))
}

async fn draw(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    let (INITIATIVE, Some(of), true) = (thing.kind, thing.collaboration, thing.roles.is_member())
    else {
        return Ok(None);
    };
    let scope = Scope::by_id(tx, &ui.actor, of).await?;
    let cases = about(BUSINESS_CASE.bare(tx, &scope).await?, thing.id);
    let may_write = scope.may(BUSINESS_CASE.writers.by());
    if cases.is_empty() && !may_write {
        return Ok(None);
    }
    let results = results(tx, &scope, cases).await?;
    let panel = Panel {
        ui,
        table: table(ui, &scope, &results),
        new: may_write.then(|| scope.href("/nyttokalkyler/ny")),
    };
    ui.fragment(&panel).map(Some)
}

fn table(ui: &Ui, scope: &Scope, results: &[CaseResult]) -> Table {
    let columns = [
        ("business-case-one", ColumnKind::Text),
        ("business-case-state", ColumnKind::Text),
        ("case-value", ColumnKind::Kronor),
        ("case-payback", ColumnKind::Text),
    ];
    let columns = columns.map(|(key, kind)| Column::new(ui.t(key), kind));
    let mut table = Table::new("nyttokalkyler", ui.t("business-case-tab"), columns.into());
    table = table.narrow(Narrow::Lists).without_downloads();
    for one in results {
        let title = one.kept.title.to_string();
        let (value, payback) = told(ui, one);
        table.push(vec![
            Cell::link(case_href(scope, &one.kept, ""), title),
            state(ui, &one.kept),
            value,
            payback,
        ]);
    }
    table
}

fn state(ui: &Ui, kept: &HeldCase) -> Cell {
    match kept.state {
        CaseState::Adopted => Cell::tag(Tone::Good, ui.t("business-case-state-adopted")),
        CaseState::Draft => Cell::tag(Tone::Neutral, ui.t("business-case-state-draft")),
    }
}

/// The net present value, and when it has paid itself back.
fn told(ui: &Ui, one: &CaseResult) -> (Cell, Cell) {
    match &one.outcome {
        Some(outcome) => (
            cell(&outcome.value),
            Cell::text(payback(ui, &outcome.payback)),
        ),
        None => (Cell::empty(), Cell::text(ui.t("case-not-counted"))),
    }
}

pub(crate) fn columns<'a>(
    tx: &'a Tx,
    ui: &'a Ui,
    (kind, of): (&'static str, CollaborationId),
) -> ColumnsFuture<'a> {
    Box::pin(async move {
        match kind {
            INITIATIVE => of_initiatives(tx, ui, of).await,
            _ => Ok(Vec::new()),
        }
    })
}

/// The result of the foremost case of each initiative, with its page: five statements.
async fn of_initiatives(
    tx: &Tx,
    ui: &Ui,
    of: CollaborationId,
) -> Result<Vec<ColumnBeside>, Problem> {
    let scope = Scope::by_id(tx, &ui.actor, of).await?;
    if !scope.sees_drafts() {
        return Ok(Vec::new());
    }
    let foremost = foremost(BUSINESS_CASE.bare(tx, &scope).await?);
    let of: BTreeMap<Uuid, Uuid> = foremost.iter().map(|(of, case)| (case.id, *of)).collect();
    let cases = foremost.into_values().collect();
    let (mut values, mut paybacks) = (BTreeMap::new(), BTreeMap::new());
    for one in results(tx, &scope, cases).await? {
        let Some(initiative) = of.get(&one.kept.id) else {
            continue;
        };
        let (value, payback) = told(ui, &one);
        values.insert(*initiative, value);
        let href = case_href(&scope, &one.kept, "");
        paybacks.insert(*initiative, payback.to(href));
    }
    let column = |key: &str, kind, cells| ColumnBeside {
        column: Column::new(ui.t(key), kind),
        cells,
    };
    Ok(vec![
        column("case-value", ColumnKind::Kronor, values),
        column("case-payback", ColumnKind::Text, paybacks),
    ])
}
