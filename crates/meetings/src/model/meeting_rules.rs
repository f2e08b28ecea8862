//! What is wrong with a meeting in itself.

use crate::meetings::{Meeting, Seat};
use samverk_foundation::{Problem, Problems};
use std::collections::BTreeSet;

/// Names are the same whatever their capitals and the spaces around them.
pub(super) fn same_name(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Fails with `meeting_ends_before`, `seat_empty`, `seat_twice` and `adjuster_twice`.
pub(crate) fn check_meeting(meeting: &Meeting) -> Problems {
    let mut problems = Problems::default();
    let (begins, ends) = (&*meeting.begins, &*meeting.ends);
    if !begins.is_empty() && !ends.is_empty() && ends <= begins {
        problems.push(Problem::invalid("meeting_ends_before").at_field("ends"));
    }
    problems.extend(check_seats(&meeting.present).0);
    let mut seen = BTreeSet::new();
    for (number, adjuster) in meeting.adjusters.iter().enumerate() {
        if !seen.insert(same_name(&adjuster.name)) {
            let twice = Problem::invalid("adjuster_twice").with("name", &adjuster.name);
            problems.push(twice.at_field(&format!("adjusters.{number}.name")));
        }
    }
    problems
}

/// Each person sits once, whatever parties they speak for. A seat says a party or a name.
fn check_seats(seats: &[Seat]) -> Problems {
    let mut problems = Problems::default();
    let mut seen = BTreeSet::new();
    for (number, seat) in seats.iter().enumerate() {
        let at = |column: &str| format!("present.{number}.{column}");
        let known_as = match (same_name(&seat.name), &seat.party) {
            (name, _) if !name.is_empty() => name,
            (_, Some(party)) => format!("party:{party}"),
            (_, None) => {
                problems.push(Problem::invalid("seat_empty").at_field(&at("name")));
                continue;
            }
        };
        if !seen.insert(known_as) {
            let name = match (&*seat.name, &seat.party) {
                ("", Some(party)) => party.to_string(),
                (name, _) => name.to_owned(),
            };
            let twice = Problem::invalid("seat_twice").with("name", name);
            problems.push(twice.at_field(&at("name")));
        }
    }
    problems
}
