//! Who works with whom about what: relations and memberships of groups, told as ties of two.

use super::{Certainty, Reach, Subject};
use crate::{GroupId, LadderId, Relation};
use samverk_foundation::PartyId;
use std::collections::{BTreeMap, BTreeSet};

/// What two parties work together about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    Topic(String),
    /// A relation that does not say about what.
    Untold,
    /// Both are members of the group.
    Group(GroupId),
    /// Somebody has assessed the two together.
    Assessed,
}

/// One thing that ties two parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    pub about: About,
    /// Missing for an assessment, which has none.
    pub reach: Option<Reach>,
    /// How far they have come, when somebody has assessed it.
    pub level: Option<(LadderId, i64)>,
    /// The source does not make it clear.
    pub unsure: bool,
}

/// Two parties with what they work together about. The order of the two means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    pub parties: (PartyId, PartyId),
    pub threads: Vec<Thread>,
    /// Which of the two the relations are told from.
    pub told_by: BTreeSet<PartyId>,
}

impl Tie {
    pub fn holds(&self, party: PartyId) -> bool {
        self.parties.0 == party || self.parties.1 == party
    }

    /// Whether nothing of it is sure.
    pub fn is_unsure(&self) -> bool {
        self.threads.iter().all(|thread| thread.unsure)
    }
}

/// A group as the map needs it.
#[derive(Clone, Debug)]
pub struct MappedGroup {
    pub id: GroupId,
    pub reach: Reach,
    pub level: Option<(LadderId, i64)>,
    /// Those who are members on the day.
    pub members: Vec<PartyId>,
}

/// What a map is drawn from.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    /// The members of the collaboration on the day: whom a relation with all is with.
    pub members: Vec<PartyId>,
    pub relations: &'a [Relation],
    pub groups: Vec<MappedGroup>,
    /// Pairs with the level they have reached; those on a step that means no collaboration left out.
    pub pairs: Vec<(Subject, (LadderId, i64))>,
}

impl Facts<'_> {
    /// With whom a relation is, its own party left out.
    pub fn others_of(&self, relation: &Relation) -> Vec<PartyId> {
        let others: Vec<PartyId> = match relation.with_all {
            true => self.members.clone(),
            false => relation.others().collect(),
        };
        let party = relation.party();
        others.into_iter().filter(|other| *other != party).collect()
    }

    fn level_of(&self, pair: (PartyId, PartyId)) -> Option<(LadderId, i64)> {
        let subject = Subject::Pair(pair.0, pair.1);
        let found = self.pairs.iter().find(|(known, _)| known.same_as(subject));
        found.map(|(_, level)| *level)
    }
}

/// Every two parties with something in common, each two once.
pub fn ties(facts: &Facts) -> Vec<Tie> {
    let mut loom = Loom::default();
    for relation in facts.relations {
        for other in facts.others_of(relation) {
            let pair = in_order(relation.party(), other);
            let level = facts.level_of(pair);
            for thread in threads_of(relation, level) {
                loom.add(pair, thread);
            }
            loom.told_by(pair, relation.party());
        }
    }
    for group in &facts.groups {
        for (index, party) in group.members.iter().enumerate() {
            for other in group.members.iter().skip(index + 1) {
                loom.add(in_order(*party, *other), thread_of(group));
            }
        }
    }
    for (subject, level) in &facts.pairs {
        if let Subject::Pair(party, other) = subject {
            loom.add_assessed(in_order(*party, *other), *level);
        }
    }
    loom.finish()
}

fn in_order(party: PartyId, other: PartyId) -> (PartyId, PartyId) {
    (party.min(other), party.max(other))
}

fn threads_of(relation: &Relation, level: Option<(LadderId, i64)>) -> Vec<Thread> {
    let thread = |about| Thread {
        about,
        reach: Some(relation.reach),
        level,
        unsure: relation.certainty == Certainty::Unsure,
    };
    match relation.topics.is_empty() {
        true => vec![thread(About::Untold)],
        false => {
            let topics = relation.topics.iter().cloned();
            topics.map(|topic| thread(About::Topic(topic))).collect()
        }
    }
}

fn thread_of(group: &MappedGroup) -> Thread {
    Thread {
        about: About::Group(group.id),
        reach: Some(group.reach),
        level: group.level,
        unsure: false,
    }
}

#[derive(Default)]
struct Loom {
    ties: BTreeMap<(PartyId, PartyId), Tie>,
}

impl Loom {
    fn tie(&mut self, pair: (PartyId, PartyId)) -> &mut Tie {
        self.ties.entry(pair).or_insert_with(|| Tie {
            parties: pair,
            threads: Vec::new(),
            told_by: BTreeSet::new(),
        })
    }

    /// The same told twice is one thread, and sure if it is sure once.
    fn add(&mut self, pair: (PartyId, PartyId), thread: Thread) {
        if pair.0 == pair.1 {
            return;
        }
        let threads = &mut self.tie(pair).threads;
        let same = |known: &&mut Thread| known.about == thread.about && known.reach == thread.reach;
        match threads.iter_mut().find(same) {
            Some(known) => known.unsure &= thread.unsure,
            None => threads.push(thread),
        }
    }

    fn told_by(&mut self, pair: (PartyId, PartyId), party: PartyId) {
        if pair.0 != pair.1 {
            self.tie(pair).told_by.insert(party);
        }
    }

    /// An assessment is a tie of its own only where nothing else is told.
    fn add_assessed(&mut self, pair: (PartyId, PartyId), level: (LadderId, i64)) {
        if !self.ties.contains_key(&pair) {
            let (about, level) = (About::Assessed, Some(level));
            let (reach, unsure) = (None, false);
            self.add(
                pair,
                Thread {
                    about,
                    reach,
                    level,
                    unsure,
                },
            );
        }
    }

    fn finish(self) -> Vec<Tie> {
        let order = |mut tie: Tie| {
            tie.threads
                .sort_by(|one, other| one.about.cmp(&other.about));
            tie
        };
        self.ties.into_values().map(order).collect()
    }
}

#[cfg(test)]
#[path = "map_tests.rs"]
mod tests;
