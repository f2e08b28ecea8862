//! Whether printed amounts follow from the percentages printed beside them.

use super::{
    Applied, Base, Budget, BudgetLine, ComparedRow, Distribution, Exact, Finding, KnownSum,
    Outcome, PrintedRow, PrintedTable, ShareNotFollowed, lines_that_give,
};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore, parse_decimal, parse_percent};

/// Among all the lines of a budget more than this many give almost any sum by chance.
const FEW: usize = 2;

/// The number before the first percent sign: `30 % av kostnad` gives 30. A number alone is a
/// percentage too: `17,30`.
pub fn part_from_share(words: &str) -> Option<Decimal> {
    let Some((before, _)) = words.split_once('%') else {
        return parse_percent(words).ok().filter(|share| is_share(*share));
    };
    let number: Vec<char> = before
        .trim_end()
        .chars()
        .rev()
        .take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        .collect();
    parse_decimal(&number.into_iter().rev().collect::<String>()).ok()
}

/// A number alone that is larger counts something else.
fn is_share(number: Decimal) -> bool {
    (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&number)
}

/// The rows whose share is a percentage and nothing else, with its sign or without. One row that stands
/// for a percentage of another whole is left out when the others are a hundred without it: `30 %` for
/// a region beside municipalities that share the rest.
pub fn plain_shares(table: &PrintedTable) -> Vec<(Key, Decimal)> {
    let rows = table.rows.iter();
    let share = |row: &PrintedRow| {
        let share = parse_percent(&row.share)
            .ok()
            .filter(|share| is_share(*share));
        Some((row.party.clone(), share?))
    };
    let mut shares: Vec<(Key, Decimal)> = rows.filter_map(share).collect();
    let sum: Decimal = shares.iter().map(|(_, share)| *share).sum();
    let is_whole = |sum: Decimal| (sum - Decimal::ONE_HUNDRED).abs() <= Decimal::ONE;
    if !is_whole(sum) {
        let other = shares.iter().position(|(_, share)| is_whole(sum - *share));
        other.map(|index| shares.remove(index));
    }
    shares
}

/// A printed row with a percentage, and the one rule that its party pays by.
struct Shared<'a> {
    compared: &'a ComparedRow,
    rule: &'a Applied,
    rule_index: usize,
    percent: Decimal,
    printed: Ore,
}

pub fn check_shares(
    distribution: &Distribution,
    table: &PrintedTable,
    rows: &[ComparedRow],
    budget: &Budget,
) -> Vec<Finding> {
    let shared: Vec<Shared> = table
        .rows
        .iter()
        .filter_map(|row| {
            let compared = rows.iter().find(|compared| compared.party == row.party)?;
            let (rule_index, rule) = only_rule(distribution, &row.party)?;
            let percent = row.percent().filter(|percent| !percent.is_zero())?;
            let printed = row.amount?;
            Some(Shared {
                compared,
                rule,
                rule_index,
                percent,
                printed,
            })
        })
        .collect();
    let mut astray: Vec<&Shared> = shared.iter().filter(|row| !row.follows()).collect();
    let mut findings = Vec::new();
    for rule in 0..distribution.trace.len() {
        let of_rule: Vec<&Shared> = shared.iter().filter(|row| row.rule_index == rule).collect();
        if let Some(finding) = common_base(&of_rule, &astray, rows) {
            findings.push(finding);
            astray.retain(|row| row.rule_index != rule);
        }
    }
    findings.extend(astray.into_iter().map(|row| row.not_followed(budget)));
    findings.extend(rounded_shares(&shared));
    findings
}

/// The rows that follow only because their percentages are rounded as they are printed.
fn rounded_shares(shared: &[Shared]) -> Option<Finding> {
    let by_precision = |row: &&Shared| row.follows() && !row.is_exact();
    let mut rounded = shared.iter().filter(by_precision);
    let first = rounded.next()?;
    Some(Finding::SharesRounded {
        count: rounded.count() + 1,
        name: first.compared.name.clone(),
        percent: first.percent,
        printed: first.printed,
        base: first.rule.base_amount,
    })
}

/// Printed shares without amounts, held against the computed ones with the printed decimals: of what
/// the party's only rule takes, or of all. Marks the rows that differ.
pub fn compare_bare_shares(
    distribution: &Distribution,
    table: &PrintedTable,
    rows: &mut [ComparedRow],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for printed in table.rows.iter().filter(|row| row.amount.is_none()) {
        let row = rows.iter_mut().find(|row| row.party == printed.party);
        let (Some(row), Some(percent)) = (row, printed.percent()) else {
            continue;
        };
        let amount = row.computed.unwrap_or_default();
        let rule = only_rule(distribution, &printed.party).map(|(_, rule)| rule);
        let unit = rule.map_or(Ore(100), |rule| Ore(rule.unit.ore()));
        let of_rule = rule.map(|rule| rule.base_amount);
        let wholes = of_rule.into_iter().chain([distribution.distributed]);
        let shares: Vec<Exact> = wholes
            .filter_map(|whole| hundredfold(amount).divided_by(&Exact::from(whole)))
            .collect();
        // The amount itself is rounded to a unit.
        let slack = hundredfold(unit).divided_by(&Exact::from(distribution.distributed));
        let slack = slack.unwrap_or_else(Exact::zero);
        if !shares
            .iter()
            .any(|share| is_printed_as(share, percent, &slack))
        {
            row.share_differs = true;
            let computed = shares
                .first()
                .and_then(|share| share.to_decimal(percent.scale()));
            findings.push(Finding::ShareDiffers {
                name: row.name.clone(),
                printed: percent,
                computed: computed.unwrap_or_default(),
            });
        }
    }
    findings
}

fn hundredfold(amount: Ore) -> Exact {
    &Exact::from(amount) * &Exact::integer(100)
}

/// Whether a share is the printed one with the printed decimals, half a unit of the last up or down.
fn is_printed_as(share: &Exact, percent: Decimal, slack: &Exact) -> bool {
    let half = Exact::decimal(Decimal::new(5, percent.scale() + 1));
    (share - &Exact::decimal(percent)).abs() <= &half + slack
}

fn only_rule<'a>(distribution: &'a Distribution, party: &Key) -> Option<(usize, &'a Applied)> {
    let mut rules = distribution
        .trace
        .iter()
        .enumerate()
        .filter_map(|(index, rule)| {
            let Outcome::Applied(applied) = &rule.outcome else {
                return None;
            };
            applied
                .parties
                .iter()
                .any(|trace| trace.party == *party)
                .then_some((index, applied))
        });
    let first = rules.next();
    first.filter(|_| rules.next().is_none())
}

/// The base that all rows of a rule follow when they do not follow the rule's own.
fn common_base(of_rule: &[&Shared], astray: &[&Shared], rows: &[ComparedRow]) -> Option<Finding> {
    let first = of_rule.first()?;
    let any_astray = astray.iter().any(|row| row.rule_index == first.rule_index);
    if of_rule.len() < 2 || !any_astray {
        return None;
    }
    let percents: Vec<Exact> = of_rule
        .iter()
        .map(|row| Exact::percent(row.percent))
        .collect();
    let printed: Ore = of_rule.iter().map(|row| row.printed).sum();
    let base = Exact::from(printed).divided_by(&percents.iter().sum())?;
    let follow = of_rule
        .iter()
        .all(|row| row.distance(&base) < Exact::integer(row.unit()));
    if !follow {
        return None;
    }
    let (base, model_base) = (base.to_ore(), first.rule.base_amount);
    let opposite = rows.iter().find(|row| row.difference == model_base - base);
    Some(Finding::CommonBase {
        names: of_rule
            .iter()
            .map(|row| row.compared.name.clone())
            .collect(),
        base,
        model_base,
        same_as: opposite.map(|row| row.name.clone()),
    })
}

impl Shared<'_> {
    fn unit(&self) -> i64 {
        self.rule.unit.ore()
    }

    fn expected(&self) -> Exact {
        &Exact::from(self.rule.base_amount) * &Exact::percent(self.percent)
    }

    /// How far the printed amount is from the percentage of a base.
    fn distance(&self, base: &Exact) -> Exact {
        (&(base * &Exact::percent(self.percent)) - &Exact::from(self.printed)).abs()
    }

    /// Within one unit of rounding, when the percentage is one of the decimals it is printed with.
    fn follows(&self) -> bool {
        let base = Exact::from(self.rule.base_amount);
        let half_digit = Exact::percent(Decimal::new(5, self.percent.scale() + 1));
        let mut tolerance = Exact::integer(self.unit());
        tolerance += &(&base.abs() * &half_digit);
        self.distance(&base) < tolerance
    }

    /// Within one unit of rounding of exactly the printed percentage.
    fn is_exact(&self) -> bool {
        self.distance(&Exact::from(self.rule.base_amount)) < Exact::integer(self.unit())
    }

    fn not_followed(&self, budget: &Budget) -> Finding {
        let percent = Exact::percent(self.percent);
        let implied = Exact::from(self.printed).divided_by(&percent);
        let implied_base = implied.map(|implied| implied.to_ore()).unwrap_or_default();
        let all: Vec<&BudgetLine> = budget.lines.iter().collect();
        let difference = implied_base - self.rule.base_amount;
        Finding::ShareNotFollowed(ShareNotFollowed {
            name: self.compared.name.clone(),
            percent: self.percent,
            printed: self.printed,
            base: self.rule.base.clone(),
            base_parts: self
                .rule
                .base_parts
                .iter()
                .map(|(name, _)| name.clone())
                .collect(),
            base_amount: self.rule.base_amount,
            expected: self.expected().to_ore(),
            implied_base,
            same_as: known_sum(budget, implied_base),
            lines_of_base: lines_that_give(&all, implied_base, FEW),
            lines_of_difference: self.lines_of_difference(budget, difference),
        })
    }

    /// Lines of the base that are left out, or lines outside it that are added.
    fn lines_of_difference(&self, budget: &Budget, difference: Ore) -> Vec<Vec<String>> {
        let inside = |line: &&BudgetLine| match (&self.rule.base, &line.part) {
            (Base::Parts(parts), Some(part)) => parts.contains(part),
            (Base::Parts(_), None) => false,
            (Base::Deductions, part) => part.is_none(),
            (Base::Total | Base::Rest, _) => true,
        };
        let (inside, outside): (Vec<_>, Vec<_>) = budget.lines.iter().partition(inside);
        let mut found = lines_that_give(&inside, -difference, inside.len());
        found.extend(lines_that_give(&outside, difference, FEW));
        found
    }
}

fn known_sum(budget: &Budget, amount: Ore) -> Option<KnownSum> {
    let totals = budget.totals();
    let part = totals.parts.iter().find(|(_, sums)| sums.net() == amount);
    if let Some(part) = part.and_then(|(key, _)| budget.part(key)) {
        return Some(KnownSum::Part {
            name: part.name.clone(),
        });
    }
    if totals.sum_of_parts == amount {
        return Some(KnownSum::SumOfParts);
    }
    (totals.total == amount).then_some(KnownSum::Total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(shares: &[&str]) -> PrintedTable {
        let row = |(number, share): (usize, &&str)| PrintedRow {
            party: Key::from_name(&format!("p{number}")),
            share: (*share).to_owned(),
            amount: Some(Ore::ZERO),
        };
        PrintedTable {
            rows: shares.iter().enumerate().map(row).collect(),
            printed_total: None,
        }
    }

    fn read(shares: &[&str]) -> Vec<String> {
        let read = plain_shares(&table(shares)).into_iter();
        read.map(|(_, share)| share.normalize().to_string())
            .collect()
    }

    #[test]
    fn a_share_has_its_sign_or_not() {
        for share in ["17,30 %", "17,30%", "17,30", "17.3 % av kostnaden"] {
            assert_eq!(
                part_from_share(share),
                Some(Decimal::new(1730, 2)),
                "{share}"
            );
        }
        for none in ["", "två delar", "6 800"] {
            assert_eq!(part_from_share(none), None, "{none}");
        }
        assert_eq!(read(&["60,5 %", "39.5", ""]), ["60.5", "39.5"]);
    }

    #[test]
    fn a_percentage_of_another_whole_is_left_out() {
        assert_eq!(read(&["30 %", "60", "40 %"]), ["60", "40"]);
        assert_eq!(read(&["30 % av löpande", "60", "40 %"]), ["60", "40"]);
        assert_eq!(read(&["30 %", "30", "40"]), ["30", "30", "40"]);
    }
}
