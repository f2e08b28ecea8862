//! What is wrong with a matter: who voted, and whether its meeting still takes it.

use super::letter_rules::check_letter;
use super::presence::{MeetingFacts, Taking, is_same, taking_part};
use crate::choices::{Form, MatterState, MeetingState, PresenceBy};
use crate::matters::{Matter, Vote};
use samverk_foundation::{Problem, Problems};
use samverk_kept::Gathered;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a matter is checked against.
pub(crate) struct Known {
    /// The meetings of the collaboration.
    pub meetings: BTreeMap<Uuid, MeetingFacts>,
    /// Whether whoever saves sets the agenda. Others propose matters, which then wait for a meeting.
    pub sets_agenda: bool,
}

/// What is decided was checked when it was.
pub(crate) fn check_matter(
    matter: &Matter,
    before: Option<&Matter>,
    gathered: &Gathered,
) -> Problems {
    let mut problems = Problems::default();
    if matter.secret && matter.secrecy.is_empty() {
        problems.push(Problem::invalid("secrecy_missing").at_field("secrecy"));
    }
    let known = gathered.downcast_ref::<Known>();
    let meeting = matter.meeting.as_ref().and_then(|one| one.id());
    let facts = meeting.and_then(|id| known?.meetings.get(&id));
    if meeting.is_some() && known.is_some_and(|known| !known.sets_agenda) {
        problems.push(Problem::invalid("proposal_waits").at_field("meeting"));
    }
    if matter.state != MatterState::Open {
        return problems;
    }
    let stood = before.and_then(|before| before.meeting.as_ref()?.id());
    let is_over = |facts: &&MeetingFacts| {
        matches!(
            facts.state,
            MeetingState::Approved | MeetingState::Cancelled
        )
    };
    if stood != meeting && facts.as_ref().is_some_and(is_over) {
        problems.push(Problem::invalid("meeting_closed").at_field("meeting"));
    }
    let by_meeting = |facts: &MeetingFacts| facts.presence_by == PresenceBy::Meeting;
    if !matter.presence.is_empty() && facts.is_some_and(by_meeting) {
        problems.push(Problem::invalid("presence_by_meeting").at_field("presence"));
    }
    problems.extend(check_letter(matter).0);
    problems.extend(check_votes(matter, facts).0);
    problems
}

/// One person has one vote, whatever parties they speak for, and in a council each party has one.
fn check_votes(matter: &Matter, facts: Option<&MeetingFacts>) -> Problems {
    let mut problems = Problems::default();
    let is_council = facts.is_none_or(|facts| facts.form == Form::Council);
    for (number, vote) in matter.votes.iter().enumerate() {
        let at = format!("votes.{number}.name");
        let earlier = matter.votes.iter().take(number);
        let who = (&*vote.name, vote.party.as_ref());
        let name = called(vote);
        if name.is_empty() {
            problems.push(Problem::invalid("vote_empty").at_field(&at));
            continue;
        }
        let is_again = |other: &Vote| {
            let same_party = vote.party.is_some() && vote.party == other.party;
            is_same((&other.name, other.party.as_ref()), who) || is_council && same_party
        };
        let mut wrong = earlier.clone().any(is_again).then_some("voted_twice");
        if let (None, Some(facts)) = (wrong, facts) {
            wrong = match taking_part(facts, &matter.presence, who) {
                Taking::Part => None,
                Taking::Absent => Some("voter_absent"),
                Taking::Disqualified => Some("voter_disqualified"),
                Taking::NotDeciding => Some("voter_not_deciding"),
            };
        }
        if let Some(code) = wrong {
            problems.push(Problem::invalid(code).with("name", name).at_field(&at));
        }
    }
    problems
}

/// A name, or else the party's key.
fn called(vote: &Vote) -> String {
    let party = vote.party.as_ref().map(ToString::to_string);
    match vote.name.trim().is_empty() {
        true => party.unwrap_or_default(),
        false => vote.name.to_string(),
    }
}

#[cfg(test)]
#[path = "vote_rules_tests.rs"]
mod tests;
