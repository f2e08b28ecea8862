//! The tables of a distribution: on its page and as files.

use crate::purpose_words::by_purpose;
use crate::view::{DistributionView, MemberShare};
use samverk_engine::{Distribution, Purpose};
use samverk_foundation::Ore;
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, TableRow, Tone, Ui};

/// The members that pay something.
pub fn payers(members: &[MemberShare]) -> impl Iterator<Item = &MemberShare> {
    members.iter().filter(|member| member.amount != Ore::ZERO)
}

fn amount(result: &Distribution, amount: Ore) -> Cell {
    match result.purpose {
        Purpose::Cost | Purpose::Debt => Cell::ore(amount),
        Purpose::Votes => Cell::integer(amount.0 / 100),
    }
}

fn amount_kind(result: &Distribution) -> ColumnKind {
    match result.purpose {
        Purpose::Cost | Purpose::Debt => ColumnKind::Kronor,
        Purpose::Votes => ColumnKind::Integer,
    }
}

/// Member, how it is computed, share, amount. Each amount leads to its explanation.
pub fn main_table(ui: &Ui, view: &DistributionView, href: &str) -> Table {
    let of = (&view.evaluation.result, view.members.as_slice());
    shares_table(ui, view.record.title.clone(), of, Some(href))
}

/// The same without explanations when nothing is saved that they could stand at.
pub fn shares_table(
    ui: &Ui,
    caption: String,
    (result, members): (&Distribution, &[MemberShare]),
    href: Option<&str>,
) -> Table {
    let columns = vec![
        Column::new(ui.t("economy-party"), ColumnKind::Text),
        Column::new(ui.t("distribution-reason"), ColumnKind::Text),
        Column::new(
            by_purpose(ui, "distribution-percent", result.purpose),
            ColumnKind::Percent,
        ),
        Column::new(
            by_purpose(ui, "distribution-amount", result.purpose),
            amount_kind(result),
        ),
    ];
    let mut table = Table::new("fordelning", caption, columns).narrow(Narrow::Pairs);
    for member in payers(members) {
        let amount = amount(result, member.amount);
        table.push(vec![
            Cell::text(member.name.clone()),
            Cell::text(member.reason.clone()),
            member.percent.map_or_else(Cell::empty, Cell::percent),
            match href {
                Some(href) => amount.to(format!("{href}/{}", member.party)),
                None => amount,
            },
        ]);
    }
    let sum = result.distributed;
    let whole = match sum == Ore::ZERO {
        true => Cell::empty(),
        false => Cell::percent(rust_decimal::Decimal::ONE_HUNDRED),
    };
    table.totals = Some(TableRow(vec![
        Cell::text(ui.t("distribution-sum")),
        Cell::empty(),
        whole,
        amount(result, sum),
    ]));
    table.with_bars(3)
}

/// Member, share, amount: no more than there is room for beside a form.
pub fn amounts_table(ui: &Ui, caption: String, of: (&Distribution, &[MemberShare])) -> Table {
    let mut table = shares_table(ui, caption, of, None).without_downloads();
    let reason = 1;
    table.columns.remove(reason);
    for row in table.rows.iter_mut().chain(&mut table.totals) {
        row.0.remove(reason);
    }
    table.narrow(Narrow::Scrolls)
}

/// Member × part of the budget; nothing when there is only one part.
pub fn parts_table(ui: &Ui, view: &DistributionView) -> Option<Table> {
    let result = &view.evaluation.result;
    if result.columns.len() < 2 {
        return None;
    }
    let mut columns = vec![Column::new(ui.t("economy-party"), ColumnKind::Text)];
    columns.extend(result.columns.iter().map(|column| {
        let outside = || ui.t("budget-outside");
        let name = if column.part.is_some() {
            column.name.clone()
        } else {
            outside()
        };
        Column::new(name, amount_kind(&view.evaluation.result))
    }));
    columns.push(Column::new(
        ui.t("distribution-sum"),
        amount_kind(&view.evaluation.result),
    ));
    let mut table = Table::new(
        "fordelning-delar",
        by_purpose(ui, "distribution-parts-caption", result.purpose),
        columns,
    );
    for member in payers(&view.members) {
        let mut cells = vec![Cell::text(member.name.clone())];
        cells.extend(
            member
                .cells
                .iter()
                .map(|cell| amount(&view.evaluation.result, *cell)),
        );
        cells.push(amount(&view.evaluation.result, member.amount));
        table.push(cells);
    }
    let mut totals = vec![Cell::text(ui.t("distribution-sum"))];
    totals.extend(
        result
            .columns
            .iter()
            .map(|column| amount(&view.evaluation.result, column.distributed)),
    );
    totals.push(amount(&view.evaluation.result, result.distributed));
    table.totals = Some(TableRow(totals));
    Some(table)
}

/// The parts of one member's amount; nothing when there is only one.
pub fn member_parts(ui: &Ui, view: &DistributionView, member: &MemberShare) -> Option<Table> {
    let result = &view.evaluation.result;
    if result.columns.len() < 2 {
        return None;
    }
    let columns = vec![
        Column::new(ui.t("budget-part"), ColumnKind::Text),
        Column::new(
            by_purpose(ui, "distribution-amount", result.purpose),
            amount_kind(&view.evaluation.result),
        ),
    ];
    let caption = ui.t("distribution-member-parts");
    let mut table = Table::new("delar", caption, columns);
    for (column, cell) in result.columns.iter().zip(&member.cells) {
        let outside = || ui.t("budget-outside");
        let name = if column.part.is_some() {
            column.name.clone()
        } else {
            outside()
        };
        table.push(vec![
            Cell::text(name),
            amount(&view.evaluation.result, *cell),
        ]);
    }
    let total = vec![
        Cell::text(ui.t("distribution-sum")),
        amount(&view.evaluation.result, member.amount),
    ];
    table.totals = Some(TableRow(total));
    Some(table)
}

/// Printed beside computed, row by row.
pub fn comparison_table(ui: &Ui, view: &DistributionView) -> Option<Table> {
    let comparison = view.comparison.as_ref()?;
    let columns = vec![
        Column::new(ui.t("economy-party"), ColumnKind::Text),
        Column::new(ui.t("printed-share"), ColumnKind::Text),
        Column::new(
            by_purpose(ui, "printed-amount", view.evaluation.result.purpose),
            amount_kind(&view.evaluation.result),
        ),
        Column::new(
            ui.t("printed-computed"),
            amount_kind(&view.evaluation.result),
        ),
        Column::new(
            ui.t("printed-difference"),
            amount_kind(&view.evaluation.result),
        ),
        Column::new(ui.t("printed-verdict"), ColumnKind::Text),
    ];
    let mut table = Table::new("tryckt-tabell", ui.t("printed-caption"), columns);
    table.narrow = Narrow::Lists;
    let optional = |value: Option<Ore>| {
        value.map_or_else(Cell::empty, |value| amount(&view.evaluation.result, value))
    };
    for (row, share) in comparison.rows.iter().zip(&comparison.shares) {
        let verdict = match row.is_equal() {
            true => Cell::tag(Tone::Good, ui.t("printed-agrees")),
            false => Cell::tag(Tone::Warning, ui.t("printed-differs")),
        };
        table.push(vec![
            Cell::text(row.name.clone()),
            Cell::text(share.clone()),
            optional(row.printed),
            optional(row.computed),
            amount(&view.evaluation.result, row.difference),
            verdict,
        ]);
    }
    let printed = comparison.printed_total.or(comparison.printed_sum);
    let difference = printed.map(|printed| printed - comparison.computed_sum);
    table.totals = Some(TableRow(vec![
        Cell::text(ui.t("distribution-sum")),
        Cell::empty(),
        optional(printed),
        amount(&view.evaluation.result, comparison.computed_sum),
        optional(difference),
        Cell::empty(),
    ]));
    Some(table)
}

/// How many rows agree, in a sentence; empty when nothing is printed.
pub fn compared_agree(ui: &Ui, view: &DistributionView) -> String {
    let Some(comparison) = &view.comparison else {
        return String::new();
    };
    let (agreeing, rows) = (
        comparison.agreeing.to_string(),
        comparison.rows.len().to_string(),
    );
    let all = comparison.agreeing == comparison.rows.len();
    let has_amounts = comparison.printed_sum.is_some();
    let text = match (all, has_amounts) {
        (true, true) => "printed-all-agree",
        (false, true) => "printed-some-agree",
        (true, false) => "printed-all-shares-agree",
        (false, false) => "printed-some-shares-agree",
    };
    ui.t_with(text, &[("agreeing", &agreeing), ("rows", &rows)])
}
