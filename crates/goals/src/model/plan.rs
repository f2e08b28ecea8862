use super::{PlanContent, VersionStatus};
use crate::PlanId;
use chrono::{Datelike, NaiveDate};
use samverk_foundation::{CollaborationId, Decision, Key};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A plan of a collaboration, over a period. What it says stands in its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub id: PlanId,
    pub collaboration: CollaborationId,
    pub key: Key,
    pub title: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub source: String,
    pub revision: i64,
}

impl Plan {
    /// The calendar years that the period touches.
    pub fn years(&self) -> std::ops::RangeInclusive<i32> {
        self.from.year()..=self.to.year()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanVersion {
    pub id: Uuid,
    pub plan: PlanId,
    /// 1, 2, 3 …
    pub number: i64,
    /// The version's own name, `0.9`.
    pub label: String,
    pub status: VersionStatus,
    pub published: bool,
    /// The last day for comments, when it was sent out.
    pub comments_until: Option<NaiveDate>,
    pub decision: Option<Decision>,
    pub content: PlanContent,
    pub revision: i64,
}

impl PlanVersion {
    /// Whether comments are taken on this day: the last one is counted in.
    pub fn takes_comments(&self, today: NaiveDate) -> bool {
        let is_open = self.comments_until.is_none_or(|last| today <= last);
        self.status == VersionStatus::Consultation && is_open
    }

    pub fn summary(&self) -> VersionSummary {
        VersionSummary {
            number: self.number,
            label: self.label.clone(),
            status: self.status,
            published: self.published,
            comments_until: self.comments_until,
            decision: self.decision.clone(),
        }
    }
}

/// A version in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VersionSummary {
    pub number: i64,
    pub label: String,
    pub status: VersionStatus,
    pub published: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments_until: Option<NaiveDate>,
    pub decision: Option<Decision>,
}
