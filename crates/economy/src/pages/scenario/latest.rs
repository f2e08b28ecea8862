//! One click from a distribution: the same key with the latest population.

use super::tables::{Summary, amounts_chart, difference_table, differences_chart, summary};
use crate::evaluation::evaluate_record;
use crate::pages::common::download;
use crate::pages::distribution_forms::inner;
use crate::policy::Action;
use crate::scenario_input::{all_parties, result_of, with_figures};
use crate::scenario_view::{Side, compare_sides, newest_population};
use crate::scenario_words::change_words;
use crate::view::find_visible_distribution;
use askama::Template;
use axum::extract::{Path, State};
use samverk_engine::{parties_of_key, with_population_of};
use samverk_foundation::{Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{AppState, PageResult, Table, Ui, Values};

#[derive(Template)]
#[template(path = "scenario_latest.html")]
struct LatestPage {
    ui: Ui,
    title: String,
    year: i32,
    summary: Summary,
    changes: Vec<String>,
    table: Table,
    population_year: Option<i32>,
    amounts: String,
    differences: Option<String>,
    href: String,
    /// Where it can be saved, for those who may.
    save: Option<String>,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    let ui = inner(ui, &scope, &record);
    let base = evaluate_record(&tx, &scope, &record)
        .await
        .map_err(Problems::first)?
        .input;
    let parties = parties_of_key(&base);
    let none = || Problem::invalid("key_without_population");
    let year = newest_population(&tx, &scope, &parties)
        .await?
        .ok_or_else(none)?;
    let mut input = base.clone();
    input.model = with_population_of(&base, year);
    let input = with_figures(&tx, &scope, input, &all_parties(&tx).await?).await?;
    let tried = Side {
        scenario: None,
        title: ui.t1("scenario-title-population", "year", year),
        note: String::new(),
        changes: change_words(&ui, &base, &input),
        result: result_of(&tx, &scope, &input)
            .await
            .map_err(Problems::first)?,
        input,
        href: String::new(),
    };
    let changes = tried.changes.clone();
    let start = Side::base(record.title.clone(), base, String::new()).map_err(Problems::first)?;
    let compared = compare_sides(&tx, vec![start, tried]).await?;
    let caption = ui.t1("scenario-title-population", "year", year);
    let table = difference_table(&ui, caption, &compared, false);
    if let Some(file) = download(&values, &[&table], tx.now()) {
        return file;
    }
    let labels = [
        record.title.clone(),
        ui.t1("scenario-title-population", "year", year),
    ];
    let save = scope.may(Action::SaveScenario.by()).then(|| {
        let form = scope.href("/scenarier/ny");
        format!(
            "{form}?utgangspunkt=fordelning.{}&folkmangd={year}",
            record.key
        )
    });
    ui.page(&LatestPage {
        summary: summary(&compared),
        amounts: amounts_chart(&ui, &compared, &labels),
        differences: differences_chart(&ui, &compared),
        population_year: compared.population_year,
        href: scope.href(&record.suffix()),
        title: record.title.clone(),
        changes,
        year,
        table,
        save,
        ui: ui.clone(),
    })
}
