//! A cost distribution with the reason for every amount.

use crate::{Chart, Front, NamedText, Prose, Working};
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct DistributionDocument {
    pub front: Front,
    pub introduction: Prose,
    pub warnings: Vec<String>,
    /// The budget parts, in the order of the amounts in each row.
    pub parts: Vec<String>,
    pub rows: Vec<MemberAmounts>,
    pub totals: MemberAmounts,
    pub chart: Option<Chart>,
    pub explanations: Vec<Working>,
    pub comparison: Option<Comparison>,
    pub key_search: Option<KeySearch>,
    pub inputs: Vec<InputList>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct MemberAmounts {
    pub member: String,
    /// One for each part.
    pub amounts: Vec<String>,
    pub total: String,
}

/// The computed table beside one that was printed elsewhere.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Comparison {
    /// Where the printed table stands.
    pub source: String,
    pub rows: Vec<ComparisonRow>,
    pub findings: Vec<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct ComparisonRow {
    pub member: String,
    /// The words in the printed share column.
    pub printed_share: String,
    pub printed: String,
    pub computed: String,
    /// Empty when there is none.
    pub difference: String,
}

/// The search among stored measures for the key behind printed percentages.
#[derive(Clone, Debug, Default, Serialize)]
pub struct KeySearch {
    pub text: Prose,
    /// Each measure that was tried, and how well it fits.
    pub candidates: Vec<NamedText>,
}

/// Everything that the result was computed from.
#[derive(Clone, Debug, Default, Serialize)]
pub struct InputList {
    pub title: String,
    pub values: Vec<NamedText>,
}
