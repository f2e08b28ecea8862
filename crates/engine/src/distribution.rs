//! The result: a table of members and parts, and a trace that explains every amount.
//! Amounts here are in öre; the input's are written in kronor.

use super::{
    Base, ChangeDirection, Exact, PartYear, Purpose, RateFactor, RoundingUnit, SkipReason, Source,
    StepGives,
};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    pub year: i32,
    pub model: Key,
    pub purpose: Purpose,
    /// The parts in the budget's order; last, if there is anything, what stands outside them.
    pub columns: Vec<Column>,
    /// The members in the input's order, also those that pay nothing.
    pub rows: Vec<Row>,
    /// The budget's total.
    pub budget: Ore,
    /// The sum of the rows.
    pub distributed: Ore,
    /// Budget minus distributed: positive when something is left, negative when too much is taken.
    pub difference: Ore,
    /// Why there is a difference; these sum to it.
    pub differences: Vec<Difference>,
    pub trace: Vec<RuleTrace>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Nothing: the lines outside the parts (deductions).
    pub part: Option<Key>,
    /// Empty outside the parts.
    pub name: String,
    pub budget: Ore,
    pub distributed: Ore,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub party: Key,
    pub name: String,
    pub amount: Ore,
    /// One amount per column.
    pub cells: Vec<Ore>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Difference {
    /// No rule takes this money of a part (nothing: outside the parts).
    NotTaken {
        part: Option<Key>,
        name: String,
        amount: Ore,
    },
    /// The rules take more than the part has; negative.
    OverTaken {
        part: Option<Key>,
        name: String,
        amount: Ore,
    },
    /// The rule's rows were rounded one by one.
    Rounding {
        rule: Key,
        name: String,
        amount: Ore,
    },
}

impl Difference {
    pub fn amount(&self) -> Ore {
        match self {
            Self::NotTaken { amount, .. }
            | Self::OverTaken { amount, .. }
            | Self::Rounding { amount, .. } => *amount,
        }
    }
}

impl Distribution {
    pub fn row(&self, party: &Key) -> Option<&Row> {
        self.rows.iter().find(|row| row.party == *party)
    }

    /// The row as a percentage of all rows, with two decimals.
    pub fn percent_of_distributed(&self, row: &Row) -> Option<Decimal> {
        let hundredfold = &Exact::from(row.amount) * &Exact::integer(100);
        hundredfold
            .divided_by(&Exact::from(self.distributed))?
            .to_decimal(2)
    }
}

/// What one rule did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleTrace {
    pub rule: Key,
    pub name: String,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    Skipped { reason: SkipReason },
    Applied(Applied),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    pub base: Base,
    /// The names and amounts that the base consists of.
    pub base_parts: Vec<(String, Ore)>,
    pub base_amount: Ore,
    /// What the rule has taken from the base.
    pub taken: Ore,
    /// The sum of the rule's rounded amounts.
    pub sum: Ore,
    pub unit: RoundingUnit,
    pub parties: Vec<PartyTrace>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyTrace {
    pub party: Key,
    pub steps: Vec<Step>,
    pub amount: Ore,
}

/// One step towards an amount. Exact amounts are in öre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Step {
    /// The party's figure, and when it is a share: the sum of the takers'.
    Figure {
        source: Source,
        value: Decimal,
        total: Option<Exact>,
    },
    /// The pool is a percentage of the base.
    PercentOfBase {
        base: Ore,
        percent: Decimal,
        pool: Exact,
    },
    ShareByPercent {
        pool: Exact,
        percent: Decimal,
        amount: Exact,
    },
    ShareByFigure {
        pool: Exact,
        value: Decimal,
        total: Exact,
        amount: Exact,
    },
    ShareEqually {
        pool: Exact,
        takers: usize,
        amount: Exact,
    },
    /// The weighted measures, and the share (of one) that they give together.
    ShareByWeights {
        pool: Exact,
        weights: Vec<Weight>,
        share: Exact,
        amount: Exact,
    },
    Rate {
        value: Decimal,
        rate: Decimal,
        amount: Exact,
    },
    /// A rate that is a product of named figures, in kronor.
    RateProduct {
        factors: Vec<RateFactor>,
        rate: Exact,
    },
    RatedBy {
        value: Decimal,
        rate: Exact,
        amount: Exact,
    },
    StepFound {
        value: Decimal,
        from: Decimal,
        /// The end that is in the step, when it is printed so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Decimal>,
        below: Option<Decimal>,
        gives: StepGives,
        step: Decimal,
    },
    Fixed {
        amount: Ore,
    },
    Actual {
        table: String,
        amount: Exact,
    },
    /// The base amount, what is left to share when all have paid theirs.
    BaseAmount {
        amount: Ore,
        takers: usize,
        left: Option<Exact>,
    },
    BaseAndVariable {
        base: Ore,
        variable: Exact,
        amount: Exact,
    },
    Floor {
        limit: Ore,
        before: Exact,
        after: Exact,
    },
    Cap {
        limit: Ore,
        before: Exact,
        after: Exact,
    },
    Rebate {
        above: Ore,
        percent: Decimal,
        before: Exact,
        after: Exact,
    },
    ChangeLimited {
        last: Ore,
        /// Where last year's amount was stated, when it is not an adopted distribution's.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        source: String,
        percent: Decimal,
        #[serde(default, skip_serializing_if = "ChangeDirection::is_both")]
        change_direction: ChangeDirection,
        before: Exact,
        after: Exact,
    },
    PartOfYear {
        count: u32,
        of: u32,
        unit: PartYear,
        before: Exact,
        after: Exact,
    },
    /// The party bears its part of what those do not pay who are members a part of the year.
    PartsOfYearShared {
        before: Exact,
        after: Exact,
    },
    /// No amount last year, so the change is not limited.
    ChangeUnlimited,
    /// The party bears its part of what others were relieved of, or gains from what they bear.
    Spread {
        before: Exact,
        after: Exact,
    },
    Index {
        name: String,
        old: Decimal,
        new: Decimal,
        before: Exact,
        after: Exact,
    },
    Added {
        table: String,
        amount: Exact,
        after: Exact,
    },
    Rounded {
        before: Exact,
        after: Ore,
        unit: RoundingUnit,
        adjustment: Adjustment,
    },
}

/// One of several weighted measures: the party's share (of one) of its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weight {
    pub source: Source,
    pub percent: Decimal,
    pub value: Decimal,
    pub total: Exact,
}

/// Whether a row was rounded the other way to make the sum right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adjustment {
    None,
    Up,
    Down,
}
