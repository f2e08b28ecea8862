//! A budget as a table in print.

use samverk_documents::{BudgetLine, BudgetPart, BudgetTable};
use samverk_economy::model::{Budget, LineKind};
use samverk_economy::records::BudgetRecord;
use samverk_foundation::Ore;
use samverk_web::Ui;

pub fn table(ui: &Ui, record: &BudgetRecord, warnings: Vec<String>) -> BudgetTable {
    let budget = &record.budget;
    let totals = budget.totals();
    let parts = budget
        .parts
        .iter()
        .zip(&totals.parts)
        .map(|(part, (_, sums))| {
            let lines: Vec<BudgetLine> = budget.lines_of(Some(&part.key)).map(line).collect();
            let subtotal = if lines.len() > 1 {
                sums.net().to_string()
            } else {
                String::new()
            };
            BudgetPart {
                name: part.name.clone(),
                lines,
                subtotal,
            }
        });
    let notes = [&record.note, &record.source]
        .into_iter()
        .filter(|text| !text.is_empty());
    BudgetTable {
        title: record.title.clone(),
        parts: parts.collect(),
        deductions: budget.lines_of(None).map(line).collect(),
        total: amount(ui.t("budget-total"), totals.total),
        notes: notes.cloned().collect(),
        warnings,
    }
}

fn line(line: &samverk_economy::model::BudgetLine) -> BudgetLine {
    let signed = match line.kind {
        LineKind::Cost => line.amount,
        LineKind::Income | LineKind::Unspent => -line.amount,
    };
    BudgetLine {
        name: line.name.clone(),
        note: line.note.clone(),
        amount: signed.to_string(),
    }
}

fn amount(name: String, amount: Ore) -> BudgetLine {
    BudgetLine {
        name,
        note: String::new(),
        amount: amount.to_string(),
    }
}

/// What a part of the budget comes to, for the focus area that it pays for.
pub fn part_amount(budget: &Budget, part: &str) -> Option<Ore> {
    let totals = budget.totals();
    totals
        .parts
        .iter()
        .find(|(key, _)| key.as_str() == part)
        .map(|(_, sums)| sums.net())
}
