//! The page of a scenario, and how one member's amount comes about.

use super::inner;
use super::list::shown_cell;
use super::tables::{Summary, amounts_chart, difference_table, differences_chart, summary};
use crate::names::Names;
use crate::pages::common::download;
use crate::policy::Action;
use crate::purpose_words::amount_text;
use crate::records::ScenarioRecord;
use crate::rule_words::{RuleWords, model_terms, model_words};
use crate::scenario_input::Present;
use crate::scenario_view::{Comparison, Side, base_words, compare_sides, find_visible_scenario};
use crate::scenario_words::change_words;
use crate::view::{InputList, input_lists};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, Tx, list_object_events};
use samverk_engine::{Shown, explain};
use samverk_foundation::{Key, Ore, Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{AppState, Cell, PageResult, Table, Ui, Values};

#[derive(Template)]
#[template(path = "scenario.html")]
struct ScenarioPage {
    ui: Ui,
    record: ScenarioRecord,
    shown: Cell,
    author: String,
    base: (String, String),
    summary: Summary,
    changes: Vec<String>,
    /// What has changed in what it builds on since it was saved.
    since: Vec<String>,
    warnings: Vec<String>,
    left: Vec<String>,
    table: Table,
    population_year: Option<i32>,
    amounts: String,
    differences: Option<String>,
    rules: Vec<RuleWords>,
    rounding: String,
    inputs: Vec<InputList>,
    history: Vec<RecordedEvent>,
    href: String,
    may_change: bool,
    may_adopt: bool,
}

/// The base and the scenario beside each other.
async fn compared(
    tx: &Tx,
    scope: &Scope,
    ui: &Ui,
    record: &ScenarioRecord,
) -> Result<(Comparison, (String, String)), Problem> {
    let base = base_words(tx, scope, ui, record).await?;
    let sides = || {
        let start = Side::base(base.0.clone(), record.base_input.clone(), base.1.clone())?;
        Ok(vec![start, Side::of(ui, scope, record)?])
    };
    let sides = sides().map_err(|problems: Problems| Problem::internal(format!("{problems:?}")))?;
    Ok((compare_sides(tx, sides).await?, base))
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, scenario)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_scenario(&tx, &ui.actor, &scope, &scenario).await?;
    let ui = inner(ui, &scope, None);
    let (compared, base) = compared(&tx, &scope, &ui, &record).await?;
    let table = difference_table(&ui, record.title.clone(), &compared, true);
    if let Some(file) = download(&values, &[&table], tx.now()) {
        return file;
    }
    let since = match scope.sees_drafts() {
        true => since(&tx, &scope, &ui, &record).await?,
        false => Vec::new(),
    };
    let history = match scope.sees_drafts() {
        true => list_object_events(&tx, record.id, 10).await?,
        false => Vec::new(),
    };
    let labels = [ui.t("scenario-base"), ui.t("scenario-now")];
    let names = Names::of_input(&record.input);
    let side = compared.sides.get(1);
    let author = match scope.sees_drafts() {
        true => record.author.name.clone(),
        false => String::new(),
    };
    ui.page(&ScenarioPage {
        shown: shown_cell(&ui, record.shown),
        author,
        base,
        summary: summary(&compared),
        changes: side.map(|side| side.changes.clone()).unwrap_or_default(),
        since,
        warnings: side.map(|side| side.warnings(&ui)).unwrap_or_default(),
        left: side.map(|side| side.left(&ui)).unwrap_or_default(),
        table,
        population_year: compared.population_year,
        amounts: amounts_chart(&ui, &compared, &labels),
        differences: differences_chart(&ui, &compared),
        rules: model_words(&ui, &record.input.model, &names),
        rounding: model_terms(&ui, &record.input.model, &record.input.members),
        inputs: input_lists(&record.input, &names, &ui),
        history,
        href: scope.href(&record.suffix()),
        may_change: record.may_be_changed_by(&ui.actor, &scope),
        may_adopt: scope.may(Action::AdoptDistribution.by()),
        record,
        ui: ui.clone(),
    })
}

/// What differs between what it was saved with and what is known now.
async fn since(
    tx: &Tx,
    scope: &Scope,
    ui: &Ui,
    record: &ScenarioRecord,
) -> Result<Vec<String>, Problem> {
    let now = Present::of(tx, scope, record).await?;
    let mut words = change_words(ui, &record.input, &now.input);
    for word in change_words(ui, &record.base_input, &now.base_input) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Ok(words)
}

impl ScenarioPage {
    fn is_draft(&self) -> bool {
        self.record.shown == Shown::Draft
    }
}

#[derive(Template)]
#[template(path = "scenario_member.html")]
struct MemberPage {
    ui: Ui,
    title: String,
    name: String,
    amount: String,
    difference: String,
    steps: Vec<String>,
    base: String,
    base_amount: String,
    base_steps: Vec<String>,
    href: String,
}

/// How one member's amount is computed, in the scenario and in what it started from.
pub async fn member(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, scenario, party)): Path<(String, String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_scenario(&tx, &ui.actor, &scope, &scenario).await?;
    let party = Key::parse(&party).map_err(|_| Problem::not_found())?;
    let ui = inner(ui, &scope, Some(&record));
    let (compared, base) = compared(&tx, &scope, &ui, &record).await?;
    let rows = &compared.table.rows;
    let found = rows.iter().find(|row| row.party.as_ref() == Some(&party));
    let row = found.ok_or_else(Problem::not_found)?;
    let amount = |amount: Option<Ore>| {
        amount
            .map(|amount| amount_text(compared.purpose, amount))
            .unwrap_or_default()
    };
    let steps = |side: usize| {
        let side = compared.sides.get(side);
        side.map(|side| explain(&side.result, &party, ui.language))
            .unwrap_or_default()
    };
    ui.page(&MemberPage {
        title: record.title.clone(),
        name: row.name.clone(),
        amount: amount(row.amount(1)),
        difference: amount(row.difference(1)),
        steps: steps(1),
        base: base.0,
        base_amount: amount(row.amount(0)),
        base_steps: steps(0),
        href: scope.href(&record.suffix()),
        ui: ui.clone(),
    })
}
