//! The list of distributions and the page of one: what everybody pays, and why.

use super::budgets::state_cell;
use super::common::{download, if_visible};
use super::distribution_book::book;
use super::distribution_sharing::PrivateWords;
use super::distribution_tables::{
    compared_agree, comparison_table, main_table, member_parts, parts_table, payers,
};
use crate::agreement::{adopted_budget, disagreeing};
use crate::evaluation::evaluate_record;
use crate::in_force::held_instead;
use crate::policy::Action;
use crate::purpose_words::{amount_words, by_purpose};
use crate::records::{DistributionRecord, ScenarioRecord};
use crate::store;
use crate::view::{DistributionView, find_visible_distribution, view};
use crate::visible::{find_visible_budget, visible_distributions, visible_distributions_of_year};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, list_object_events};
use samverk_engine::{Purpose, parties_of_key};
use samverk_foundation::{Ore, Problem};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, PageResult, Table, Ui, Values, download_live, saved_also_as,
};

#[derive(Template)]
#[template(path = "distribution_list.html")]
struct DistributionList {
    ui: Ui,
    scope: Scope,
    table: Option<Table>,
    has_models: bool,
    has_budgets: bool,
    /// There are scenarios to read, or somebody may make one.
    has_scenarios: bool,
    may_edit: bool,
}

pub async fn list(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let of = scope.collaboration.id;
    let records = visible_distributions(&tx, &scope).await?;
    let models = store::list_models(&tx, of).await?;
    let budgets = store::list_budgets(&tx, of).await?;
    let ui = scope.ui(ui);
    let name_of = |record: &DistributionRecord| {
        let model = models.iter().find(|known| known.model.key == record.model);
        model.map_or_else(
            || record.model.to_string(),
            |known| known.model.name.clone(),
        )
    };
    let table = (!records.is_empty()).then(|| list_table(&ui, &scope, &records, name_of));
    if let Some(file) = table
        .as_ref()
        .and_then(|table| download(&values, &[table], tx.now()))
    {
        return file;
    }
    let scenarios = store::list_scenarios(&tx, of).await?;
    let visible = |known: &ScenarioRecord| known.is_visible_to(&ui.actor, &scope);
    let has_scenarios =
        scenarios.iter().any(visible) || (table.is_some() && scope.may(Action::SaveScenario.by()));
    ui.page(&DistributionList {
        table,
        has_scenarios,
        has_models: !models.is_empty(),
        has_budgets: !budgets.is_empty(),
        may_edit: scope.may(Action::SaveDistribution.by()),
        scope,
        ui: ui.clone(),
    })
}

/// The state, or that a draft is not shared.
fn shown_state(record: &DistributionRecord) -> &'static str {
    match record.private {
        Some(_) => "private",
        None => record.state().code(),
    }
}

fn list_table(
    ui: &Ui,
    scope: &Scope,
    records: &[DistributionRecord],
    name_of: impl Fn(&DistributionRecord) -> String,
) -> Table {
    let columns = vec![
        Column::new(ui.t("distribution-title"), ColumnKind::Text),
        Column::new(ui.t("budget-year"), ColumnKind::Text),
        Column::new(ui.t("distribution-model"), ColumnKind::Text),
        Column::new(ui.t("economy-status"), ColumnKind::Text),
        Column::new(ui.t("distribution-decision"), ColumnKind::Text),
    ];
    let mut table = Table::new("fordelningar", ui.t("distribution-list-caption"), columns);
    for record in records {
        let state = record.state();
        let decision = state.decision().map(|decision| ui.decision(decision));
        table.push(vec![
            Cell::link(scope.href(&record.suffix()), record.title.clone()),
            Cell::text(record.year.to_string()),
            Cell::link(
                scope.href(&format!("/modeller/{}", record.model)),
                name_of(record),
            ),
            state_cell(ui, shown_state(record)),
            Cell::text(decision.unwrap_or_default()),
        ]);
    }
    table
}

#[derive(Template)]
#[template(path = "distribution.html")]
struct DistributionPage {
    ui: Ui,
    view: DistributionView,
    total: String,
    payers: usize,
    left: String,
    /// More is distributed than there is.
    is_over: bool,
    table: Table,
    parts: Option<Table>,
    compared: Option<Table>,
    compared_agree: String,
    private: Option<PrivateWords>,
    /// What holds in its place: the sentence, and its heading and address.
    replaced: Option<(String, String, String)>,
    /// The adopted budget is another than this divides, which is in force.
    disagreement: Option<String>,
    /// What the rooms above show of it.
    beside: String,
    history: Vec<RecordedEvent>,
    href: String,
    model_href: String,
    budget_href: Option<String>,
    may_edit: bool,
    may_adopt: bool,
    /// Somebody may try scenarios that start here.
    may_try: bool,
    /// The key by the latest population, if it follows any.
    latest_href: Option<String>,
}

#[derive(Template)]
#[template(path = "distribution_broken.html")]
struct BrokenPage {
    ui: Ui,
    record: DistributionRecord,
    private: Option<PrivateWords>,
    problems: Vec<String>,
    href: String,
    model_href: String,
    may_edit: bool,
}

impl DistributionPage {
    /// A heading for what is divided.
    fn heading(&self, key: &str) -> String {
        by_purpose(&self.ui, key, self.view.evaluation.result.purpose)
    }

    fn may_decide(&self) -> bool {
        PrivateWords::leave_the_decision(self.private.as_ref())
    }

    fn new_scenario_href(&self) -> String {
        let base = self
            .href
            .strip_suffix(&self.view.record.suffix())
            .unwrap_or_default();
        format!(
            "{base}/scenarier/ny?utgangspunkt=fordelning.{}",
            self.view.record.key
        )
    }
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
    let ui = below(scope.ui(ui), &scope);
    let evaluation = match evaluate_record(&tx, &scope, &record).await {
        Ok(evaluation) => evaluation,
        Err(problems) => {
            let private = PrivateWords::of(&tx, &ui, &scope, &record).await?;
            return broken(ui, &scope, (record, private), problems.0);
        }
    };
    let view = view(&tx, &scope, (record, evaluation), &ui).await?;
    let href = scope.href(&view.record.suffix());
    let table = main_table(&ui, &view, &href);
    let parts = parts_table(&ui, &view);
    let compared = comparison_table(&ui, &view);
    let tables = [Some(&table), parts.as_ref(), compared.as_ref()];
    let tables: Vec<&Table> = tables.into_iter().flatten().collect();
    let is_book = values.text("format") == "xlsx" && values.text("tabell") == table.name;
    let file = match is_book {
        true => {
            let (sheets, formulas) = book(&table, parts.as_ref(), compared.as_ref());
            let sheets = (sheets.as_slice(), formulas.as_slice());
            Some(download_live(&table.name, sheets, tx.now()))
        }
        false => download(&values, &tables, tx.now()),
    };
    if let Some(file) = file {
        let purpose = match view.evaluation.result.purpose {
            Purpose::Cost => String::new(),
            Purpose::Debt => ui.t("purpose-debt"),
            Purpose::Votes => ui.t("purpose-votes"),
        };
        return saved_also_as(file, &[&purpose, &view.record.year]);
    }
    let history = match scope.sees_drafts() {
        true => list_object_events(&tx, view.record.id.0, 10).await?,
        false => Vec::new(),
    };
    let budget = if_visible(find_visible_budget(&tx, &scope, view.record.year).await)?;
    let all = visible_distributions_of_year(&tx, &scope, view.record.year).await?;
    let replaced = replaced(&ui, &scope, &view.record, &all);
    let disagreement = adopted_budget(&tx, budget.as_ref())
        .await?
        .and_then(|adopted| {
            let mut differ = disagreeing(&all, &adopted.budget).into_iter();
            let this = differ.find(|one| one.record.id == view.record.id);
            this.map(|one| one.words(&ui))
        });
    let beside = ui.beside(&tx, &view.record.thing(&scope)).await?;
    let private = PrivateWords::of(&tx, &ui, &scope, &view.record).await?;
    // Others may read while the page is written.
    drop(tx);
    let result = &view.evaluation.result;
    let amount = |amount: Ore| amount_words(&ui, result.purpose, amount);
    ui.page(&DistributionPage {
        total: amount(result.budget),
        payers: payers(&view.members).count(),
        left: amount(result.difference.abs()),
        is_over: result.difference.is_negative(),
        compared_agree: compared_agree(&ui, &view),
        table,
        parts,
        compared,
        private,
        replaced,
        disagreement,
        beside,
        history,
        model_href: scope.href(&format!("/modeller/{}", view.record.model)),
        budget_href: budget.map(|budget| scope.href(&budget.suffix())),
        may_edit: scope.may(Action::SaveDistribution.by()),
        may_adopt: scope.may(Action::AdoptDistribution.by()),
        may_try: scope.may(Action::SaveScenario.by()),
        latest_href: (!parties_of_key(&view.evaluation.input).is_empty())
            .then(|| format!("{href}/senaste-folkmangd")),
        href,
        view,
        ui: ui.clone(),
    })
}

/// Says of an adopted one that something else holds, and why.
fn replaced(
    ui: &Ui,
    scope: &Scope,
    record: &DistributionRecord,
    all: &[DistributionRecord],
) -> Option<(String, String, String)> {
    let other = held_instead(record, all)?;
    let visible = scope.sees_drafts() || other.published;
    let text = match record.superseded_by {
        Some(_) => "distribution-superseded-about",
        None => "distribution-two-adopted",
    };
    let title = if visible {
        other.title.clone()
    } else {
        String::new()
    };
    let href = scope.href(&other.suffix());
    Some((ui.t1(text, "year", record.year), title, href))
}

/// A draft that can no longer be computed says what stands in the way.
fn broken(
    ui: Ui,
    scope: &Scope,
    (record, private): (DistributionRecord, Option<PrivateWords>),
    problems: Vec<Problem>,
) -> PageResult {
    if let Some(ours) = problems.iter().find(|problem| problem.kind.is_ours()) {
        return Err(ours.clone().into());
    }
    ui.page(&BrokenPage {
        problems: problems.iter().map(|problem| ui.problem(problem)).collect(),
        href: scope.href(&record.suffix()),
        model_href: scope.href(&format!("/modeller/{}", record.model)),
        may_edit: scope.may(Action::SaveDistribution.by()),
        record,
        private,
        ui: ui.clone(),
    })
}

/// The crumb of the list. Models and measures that have no place of their own in the menu stand here too.
pub fn below(ui: Ui, scope: &Scope) -> Ui {
    let (all, href) = (ui.t("distribution-tab"), scope.href("/fordelning"));
    ui.with_crumb(href.clone(), all).standing_at(&href)
}

#[derive(Template)]
#[template(path = "distribution_member.html")]
struct MemberPage {
    ui: Ui,
    title: String,
    name: String,
    amount: String,
    percent: String,
    steps: Vec<String>,
    parts: Option<Table>,
    href: String,
    party_href: String,
}

/// How one member's amount is computed, step by step.
pub async fn member(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution, party)): Path<(String, String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    let ui = below(scope.ui(ui), &scope);
    let evaluation = evaluate_record(&tx, &scope, &record).await;
    let evaluation = evaluation.map_err(|_| Problem::not_found())?;
    let view = view(&tx, &scope, (record, evaluation), &ui).await?;
    let found = view
        .members
        .iter()
        .find(|member| member.party.as_str() == party);
    let member = found.ok_or_else(Problem::not_found)?;
    let parts = member_parts(&ui, &view, member);
    if let Some(file) = parts
        .as_ref()
        .and_then(|parts| download(&values, &[parts], tx.now()))
    {
        return file;
    }
    let href = scope.href(&view.record.suffix());
    let ui = ui.with_crumb(href.clone(), view.record.title.clone());
    ui.page(&MemberPage {
        title: view.record.title.clone(),
        name: member.name.clone(),
        amount: amount_words(&ui, view.evaluation.result.purpose, member.amount),
        percent: member
            .percent
            .map(|percent| ui.percent(&percent))
            .unwrap_or_default(),
        steps: member.explanation.clone(),
        parts,
        href,
        party_href: format!("/aktorer/{}", member.party),
        ui: ui.clone(),
    })
}
