use super::GoalRef;
use crate::CatalogueId;
use samverk_foundation::Key;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A strategy whose goals others point at: national, SKR's, the county's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    pub id: CatalogueId,
    pub key: Key,
    pub name: String,
    pub publisher: String,
    pub version: String,
    /// The first and last year it holds, where known.
    pub valid_from: Option<i32>,
    pub valid_to: Option<i32>,
    /// The catalogue that came after.
    pub successor: Option<Key>,
    pub source: String,
    pub goals: Vec<CatalogueGoal>,
    pub revision: i64,
}

impl Catalogue {
    pub fn href(&self) -> String {
        format!("/strategier/{}", self.key)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogueGoal {
    /// `M11`: letters, digits and hyphens.
    pub code: String,
    /// Empty when the name is not known.
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub text: String,
    /// Codes in the successor catalogue.
    #[serde(default)]
    pub successors: Vec<String>,
}

/// What people call a catalogue goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GoalName {
    pub reference: GoalRef,
    /// Empty when the name is not known.
    pub name: String,
    /// Empty when there is no such catalogue.
    pub catalogue: String,
}

/// The names of all catalogue goals, looked up by reference.
#[derive(Clone, Debug, Default)]
pub struct GoalNames(BTreeMap<GoalRef, GoalName>);

impl GoalNames {
    pub fn of(catalogues: &[Catalogue]) -> Self {
        let goals = catalogues.iter().flat_map(|catalogue| {
            catalogue.goals.iter().map(|goal| {
                let reference = GoalRef {
                    catalogue: catalogue.key.clone(),
                    code: goal.code.clone(),
                };
                let name = GoalName {
                    reference: reference.clone(),
                    name: goal.name.clone(),
                    catalogue: catalogue.name.clone(),
                };
                (reference, name)
            })
        });
        Self(goals.collect())
    }

    pub fn has(&self, reference: &GoalRef) -> bool {
        self.0.contains_key(reference)
    }

    /// The names in the order of the references. An unknown one keeps its code.
    pub fn list(&self, references: &[GoalRef]) -> Vec<GoalName> {
        let unknown = |reference: &GoalRef| GoalName {
            reference: reference.clone(),
            name: String::new(),
            catalogue: String::new(),
        };
        references
            .iter()
            .map(|reference| {
                self.0
                    .get(reference)
                    .cloned()
                    .unwrap_or_else(|| unknown(reference))
            })
            .collect()
    }
}
