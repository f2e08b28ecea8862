//! What is wrong or strange in a budget, and how it differs from last year's.

use super::{Budget, Checked, Exact, LARGEST_AMOUNT, LineKind};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore, Problem, format_percent};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A change from last year above this share of last year's amount is worth a look.
const JUMP_PERCENT: i64 = 10;

/// One row of the comparison with last year. The percentage is of last year's amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub part: Option<Key>,
    pub name: String,
    pub kind: Option<LineKind>,
    pub now: Ore,
    pub last: Option<Ore>,
    pub difference: Ore,
    /// With two decimals; missing when there was nothing last year.
    pub percent: Option<Decimal>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetComparison {
    pub parts: Vec<Change>,
    pub lines: Vec<Change>,
    pub total: Change,
}

/// Parts are matched by key, lines by part, kind and name. What only last year had stands last with 0.
pub fn compare_budgets(now: &Budget, last: &Budget) -> BudgetComparison {
    let (sums, last_sums) = (now.totals(), last.totals());
    let old_part = |key: &Key| {
        last_sums
            .parts
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, s)| s.net())
    };
    let name_in = |budget: &Budget, key: &Key| {
        budget
            .part(key)
            .map_or_else(|| key.to_string(), |part| part.name.clone())
    };
    let mut parts: Vec<Change> = sums
        .parts
        .iter()
        .map(|(key, s)| change(Some(key), &name_in(now, key), None, s.net(), old_part(key)))
        .collect();
    for (key, s) in last_sums
        .parts
        .iter()
        .filter(|(key, _)| now.part(key).is_none())
    {
        parts.push(change(
            Some(key),
            &name_in(last, key),
            None,
            Ore::ZERO,
            Some(s.net()),
        ));
    }
    let total = change(None, "", None, sums.total, Some(last_sums.total));
    BudgetComparison {
        parts,
        lines: compare_lines(now, last),
        total,
    }
}

fn compare_lines(now: &Budget, last: &Budget) -> Vec<Change> {
    let mut left: Vec<_> = last.lines.iter().collect();
    let mut changes = Vec::new();
    for line in &now.lines {
        let same = left.iter().position(|old| {
            (&old.part, old.kind, &old.name) == (&line.part, line.kind, &line.name)
        });
        let old = same.map(|index| left.remove(index).amount);
        changes.push(change(
            line.part.as_ref(),
            &line.name,
            Some(line.kind),
            line.amount,
            old,
        ));
    }
    for old in left {
        let gone = Some(old.amount);
        changes.push(change(
            old.part.as_ref(),
            &old.name,
            Some(old.kind),
            Ore::ZERO,
            gone,
        ));
    }
    changes
}

fn change(
    part: Option<&Key>,
    name: &str,
    kind: Option<LineKind>,
    now: Ore,
    last: Option<Ore>,
) -> Change {
    Change {
        part: part.cloned(),
        name: name.to_owned(),
        kind,
        now,
        last,
        difference: now - last.unwrap_or_default(),
        percent: last.and_then(|last| change_percent(last, now)),
    }
}

/// The change as a percentage of last year's amount with two decimals; nothing if that was zero.
pub fn change_percent(last: Ore, now: Ore) -> Option<Decimal> {
    let difference = Exact::from(now - last);
    let hundredfold = &difference * &Exact::integer(100);
    hundredfold
        .divided_by(&Exact::from(last.abs()))?
        .to_decimal(2)
}

/// Whether the amount changed by more than 10 % of last year's. From zero nothing is a jump.
pub fn is_jump(last: Ore, now: Ore) -> bool {
    let change = i128::from((now - last).0).abs();
    last != Ore::ZERO && change * 100 > i128::from(last.0).abs() * i128::from(JUMP_PERCENT)
}

/// Errors: `amount_negative`, `amount_too_large`, `budget_part_unknown`, `budget_part_twice`.
/// Warnings once there are lines: `budget_part_total_differs`, `budget_total_differs`, `budget_jump`.
pub fn check_budget(budget: &Budget, last: Option<&Budget>) -> Checked {
    let mut checked = Checked::default();
    check_parts(budget, &mut checked);
    check_lines(budget, &mut checked);
    // Without lines it is only begun, and differs from everything.
    if budget.lines.is_empty() {
        return checked;
    }
    check_sum(budget, &mut checked);
    check_printed(budget, &mut checked);
    if let Some(last) = last {
        check_jumps(budget, last, &mut checked);
    }
    checked
}

fn check_parts(budget: &Budget, checked: &mut Checked) {
    let mut seen = BTreeSet::new();
    for (index, part) in budget.parts.iter().enumerate() {
        if !seen.insert(&part.key) {
            let problem = Problem::invalid("budget_part_twice").with("part", &part.key);
            checked.error(problem, &format!("parts[{index}].key"));
        }
    }
}

fn check_lines(budget: &Budget, checked: &mut Checked) {
    for (index, line) in budget.lines.iter().enumerate() {
        let place = format!("lines[{index}]");
        checked.amount(line.amount, &format!("{place}.amount"));
        if let Some(part) = line
            .part
            .as_ref()
            .filter(|part| budget.part(part).is_none())
        {
            let problem = Problem::invalid("budget_part_unknown").with("part", part);
            checked.error(problem, &format!("{place}.part"));
        }
    }
}

/// Many lines that each can be counted with may sum to what cannot.
fn check_sum(budget: &Budget, checked: &mut Checked) {
    let sum: Ore = budget.lines.iter().map(|line| line.amount).sum();
    if sum > LARGEST_AMOUNT && checked.errors.is_empty() {
        let problem = Problem::invalid("amount_too_large").with("value", sum);
        checked.error(problem, "lines");
    }
}

fn check_printed(budget: &Budget, checked: &mut Checked) {
    let totals = budget.totals();
    for (index, (part, (_, sums))) in budget.parts.iter().zip(&totals.parts).enumerate() {
        let Some(printed) = part.printed_total.filter(|printed| *printed != sums.net()) else {
            continue;
        };
        let problem = Problem::invalid("budget_part_total_differs").with("part", &part.name);
        let place = format!("parts[{index}].printed_total");
        checked.warning(with_difference(problem, printed, sums.net()), &place);
    }
    if let Some(printed) = budget
        .printed_total
        .filter(|printed| *printed != totals.total)
    {
        let problem = Problem::invalid("budget_total_differs");
        checked.warning(
            with_difference(problem, printed, totals.total),
            "printed_total",
        );
    }
}

fn with_difference(problem: Problem, printed: Ore, computed: Ore) -> Problem {
    problem
        .with("printed", printed)
        .with("computed", computed)
        .with("difference", printed - computed)
}

fn check_jumps(budget: &Budget, last: &Budget, checked: &mut Checked) {
    let comparison = compare_budgets(budget, last);
    let parts = comparison
        .parts
        .iter()
        .map(|change| (change, "parts".to_owned()));
    let lines = comparison
        .lines
        .iter()
        .enumerate()
        .map(|(index, change)| (change, format!("lines[{index}].amount")));
    for (change, place) in parts.chain(lines) {
        let Some(last) = change.last.filter(|last| is_jump(*last, change.now)) else {
            continue;
        };
        let problem = Problem::invalid("budget_jump")
            .with("name", &change.name)
            .with("last", last)
            .with("now", change.now)
            .with(
                "percent",
                format_percent(change.percent.unwrap_or_default()),
            );
        checked.warning(problem, &place);
    }
}
