//! What-ifs beside each other. All headings come finished, in the reader's language.

use crate::{Chart, Front};
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct ScenarioDocument {
    pub front: Front,
    pub heading: String,
    /// What is compared, each with its letter.
    pub sides: Vec<ScenarioSide>,
    pub tables: Vec<ScenarioTable>,
    pub chart: Option<Chart>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct ScenarioSide {
    pub label: String,
    pub title: String,
    pub note: String,
    pub changes: Vec<String>,
    pub total: String,
}

/// A table whose first column is text and whose others are numbers.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ScenarioTable {
    pub title: String,
    /// Under the heading; may be empty.
    pub about: String,
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// None when nothing is summed.
    pub totals: Vec<String>,
}
