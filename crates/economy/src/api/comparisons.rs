//! Scenarios beside each other, and beside what they start from when that is the same.

use super::figures::Number;
use super::{path, resource as economy_resource, scope};
use crate::scenario_view::{Comparison, MOST_COMPARED, Side, load_comparison};
use samverk_engine::SideRow;
use samverk_foundation::{Key, Ore};
use samverk_rest::{
    Amount, Call, KeySchema, Linked, Operation, Page, Reason, Refusal, Representation, Resource,
    Word,
};
use samverk_web::Ui;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn resource() -> Resource {
    economy_resource(
        "comparisons",
        [
            "Jämförelser: scenarier bredvid varandra.",
            "Comparisons: scenarios side by side.",
        ],
    )
    .with(
        Operation::list(
            "/collaborations/{collaboration}/scenarios/{scenario}/comparisons",
            "listComparisons",
            list,
        )
        .about(
            "Scenariot bredvid upp till tre andra, vart och ett jämfört med det första i listan. Utgår alla från detsamma står utgångsläget först.",
            "The scenario beside up to three others, each compared with the first of the list. When all start from the same, that stands first.",
        ),
    )
}

/// One of the results. Amounts are kronor, or numbers of votes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ComparedResult")]
pub struct ComparedResult {
    /// None for what the scenarios start from.
    #[schemars(with = "Option<KeySchema>")]
    scenario: Option<Key>,
    title: String,
    note: String,
    /// What the scenario changes, in words.
    changes: Vec<String>,
    /// What does not add up or stands out, in words.
    remarks: Vec<String>,
    /// The inhabitants are those on 31 December of this year.
    population_year: Option<i32>,
    /// The members that pay something in any of the results; the same in all of them.
    rows: Vec<ComparedAmount>,
    total: ComparedAmount,
}

/// What a member pays in one of the results.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ComparedAmount {
    /// None for the sum.
    #[schemars(with = "Option<KeySchema>")]
    party: Option<Key>,
    name: String,
    inhabitants: Option<i64>,
    /// None where the party is no member.
    amount: Option<Amount>,
    per_inhabitant: Option<Amount>,
    /// Against the first of the list. None in the first itself.
    difference: Option<Amount>,
    /// The difference in percent of the first; none when that is zero.
    percent: Option<Number>,
    difference_per_inhabitant: Option<Amount>,
}

impl ComparedAmount {
    fn of(row: &SideRow, side: usize) -> Self {
        let is_compared = side > 0;
        let compared = |amount: Option<Ore>| amount.filter(|_| is_compared).map(Amount);
        Self {
            party: row.party.clone(),
            name: row.name.clone(),
            inhabitants: row.inhabitants,
            amount: row.amount(side).map(Amount),
            per_inhabitant: row.per_inhabitant(side).map(Amount),
            difference: compared(row.difference(side)),
            percent: row.percent(side).filter(|_| is_compared).map(Number),
            difference_per_inhabitant: compared(row.difference_per_inhabitant(side)),
        }
    }
}

impl ComparedResult {
    fn of(ui: &Ui, compared: &Comparison, number: usize, side: &Side) -> Self {
        let rows = compared.table.rows.iter();
        Self {
            scenario: side.scenario.clone(),
            title: side.title.clone(),
            note: side.note.clone(),
            changes: side.changes.clone(),
            remarks: side.remarks(ui),
            population_year: compared.population_year,
            rows: rows.map(|row| ComparedAmount::of(row, number)).collect(),
            total: ComparedAmount::of(&compared.table.total, number),
        }
    }
}

impl Representation for ComparedResult {
    fn example() -> Self {
        let total = ComparedAmount {
            party: None,
            name: String::new(),
            inhabitants: None,
            amount: Some(Amount(Ore::from_kronor(4_361_000))),
            per_inhabitant: None,
            difference: Some(Amount(Ore::ZERO)),
            percent: None,
            difference_per_inhabitant: None,
        };
        let row = ComparedAmount {
            party: Some(Key::from_name("Aneby kommun")),
            name: "Aneby kommun".to_owned(),
            ..total.clone()
        };
        Self {
            scenario: Some(Key::from_name("Folkmängd 2020")),
            title: "2020 års folkmängd".to_owned(),
            note: String::new(),
            changes: vec!["Folkmängd från 2020".to_owned()],
            remarks: Vec::new(),
            population_year: Some(2020),
            rows: vec![row],
            total,
        }
    }
}

/// With what to compare.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ComparisonQuery {
    /// Upp till tre andra scenarier med komma emellan. / Up to three other scenarios with commas between.
    with: Option<Word>,
}

async fn list(call: Call, query: ComparisonQuery) -> Result<Page<ComparedResult>, Refusal> {
    let others = query.with.iter().flat_map(|with| with.0.split(','));
    let keys: Vec<&str> = std::iter::once(call.part("scenario"))
        .chain(others)
        .collect();
    if keys.len() > MOST_COMPARED {
        return Err(Refusal::parameter(
            "with",
            Reason::AtMost(MOST_COMPARED - 1),
        ));
    }
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let ui = call.ui();
    let compared = load_comparison(&tx, &scope, &keys, &ui).await?;
    let sides: Vec<_> = compared.sides.iter().enumerate().collect();
    Ok(Page::of(sides, call.paging, |(number, side)| {
        let result = ComparedResult::of(&ui, &compared, number, side);
        match &side.scenario {
            Some(key) => {
                Linked::part(result).link("scenario", path(&scope, &format!("/scenarios/{key}")))
            }
            None => Linked::part(result),
        }
    }))
}
