//! "The same key with the latest population": what it means, rule by rule.

use super::{
    CountingDate, DataYear, DistributionInput, DistributionModel, Measure, MeasureTable, Measures,
    Member, MemberKind, POPULATION, Rule,
};
use samverk_foundation::Key;
use std::collections::BTreeSet;

/// The newest year in which every one of these parties has a figure in the table.
pub fn newest_common_year(table: &MeasureTable, parties: &[Key]) -> Option<i32> {
    if parties.is_empty() {
        return None;
    }
    let known: BTreeSet<(&Key, i32)> = table
        .values
        .iter()
        .filter_map(|row| Some((&row.party, row.year?)))
        .collect();
    let years: BTreeSet<i32> = known.iter().map(|(_, year)| *year).collect();
    let has_all = |year: &&i32| parties.iter().all(|party| known.contains(&(party, **year)));
    years.iter().rev().find(has_all).copied()
}

/// The parties whose population the key is about; empty when no rule divides by inhabitants and
/// no rule has fixed shares that population could stand for.
pub fn parties_of_key(input: &DistributionInput) -> Vec<Key> {
    let mut parties = Vec::new();
    for rule in &input.model.rules {
        let takers = takers(rule, input);
        if takes_population(rule, &takers) {
            for member in takers {
                if !parties.contains(&member.key) {
                    parties.push(member.key.clone());
                }
            }
        }
    }
    parties
}

/// The same key with another year's population: rules by population read that year, and fixed
/// shares are computed anew from it. Other rules stand as they are.
pub fn with_population_of(input: &DistributionInput, year: i32) -> DistributionModel {
    let mut model = input.model.clone();
    for rule in &mut model.rules {
        let takers = takers(rule, input);
        if !takes_population(rule, &takers) {
            continue;
        }
        let before = rule.clone();
        match &mut rule.measure {
            Measures::One(measure) => set_year(measure, year),
            Measures::Weighted(weighted) => {
                for part in weighted {
                    set_year(&mut part.measure, year);
                }
            }
        }
        drop_stale_note(&before, rule);
    }
    model
}

/// A rule that says something else than before no longer has what was noted about it.
pub fn drop_stale_note(before: &Rule, now: &mut Rule) {
    if *before != *now && before.note == now.note {
        now.note.clear();
    }
}

fn takers<'i>(rule: &Rule, input: &'i DistributionInput) -> Vec<&'i Member> {
    match input.model.skipped(rule, input.year) {
        Some(_) => Vec::new(),
        None => rule.takers_among(&input.members, input.year),
    }
}

/// A region's inhabitants are those of its municipalities, so shares between both follow no population.
fn takes_population(rule: &Rule, takers: &[&Member]) -> bool {
    let any = |kind: MemberKind| takers.iter().any(|member| member.kinds.contains(&kind));
    let is_mixed = any(MemberKind::Municipality) && any(MemberKind::Region);
    let others = takers.iter().any(|member| {
        !member.kinds.contains(&MemberKind::Municipality)
            && !member.kinds.contains(&MemberKind::Region)
    });
    let measures = rule.measure.each();
    let by_population = measures.iter().any(|m| {
        matches!(
            m,
            Measure::Population {
                date: CountingDate::December31,
                ..
            }
        )
    });
    let by_shares = measures
        .iter()
        .any(|m| matches!(m, Measure::Percentages { .. }));
    !takers.is_empty() && (by_population || (by_shares && takers.len() > 1 && !is_mixed && !others))
}

fn set_year(measure: &mut Measure, to: i32) {
    match measure {
        Measure::Population { year, date } if date.table() == POPULATION => {
            *year = DataYear::Fixed(to);
        }
        Measure::Percentages { .. } => {
            *measure = Measure::Population {
                year: DataYear::Fixed(to),
                date: CountingDate::December31,
            };
        }
        _ => {}
    }
}
