//! Ranking: weighted means of scores as exact fractions. What is not scored for every criterion has no place, and
//! what stands alike shares one.

use samverk_engine::Exact;
use samverk_foundation::Key;
use std::collections::BTreeMap;

/// Something to rank.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate<I> {
    pub id: I,
    /// The scores that were given, by criterion.
    pub scores: BTreeMap<Key, Vec<i64>>,
    /// It fails a check, so it is not ranked.
    pub is_held_back: bool,
}

/// Where it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked<I> {
    pub id: I,
    /// Counted from 1; what stands alike has the same, and the next leaves room for it.
    pub place: usize,
    /// From 1 to 5.
    pub value: Exact,
    pub is_tied: bool,
    /// How far up it is to the next value; none for the first.
    pub to_next: Option<Exact>,
}

/// Those that have a place, the first first, and those that have none.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking<I> {
    pub ranked: Vec<Ranked<I>>,
    /// Not all criteria are scored.
    pub unscored: Vec<I>,
    pub held_back: Vec<I>,
}

/// Nothing without scores.
pub fn mean(scores: &[i64]) -> Option<Exact> {
    let sum: Exact = scores
        .iter()
        .map(|one| Exact::integer(*one))
        .fold(Exact::zero(), |sum, one| &sum + &one);
    let count = i64::try_from(scores.len()).ok()?;
    sum.divided_by(&Exact::integer(count))
}

/// The weighted mean of the means; nothing when one is missing or nothing counts.
pub fn weighted(weights: &[(Key, i64)], scores: &BTreeMap<Key, Vec<i64>>) -> Option<Exact> {
    let (mut sum, mut whole) = (Exact::zero(), Exact::zero());
    for (criterion, weight) in weights {
        let weight = Exact::integer(*weight);
        let mean = mean(scores.get(criterion)?)?;
        sum += &(&mean * &weight);
        whole += &weight;
    }
    sum.divided_by(&whole)
}

/// Those that stand alike are in the order of their ids.
pub fn rank<I: Clone + Ord>(weights: &[(Key, i64)], candidates: &[Candidate<I>]) -> Ranking<I> {
    let mut valued: Vec<(Exact, I)> = Vec::new();
    let (mut unscored, mut held_back) = (Vec::new(), Vec::new());
    for one in candidates {
        match weighted(weights, &one.scores) {
            _ if one.is_held_back => held_back.push(one.id.clone()),
            Some(value) => valued.push((value, one.id.clone())),
            None => unscored.push(one.id.clone()),
        }
    }
    valued.sort_by(|(a, first), (b, second)| b.cmp(a).then_with(|| first.cmp(second)));
    unscored.sort();
    held_back.sort();
    let ranked = valued.iter().map(|(value, id)| {
        let above = valued.iter().filter(|(other, _)| other > value);
        let alike = valued.iter().filter(|(other, _)| other == value);
        let next = above.clone().map(|(other, _)| other).min();
        Ranked {
            id: id.clone(),
            place: above.count() + 1,
            is_tied: alike.count() > 1,
            to_next: next.map(|next| next - value),
            value: value.clone(),
        }
    });
    Ranking {
        ranked: ranked.collect(),
        unscored,
        held_back,
    }
}

#[cfg(test)]
#[path = "rank_tests.rs"]
mod tests;
