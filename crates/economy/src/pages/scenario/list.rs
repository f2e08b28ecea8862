//! The list of scenarios, where some can be chosen to stand beside each other.

use crate::pages::common::{download, word};
use crate::pages::distributions::below;
use crate::policy::Action;
use crate::records::{DistributionRecord, ScenarioRecord};
use crate::store;
use crate::visible::visible_distributions;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use samverk_database::Tx;
use samverk_engine::{ScenarioBase, Shown};
use samverk_foundation::Problem;
use samverk_parties::Scope;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Tone, Ui, Values,
};

#[derive(Template)]
#[template(path = "scenario_list.html")]
struct ScenarioList {
    ui: Ui,
    scope: Scope,
    table: Option<Table>,
    records: Vec<ScenarioRecord>,
    /// What was wrong with the choice to compare.
    refused: Option<String>,
    may_make: bool,
}

pub async fn list(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    draw(&tx, ui, scope, &values, None).await
}

/// The list, with what was wrong with a choice made on it.
pub async fn draw(
    tx: &Tx,
    ui: Ui,
    scope: Scope,
    values: &Values,
    refused: Option<Problem>,
) -> PageResult {
    let of = scope.collaboration.id;
    let mut records = store::list_scenarios(tx, of).await?;
    records.retain(|record| record.is_visible_to(&ui.actor, &scope));
    let distributions = visible_distributions(tx, &scope).await?;
    let ui = below(scope.ui(ui), &scope);
    let table = list_table(&ui, &scope, &records, &distributions);
    let table = (!records.is_empty()).then_some(table);
    if let Some(file) = table
        .as_ref()
        .and_then(|table| download(values, &[table], tx.now()))
    {
        return file;
    }
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let page = ScenarioList {
        refused: refused.map(|problem| ui.problem(&problem)),
        may_make: scope.may(Action::SaveScenario.by()),
        table,
        records,
        scope,
        ui,
    };
    let html = page.render().map_err(Problem::internal)?;
    Ok((status, Html(html)).into_response())
}

fn list_table(
    ui: &Ui,
    scope: &Scope,
    records: &[ScenarioRecord],
    distributions: &[DistributionRecord],
) -> Table {
    let columns = vec![
        Column::new(ui.t("scenario-title"), ColumnKind::Text),
        Column::new(ui.t("scenario-starts-from"), ColumnKind::Text),
        Column::new(ui.t("budget-year"), ColumnKind::Text),
        Column::new(ui.t("scenario-shown"), ColumnKind::Text),
        Column::new(ui.t("scenario-author"), ColumnKind::Text),
    ];
    let caption = ui.t("scenario-list-heading");
    let mut table = Table::new("scenarier", caption, columns).narrow(Narrow::Lists);
    for record in records {
        let author = match scope.sees_drafts() {
            true => record.author.name.clone(),
            false => String::new(),
        };
        table.push(vec![
            Cell::link(scope.href(&record.suffix()), record.title.clone()),
            Cell::text(base_name(ui, scope, record, distributions)),
            Cell::text(record.input.year.to_string()),
            shown_cell(ui, record.shown),
            Cell::text(author),
        ]);
    }
    table
}

fn base_name(
    ui: &Ui,
    scope: &Scope,
    record: &ScenarioRecord,
    distributions: &[DistributionRecord],
) -> String {
    match &record.based_on {
        ScenarioBase::Distribution { distribution } => {
            let found = distributions
                .iter()
                .find(|known| known.key == *distribution);
            let found = found.filter(|found| scope.sees_drafts() || found.published);
            let gone = || ui.t1("scenario-base-gone", "year", record.base_input.year);
            found.map_or_else(gone, |found| found.title.clone())
        }
        ScenarioBase::Model { .. } => record.base_input.model.name.clone(),
    }
}

pub fn shown_cell(ui: &Ui, shown: Shown) -> Cell {
    let tone = match shown {
        Shown::Draft => Tone::Neutral,
        Shown::Members => Tone::Warning,
        Shown::Public => Tone::Good,
    };
    Cell::tag(tone, word(ui, "scenario-shown", shown.code()))
}
