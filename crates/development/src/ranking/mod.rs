//! Rankings of the initiatives at a gate: what they were compared by, and where each came. A ranking is kept with
//! its day and never changed; other weights give another.

mod at_gate;
mod keep;
mod page;
mod rank;

pub(crate) use at_gate::{AtGate, find_process};
pub use keep::{keep_ranking, restore_ranking};
pub(crate) use page::{routes, show_number};
pub use rank::{Candidate, Ranked, Ranking, mean, rank, weighted};

use crate::processes::Process;
use chrono::NaiveDate;
use samverk_engine::Exact;
use samverk_foundation::Key;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A ranking that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptRanking {
    pub id: Uuid,
    pub process: Uuid,
    pub phase: Key,
    /// 1, 2, 3 … in its process.
    pub number: i64,
    pub says: RankingDocument,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RankingDocument {
    /// The day on which it was made.
    #[schemars(with = "samverk_rest::Date")]
    pub made: NaiveDate,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    pub weights: Vec<Weight>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    #[schemars(with = "String")]
    pub criterion: Key,
    pub weight: i64,
}

/// Where an initiative came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The key of the initiative.
    #[schemars(with = "String")]
    pub initiative: Key,
    /// What it was called.
    pub title: String,
    pub place: usize,
    /// The weighted mean, exactly: `29/9`.
    #[schemars(with = "String")]
    pub value: Exact,
    pub tied: bool,
}

/// The weights that hold at a gate: those of the last ranking made there, or else the process's own.
pub fn weights_of(process: &Process, phase: &Key, rankings: &[KeptRanking]) -> Vec<(Key, i64)> {
    let last = rankings.iter().find(|one| one.phase == *phase);
    let criteria = process.criteria_of(phase);
    let weight = |key: &Key| {
        let weights = last.map(|last| &last.says.weights);
        let found = weights?.iter().find(|one| one.criterion == *key);
        found.map(|one| one.weight)
    };
    criteria
        .map(|one| (one.key.clone(), weight(&one.key).unwrap_or(one.weight.0)))
        .collect()
}
