//! Results beside each other: every member's amount, and what it differs from the first.

use super::{Distribution, Exact, change_percent};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore};
use std::collections::BTreeMap;

/// Two or more results, the first of which the others are compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// The members that pay something in any of the results, in the order of the first.
    pub rows: Vec<SideRow>,
    pub total: SideRow,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideRow {
    /// Nothing for the sum.
    pub party: Option<Key>,
    pub name: String,
    pub inhabitants: Option<i64>,
    /// One for each result; nothing where the party is no member.
    pub amounts: Vec<Option<Ore>>,
}

/// `inhabitants` are those of the parties that have any.
pub fn side_by_side(results: &[&Distribution], inhabitants: &BTreeMap<Key, i64>) -> SideBySide {
    let mut rows: Vec<SideRow> = Vec::new();
    for result in results {
        for row in &result.rows {
            if rows
                .iter()
                .any(|known| known.party.as_ref() == Some(&row.party))
            {
                continue;
            }
            let amounts: Vec<Option<Ore>> = results
                .iter()
                .map(|result| result.row(&row.party).map(|row| row.amount))
                .collect();
            if amounts.iter().flatten().any(|amount| *amount != Ore::ZERO) {
                rows.push(SideRow {
                    party: Some(row.party.clone()),
                    name: row.name.clone(),
                    inhabitants: inhabitants.get(&row.party).copied().filter(|n| *n > 0),
                    amounts,
                });
            }
        }
    }
    let sums = results.iter().map(|result| Some(result.distributed));
    let total = SideRow {
        party: None,
        name: String::new(),
        inhabitants: None,
        amounts: sums.collect(),
    };
    SideBySide { rows, total }
}

impl SideRow {
    pub fn amount(&self, side: usize) -> Option<Ore> {
        self.amounts.get(side).copied().flatten()
    }

    /// What it differs from the first. Who is no member pays nothing.
    pub fn difference(&self, side: usize) -> Option<Ore> {
        let (first, now) = (self.amount(0), self.amount(side));
        first.or(now)?;
        Some(now.unwrap_or_default() - first.unwrap_or_default())
    }

    /// The difference as a percentage of the first; nothing when the first is zero.
    pub fn percent(&self, side: usize) -> Option<Decimal> {
        let first = self.amount(0).filter(|first| *first != Ore::ZERO)?;
        let now = first + self.difference(side)?;
        change_percent(first, now)
    }

    /// The amount for each inhabitant, rounded to whole öre.
    pub fn per_inhabitant(&self, side: usize) -> Option<Ore> {
        self.divided(self.amount(side)?)
    }

    pub fn difference_per_inhabitant(&self, side: usize) -> Option<Ore> {
        self.divided(self.difference(side)?)
    }

    fn divided(&self, amount: Ore) -> Option<Ore> {
        let inhabitants = Exact::integer(self.inhabitants?);
        Some(Exact::from(amount).divided_by(&inhabitants)?.to_ore())
    }
}
