//! What a scenario changed of what it started from.

use super::{AmountPlace, DistributionInput, Member, NeededFigures, Rule};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioChange {
    /// Another model: its name before and now.
    Model {
        before: String,
        now: String,
    },
    /// Rules by their place in the model before and now.
    Rule {
        before: Option<usize>,
        now: Option<usize>,
    },
    Amount {
        place: AmountPlace,
        before: Ore,
        now: Ore,
    },
    Member {
        name: String,
        change: MemberChange,
    },
    Figures {
        table: String,
        change: FigureChange,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberChange {
    LeftOut,
    Added,
    /// The year from which the party is a member.
    Joined(Option<i32>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureChange {
    /// The years read before and now; empty when there were none.
    Years { before: Vec<i32>, now: Vec<i32> },
    /// The same years, but so many figures differ.
    Values(usize),
}

/// Everything that differs, in the order of a form: model, rules, amounts, members, figures.
pub fn scenario_changes(
    before: &DistributionInput,
    now: &DistributionInput,
) -> Vec<ScenarioChange> {
    let mut changes = Vec::new();
    if before.model.key != now.model.key {
        let (before, now) = (before.model.name.clone(), now.model.name.clone());
        changes.push(ScenarioChange::Model { before, now });
    } else {
        changes.extend(rule_changes(&before.model.rules, &now.model.rules));
    }
    changes.extend(amount_changes(before, now));
    changes.extend(member_changes(&before.members, &now.members));
    changes.extend(figure_changes(before, now));
    changes
}

fn rule_changes(before: &[Rule], now: &[Rule]) -> Vec<ScenarioChange> {
    let place = |rules: &[Rule], key: &Key| rules.iter().position(|rule| rule.key == *key);
    let mut changes = Vec::new();
    for (index, rule) in before.iter().enumerate() {
        let found = place(now, &rule.key);
        if found.is_none_or(|found| now.get(found) != Some(rule)) {
            let before = Some(index);
            changes.push(ScenarioChange::Rule { before, now: found });
        }
    }
    for (index, rule) in now.iter().enumerate() {
        if place(before, &rule.key).is_none() {
            let now = Some(index);
            changes.push(ScenarioChange::Rule { before: None, now });
        }
    }
    changes
}

fn amount_changes(before: &DistributionInput, now: &DistributionInput) -> Vec<ScenarioChange> {
    let mut places = AmountPlace::all(before);
    let new = AmountPlace::all(now);
    places.extend(
        new.into_iter()
            .filter(|place| !AmountPlace::all(before).contains(place)),
    );
    places
        .into_iter()
        .map(|place| (place.amount(before), place.amount(now), place))
        .filter(|(before, now, _)| before != now)
        .map(|(before, now, place)| ScenarioChange::Amount { place, before, now })
        .collect()
}

fn member_changes(before: &[Member], now: &[Member]) -> Vec<ScenarioChange> {
    let find = |list: &[Member], key: &Key| list.iter().find(|m| m.key == *key).map(|m| m.joined);
    let left = before.iter().filter_map(|member| {
        let change = match find(now, &member.key) {
            None => MemberChange::LeftOut,
            Some(joined) if joined != member.joined => MemberChange::Joined(joined),
            Some(_) => return None,
        };
        Some((member, change))
    });
    let added = now
        .iter()
        .filter(|member| find(before, &member.key).is_none())
        .map(|member| (member, MemberChange::Added));
    left.chain(added)
        .map(|(member, change)| ScenarioChange::Member {
            name: member.name.clone(),
            change,
        })
        .collect()
}

type Values<'i> = BTreeMap<(&'i Key, Option<i32>), Decimal>;

/// Figures that differ for the members of both. What a rule no longer reads is no news of its own.
fn figure_changes(before: &DistributionInput, now: &DistributionInput) -> Vec<ScenarioChange> {
    let mut changes = Vec::new();
    for table in &now.measures {
        let old = before.measures.iter().find(|old| old.key == table.key);
        let years_now = years(table);
        let years_before = old.map(years).unwrap_or_default();
        if years_now != years_before {
            let (before, now) = (
                years_before.into_iter().collect(),
                years_now.into_iter().collect(),
            );
            let change = FigureChange::Years { before, now };
            changes.push(ScenarioChange::Figures {
                table: table.name.clone(),
                change,
            });
        } else if let Some(old) = old {
            let differing = differing(&indexed(old), &indexed(table));
            if differing > 0 {
                let change = FigureChange::Values(differing);
                changes.push(ScenarioChange::Figures {
                    table: table.name.clone(),
                    change,
                });
            }
        }
    }
    changes
}

fn years(table: &super::MeasureTable) -> BTreeSet<i32> {
    table.values.iter().filter_map(|row| row.year).collect()
}

fn indexed(table: &super::MeasureTable) -> Values<'_> {
    let values = table.values.iter();
    values
        .map(|row| ((&row.party, row.year), row.value))
        .collect()
}

fn differing(before: &Values, now: &Values) -> usize {
    let is_other = |(place, value): &(&(&Key, Option<i32>), &Decimal)| {
        before.get(*place).is_some_and(|old| old != *value)
    };
    now.iter().filter(is_other).count()
}

/// The tables and years that the input's rules read and that have no figure for any member.
pub fn without_any_figure(input: &DistributionInput) -> Vec<NeededFigures> {
    let is_empty = |needed: &NeededFigures| {
        let table = input
            .measures
            .iter()
            .find(|table| table.key.as_str() == needed.table);
        table.is_none_or(|table| table.values.iter().all(|row| row.year != needed.year))
    };
    let needed = input.model.needed_figures(input.year).into_iter();
    needed
        .filter(|needed| needed.year.is_some() && is_empty(needed))
        .collect()
}
