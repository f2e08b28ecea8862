use super::ActivityStatus;
use crate::{ActivityId, PlanId};
use chrono::NaiveDate;
use samverk_foundation::Key;
use serde::{Deserialize, Serialize};

/// Something that is done to reach the goals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub id: ActivityId,
    pub plan: PlanId,
    pub key: Key,
    /// The heading of the list that it stands in.
    pub series: String,
    pub name: String,
    pub focus_area: Option<Key>,
    pub goal: Option<Key>,
    pub status: ActivityStatus,
    pub responsible: String,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub note: String,
    pub position: i64,
    pub revision: i64,
}
