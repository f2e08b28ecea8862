//! Holds a result against a table that was printed: row by row, and what would explain the differences.

use super::printed_shares::{check_shares, compare_bare_shares, part_from_share};
use super::{
    Base, Distribution, DistributionInput, Rounding, RoundingMethod, RoundingUnit, compute, written,
};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedTable {
    pub rows: Vec<PrintedRow>,
    #[serde(
        default,
        with = "written::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub printed_total: Option<Ore>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedRow {
    pub party: Key,
    /// The words in the column of shares: `1,90 %`.
    #[serde(default)]
    pub share: String,
    /// Nothing in a table of shares only.
    #[serde(
        default,
        with = "written::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub amount: Option<Ore>,
}

impl PrintedRow {
    /// The percentage in the words, if there is one.
    pub fn percent(&self) -> Option<Decimal> {
        part_from_share(&self.share)
    }
}

impl PrintedTable {
    /// Whether any amount is printed; otherwise it is a table of shares only.
    pub fn has_amounts(&self) -> bool {
        self.rows.iter().any(|row| row.amount.is_some())
    }

    fn names(&self, party: &Key) -> bool {
        self.rows.iter().any(|row| row.party == *party)
    }

    pub fn sum(&self) -> Ore {
        self.rows.iter().filter_map(|row| row.amount).sum()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    pub rows: Vec<ComparedRow>,
    pub printed_sum: Ore,
    pub printed_total: Option<Ore>,
    pub computed_sum: Ore,
    pub findings: Vec<Finding>,
}

impl Comparison {
    pub fn all_equal(&self) -> bool {
        self.rows.iter().all(ComparedRow::is_equal)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedRow {
    pub party: Key,
    pub name: String,
    pub printed: Option<Ore>,
    pub computed: Option<Ore>,
    /// Printed minus computed.
    pub difference: Ore,
    /// Only a share is printed, and it is not the computed one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub share_differs: bool,
}

impl ComparedRow {
    /// Different by no more than one unit that rows are rounded to.
    fn differs_by_rounding(&self, unit: Ore) -> bool {
        self.difference != Ore::ZERO && self.difference.abs() <= unit
    }

    pub fn is_equal(&self) -> bool {
        self.difference == Ore::ZERO && !self.share_differs
    }
}

/// Something to know about a printed table. Worded by [`super::describe`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    RowDiffers {
        name: String,
        printed: Ore,
        computed: Ore,
    },
    /// These differ by no more than a row is rounded.
    RowsRounded {
        names: Vec<String>,
        most: Ore,
    },
    /// A share is printed without amount, and the computed one is another, as many decimals as printed.
    ShareDiffers {
        name: String,
        printed: Decimal,
        computed: Decimal,
    },
    /// Amounts whose percentages agree with the precision that they are printed with.
    SharesRounded {
        count: usize,
        name: String,
        percent: Decimal,
        printed: Ore,
        base: Ore,
    },
    /// The party is not in the model's result.
    OnlyPrinted {
        name: String,
        printed: Ore,
    },
    OnlyComputed {
        name: String,
        computed: Ore,
    },
    PrintedTwice {
        name: String,
    },
    TotalNotSum {
        total: Ore,
        sum: Ore,
    },
    Swapped {
        first: String,
        second: String,
    },
    /// The printed amount is not the printed percentage of the rule's base.
    ShareNotFollowed(ShareNotFollowed),
    /// The rows follow their percentages, but of another base than the model's.
    CommonBase {
        names: Vec<String>,
        base: Ore,
        model_base: Ore,
        same_as: Option<String>,
    },
    /// These rows would be equal with another rounding.
    OtherRounding {
        rounding: Rounding,
        names: Vec<String>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareNotFollowed {
    pub name: String,
    pub percent: Decimal,
    pub printed: Ore,
    pub base: Base,
    /// The names of the parts, when the base is a list of parts.
    pub base_parts: Vec<String>,
    pub base_amount: Ore,
    /// The percentage of the base.
    pub expected: Ore,
    /// What the amount is that percentage of, rounded to öre.
    pub implied_base: Ore,
    /// A part or sum of the budget that is the implied base.
    pub same_as: Option<KnownSum>,
    /// Lines that together are the implied base.
    pub lines_of_base: Vec<Vec<String>>,
    /// Lines that together are the difference between the bases.
    pub lines_of_difference: Vec<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum KnownSum {
    Part { name: String },
    SumOfParts,
    Total,
}

/// Compares every row. Members that pay nothing and are not printed are left out.
pub fn compare(
    distribution: &Distribution,
    printed: &PrintedTable,
    input: &DistributionInput,
) -> Comparison {
    let mut rows = compared_rows(distribution, printed);
    let of_shares = compare_bare_shares(distribution, printed, &mut rows);
    let unit = Ore(input.model.rounding.unit.ore());
    let mut findings = row_findings(&rows, printed, unit);
    findings.extend(of_shares);
    if let Some(total) = printed
        .printed_total
        .filter(|total| *total != printed.sum() && printed.has_amounts())
    {
        findings.push(Finding::TotalNotSum {
            total,
            sum: printed.sum(),
        });
    }
    findings.extend(swapped(&rows));
    findings.extend(check_shares(distribution, printed, &rows, &input.budget));
    findings.extend(other_roundings(&rows, input));
    Comparison {
        printed_sum: printed.sum(),
        printed_total: printed.printed_total,
        computed_sum: distribution.distributed,
        rows,
        findings,
    }
}

fn compared_rows(distribution: &Distribution, printed: &PrintedTable) -> Vec<ComparedRow> {
    let mut amounts: BTreeMap<&Key, Ore> = BTreeMap::new();
    for row in &printed.rows {
        if let Some(amount) = row.amount {
            *amounts.entry(&row.party).or_default() += amount;
        }
    }
    let mut rows = Vec::new();
    for row in &distribution.rows {
        let amount = amounts.remove(&row.party);
        let is_bare = amount.is_none() && printed.names(&row.party);
        if is_bare || amount.is_some() || row.amount != Ore::ZERO {
            let row = compared(&row.party, &row.name, amount, Some(row.amount));
            let difference = match is_bare {
                // Without a printed amount there is nothing to differ from.
                true => Ore::ZERO,
                false => row.difference,
            };
            rows.push(ComparedRow { difference, ..row });
        }
    }
    for row in &printed.rows {
        if let Some(amount) = amounts.remove(&row.party) {
            rows.push(compared(&row.party, row.party.as_str(), Some(amount), None));
        } else if !rows.iter().any(|known| known.party == row.party) {
            rows.push(compared(&row.party, row.party.as_str(), None, None));
        }
    }
    rows
}

fn compared(party: &Key, name: &str, printed: Option<Ore>, computed: Option<Ore>) -> ComparedRow {
    let difference = printed.unwrap_or_default() - computed.unwrap_or_default();
    ComparedRow {
        party: party.clone(),
        name: name.to_owned(),
        printed,
        computed,
        difference,
        share_differs: false,
    }
}

fn row_findings(rows: &[ComparedRow], table: &PrintedTable, unit: Ore) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut rounded = Vec::new();
    for row in rows {
        let name = row.name.clone();
        match (row.printed, row.computed) {
            (Some(_), Some(_)) if row.differs_by_rounding(unit) => rounded.push(row),
            (Some(printed), Some(computed)) if printed != computed => {
                findings.push(Finding::RowDiffers {
                    name,
                    printed,
                    computed,
                });
            }
            (Some(printed), None) => findings.push(Finding::OnlyPrinted { name, printed }),
            (None, Some(_)) if table.names(&row.party) => {}
            (None, Some(computed)) => findings.push(Finding::OnlyComputed { name, computed }),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
    if let Some(most) = rounded.iter().map(|row| row.difference.abs()).max() {
        let names = rounded.iter().map(|row| row.name.clone()).collect();
        findings.push(Finding::RowsRounded { names, most });
    }
    let mut seen = BTreeSet::new();
    for row in table.rows.iter().filter(|row| !seen.insert(&row.party)) {
        let named = rows.iter().find(|compared| compared.party == row.party);
        let name = named.map_or_else(|| row.party.to_string(), |compared| compared.name.clone());
        findings.push(Finding::PrintedTwice { name });
    }
    findings
}

/// Two parties that have each other's amounts.
fn swapped(rows: &[ComparedRow]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, first) in rows.iter().enumerate().filter(|(_, row)| !row.is_equal()) {
        let other = rows[index + 1..].iter().find(|second| {
            first.printed.is_some()
                && first.computed.is_some()
                && (first.printed, first.computed) == (second.computed, second.printed)
        });
        if let Some(second) = other {
            let (first, second) = (first.name.clone(), second.name.clone());
            findings.push(Finding::Swapped { first, second });
        }
    }
    findings
}

/// Which of the differing rows another rounding would give; the roundings that give the most.
fn other_roundings(rows: &[ComparedRow], input: &DistributionInput) -> Vec<Finding> {
    let differing: Vec<&ComparedRow> = rows
        .iter()
        .filter(|row| !row.is_equal() && row.printed.is_some() && row.computed.is_some())
        .collect();
    if differing.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(Rounding, Vec<String>)> = Vec::new();
    for rounding in roundings()
        .into_iter()
        .filter(|r| *r != input.model.rounding)
    {
        let names = equal_with(rounding, &differing, input);
        if !names.is_empty() {
            found.push((rounding, names));
        }
    }
    let most = found
        .iter()
        .map(|(_, names)| names.len())
        .max()
        .unwrap_or_default();
    found.retain(|(_, names)| names.len() == most);
    let finding = |(rounding, names)| Finding::OtherRounding { rounding, names };
    found.into_iter().map(finding).collect()
}

fn equal_with(
    rounding: Rounding,
    differing: &[&ComparedRow],
    input: &DistributionInput,
) -> Vec<String> {
    let mut other = input.clone();
    other.model.rounding = rounding;
    let Ok(distribution) = compute(&other) else {
        return Vec::new();
    };
    let amount = |party: &Key| distribution.row(party).map(|row| row.amount);
    let equal = differing
        .iter()
        .filter(|row| row.printed == amount(&row.party));
    equal.map(|row| row.name.clone()).collect()
}

fn roundings() -> Vec<Rounding> {
    let units = [
        RoundingUnit::Krona,
        RoundingUnit::Ore,
        RoundingUnit::Thousand,
    ];
    let methods = [
        RoundingMethod::LargestRemainder,
        RoundingMethod::HalfUpReport,
    ];
    units
        .into_iter()
        .flat_map(|unit| {
            methods
                .into_iter()
                .map(move |method| Rounding { unit, method })
        })
        .collect()
}
