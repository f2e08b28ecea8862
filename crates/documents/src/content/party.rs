//! What a party pays, answers for and takes part in, for the meeting at home.

use crate::{Chart, Front, NamedText, Working};
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct PartyDocument {
    pub front: Front,
    /// The heading over the figures.
    pub in_short: String,
    pub figures: Vec<NamedText>,
    pub sections: Vec<PartySection>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct PartySection {
    pub title: String,
    pub text: String,
    pub chart: Option<Chart>,
    pub table: Option<PlainTable>,
    /// The reasons for what stands in the table.
    pub explanations: Vec<Working>,
    /// Stands instead of a table.
    pub none: String,
}

/// A table of texts that are ready for print.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PlainTable {
    pub caption: String,
    pub columns: Vec<PlainColumn>,
    pub rows: Vec<Vec<String>>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct PlainColumn {
    pub heading: String,
    pub is_number: bool,
}
