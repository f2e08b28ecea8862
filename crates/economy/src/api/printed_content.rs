//! A printed table as it is sent.

use crate::records::PrintedRecord;
use samverk_engine::{ComparedRow, Comparison, PrintedRow, PrintedTable};
use samverk_foundation::{Key, Ore};
use samverk_rest::{Amount, KeySchema, ReadOnly, Representation};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A table that was printed somewhere.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "PrintedTableFacts")]
pub struct PrintedFacts {
    /// The distribution that it is compared with.
    #[schemars(with = "KeySchema")]
    distribution: Key,
    #[serde(flatten)]
    content: PrintedContent,
}

/// A table that was printed somewhere, compared with the result.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "PrintedTable")]
pub struct PrintedView {
    #[serde(flatten)]
    pub facts: PrintedFacts,
    /// None for a draft that cannot be computed now.
    pub comparison: Option<ComparisonView>,
}

/// What can be said of a printed table.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "PrintedTableContent")]
pub struct PrintedContent {
    /// Where it was printed.
    #[serde(default)]
    source: String,
    rows: Vec<RowContent>,
    /// The table's own sum, kronor.
    #[serde(default)]
    printed_total: Option<Amount>,
    /// Save although something does not add up. The warnings are kept with the distribution.
    #[serde(default, skip_serializing)]
    #[schemars(extend("writeOnly" = true))]
    pub confirm_warnings: bool,
    #[serde(default, rename = "distribution", skip_serializing)]
    #[schemars(skip)]
    pub sent_distribution: Option<Key>,
    #[serde(default, rename = "comparison", skip_serializing)]
    #[schemars(skip)]
    _comparison: ReadOnly,
}

/// A row as it was printed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "PrintedRow")]
pub struct RowContent {
    #[schemars(with = "KeySchema")]
    party: Key,
    /// The words in its column of shares: `1,90 %`.
    #[serde(default)]
    share: String,
    /// Kronor; none in a table that has only shares.
    #[serde(default)]
    amount: Option<Amount>,
}

/// The table beside the result. Amounts are kronor.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "PrintedComparison")]
pub struct ComparisonView {
    /// How many of the rows are equal.
    equal: usize,
    /// The sum of the printed rows.
    printed_sum: Amount,
    computed_sum: Amount,
    rows: Vec<ComparedRowView>,
}

/// A member in the table and in the result.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "PrintedComparisonRow")]
pub struct ComparedRowView {
    #[schemars(with = "KeySchema")]
    party: Key,
    name: String,
    /// None when it is not in the table.
    printed: Option<Amount>,
    /// None when it is not in the result.
    computed: Option<Amount>,
    /// Printed less computed.
    difference: Amount,
    /// Whether only a share is printed and it is not the computed one.
    share_differs: bool,
}

impl Representation for PrintedContent {
    fn example() -> Self {
        Self {
            source: "Verksamhetsplan 2021, sidan 12".to_owned(),
            rows: vec![RowContent {
                party: Key::from_name("Aneby kommun"),
                share: "1,90 %".to_owned(),
                amount: Some(Amount(Ore::from_kronor(82_859))),
            }],
            printed_total: None,
            confirm_warnings: true,
            sent_distribution: None,
            _comparison: ReadOnly,
        }
    }
}

impl Representation for PrintedFacts {
    fn example() -> Self {
        Self {
            distribution: Key::from_name("2021"),
            content: PrintedContent::example(),
        }
    }
}

impl Representation for PrintedView {
    fn example() -> Self {
        let amount = Amount(Ore::from_kronor(82_859));
        Self {
            facts: PrintedFacts::example(),
            comparison: Some(ComparisonView {
                equal: 1,
                printed_sum: amount,
                computed_sum: amount,
                rows: vec![ComparedRowView {
                    party: Key::from_name("Aneby kommun"),
                    name: "Aneby kommun".to_owned(),
                    printed: Some(amount),
                    computed: Some(amount),
                    difference: Amount(Ore::ZERO),
                    share_differs: false,
                }],
            }),
        }
    }
}

impl PrintedFacts {
    pub fn of(key: &Key, printed: &PrintedRecord) -> Self {
        let row = |row: &PrintedRow| RowContent {
            party: row.party.clone(),
            share: row.share.clone(),
            amount: row.amount.map(Amount),
        };
        Self {
            distribution: key.clone(),
            content: PrintedContent {
                source: printed.source.clone(),
                rows: printed.table.rows.iter().map(row).collect(),
                printed_total: printed.table.printed_total.map(Amount),
                ..PrintedContent::example()
            },
        }
    }
}

impl PrintedContent {
    pub fn record(self) -> PrintedRecord {
        let row = |row: RowContent| PrintedRow {
            party: row.party,
            share: row.share,
            amount: row.amount.map(|amount| amount.0),
        };
        PrintedRecord {
            source: self.source,
            table: PrintedTable {
                rows: self.rows.into_iter().map(row).collect(),
                printed_total: self.printed_total.map(|amount| amount.0),
            },
        }
    }
}

impl ComparisonView {
    pub fn of(comparison: &Comparison) -> Self {
        let row = |row: &ComparedRow| ComparedRowView {
            party: row.party.clone(),
            name: row.name.clone(),
            printed: row.printed.map(Amount),
            computed: row.computed.map(Amount),
            difference: Amount(row.difference),
            share_differs: row.share_differs,
        };
        Self {
            equal: comparison.rows.iter().filter(|row| row.is_equal()).count(),
            printed_sum: Amount(comparison.printed_sum),
            computed_sum: Amount(comparison.computed_sum),
            rows: comparison.rows.iter().map(row).collect(),
        }
    }
}
