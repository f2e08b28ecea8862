use super::{About, Reach, Tie};
use crate::{LadderId, Relation};
use samverk_foundation::PartyId;
use std::collections::{BTreeMap, BTreeSet};

/// What somebody wants to see of a map. Nothing chosen lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sieve {
    pub topic: Option<String>,
    pub level: Option<(LadderId, i64)>,
    pub reach: Option<Reach>,
    pub party: Option<PartyId>,
}

impl Sieve {
    /// The ties with what passes of their threads; a tie without threads falls through.
    pub fn sift(&self, ties: &[Tie]) -> Vec<Tie> {
        let of_party = ties
            .iter()
            .filter(|tie| self.party.is_none_or(|party| tie.holds(party)));
        let sifted = of_party.map(|tie| {
            let mut tie = tie.clone();
            tie.threads.retain(|thread| {
                self.passes_topic(&thread.about)
                    && self.level.is_none_or(|level| thread.level == Some(level))
                    && self.reach.is_none_or(|reach| thread.reach == Some(reach))
            });
            tie
        });
        sifted.filter(|tie| !tie.threads.is_empty()).collect()
    }

    fn passes_topic(&self, about: &About) -> bool {
        let is_it = |topic: &String| matches!(about, About::Topic(one) if one == topic);
        self.topic.as_ref().is_none_or(is_it)
    }

    /// Whether a relation is to be told beside the ties that passed; `others` is with whom it is.
    pub fn passes(&self, relation: &Relation, others: &[PartyId], passed: &[Tie]) -> bool {
        let about_topic = |topic: &String| relation.topics.contains(topic);
        let is_tied = |other: &PartyId| {
            let mut ties = passed.iter();
            ties.any(|tie| tie.holds(relation.party()) && tie.holds(*other))
        };
        self.topic.as_ref().is_none_or(about_topic)
            && self.reach.is_none_or(|reach| relation.reach == reach)
            && others.iter().any(is_tied)
    }
}

/// The parties with the most ties, at most so many; those with as many in the order of `parties`.
/// They come in the order of `parties`, without those who have none.
pub fn busiest(parties: &[PartyId], ties: &[Tie], most: usize) -> Vec<PartyId> {
    let mut counts: BTreeMap<PartyId, usize> = BTreeMap::new();
    for tie in ties {
        *counts.entry(tie.parties.0).or_default() += 1;
        *counts.entry(tie.parties.1).or_default() += 1;
    }
    let mut tied: Vec<PartyId> = parties
        .iter()
        .copied()
        .filter(|party| counts.contains_key(party))
        .collect();
    tied.sort_by_key(|party| std::cmp::Reverse(counts.get(party).copied()));
    let chosen: BTreeSet<PartyId> = tied.into_iter().take(most).collect();
    let in_order = parties.iter().copied();
    in_order.filter(|party| chosen.contains(party)).collect()
}
