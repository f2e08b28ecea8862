//! A budget as a table in print.

use samverk_documents::{BudgetLine, BudgetPart, BudgetTable};
use samverk_economy::records::BudgetRecord;
use samverk_engine::Budget;
use samverk_foundation::Ore;
use samverk_web::Ui;

pub fn table(ui: &Ui, record: &BudgetRecord, warnings: Vec<String>) -> BudgetTable {
    let budget = &record.budget;
    let notes = [&record.note, &record.source]
        .into_iter()
        .filter(|text| !text.is_empty());
    BudgetTable {
        title: record.title.clone(),
        parts: parts(ui, budget),
        deductions: budget.lines_of(None).map(line).collect(),
        total: amount(ui.t("budget-total"), budget.totals().total),
        notes: notes.cloned().collect(),
        warnings,
    }
}

/// The parts, what the focus areas cost together, and the sum of all parts when something stands
/// outside them.
fn parts(ui: &Ui, budget: &Budget) -> Vec<BudgetPart> {
    let totals = budget.totals();
    let mut parts = Vec::new();
    for (part, (_, sums)) in budget.parts.iter().zip(&totals.parts) {
        let lines: Vec<BudgetLine> = budget.lines_of(Some(&part.key)).map(line).collect();
        let subtotal = match lines.len() {
            1 => String::new(),
            _ => sums.net().to_string(),
        };
        parts.push(BudgetPart {
            name: part.name.clone(),
            lines,
            subtotal,
        });
        if let Some((sum, _)) = budget
            .focus_areas()
            .filter(|(_, last)| last.key == part.key)
        {
            parts.push(sum_row(ui.t("budget-focus-areas-sum"), sum));
        }
    }
    if budget.lines_of(None).next().is_some() && !budget.parts.is_empty() {
        parts.push(sum_row(ui.t("budget-sum-of-parts"), totals.sum_of_parts));
    }
    parts
}

fn sum_row(name: String, sum: Ore) -> BudgetPart {
    BudgetPart {
        name,
        lines: Vec::new(),
        subtotal: sum.to_string(),
    }
}

fn line(line: &samverk_engine::BudgetLine) -> BudgetLine {
    BudgetLine {
        name: line.name.clone(),
        note: line.note.clone(),
        amount: line.net().to_string(),
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
