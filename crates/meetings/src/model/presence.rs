//! Who takes part in deciding a matter: those at the meeting, less the absent and disqualified, and with the
//! substitutes who serve.

use super::meeting_rules::same_name;
use crate::choices::{Form, MeetingState, Part, Presence, PresenceBy};
use crate::matters::PresenceChange;
use crate::meetings::Seat;
use chrono::NaiveDate;
use samverk_foundation::Key;

/// What matters need to know of their meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingFacts {
    pub form: Form,
    pub presence_by: PresenceBy,
    pub state: MeetingState,
    pub date: NaiveDate,
    pub present: Vec<Seat>,
}

/// Why somebody does not take part, or that they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    Part,
    /// Not at the meeting, or not in this matter.
    Absent,
    Disqualified,
    /// There, and without a say: an official, or a substitute who does not serve.
    NotDeciding,
}

/// A person is known by the name; where only the party is said, by that.
pub(super) fn is_same(one: (&str, Option<&Key>), other: (&str, Option<&Key>)) -> bool {
    let (name, other_name) = (same_name(one.0), same_name(other.0));
    match name.is_empty() || other_name.is_empty() {
        true => one.1.is_some() && one.1 == other.1,
        false => name == other_name,
    }
}

/// Whether somebody takes part in a matter. A meeting that lists nobody tells nothing of who was there.
pub fn taking_part(
    facts: &MeetingFacts,
    changes: &[PresenceChange],
    who: (&str, Option<&Key>),
) -> Taking {
    let mut own = changes
        .iter()
        .filter(|one| is_same((&one.name, one.party.as_ref()), who));
    let last = own.next_back().map(|one| one.how);
    let mut seats = facts.present.iter();
    let seat = seats.find(|seat| is_same((&seat.name, seat.party.as_ref()), who));
    match (last, seat.map(|seat| seat.part)) {
        (Some(Presence::Disqualified), _) => Taking::Disqualified,
        (Some(Presence::Absent), _) => Taking::Absent,
        (Some(Presence::Serving), _) | (None, Some(Part::Member)) => Taking::Part,
        (None, Some(Part::Substitute | Part::Official)) => Taking::NotDeciding,
        (None, None) if facts.present.is_empty() => Taking::Part,
        (None, None) => Taking::Absent,
    }
}
