//! The rows of a budget as they are read: parts with their lines and sums, then the whole.

use super::common::word;
use samverk_engine::{Budget, BudgetLine, BudgetPart, LineKind};
use samverk_foundation::Ore;
use samverk_web::Ui;

/// The table's bodies, and which columns have something in them.
pub struct BudgetRows {
    pub groups: Vec<Vec<BudgetRow>>,
    pub total: BudgetRow,
    pub has_printed: bool,
    pub has_notes: bool,
}

impl BudgetRows {
    pub fn columns(&self) -> usize {
        2 + usize::from(self.has_printed) + usize::from(self.has_notes)
    }
}

#[derive(Default)]
pub struct BudgetRow {
    pub name: String,
    /// Nothing in the heading of a part.
    pub amount: Option<Ore>,
    /// The document's own sum, and whether it is the computed one.
    pub printed: Option<Ore>,
    pub agrees: Option<bool>,
    pub note: String,
    pub strong: bool,
}

pub fn budget_rows(ui: &Ui, budget: &Budget) -> BudgetRows {
    let totals = budget.totals();
    let mut groups = Vec::new();
    for (part, (_, sums)) in budget.parts.iter().zip(&totals.parts) {
        groups.push(part_rows(ui, budget, part, sums.net()));
        if let Some((sum, _)) = budget
            .focus_areas()
            .filter(|(_, last)| last.key == part.key)
        {
            groups.push(vec![sum_row(ui.t("budget-focus-areas-sum"), sum)]);
        }
    }
    let outside: Vec<_> = budget
        .lines_of(None)
        .map(|line| line_row(ui, line))
        .collect();
    if !outside.is_empty() {
        let sum = sum_row(ui.t("budget-sum-of-parts"), totals.sum_of_parts);
        groups.push([sum].into_iter().chain(outside).collect());
    }
    let total = BudgetRow {
        printed: budget.printed_total,
        agrees: agreement(budget, budget.printed_total, totals.total),
        ..sum_row(ui.t("budget-total"), totals.total)
    };
    let any = |is: fn(&BudgetRow) -> bool| is(&total) || groups.iter().flatten().any(is);
    let (has_printed, has_notes) = (
        any(|row| row.printed.is_some()),
        any(|row| !row.note.is_empty()),
    );
    BudgetRows {
        has_printed,
        has_notes,
        groups,
        total,
    }
}

/// A part whose only line has its name needs no heading and no subtotal.
fn part_rows(ui: &Ui, budget: &Budget, part: &BudgetPart, sum: Ore) -> Vec<BudgetRow> {
    let lines: Vec<&BudgetLine> = budget.lines_of(Some(&part.key)).collect();
    let printed = BudgetRow {
        printed: part.printed_total,
        // Only what differs is worth a mark on a subtotal.
        agrees: agreement(budget, part.printed_total, sum).filter(|agrees| !agrees),
        ..sum_row(String::new(), sum)
    };
    if let [only] = lines.as_slice()
        && only.name == part.name
    {
        return vec![BudgetRow {
            name: part.name.clone(),
            note: only.note.clone(),
            ..printed
        }];
    }
    let heading = BudgetRow {
        name: part.name.clone(),
        strong: true,
        ..BudgetRow::default()
    };
    let subtotal = BudgetRow {
        name: ui.t("budget-subtotal"),
        ..printed
    };
    let lines = lines.into_iter().map(|line| line_row(ui, line));
    [heading]
        .into_iter()
        .chain(lines)
        .chain([subtotal])
        .collect()
}

/// A budget without lines is only begun: there is nothing to agree with.
fn agreement(budget: &Budget, printed: Option<Ore>, computed: Ore) -> Option<bool> {
    let printed = printed.filter(|_| !budget.lines.is_empty());
    printed.map(|printed| printed == computed)
}

fn sum_row(name: String, sum: Ore) -> BudgetRow {
    BudgetRow {
        name,
        amount: Some(sum),
        strong: true,
        ..BudgetRow::default()
    }
}

fn line_row(ui: &Ui, line: &BudgetLine) -> BudgetRow {
    BudgetRow {
        name: line_name(ui, line),
        amount: Some(line.net()),
        note: line.note.clone(),
        ..BudgetRow::default()
    }
}

/// The line's name, with its kind when the name does not say it and it is not a cost.
fn line_name(ui: &Ui, line: &BudgetLine) -> String {
    let kind = word(ui, "line-kind", line.kind.code());
    if line.kind == LineKind::Cost || kind == line.name {
        return line.name.clone();
    }
    format!("{} ({})", line.name, kind.to_lowercase())
}
