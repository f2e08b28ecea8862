use super::*;
use crate::actions::plain_matter;
use crate::choices::{MatterKind, Part, Presence, Voice};
use crate::matters::PresenceChange;
use crate::meetings::Seat;
use proptest::prelude::*;
use samverk_fields::Rows;
use samverk_foundation::Key;

fn vote(party: &str, name: &str) -> Vote {
    Vote {
        party: Key::parse(party).ok(),
        name: name.into(),
        voice: Voice::Yes,
    }
}

fn seat(party: &str, name: &str, part: Part) -> Seat {
    Seat {
        party: Key::parse(party).ok(),
        name: name.into(),
        part,
    }
}

fn facts(form: Form, present: Vec<Seat>) -> MeetingFacts {
    MeetingFacts {
        form,
        presence_by: PresenceBy::Matter,
        state: MeetingState::Held,
        date: chrono::NaiveDate::default(),
        present,
    }
}

/// The codes of what is wrong with these votes.
fn wrong(
    facts: &MeetingFacts,
    changes: &[(&str, Presence)],
    votes: Vec<Vote>,
) -> Vec<&'static str> {
    let mut matter = plain_matter("Ärende", MatterKind::Decision);
    let change = |(name, how): &(&str, Presence)| PresenceChange {
        party: None,
        name: (*name).into(),
        how: *how,
    };
    matter.presence = Rows(changes.iter().map(change).collect());
    matter.votes = Rows(votes);
    let problems = check_votes(&matter, Some(facts));
    problems.0.iter().map(|one| one.code).collect()
}

#[test]
fn a_party_of_a_council_has_one_vote() {
    let there = vec![
        seat("habo", "", Part::Member),
        seat("aneby", "", Part::Member),
    ];
    let council = facts(Form::Council, there);
    let ok = vec![vote("habo", ""), vote("aneby", "")];
    assert!(wrong(&council, &[], ok).is_empty());
    let twice = vec![vote("habo", ""), vote("habo", "")];
    assert_eq!(wrong(&council, &[], twice), ["voted_twice"]);
    let other = vec![vote("eksjo", "")];
    assert_eq!(wrong(&council, &[], other), ["voter_absent"]);
    assert_eq!(wrong(&council, &[], vec![vote("", " ")]), ["vote_empty"]);
}

#[test]
fn in_formal_minutes_persons_vote() {
    let there = vec![
        seat("habo", "Ada", Part::Member),
        seat("habo", "Bo", Part::Member),
        seat("habo", "Cia", Part::Substitute),
        seat("", "Dag", Part::Official),
    ];
    let formal = facts(Form::Formal, there);
    let both = vec![vote("habo", "Ada"), vote("habo", "Bo")];
    assert!(wrong(&formal, &[], both).is_empty(), "two of one party");
    let twice = vec![vote("habo", "Ada"), vote("aneby", " ada ")];
    assert_eq!(wrong(&formal, &[], twice), ["voted_twice"]);
    let cia = || vec![vote("habo", "Cia")];
    assert_eq!(wrong(&formal, &[], cia()), ["voter_not_deciding"]);
    assert!(wrong(&formal, &[("Cia", Presence::Serving)], cia()).is_empty());
    assert_eq!(
        wrong(&formal, &[], vec![vote("", "Dag")]),
        ["voter_not_deciding"]
    );
    let ada = || vec![vote("habo", "Ada")];
    let disqualified = [("Ada", Presence::Disqualified)];
    assert_eq!(wrong(&formal, &disqualified, ada()), ["voter_disqualified"]);
    assert_eq!(
        wrong(&formal, &[("ADA", Presence::Absent)], ada()),
        ["voter_absent"]
    );
}

proptest! {
    /// However many votes are written, no more count than there are persons.
    #[test]
    fn no_more_votes_than_persons(names in prop::collection::vec("[a-c]{1,2}", 0..12)) {
        let votes: Vec<Vote> = names.iter().map(|name| vote("", name)).collect();
        let persons: std::collections::BTreeSet<_> = names.iter().collect();
        let formal = facts(Form::Formal, Vec::new());
        let refused = wrong(&formal, &[], votes).len();
        prop_assert_eq!(names.len() - refused, persons.len());
    }
}
