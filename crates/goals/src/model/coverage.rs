//! What serves the goals of a catalogue, also by way of the goals that they came after.

use super::{FocusArea, Goal, GoalRef, PlanContent};
use crate::catalogues::{CatalogueGoal, HeldCatalogue};
use std::collections::{BTreeMap, BTreeSet};

/// For each catalogue goal the goals of earlier catalogues that it came after, however far back.
#[derive(Clone, Debug, Default)]
pub struct Lineage(BTreeMap<GoalRef, BTreeSet<GoalRef>>);

impl Lineage {
    pub fn of(catalogues: &[HeldCatalogue]) -> Self {
        let mut before: BTreeMap<GoalRef, Vec<GoalRef>> = BTreeMap::new();
        for catalogue in catalogues {
            let Some(next) = catalogue.successor_key() else {
                continue;
            };
            for goal in catalogue.goals.iter() {
                for code in goal.successors.iter() {
                    let later = reference(next, code);
                    let earlier = reference(&catalogue.key, &goal.code);
                    before.entry(later).or_default().push(earlier);
                }
            }
        }
        let all = before
            .keys()
            .map(|goal| (goal.clone(), ancestors(goal, &before)));
        Self(all.collect())
    }

    /// The goals that this one came after.
    pub fn before(&self, goal: &GoalRef) -> impl Iterator<Item = &GoalRef> {
        self.0.get(goal).into_iter().flatten()
    }
}

fn reference(catalogue: &samverk_foundation::Key, code: &str) -> GoalRef {
    GoalRef {
        catalogue: catalogue.clone(),
        code: code.to_owned(),
    }
}

/// Catalogues that name each other as successors end the walk instead of going round.
fn ancestors(goal: &GoalRef, before: &BTreeMap<GoalRef, Vec<GoalRef>>) -> BTreeSet<GoalRef> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![goal];
    while let Some(one) = waiting.pop() {
        for earlier in before.get(one).into_iter().flatten() {
            if earlier != goal && found.insert(earlier.clone()) {
                waiting.push(earlier);
            }
        }
    }
    found
}

/// A focus area, or one of its effect goals, that serves a catalogue goal.
#[derive(Clone, Debug)]
pub struct Service<'c> {
    pub area: &'c FocusArea,
    /// None when the focus area itself names the goal.
    pub goal: Option<&'c Goal>,
    /// What is named: the catalogue goal, or one that it came after.
    pub named: GoalRef,
}

/// A catalogue goal and what serves it.
#[derive(Clone, Debug)]
pub struct CoveredGoal<'c> {
    pub goal: &'c CatalogueGoal,
    pub reference: GoalRef,
    /// In the plan's order.
    pub services: Vec<Service<'c>>,
}

impl CoveredGoal<'_> {
    /// How many in a focus area.
    pub fn count_in(&self, area: &FocusArea) -> usize {
        let here = |service: &&Service| service.area.key == area.key;
        self.services.iter().filter(here).count()
    }

    /// Whether all that serves it names a goal that it came after.
    pub fn is_only_through_earlier(&self) -> bool {
        let earlier = |service: &Service| service.named != self.reference;
        !self.services.is_empty() && self.services.iter().all(earlier)
    }
}

/// Each goal of the catalogue, with what serves it in a plan's text.
pub fn coverage<'c>(
    content: &'c PlanContent,
    catalogue: &'c HeldCatalogue,
    lineage: &Lineage,
) -> Vec<CoveredGoal<'c>> {
    let covered = |goal: &'c CatalogueGoal| {
        let reference = reference(&catalogue.key, &goal.code);
        CoveredGoal {
            services: services(content, &reference, lineage),
            goal,
            reference,
        }
    };
    catalogue.goals.iter().map(covered).collect()
}

fn services<'c>(content: &'c PlanContent, wanted: &GoalRef, lineage: &Lineage) -> Vec<Service<'c>> {
    let named_in = |references: &[GoalRef]| {
        let mut all = std::iter::once(wanted).chain(lineage.before(wanted));
        all.find(|one| references.contains(one)).cloned()
    };
    let mut services = Vec::new();
    for area in &content.focus_areas {
        if let Some(named) = named_in(&area.catalogue_goals) {
            let goal = None;
            services.push(Service { area, goal, named });
        }
        for goal in content.goals_of(&area.key) {
            if let Some(named) = named_in(&goal.catalogue_goals()) {
                let goal = Some(goal);
                services.push(Service { area, goal, named });
            }
        }
    }
    services
}

#[cfg(test)]
#[path = "coverage_tests.rs"]
mod tests;
