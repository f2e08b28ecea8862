//! For whoever runs a collaboration: the same across its parties, and what is missing from whom.

use crate::across::{AcrossRow, load_across};
use crate::policy::Action;
use askama::Template;
use axum::extract::{Path, State};
use samverk_foundation::Ore;
use samverk_parties::Scope;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, TableRow, Tone, Ui, Values,
    download,
};

#[derive(Template)]
#[template(path = "across.html")]
struct AcrossPage {
    ui: Ui,
    parties: usize,
    lacking: usize,
    missing: usize,
    table: Table,
    list: Table,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::ReadAcrossParties.by())?;
    let across = load_across(&tx, &ui, &scope, true).await?;
    let (ui, rows) = (scope.ui(ui), across.rows);
    let table = table(&ui, &rows, across.year);
    let list = missing_table(&ui, &rows);
    if let Some(file) = download(&values, &[&table, &list], tx.now()) {
        return file;
    }
    ui.page(&AcrossPage {
        ui: ui.clone(),
        parties: rows.len(),
        lacking: rows.iter().filter(|row| !row.missing.is_empty()).count(),
        missing: list.rows.len(),
        table,
        list,
    })
}

fn table(ui: &Ui, rows: &[AcrossRow], year: Option<i32>) -> Table {
    let number = |key: &str| Column::new(ui.t(key), ColumnKind::Integer);
    let amount = match year {
        Some(year) => ui.t1("overview-across-amount", "year", year),
        None => ui.t("overview-amount"),
    };
    let columns = vec![
        Column::new(ui.t("overview-party"), ColumnKind::Text),
        Column::new(amount, ColumnKind::Kronor),
        Column::new(ui.t("overview-change"), ColumnKind::Kronor),
        number("overview-across-groups"),
        number("overview-across-mandates"),
        Column::new(ui.t("overview-own-view"), ColumnKind::Text),
        number("overview-across-goals"),
        number("overview-across-unmeasured"),
        number("overview-across-behind"),
        number("overview-across-missing"),
    ];
    let caption = ui.t("overview-across-caption");
    let mut table = Table::new("aktorer", caption, columns).narrow(Narrow::Lists);
    for row in rows {
        table.push(cells(ui, row));
    }
    if !rows.is_empty() {
        table.totals = Some(totals(ui, rows));
    }
    table
}

fn cells(ui: &Ui, row: &AcrossRow) -> Vec<Cell> {
    let own_view = match row.own_view {
        Some(true) => Cell::text(ui.t("overview-across-recorded")),
        Some(false) => Cell::tag(Tone::Warning, ui.t("overview-across-not-recorded")),
        None => Cell::empty(),
    };
    vec![
        Cell::link(row.party.href(), row.party.name.clone()),
        row.amount.map_or_else(Cell::empty, Cell::ore),
        row.change.map_or_else(Cell::empty, Cell::ore),
        count(row.groups),
        count(row.mandates),
        own_view,
        count(row.goals),
        count(row.unmeasured),
        count(row.behind),
        count(row.missing.len()),
    ]
}

fn totals(ui: &Ui, rows: &[AcrossRow]) -> TableRow {
    let sum = |amounts: Vec<Ore>| match amounts.is_empty() {
        true => Cell::empty(),
        false => Cell::ore(amounts.iter().sum()),
    };
    let all = |of: fn(&AcrossRow) -> usize| count(rows.iter().map(of).sum());
    TableRow(vec![
        Cell::text(ui.t("overview-across-sum")),
        sum(rows.iter().filter_map(|row| row.amount).collect()),
        sum(rows.iter().filter_map(|row| row.change).collect()),
        Cell::empty(),
        all(|row| row.mandates),
        Cell::empty(),
        all(|row| row.goals),
        all(|row| row.unmeasured),
        all(|row| row.behind),
        all(|row| row.missing.len()),
    ])
}

fn count(number: usize) -> Cell {
    i64::try_from(number).map_or_else(|_| Cell::empty(), Cell::integer)
}

fn missing_table(ui: &Ui, rows: &[AcrossRow]) -> Table {
    let columns = vec![
        Column::new(ui.t("overview-party"), ColumnKind::Text),
        Column::new(ui.t("overview-across-what"), ColumnKind::Text),
        Column::new(ui.t("overview-await-date"), ColumnKind::Date),
    ];
    let caption = ui.t("overview-across-missing-caption");
    let mut table = Table::new("saknas", caption, columns).narrow(Narrow::Lists);
    for row in rows {
        for one in &row.missing {
            table.push(vec![
                Cell::link(row.party.href(), row.party.name.clone()),
                Cell::link(one.href.clone(), one.text.clone()),
                one.date.map_or_else(Cell::empty, Cell::date),
            ]);
        }
    }
    table
}
