//! The rows of a budget as they are read: parts with their lines and sums, then the whole.

use super::common::word;
use super::former_budget::FormerBudget;
use samverk_engine::{Budget, BudgetLine, BudgetPart, LineKind};
use samverk_foundation::Ore;
use samverk_web::Ui;
use std::collections::BTreeSet;

/// The table's bodies, and which columns have something in them.
pub struct BudgetRows {
    pub groups: Vec<Vec<BudgetRow>>,
    pub total: BudgetRow,
    pub has_printed: bool,
    pub has_notes: bool,
    /// It stands beside what was decided before.
    pub has_former: bool,
}

impl BudgetRows {
    pub fn columns(&self) -> usize {
        let former = 2 * usize::from(self.has_former);
        2 + former + usize::from(self.has_printed) + usize::from(self.has_notes)
    }
}

#[derive(Default)]
pub struct BudgetRow {
    pub name: String,
    /// Nothing in the heading of a part.
    pub amount: Option<Ore>,
    /// How long its bar is, in percent of the largest part's.
    pub bar: Option<u8>,
    /// What was decided before; nothing where it was not there.
    pub former: Option<Ore>,
    /// The document's own sum, and whether it is the computed one.
    pub printed: Option<Ore>,
    pub agrees: Option<bool>,
    pub note: String,
    pub strong: bool,
    /// What a part comes to.
    is_part: bool,
}

impl BudgetRow {
    /// What it differs from what was decided before.
    pub fn difference(&self) -> Option<Ore> {
        let former = self.former.unwrap_or(Ore::ZERO);
        self.amount.map(|amount| amount - former)
    }
}

pub fn budget_rows(ui: &Ui, budget: &Budget, former: Option<&Budget>) -> BudgetRows {
    let totals = budget.totals();
    let mut before = FormerBudget::of(former);
    let mut groups = Vec::new();
    for (part, (_, sums)) in budget.parts.iter().zip(&totals.parts) {
        groups.push(part_rows(ui, budget, (part, sums.net()), &mut before));
        if let Some((sum, _)) = budget
            .focus_areas()
            .filter(|(_, last)| last.key == part.key)
        {
            groups.push(vec![BudgetRow {
                former: before.focus_areas(),
                ..sum_row(ui.t("budget-focus-areas-sum"), sum)
            }]);
        }
    }
    groups.extend(before.gone_parts(budget).into_iter().map(|(part, sum)| {
        let name = ui.t1("budget-line-gone", "name", part);
        vec![gone_row(name, sum)]
    }));
    let lines = budget.lines_of(None);
    let mut outside: Vec<_> = lines.map(|line| line_row(ui, line, &mut before)).collect();
    outside.extend(gone_rows(ui, before.gone_lines(None)));
    if !outside.is_empty() {
        let sum = BudgetRow {
            former: before.sum_of_parts(),
            ..sum_row(ui.t("budget-sum-of-parts"), totals.sum_of_parts)
        };
        groups.push([sum].into_iter().chain(outside).collect());
    }
    with_bars(&mut groups);
    let total = BudgetRow {
        former: before.total(),
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
        has_former: former.is_some(),
        groups,
        total,
    }
}

/// A part whose only line has its name needs no heading and no subtotal.
fn part_rows(
    ui: &Ui,
    budget: &Budget,
    (part, sum): (&BudgetPart, Ore),
    before: &mut FormerBudget,
) -> Vec<BudgetRow> {
    let lines: Vec<&BudgetLine> = budget.lines_of(Some(&part.key)).collect();
    let printed = BudgetRow {
        is_part: true,
        former: before.part(&part.key),
        printed: part.printed_total,
        // Only what differs is worth a mark on a subtotal.
        agrees: agreement(budget, part.printed_total, sum).filter(|agrees| !agrees),
        ..sum_row(String::new(), sum)
    };
    let mut rows: Vec<_> = lines
        .iter()
        .map(|line| line_row(ui, line, before))
        .collect();
    rows.extend(gone_rows(ui, before.gone_lines(Some(&part.key))));
    if let ([only], 1) = (lines.as_slice(), rows.len())
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
    let heading = std::iter::once(heading);
    heading.chain(rows).chain([subtotal]).collect()
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

fn line_row(ui: &Ui, line: &BudgetLine, before: &mut FormerBudget) -> BudgetRow {
    BudgetRow {
        former: before.line(line),
        name: line_name(ui, line),
        amount: Some(line.net()),
        note: line.note.clone(),
        ..BudgetRow::default()
    }
}

/// What was decided before and is there no more.
fn gone_row(name: String, former: Ore) -> BudgetRow {
    BudgetRow {
        name,
        amount: Some(Ore::ZERO),
        former: Some(former),
        ..BudgetRow::default()
    }
}

fn gone_rows(ui: &Ui, gone: Vec<BudgetLine>) -> impl Iterator<Item = BudgetRow> + '_ {
    gone.into_iter().map(|line| {
        let name = ui.t1("budget-line-gone", "name", line_name(ui, &line));
        gone_row(name, line.net())
    })
}

/// Bars in the rows of the parts, where they differ.
fn with_bars(groups: &mut [Vec<BudgetRow>]) {
    let parts = groups.iter().flatten().filter(|row| row.is_part);
    let sums: BTreeSet<Ore> = parts.filter_map(|row| row.amount).collect();
    let longest = sums.last().filter(|_| sums.len() > 1).copied();
    let Some(longest) = longest.filter(|longest| *longest > Ore::ZERO) else {
        return;
    };
    let rows = groups.iter_mut().flatten().filter(|row| row.is_part);
    for row in rows {
        let percent = row.amount.and_then(|sum| sum.0.checked_mul(100));
        let percent = percent.map(|hundredfold| hundredfold / longest.0);
        let percent = percent.and_then(|percent| u8::try_from(percent).ok());
        row.bar = percent.filter(|percent| *percent > 0);
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
