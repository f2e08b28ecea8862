//! What a version of a plan says.

use super::GoalRef;
use samverk_foundation::Key;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanContent {
    pub summary: String,
    pub vision: String,
    /// What a reader should know of the text itself.
    pub note: String,
    pub values: Vec<NamedText>,
    /// Chapters before the focus areas.
    pub sections: Vec<TitledText>,
    pub focus_areas: Vec<FocusArea>,
    pub goals: Vec<Goal>,
    pub appendices: Vec<TitledText>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedText {
    pub name: String,
    #[serde(default)]
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TitledText {
    pub title: String,
    #[serde(default)]
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FocusArea {
    pub key: Key,
    pub name: String,
    pub purpose: String,
    /// A group of the collaboration.
    pub leadership_group: Option<Key>,
    /// A part of the budget.
    pub budget_part: Option<Key>,
    pub catalogue_goals: Vec<GoalRef>,
}

/// An effect goal: what is to be true, by year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    pub key: Key,
    pub focus_area: Key,
    /// A party's key, or free text.
    pub owner: String,
    /// The reason why nothing measures the goal; empty when something does.
    pub without_indicator: String,
    /// In order of year, at least one.
    pub years: Vec<GoalYear>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalYear {
    pub year: i32,
    pub text: String,
    pub catalogue_goals: Vec<GoalRef>,
}

impl Goal {
    /// What the goal is called where one line must do: its first text.
    pub fn title(&self) -> &str {
        self.years.first().map_or("", |year| &year.text)
    }

    /// What holds in a year: its text, or that of the last year before it, or else the first.
    pub fn text_in(&self, year: i32) -> &str {
        let before = self.years.iter().rfind(|text| text.year <= year);
        before.map_or_else(|| self.title(), |text| &text.text)
    }

    /// Every catalogue goal it serves in some year, in order of first mention.
    pub fn catalogue_goals(&self) -> Vec<GoalRef> {
        let mut seen = BTreeSet::new();
        let all = self.years.iter().flat_map(|year| &year.catalogue_goals);
        all.filter(|reference| seen.insert((*reference).clone()))
            .cloned()
            .collect()
    }

    /// The years in spans with the same text: 2021–2022, 2023.
    pub fn spans(&self) -> Vec<&[GoalYear]> {
        self.years
            .chunk_by(|one, next| {
                one.year + 1 == next.year
                    && one.text == next.text
                    && one.catalogue_goals == next.catalogue_goals
            })
            .collect()
    }
}

impl PlanContent {
    pub fn focus_area(&self, key: &str) -> Option<&FocusArea> {
        self.focus_areas
            .iter()
            .find(|area| area.key.as_str() == key)
    }

    /// The texts that are marked up, in the order of the document.
    pub fn marked_texts(&self) -> Vec<&str> {
        let mut texts = vec![&self.summary, &self.note, &self.vision];
        texts.extend(self.values.iter().map(|value| &value.text));
        texts.extend(self.sections.iter().map(|chapter| &chapter.text));
        texts.extend(self.focus_areas.iter().map(|area| &area.purpose));
        texts.extend(self.appendices.iter().map(|chapter| &chapter.text));
        texts.into_iter().map(String::as_str).collect()
    }

    pub fn goal(&self, key: &str) -> Option<&Goal> {
        self.goals.iter().find(|goal| goal.key.as_str() == key)
    }

    pub fn goals_of<'c>(&'c self, area: &'c Key) -> impl Iterator<Item = &'c Goal> {
        self.goals
            .iter()
            .filter(move |goal| goal.focus_area == *area)
    }

    /// Every catalogue goal that a focus area or one of its goals names.
    pub fn references_of(&self, area: &FocusArea) -> BTreeSet<GoalRef> {
        let of_goals = self.goals_of(&area.key).flat_map(Goal::catalogue_goals);
        area.catalogue_goals
            .iter()
            .cloned()
            .chain(of_goals)
            .collect()
    }
}
