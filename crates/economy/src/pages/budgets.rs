//! The list of budgets and the page of one.

use super::budget_rows::{BudgetRows, budget_rows};
use super::common::{download, if_visible, word, year};
use super::former_budget::FormerBudget;
use crate::adopted::{adopted_before, budget_warnings, former_decision, reopened_because};
use crate::agreement::{adopted_budget, disagreeing};
use crate::policy::Action;
use crate::records::BudgetRecord;
use crate::visible::{find_visible_budget, visible_budgets, visible_distributions_of_year};
use askama::Template;
use axum::extract::{Path, State};
use samverk_charts::{Bar, BarChart};
use samverk_database::{RecordedEvent, Tx, list_object_events};
use samverk_engine::{Budget, BudgetComparison, BudgetLine, check_budget, compare_budgets};
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
    // The money over the years; a single year has nothing to be compared with.
    match budgets.len() {
        0 | 1 => table,
        _ => table.with_bars(3),
    }
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
    warnings: Vec<String>,
    /// What strangers see while the budget is open again, and why it is.
    reopened: Option<String>,
    /// The decision that stands beside an adopted budget.
    former: Option<String>,
    /// Distributions in force that divide something else: what is wrong, and where.
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
    let former = former_decision(&tx, &scope, &record).await?;
    let lines = lines_table(&ui, &record, former.as_ref().map(|former| &former.budget));
    let changes = last
        .as_ref()
        .map(|last| changes_table(&ui, &record, &compare_budgets(&record.budget, &last.budget)));
    let tables = [Some(&lines), changes.as_ref()];
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
        rows: budget_rows(
            &ui,
            &record.budget,
            former.as_ref().map(|former| &former.budget),
        ),
        former: former
            .filter(|_| record.state.is_adopted())
            .map(|former| ui.decision(&former.decision)),
        changes,
        last_year: record.year() - 1,
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
    let all = visible_distributions_of_year(tx, scope, record.year()).await?;
    let adopted = adopted_budget(tx, Some(record)).await?;
    let told = |adopted: BudgetRecord| {
        let differ = disagreeing(&all, &adopted.budget).into_iter();
        let told = differ.map(|one| (one.words(ui), scope.href(&one.record.suffix())));
        told.collect()
    };
    Ok(adopted.map(told).unwrap_or_default())
}

/// What strangers see while the budget is open again, and who opened it and why.
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
    let Some(adopted) = before.get(&record.id.0) else {
        return Ok(None);
    };
    let decision = ui.decision(&adopted.decision);
    let about = ui.t1("budget-reopened-about", "decision", decision);
    let Some((event, reason)) = reopened_because(tx, record).await? else {
        return Ok(Some(about));
    };
    let values = [
        ("name", event.actor_name.as_str()),
        ("time", &ui.time(&event.at)),
        ("reason", &reason),
    ];
    let because = ui.t_with("budget-reopened-because", &values);
    Ok(Some(format!("{about} {because}")))
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

/// The lines as a file; beside what was decided before, with what is there no more.
fn lines_table(ui: &Ui, record: &BudgetRecord, former: Option<&Budget>) -> Table {
    let mut before = FormerBudget::of(former);
    let beside = |row: Vec<Cell>, amount: Ore, was: Option<Ore>| match former {
        Some(_) => {
            let difference = amount - was.unwrap_or(Ore::ZERO);
            let was = was.map_or_else(Cell::empty, Cell::ore);
            row.into_iter()
                .chain([was, Cell::ore(difference)])
                .collect()
        }
        None => row,
    };
    let mut columns = vec![
        Column::new(ui.t("budget-part"), ColumnKind::Text),
        Column::new(ui.t("budget-line"), ColumnKind::Text),
        Column::new(ui.t("budget-kind"), ColumnKind::Text),
        Column::new(ui.t("budget-amount"), ColumnKind::Kronor),
        Column::new(ui.t("budget-note"), ColumnKind::Text),
    ];
    if former.is_some() {
        columns.push(Column::new(ui.t("budget-former"), ColumnKind::Kronor));
        columns.push(Column::new(
            ui.t("budget-former-difference"),
            ColumnKind::Kronor,
        ));
    }
    let mut table = Table::new("budget", record.title.clone(), columns);
    let parts = record
        .budget
        .parts
        .iter()
        .map(|part| (Some(&part.key), part.name.clone()));
    let gone = former.into_iter().flat_map(|former| &former.parts);
    let gone = gone.filter(|part| record.budget.parts.iter().all(|one| one.key != part.key));
    let gone = gone.map(|part| (Some(&part.key), part.name.clone()));
    for (key, name) in parts.chain(gone).chain([(None, ui.t("budget-outside"))]) {
        let cells = |line: &BudgetLine, called: String, amount: Ore| {
            vec![
                Cell::text(name.clone()),
                Cell::text(called),
                Cell::text(word(ui, "line-kind", line.kind.code())),
                Cell::ore(amount),
                Cell::text(line.note.clone()),
            ]
        };
        for line in record.budget.lines_of(key) {
            let row = cells(line, line.name.clone(), line.net());
            table.push(beside(row, line.net(), before.line(line)));
        }
        for line in before.gone_lines(key) {
            let called = ui.t1("budget-line-gone", "name", &line.name);
            let row = cells(&line, called, Ore::ZERO);
            table.push(beside(row, Ore::ZERO, Some(line.net())));
        }
    }
    let total = record.budget.totals().total;
    let row = vec![
        Cell::text(ui.t("budget-total")),
        Cell::empty(),
        Cell::empty(),
        Cell::ore(total),
        Cell::empty(),
    ];
    table.totals = Some(samverk_web::TableRow(beside(row, total, before.total())));
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
