//! A year's budget and its totals.

use super::written;
use samverk_foundation::{Key, Ore};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is to be paid for in a year, in parts and lines. Amounts are written in kronor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    pub year: i32,
    /// The document's own sum.
    #[serde(
        default,
        with = "written::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub printed_total: Option<Ore>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<BudgetPart>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<BudgetLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetPart {
    pub key: Key,
    pub name: String,
    pub kind: PartKind,
    /// The plan's focus area, when that is what the part pays for.
    #[serde(
        default,
        with = "written::key",
        skip_serializing_if = "Option::is_none"
    )]
    pub focus_area: Option<Key>,
    #[serde(
        default,
        with = "written::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub printed_total: Option<Ore>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    Running,
    FocusArea,
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetLine {
    /// Nothing: the line belongs to the budget as a whole.
    #[serde(
        default,
        with = "written::key",
        skip_serializing_if = "Option::is_none"
    )]
    pub part: Option<Key>,
    pub name: String,
    pub kind: LineKind,
    /// Positive also for income and unspent funds, which are deducted.
    #[serde(with = "written")]
    pub amount: Ore,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    Cost,
    Income,
    /// Ej upparbetade medel: money left from earlier years.
    Unspent,
}

impl PartKind {
    pub const ALL: [Self; 3] = [Self::Running, Self::FocusArea, Self::Other];

    pub fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::FocusArea => "focus_area",
            Self::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl LineKind {
    pub const ALL: [Self; 3] = [Self::Cost, Self::Income, Self::Unspent];

    pub fn code(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::Income => "income",
            Self::Unspent => "unspent",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl BudgetLine {
    /// What the line adds to the budget: costs plus, income and unspent funds minus.
    pub fn net(&self) -> Ore {
        match self.kind {
            LineKind::Cost => self.amount,
            LineKind::Income | LineKind::Unspent => -self.amount,
        }
    }
}

/// The sums of some lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    pub costs: Ore,
    pub income: Ore,
    pub unspent: Ore,
}

impl Sums {
    pub fn net(&self) -> Ore {
        self.costs - self.income - self.unspent
    }

    fn of<'a>(lines: impl Iterator<Item = &'a BudgetLine>) -> Self {
        let mut sums = Self::default();
        for line in lines {
            match line.kind {
                LineKind::Cost => sums.costs += line.amount,
                LineKind::Income => sums.income += line.amount,
                LineKind::Unspent => sums.unspent += line.amount,
            }
        }
        sums
    }
}

/// The sums of a budget: each part in the budget's order, and what stands outside the parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetTotals {
    pub parts: Vec<(Key, Sums)>,
    pub outside: Sums,
    pub sum_of_parts: Ore,
    pub total: Ore,
}

impl Budget {
    /// A budget of a single amount, for what is not a year's costs: a debt, a number of votes.
    pub fn of_amount(year: i32, amount: Ore) -> Self {
        let line = BudgetLine {
            part: None,
            name: String::new(),
            kind: LineKind::Cost,
            amount,
            note: String::new(),
        };
        Self {
            year,
            printed_total: None,
            parts: Vec::new(),
            lines: vec![line],
        }
    }

    pub fn totals(&self) -> BudgetTotals {
        let parts: Vec<(Key, Sums)> = self
            .parts
            .iter()
            .map(|part| (part.key.clone(), Sums::of(self.lines_of(Some(&part.key)))))
            .collect();
        let outside = Sums::of(self.lines_of(None));
        let sum_of_parts: Ore = parts.iter().map(|(_, sums)| sums.net()).sum();
        BudgetTotals {
            parts,
            outside,
            sum_of_parts,
            total: sum_of_parts + outside.net(),
        }
    }

    /// The net of all parts of a kind, in öre.
    pub fn sum_of_kind(&self, kind: PartKind) -> Ore {
        let parts = self.parts.iter().filter(|part| part.kind == kind);
        parts
            .map(|part| Sums::of(self.lines_of(Some(&part.key))).net())
            .sum()
    }

    /// What the focus areas cost together, in öre, and the last of them; when there are several.
    pub fn focus_areas(&self) -> Option<(Ore, &BudgetPart)> {
        let kind = PartKind::FocusArea;
        let areas: Vec<&BudgetPart> = self.parts.iter().filter(|part| part.kind == kind).collect();
        let last = areas.last().filter(|_| areas.len() > 1)?;
        Some((self.sum_of_kind(kind), last))
    }

    /// The lines of a part, or with nothing those outside the parts.
    pub fn lines_of(&self, part: Option<&Key>) -> impl Iterator<Item = &BudgetLine> {
        self.lines
            .iter()
            .filter(move |line| line.part.as_ref() == part)
    }

    pub fn part(&self, key: &Key) -> Option<&BudgetPart> {
        self.parts.iter().find(|part| part.key == *key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(text: &str) -> Budget {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn a_kind_of_parts_sums_its_own_lines_net_and_no_others() {
        let budget = budget(
            r#"
            year = 2025
            parts = [
                { key = "drift", name = "Drift", kind = "running" },
                { key = "a", name = "A", kind = "focus_area" },
                { key = "b", name = "B", kind = "focus_area" },
            ]
            lines = [
                { part = "drift", name = "Kansli", kind = "cost", amount = 1000 },
                { part = "a", name = "A", kind = "cost", amount = 300 },
                { part = "b", name = "B", kind = "cost", amount = 200 },
                { part = "b", name = "Bidrag", kind = "income", amount = 50 },
                { name = "Kvar", kind = "unspent", amount = 7 },
            ]
            "#,
        );
        assert_eq!(budget.sum_of_kind(PartKind::FocusArea), Ore(45_000));
        assert_eq!(budget.sum_of_kind(PartKind::Running), Ore(100_000));
        assert_eq!(budget.sum_of_kind(PartKind::Other), Ore::ZERO);
    }
}
