//! The list of budgets and the page of one.

use super::budget_rows::{BudgetRows, budget_rows};
use super::common::{download, if_visible, word, year};
use crate::adopted::{adopted_before, budget_warnings};
use crate::agreement::{adopted_total, disagreeing, disagreement_words};
use crate::policy::Action;
use crate::records::BudgetRecord;
use crate::store;
use crate::visible::{find_visible_budget, visible_budgets};
use askama::Template;
use axum::extract::{Path, State};
use samverk_charts::{Bar, BarChart};
use samverk_database::{RecordedEvent, Tx, list_object_events};
use samverk_engine::{BudgetComparison, check_budget, compare_budgets};
use samverk_foundation::{Ore, Problem};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Tone, Ui, Values,
};

#[derive(Template)]
#[template(path = "budget_list.html")]
struct BudgetList {
    ui: Ui,
    scope: Scope,
    table: Option<Table>,
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
    let budgets = visible_budgets(&tx, &scope).await?;
    let ui = scope.ui(ui);
    let table = (!budgets.is_empty()).then(|| list_table(&ui, &scope, &budgets));
    if let Some(file) = table
        .as_ref()
        .and_then(|table| download(&values, &[table], tx.now()))
    {
        return file;
    }
    let may_edit = scope.may(Action::SaveBudget.by());
    ui.page(&BudgetList {
        ui: ui.clone(),
        scope,
        table,
        may_edit,
    })
}

fn list_table(ui: &Ui, scope: &Scope, budgets: &[BudgetRecord]) -> Table {
    let columns = vec![
        Column::new(ui.t("budget-title"), ColumnKind::Text),
        Column::new(ui.t("budget-year"), ColumnKind::Text),
        Column::new(ui.t("economy-status"), ColumnKind::Text),
        Column::new(ui.t("budget-total"), ColumnKind::Kronor),
    ];
    let mut table = Table::new("budgetar", ui.t("budget-list-caption"), columns);
    for record in budgets {
        table.push(vec![
            Cell::link(scope.href(&record.suffix()), record.title.clone()),
            Cell::text(record.year().to_string()),
            state_cell(ui, record.state.code()),
            Cell::ore(record.budget.totals().total),
        ]);
    }
    table
}

/// `Utkast` or `Antagen`, marked.
pub fn state_cell(ui: &Ui, code: &str) -> Cell {
    let tone = if code == "adopted" {
        Tone::Good
    } else {
        Tone::Neutral
    };
    Cell::tag(tone, word(ui, "economy-state", code))
}

#[derive(Template)]
#[template(path = "budget.html")]
struct BudgetPage {
    ui: Ui,
    record: BudgetRecord,
    total: Ore,
    rows: BudgetRows,
    changes: Option<Table>,
    last_year: i32,
    chart: Option<(String, Table)>,
    warnings: Vec<String>,
    /// The decision that strangers see while the budget is open again.
    reopened: Option<String>,
    /// Distributions in force that divide another sum: what is wrong, and where.
    disagreeing: Vec<(String, String)>,
    /// What the rooms above show of it.
    beside: String,
    history: Vec<RecordedEvent>,
    href: String,
    may_edit: bool,
    may_adopt: bool,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_budget(&tx, &scope, year(&text)?).await?;
    let last = if_visible(find_visible_budget(&tx, &scope, record.year() - 1).await)?;
    let reopened = reopened(&tx, &ui, &scope, &record).await?;
    let ui = scope.ui(ui);
    let all = ui.t("budget-tab");
    let ui = ui.with_crumb(scope.href("/budget"), all);
    let lines = lines_table(&ui, &record);
    let changes = last
        .as_ref()
        .map(|last| changes_table(&ui, &record, &compare_budgets(&record.budget, &last.budget)));
    let chart = parts_chart(&ui, &record);
    let parts = chart.as_ref().map(|(_, table)| table);
    let tables = [Some(&lines), changes.as_ref(), parts];
    let tables: Vec<&Table> = tables.into_iter().flatten().collect();
    if let Some(file) = download(&values, &tables, tx.now()) {
        return file;
    }
    let warnings = warnings_of(&tx, &ui, &scope, (&record, last.as_ref())).await?;
    let history = match scope.sees_drafts() {
        true => list_object_events(&tx, record.id.0, 10).await?,
        false => Vec::new(),
    };
    ui.page(&BudgetPage {
        total: record.budget.totals().total,
        rows: budget_rows(&ui, &record.budget),
        changes,
        last_year: record.year() - 1,
        chart,
        warnings,
        reopened,
        disagreeing: disagreements(&tx, &ui, &scope, &record).await?,
        beside: ui.beside(&tx, &record.thing(&scope)).await?,
        history,
        href: scope.href(&record.suffix()),
        may_edit: scope.may(Action::SaveBudget.by()),
        may_adopt: scope.may(Action::AdoptBudget.by()),
        record,
        ui: ui.clone(),
    })
}

/// Of what the reader may see.
async fn disagreements(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    record: &BudgetRecord,
) -> Result<Vec<(String, String)>, Problem> {
    let total = adopted_total(tx, Some(record)).await?;
    let of = scope.collaboration.id;
    let mut all = store::list_distributions_of_year(tx, of, record.year()).await?;
    all.retain(|one| scope.sees_drafts() || one.published);
    let told = |total| {
        let differ = disagreeing(&all, total).into_iter();
        differ
            .map(|one| {
                (
                    disagreement_words(ui, one, total),
                    scope.href(&one.suffix()),
                )
            })
            .collect()
    };
    Ok(total.map(told).unwrap_or_default())
}

async fn reopened(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    record: &BudgetRecord,
) -> Result<Option<String>, Problem> {
    if !scope.sees_drafts() {
        return Ok(None);
    }
    let before = adopted_before(tx, std::slice::from_ref(record)).await?;
    Ok(before
        .get(&record.id.0)
        .map(|adopted| ui.decision(&adopted.decision)))
}

/// Confirmed warnings and, for a draft, those that hold now.
async fn warnings_of(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    (record, last): (&BudgetRecord, Option<&BudgetRecord>),
) -> Result<Vec<String>, Problem> {
    if record.state.is_adopted() {
        let kept = budget_warnings(tx, scope, record).await?;
        return Ok(kept
            .iter()
            .map(|warning| ui.kept_warning(warning))
            .collect());
    }
    let checked = check_budget(&record.budget, last.map(|last| &last.budget));
    Ok(checked
        .warnings
        .0
        .iter()
        .map(|warning| ui.problem(warning))
        .collect())
}

fn lines_table(ui: &Ui, record: &BudgetRecord) -> Table {
    let columns = vec![
        Column::new(ui.t("budget-part"), ColumnKind::Text),
        Column::new(ui.t("budget-line"), ColumnKind::Text),
        Column::new(ui.t("budget-kind"), ColumnKind::Text),
        Column::new(ui.t("budget-amount"), ColumnKind::Kronor),
        Column::new(ui.t("budget-note"), ColumnKind::Text),
    ];
    let mut table = Table::new("budget", record.title.clone(), columns);
    let parts = record
        .budget
        .parts
        .iter()
        .map(|part| (Some(&part.key), part.name.clone()));
    for (key, name) in parts.chain([(None, ui.t("budget-outside"))]) {
        for line in record.budget.lines_of(key) {
            table.push(vec![
                Cell::text(name.clone()),
                Cell::text(line.name.clone()),
                Cell::text(word(ui, "line-kind", line.kind.code())),
                Cell::ore(line.net()),
                Cell::text(line.note.clone()),
            ]);
        }
    }
    let total = Cell::ore(record.budget.totals().total);
    table.totals = Some(samverk_web::TableRow(vec![
        Cell::text(ui.t("budget-total")),
        Cell::empty(),
        Cell::empty(),
        total,
        Cell::empty(),
    ]));
    table
}

fn changes_table(ui: &Ui, record: &BudgetRecord, comparison: &BudgetComparison) -> Table {
    let columns = vec![
        Column::new(ui.t("budget-part"), ColumnKind::Text),
        Column::new((record.year() - 1).to_string(), ColumnKind::Kronor),
        Column::new(record.year().to_string(), ColumnKind::Kronor),
        Column::new(ui.t("budget-change"), ColumnKind::Kronor),
        Column::new(ui.t("budget-change-percent"), ColumnKind::Percent),
    ];
    let caption = ui.t1("budget-changes-caption", "year", record.year() - 1);
    let mut table = Table::new("jamforelse", caption, columns).narrow(Narrow::Lists);
    let cells = |name: String, change: &samverk_engine::Change| {
        let percent = change.percent.map_or_else(Cell::empty, Cell::percent);
        let last = change.last.map_or_else(Cell::empty, Cell::ore);
        vec![
            Cell::text(name),
            last,
            Cell::ore(change.now),
            Cell::ore(change.difference),
            percent,
        ]
    };
    for change in &comparison.parts {
        table.push(cells(change.name.clone(), change));
    }
    let total = cells(ui.t("budget-total"), &comparison.total);
    table.totals = Some(samverk_web::TableRow(total));
    table
}

/// What each part costs, as bars with their table; nothing when there is nothing to compare.
fn parts_chart(ui: &Ui, record: &BudgetRecord) -> Option<(String, Table)> {
    let totals = record.budget.totals();
    let outside = totals.outside.net();
    let mut sums: Vec<(String, Ore)> = record
        .budget
        .parts
        .iter()
        .zip(&totals.parts)
        .map(|(part, (_, sums))| (part.name.clone(), sums.net()))
        .collect();
    if outside != Ore::ZERO {
        sums.push((ui.t("budget-outside"), outside));
    }
    if sums.len() < 2 {
        return None;
    }
    let title = ui.t1("budget-chart", "title", &record.title);
    let columns = vec![
        Column::new(ui.t("budget-part"), ColumnKind::Text),
        Column::new(ui.t("budget-amount"), ColumnKind::Kronor),
    ];
    let mut table = Table::new("delar", title.clone(), columns);
    for (name, sum) in &sums {
        table.push(vec![Cell::text(name.clone()), Cell::ore(*sum)]);
    }
    Some((bars("budget-parts", &title, &sums), table))
}

/// Amounts as bars. The lengths need no more precision than a screen has.
#[allow(clippy::cast_precision_loss, reason = "only the length of a bar")]
pub fn bars(id: &str, title: &str, amounts: &[(String, Ore)]) -> String {
    let described: Vec<String> = amounts
        .iter()
        .map(|(name, amount)| format!("{name} {amount}"))
        .collect();
    let bar = |(name, amount): &(String, Ore)| Bar {
        label: name.clone(),
        value: amount.0 as f64,
        value_text: amount.to_string(),
    };
    let chart = BarChart {
        id: id.to_owned(),
        title: title.to_owned(),
        description: described.join("; "),
        bars: amounts.iter().map(bar).collect(),
    };
    chart.to_svg()
}
