//! `plan.toml` and `version.toml`.

use crate::actions::{PlanFacts, VersionDraft};
use crate::model::{
    FocusArea, Goal, GoalRef, NamedText, Plan, PlanContent, PlanVersion, TitledText, VersionStatus,
};
use samverk_exchange::{DocumentDate, DocumentDecision};
use samverk_foundation::{Key, Problem, Problems};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanDocument {
    pub key: String,
    pub title: String,
    pub period_from: DocumentDate,
    pub period_to: DocumentDate,
    #[serde(default)]
    pub source: String,
}

impl PlanDocument {
    pub fn facts(&self) -> PlanFacts {
        PlanFacts {
            title: self.title.clone(),
            from: self.period_from.0,
            to: self.period_to.0,
            source: self.source.clone(),
            seen: None,
        }
    }

    pub fn of(plan: &Plan) -> Self {
        Self {
            key: plan.key.to_string(),
            title: plan.title.clone(),
            period_from: DocumentDate(plan.from),
            period_to: DocumentDate(plan.to),
            source: plan.source.clone(),
        }
    }
}

/// The text of a version; its goals stand in `goals.csv` beside it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VersionDocument {
    /// 1, 2, 3 …
    pub number: i64,
    /// The version's own name, `0.9`.
    #[serde(default)]
    pub label: String,
    pub status: VersionStatus,
    #[serde(default)]
    pub published: bool,
    /// The last day for comments, when it was sent out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments_until: Option<DocumentDate>,
    #[serde(default)]
    pub summary: String,
    #[serde(default)]
    pub vision: String,
    #[serde(default)]
    pub note: String,
    /// When adopted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DocumentDecision>,
    #[serde(default, rename = "value", skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<NamedText>,
    #[serde(default, rename = "section", skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<TitledText>,
    #[serde(default, rename = "focus_area", skip_serializing_if = "Vec::is_empty")]
    pub focus_areas: Vec<FocusAreaEntry>,
    #[serde(default, rename = "appendix", skip_serializing_if = "Vec::is_empty")]
    pub appendices: Vec<TitledText>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FocusAreaEntry {
    pub key: String,
    pub name: String,
    #[serde(default)]
    pub purpose: String,
    /// A group's key, or empty.
    #[serde(default)]
    pub leadership_group: String,
    /// The key of a part of the budget, or empty.
    #[serde(default)]
    pub budget_part: String,
    /// `<catalogue>:<code>`
    #[serde(default)]
    pub catalogue_goals: Vec<String>,
}

impl FocusAreaEntry {
    fn parse(&self, problems: &mut Problems) -> Option<FocusArea> {
        let key = problems.keep(Key::parse(&self.key));
        let leadership_group = problems.keep(optional_key(&self.leadership_group));
        let budget_part = problems.keep(optional_key(&self.budget_part));
        let references = self
            .catalogue_goals
            .iter()
            .map(|text| GoalRef::parse(text))
            .collect();
        let catalogue_goals: Option<Vec<GoalRef>> = problems.keep(references);
        Some(FocusArea {
            key: key?,
            name: self.name.clone(),
            purpose: self.purpose.clone(),
            leadership_group: leadership_group?,
            budget_part: budget_part?,
            catalogue_goals: catalogue_goals?,
        })
    }

    fn of(area: &FocusArea) -> Self {
        let key = |key: &Option<Key>| key.as_ref().map(ToString::to_string).unwrap_or_default();
        Self {
            key: area.key.to_string(),
            name: area.name.clone(),
            purpose: area.purpose.clone(),
            leadership_group: key(&area.leadership_group),
            budget_part: key(&area.budget_part),
            catalogue_goals: area
                .catalogue_goals
                .iter()
                .map(ToString::to_string)
                .collect(),
        }
    }
}

fn optional_key(text: &str) -> Result<Option<Key>, Problem> {
    if text.is_empty() {
        Ok(None)
    } else {
        Key::parse(text).map(Some)
    }
}

impl VersionDocument {
    /// The version with its goals. Fails with every key and reference that cannot be read.
    pub fn draft(self, goals: Vec<Goal>) -> Result<VersionDraft, Problems> {
        let mut problems = Problems::default();
        let entries = self.focus_areas.iter();
        let focus_areas = entries
            .filter_map(|entry| entry.parse(&mut problems))
            .collect();
        let content = PlanContent {
            summary: self.summary,
            vision: self.vision,
            note: self.note,
            values: self.values,
            sections: self.sections,
            focus_areas,
            goals,
            appendices: self.appendices,
        };
        problems.or(VersionDraft {
            number: self.number,
            label: self.label,
            status: self.status,
            published: self.published,
            comments_until: self.comments_until.map(|day| day.0),
            decision: self.decision.map(Into::into),
            content,
        })
    }

    pub fn of(version: &PlanVersion) -> Self {
        let content = &version.content;
        Self {
            number: version.number,
            label: version.label.clone(),
            status: version.status,
            published: version.published,
            comments_until: version.comments_until.map(DocumentDate),
            summary: content.summary.clone(),
            vision: content.vision.clone(),
            note: content.note.clone(),
            decision: version.decision.as_ref().map(Into::into),
            values: content.values.clone(),
            sections: content.sections.clone(),
            focus_areas: content.focus_areas.iter().map(FocusAreaEntry::of).collect(),
            appendices: content.appendices.clone(),
        }
    }
}
