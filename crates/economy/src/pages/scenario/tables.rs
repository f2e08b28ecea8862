//! Results beside each other: as tables, as bars and in a few big figures.

use crate::pages::budgets::bars;
use crate::purpose_words::amount_text;
use crate::scenario_view::Comparison;
use samverk_charts::{CompareBars, CompareRow, CompareValue};
use samverk_engine::{Purpose, SideRow};
use samverk_foundation::Ore;
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, TableRow, Ui};

fn amount(purpose: Purpose, amount: Option<Ore>) -> Cell {
    match (amount, purpose) {
        (None, _) => Cell::empty(),
        (Some(amount), Purpose::Votes) => Cell::integer(amount.0 / 100),
        (Some(amount), _) => Cell::ore(amount),
    }
}

fn amount_kind(purpose: Purpose) -> ColumnKind {
    match purpose {
        Purpose::Votes => ColumnKind::Integer,
        Purpose::Cost | Purpose::Debt => ColumnKind::Kronor,
    }
}

fn each(amount: Option<Ore>) -> Cell {
    amount.map_or_else(Cell::empty, Cell::small_ore)
}

fn percent(number: Option<rust_decimal::Decimal>) -> Cell {
    number.map_or_else(Cell::empty, Cell::percent)
}

/// Amounts per inhabitant mean nothing for votes.
fn counts_inhabitants(compared: &Comparison) -> bool {
    compared.population_year.is_some() && compared.purpose != Purpose::Votes
}

/// The base and one scenario: every member's amount and what it differs, in kronor, percent and
/// kronor per inhabitant. Each amount leads to its explanation when `linked`.
pub fn difference_table(ui: &Ui, caption: String, compared: &Comparison, linked: bool) -> Table {
    let kind = amount_kind(compared.purpose);
    let mut columns = vec![
        Column::new(ui.t("economy-party"), ColumnKind::Text),
        Column::new(ui.t("scenario-base"), kind),
        Column::new(ui.t("scenario-now"), kind),
        Column::new(ui.t("scenario-difference"), kind),
        Column::new(ui.t("scenario-percent"), ColumnKind::Percent),
    ];
    let inhabitants = counts_inhabitants(compared);
    if inhabitants {
        columns.push(Column::new(
            ui.t("scenario-per-inhabitant"),
            ColumnKind::Kronor,
        ));
        let difference = ui.t("scenario-difference-per-inhabitant");
        columns.push(Column::new(difference, ColumnKind::Kronor));
    }
    let mut table = Table::new("scenario", caption, columns).narrow(Narrow::Lists);
    let cells = |row: &SideRow, name: String| {
        let now = match linked {
            true => explained(compared, row, 1),
            false => amount(compared.purpose, row.amount(1)),
        };
        let mut cells = vec![
            Cell::text(name),
            amount(compared.purpose, row.amount(0)),
            now,
            amount(compared.purpose, row.difference(1)),
            percent(row.percent(1)),
        ];
        if inhabitants {
            cells.push(each(row.per_inhabitant(1)));
            cells.push(each(row.difference_per_inhabitant(1)));
        }
        cells
    };
    for row in &compared.table.rows {
        table.push(cells(row, row.name.clone()));
    }
    let total = cells(&compared.table.total, ui.t("distribution-sum"));
    table.totals = Some(TableRow(total));
    table
}

/// Any number of results: amounts, and what they differ from the first in kronor.
pub fn amounts_table(ui: &Ui, compared: &Comparison, labels: &[String]) -> Table {
    let kind = amount_kind(compared.purpose);
    let mut columns = vec![Column::new(ui.t("economy-party"), ColumnKind::Text)];
    columns.extend(labels.iter().map(|label| Column::new(label.clone(), kind)));
    let differs = |label: &String| ui.t1("scenario-differs", "label", label);
    columns.extend(
        labels
            .iter()
            .skip(1)
            .map(|label| Column::new(differs(label), kind)),
    );
    let mut table = Table::new("belopp", ui.t("scenario-amounts-caption"), columns);
    let cells = |row: &SideRow, name: String| {
        let sides = 0..labels.len();
        let amounts = sides.clone().map(|side| explained(compared, row, side));
        let others = sides.skip(1);
        let differences = others.map(|side| amount(compared.purpose, row.difference(side)));
        std::iter::once(Cell::text(name))
            .chain(amounts)
            .chain(differences)
            .collect::<Vec<_>>()
    };
    for row in &compared.table.rows {
        table.push(cells(row, row.name.clone()));
    }
    let total = cells(&compared.table.total, ui.t("distribution-sum"));
    table.totals = Some(TableRow(total));
    table.narrow(Narrow::Lists)
}

/// An amount that leads to how it is computed, where that is told.
fn explained(compared: &Comparison, row: &SideRow, side: usize) -> Cell {
    let shown = amount(compared.purpose, row.amount(side));
    let href = compared.sides.get(side).map_or("", |side| &side.href);
    match (&row.party, row.amount(side)) {
        (Some(party), Some(_)) if !href.is_empty() => shown.to(format!("{href}/{party}")),
        _ => shown,
    }
}

/// The same in percent and in kronor per inhabitant.
pub fn relative_table(ui: &Ui, compared: &Comparison, labels: &[String]) -> Table {
    let inhabitants = counts_inhabitants(compared);
    let mut columns = vec![Column::new(ui.t("economy-party"), ColumnKind::Text)];
    let differs = |label: &String| ui.t1("scenario-differs-percent", "label", label);
    let percents = labels.iter().skip(1);
    columns.extend(percents.map(|label| Column::new(differs(label), ColumnKind::Percent)));
    if inhabitants {
        let per_head = |label: &String| ui.t1("scenario-each", "label", label);
        columns.extend(
            labels
                .iter()
                .map(|label| Column::new(per_head(label), ColumnKind::Kronor)),
        );
        let differs = |label: &String| ui.t1("scenario-differs-each", "label", label);
        let others = labels.iter().skip(1);
        columns.extend(others.map(|label| Column::new(differs(label), ColumnKind::Kronor)));
    }
    let mut table = Table::new("per-invanare", ui.t("scenario-relative-caption"), columns);
    let cells = |row: &SideRow, name: String| {
        let mut cells = vec![Cell::text(name)];
        cells.extend((1..labels.len()).map(|side| percent(row.percent(side))));
        if inhabitants {
            cells.extend((0..labels.len()).map(|side| each(row.per_inhabitant(side))));
            let others = 1..labels.len();
            cells.extend(others.map(|side| each(row.difference_per_inhabitant(side))));
        }
        cells
    };
    for row in &compared.table.rows {
        table.push(cells(row, row.name.clone()));
    }
    let total = cells(&compared.table.total, ui.t("distribution-sum"));
    table.totals = Some(TableRow(total));
    table.narrow(Narrow::Lists)
}

/// Every member's amount in each result, as bars.
#[allow(clippy::cast_precision_loss, reason = "only the length of a bar")]
pub fn amounts_chart(ui: &Ui, compared: &Comparison, labels: &[String]) -> String {
    let value = |amount: Option<Ore>| {
        amount.map(|amount| CompareValue {
            value: amount.0 as f64,
            text: amount_text(compared.purpose, amount),
        })
    };
    let row = |row: &SideRow| CompareRow {
        label: row.name.clone(),
        values: row.amounts.iter().map(|amount| value(*amount)).collect(),
    };
    CompareBars {
        id: "scenario-amounts".to_owned(),
        title: ui.t("scenario-amounts-chart"),
        description: ui.t1("scenario-amounts-chart-about", "sides", labels.join("; ")),
        series: labels.to_vec(),
        rows: compared.table.rows.iter().map(row).collect(),
    }
    .to_svg()
}

/// What every member's amount differs from the base, as bars; nothing when nothing differs.
pub fn differences_chart(ui: &Ui, compared: &Comparison) -> Option<String> {
    let differs = |row: &SideRow| {
        let difference = row
            .difference(1)
            .filter(|difference| *difference != Ore::ZERO)?;
        Some((row.name.clone(), difference))
    };
    let differences: Vec<(String, Ore)> = compared.table.rows.iter().filter_map(differs).collect();
    let title = ui.t("scenario-differences-chart");
    let shown = !differences.is_empty() && compared.purpose != Purpose::Votes;
    shown.then(|| bars("scenario-differences", &title, &differences))
}

/// What the meeting asks first.
pub struct Summary {
    pub total: String,
    pub difference: String,
    pub more: usize,
    pub less: usize,
}

pub fn summary(compared: &Comparison) -> Summary {
    let total = &compared.table.total;
    let changes = compared
        .table
        .rows
        .iter()
        .filter_map(|row| row.difference(1));
    let changes: Vec<Ore> = changes.collect();
    Summary {
        total: amount_text(compared.purpose, total.amount(1).unwrap_or_default()),
        difference: amount_text(compared.purpose, total.difference(1).unwrap_or_default()),
        more: changes.iter().filter(|change| **change > Ore::ZERO).count(),
        less: changes.iter().filter(|change| **change < Ore::ZERO).count(),
    }
}
