use super::*;
use crate::model::{Sieve, busiest};
use proptest::prelude::*;
use samverk_fields::{KindCode, Known, Lines, Many, One, Prose, Reference};
use samverk_foundation::Key;
use uuid::Uuid;

const PARTIES: u8 = 7;
const LADDER: LadderId = LadderId(Uuid::from_u128(99));

fn party(number: u8) -> PartyId {
    PartyId(Uuid::from_u128(u128::from(number) + 1))
}

fn everybody() -> Vec<PartyId> {
    (0..PARTIES).map(party).collect()
}

fn to(party: PartyId) -> Reference {
    let known = Known {
        id: party.0,
        name: String::new(),
    };
    let key = Key::from_name(&party.0.to_string());
    Reference {
        known: Some(known),
        ..Reference::to(KindCode::of("party"), key)
    }
}

/// With all when it names nobody.
fn relation(from: u8, others: &[u8], topics: &[&str], certainty: Certainty) -> Relation {
    let others = others.iter().map(|other| to(party(*other)));
    Relation {
        party: One::to(to(party(from))),
        with_all: others.len() == 0,
        others: Many::to(others.collect()),
        topics: Lines(topics.iter().map(|topic| (*topic).to_owned()).collect()),
        reach: Reach::Regional,
        certainty,
        note: Prose::default(),
    }
}

#[test]
fn the_same_told_from_both_sides_is_one_tie_and_sure_if_it_is_sure_once() {
    let relations = [
        relation(0, &[1], &["Drift", "E-skola"], Certainty::Unsure),
        relation(1, &[0], &["Drift"], Certainty::Stated),
    ];
    let facts = Facts {
        relations: &relations,
        ..Facts::default()
    };
    let ties = ties(&facts);
    assert_eq!(ties.len(), 1);
    let told: Vec<_> = ties[0]
        .threads
        .iter()
        .map(|thread| (thread.about.clone(), thread.unsure))
        .collect();
    let topic = |name: &str| About::Topic(name.to_owned());
    assert_eq!(told, [(topic("Drift"), false), (topic("E-skola"), true)]);
    assert_eq!(ties[0].told_by.len(), 2);
    assert!(!ties[0].is_unsure());
}

#[test]
fn a_relation_with_all_is_with_every_other_member() {
    let relations = [relation(0, &[], &[], Certainty::Stated)];
    let facts = Facts {
        members: everybody(),
        relations: &relations,
        ..Facts::default()
    };
    let ties = ties(&facts);
    assert_eq!(ties.len(), usize::from(PARTIES) - 1);
    assert!(ties.iter().all(|tie| tie.holds(party(0))));
    assert!(ties.iter().all(|tie| tie.threads[0].about == About::Untold));
}

#[test]
fn a_level_of_two_stands_on_what_they_do_or_else_for_itself() {
    let relations = [relation(0, &[1], &["Drift"], Certainty::Stated)];
    let facts = Facts {
        relations: &relations,
        pairs: vec![
            (Subject::Pair(party(1), party(0)), (LADDER, 3)),
            (Subject::Pair(party(2), party(0)), (LADDER, 1)),
        ],
        ..Facts::default()
    };
    let ties = ties(&facts);
    let threads: Vec<_> = ties
        .iter()
        .map(|tie| (tie.threads[0].about.clone(), tie.threads[0].level))
        .collect();
    let drift = About::Topic("Drift".to_owned());
    let expected = [
        (drift, Some((LADDER, 3))),
        (About::Assessed, Some((LADDER, 1))),
    ];
    assert_eq!(threads, expected);
}

prop_compose! {
    fn a_relation()(
        from in 0..PARTIES,
        others in prop::option::of(prop::collection::vec(0..PARTIES, 1..4)),
        topics in prop::sample::subsequence(vec!["Drift", "E-skola", "GIS"], 0..3),
        sure in any::<bool>(),
        local in any::<bool>(),
    ) -> Relation {
        let others = others.unwrap_or_default();
        let certainty = if sure { Certainty::Stated } else { Certainty::Unsure };
        let reach = if local { Reach::Local } else { Reach::Regional };
        Relation { reach, ..relation(from, &others, &topics, certainty) }
    }
}

prop_compose! {
    fn a_group()(
        id in 50..54_u128,
        members in prop::sample::subsequence((0..PARTIES).collect::<Vec<_>>(), 0..5),
        level in prop::option::of(0..4_i64),
    ) -> MappedGroup {
        MappedGroup {
            id: GroupId(Uuid::from_u128(id)),
            reach: Reach::Regional,
            level: level.map(|level| (LADDER, level)),
            members: members.into_iter().map(party).collect(),
        }
    }
}

prop_compose! {
    fn a_sieve()(
        topic in prop::option::of(prop::sample::select(vec!["Drift", "GIS"])),
        level in prop::option::of(0..4_i64),
        reach in prop::option::of(prop::sample::select(vec![Reach::Local, Reach::Regional])),
        party in prop::option::of((0..PARTIES).prop_map(party)),
    ) -> Sieve {
        let (topic, level) = (topic.map(str::to_owned), level.map(|level| (LADDER, level)));
        Sieve { topic, level, reach, party }
    }
}

proptest! {
    #[test]
    fn every_two_who_are_told_of_are_tied_once_and_nobody_to_itself(
        relations in prop::collection::vec(a_relation(), 0..6),
        groups in prop::collection::vec(a_group(), 0..4),
    ) {
        let facts = Facts { members: everybody(), relations: &relations, groups, pairs: Vec::new() };
        let ties = ties(&facts);
        let pairs: BTreeSet<_> = ties.iter().map(|tie| tie.parties).collect();
        prop_assert_eq!(pairs.len(), ties.len());
        prop_assert!(ties.iter().all(|tie| tie.parties.0 < tie.parties.1 && !tie.threads.is_empty()));
        let is_tied = |a: PartyId, b: PartyId| a == b || ties.iter().any(|tie| tie.holds(a) && tie.holds(b));
        for relation in &relations {
            prop_assert!(facts.others_of(relation).iter().all(|other| is_tied(relation.party(), *other)));
        }
        for group in &facts.groups {
            for one in &group.members {
                prop_assert!(group.members.iter().all(|other| is_tied(*one, *other)));
            }
        }
    }

    #[test]
    fn a_sieve_lets_through_what_was_asked_for_and_nothing_else(
        relations in prop::collection::vec(a_relation(), 0..6),
        groups in prop::collection::vec(a_group(), 0..4),
        sieve in a_sieve(),
    ) {
        let facts = Facts { members: everybody(), relations: &relations, groups, pairs: Vec::new() };
        let all = ties(&facts);
        prop_assert_eq!(&Sieve::default().sift(&all), &all);
        let passed = sieve.sift(&all);
        for tie in &passed {
            prop_assert!(sieve.party.is_none_or(|party| tie.holds(party)));
            for thread in &tie.threads {
                prop_assert!(sieve.reach.is_none_or(|reach| thread.reach == Some(reach)));
                prop_assert!(sieve.level.is_none_or(|level| thread.level == Some(level)));
            }
        }
        let count = |ties: &[Tie]| ties.iter().map(|tie| tie.threads.len()).sum::<usize>();
        prop_assert!(count(&passed) <= count(&all));
        prop_assert_eq!(sieve.sift(&passed), passed);
    }

    #[test]
    fn the_busiest_have_at_least_as_many_ties_as_those_left_out(
        relations in prop::collection::vec(a_relation(), 0..6),
        most in 0..9_usize,
    ) {
        let facts = Facts { members: everybody(), relations: &relations, ..Facts::default() };
        let ties = ties(&facts);
        let chosen = busiest(&everybody(), &ties, most);
        let count = |party: PartyId| ties.iter().filter(|tie| tie.holds(party)).count();
        let left: Vec<_> = everybody().into_iter().filter(|one| !chosen.contains(one)).collect();
        let least = chosen.iter().map(|party| count(*party)).min();
        prop_assert!(chosen.len() <= most && chosen.is_sorted());
        prop_assert!(least != Some(0));
        let most_left = left.iter().map(|party| count(*party)).max().unwrap_or(0);
        prop_assert!(chosen.len() < most || least.is_none_or(|least| least >= most_left));
    }
}
