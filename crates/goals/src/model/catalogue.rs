use super::GoalRef;
use crate::catalogues::HeldCatalogue;
use serde::Serialize;
use std::collections::BTreeMap;

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
    pub fn of(catalogues: &[HeldCatalogue]) -> Self {
        let goals = catalogues.iter().flat_map(|catalogue| {
            catalogue.goals.iter().map(|goal| {
                let reference = GoalRef {
                    catalogue: catalogue.key.clone(),
                    code: goal.code.to_string(),
                };
                let name = GoalName {
                    reference: reference.clone(),
                    name: goal.name.to_string(),
                    catalogue: catalogue.name.to_string(),
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
