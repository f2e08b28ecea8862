//! What a computation gives: every member's amount, by the budget's parts.

use super::figures::Number;
use samverk_engine::{Column, Distribution, Purpose, Row};
use samverk_foundation::{Key, Ore};
use samverk_rest::{Amount, KeySchema, Representation};
use schemars::JsonSchema;
use serde::Serialize;

/// Members × parts. Amounts are kronor; when votes are divided, numbers of votes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "DistributionResult")]
pub struct ResultView {
    purpose: Purpose,
    /// Of every amount here.
    unit: Unit,
    /// What was to be divided.
    budget: Amount,
    /// The sum of the rows.
    distributed: Amount,
    /// Budget less distributed: positive when something is left.
    difference: Amount,
    /// In the budget's order; last, if there is anything, what stands outside them.
    parts: Vec<ResultPart>,
    /// The members in order, also those that pay nothing.
    rows: Vec<ResultRow>,
}

/// What amounts are counted in.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[schemars(rename = "AmountUnit")]
pub enum Unit {
    #[serde(rename = "SEK")]
    Kronor,
    #[serde(rename = "votes")]
    Votes,
}

impl Unit {
    fn of(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Cost | Purpose::Debt => Self::Kronor,
            Purpose::Votes => Self::Votes,
        }
    }
}

/// A part of what was divided.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResultPart {
    /// None outside the parts.
    #[schemars(with = "Option<KeySchema>")]
    part: Option<Key>,
    /// Empty outside the parts.
    name: String,
    budget: Amount,
    distributed: Amount,
}

/// A member's amount.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResultRow {
    #[schemars(with = "KeySchema")]
    party: Key,
    name: String,
    amount: Amount,
    /// Percent of what is distributed.
    percent: Option<Number>,
    /// The amount by part, in the order of the result's parts.
    parts: Vec<PartAmount>,
}

/// What a member pays of a part.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartAmount {
    #[schemars(with = "Option<KeySchema>")]
    part: Option<Key>,
    amount: Amount,
}

impl ResultView {
    pub fn of(result: &Distribution) -> Self {
        let part = |column: &Column| ResultPart {
            part: column.part.clone(),
            name: column.name.clone(),
            budget: Amount(column.budget),
            distributed: Amount(column.distributed),
        };
        Self {
            purpose: result.purpose,
            unit: Unit::of(result.purpose),
            budget: Amount(result.budget),
            distributed: Amount(result.distributed),
            difference: Amount(result.difference),
            parts: result.columns.iter().map(part).collect(),
            rows: result
                .rows
                .iter()
                .map(|row| ResultRow::of(result, row))
                .collect(),
        }
    }
}

impl ResultRow {
    fn of(result: &Distribution, row: &Row) -> Self {
        let cells = result.columns.iter().zip(&row.cells);
        let cell = |(column, amount): (&Column, &Ore)| PartAmount {
            part: column.part.clone(),
            amount: Amount(*amount),
        };
        Self {
            party: row.party.clone(),
            name: row.name.clone(),
            amount: Amount(row.amount),
            percent: result.percent_of_distributed(row).map(Number),
            parts: cells.map(cell).collect(),
        }
    }
}

impl Representation for ResultView {
    fn example() -> Self {
        let amount = Amount(Ore::from_kronor(369_000));
        let part = Key::from_name("Löpande verksamhet");
        Self {
            purpose: Purpose::Cost,
            unit: Unit::Kronor,
            budget: amount,
            distributed: amount,
            difference: Amount(Ore::ZERO),
            parts: vec![ResultPart {
                part: Some(part.clone()),
                name: "Löpande verksamhet".to_owned(),
                budget: amount,
                distributed: amount,
            }],
            rows: vec![ResultRow {
                party: Key::from_name("Region Jönköpings län"),
                name: "Region Jönköpings län".to_owned(),
                amount,
                percent: Some(Number(100.into())),
                parts: vec![PartAmount {
                    part: Some(part),
                    amount,
                }],
            }],
        }
    }
}
