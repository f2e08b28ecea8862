//! What a scenario differs from what it started from.

use super::figures::Number;
use crate::scenario_view::Comparison;
use samverk_engine::SideRow;
use samverk_foundation::{Key, Ore};
use samverk_rest::{Amount, KeySchema};
use schemars::JsonSchema;
use serde::Serialize;

/// The scenario beside what it started from. Amounts are kronor, or numbers of votes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ScenarioComparison")]
pub struct ComparisonView {
    /// The inhabitants are those on 31 December of this year.
    population_year: Option<i32>,
    /// The members that pay something before or after.
    rows: Vec<ComparedMember>,
    total: ComparedMember,
}

/// A member before and after.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ScenarioComparisonRow")]
pub struct ComparedMember {
    /// None for the sum.
    #[schemars(with = "Option<KeySchema>")]
    party: Option<Key>,
    name: String,
    inhabitants: Option<i64>,
    /// None where the party is no member.
    before: Option<Amount>,
    after: Option<Amount>,
    difference: Option<Amount>,
    /// The difference in percent of before; none when that is zero.
    percent: Option<Number>,
    /// Afterwards.
    per_inhabitant: Option<Amount>,
    difference_per_inhabitant: Option<Amount>,
}

impl ComparisonView {
    pub fn of(compared: &Comparison) -> Self {
        let rows = compared.table.rows.iter();
        Self {
            population_year: compared.population_year,
            rows: rows.map(ComparedMember::of).collect(),
            total: ComparedMember::of(&compared.table.total),
        }
    }

    pub fn example() -> Self {
        let amount = |kronor| Some(Amount(Ore::from_kronor(kronor)));
        let total = ComparedMember {
            party: None,
            name: String::new(),
            inhabitants: None,
            before: amount(4_730_000),
            after: amount(4_795_000),
            difference: amount(65_000),
            percent: None,
            per_inhabitant: None,
            difference_per_inhabitant: None,
        };
        let row = ComparedMember {
            party: Some(Key::from_name("Aneby kommun")),
            name: "Aneby kommun".to_owned(),
            ..total.clone()
        };
        Self {
            population_year: Some(2020),
            rows: vec![row],
            total,
        }
    }
}

impl ComparedMember {
    fn of(row: &SideRow) -> Self {
        Self {
            party: row.party.clone(),
            name: row.name.clone(),
            inhabitants: row.inhabitants,
            before: row.amount(0).map(Amount),
            after: row.amount(1).map(Amount),
            difference: row.difference(1).map(Amount),
            percent: row.percent(1).map(Number),
            per_inhabitant: row.per_inhabitant(1).map(Amount),
            difference_per_inhabitant: row.difference_per_inhabitant(1).map(Amount),
        }
    }
}
