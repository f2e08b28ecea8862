//! A calendar to subscribe to (RFC 5545): every event has one UID for life, and none has addresses. A meeting has its
//! hours in local time with their zone; all else is a whole day.

use crate::invitation::{local, with_zone};
use crate::model::DayNote;
use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, Property};

/// The calendar's text. `base` is the address of the installation, `stamp` when the days were read.
pub fn calendar(name: &str, days: &[DayNote], base: &str, stamp: DateTime<Utc>) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name);
    // Programs ask again after this long.
    calendar.append_property(
        Property::new("REFRESH-INTERVAL", "PT4H")
            .add_parameter("VALUE", "DURATION")
            .done(),
    );
    calendar.append_property(("X-PUBLISHED-TTL", "PT4H"));
    calendar.append_property(("METHOD", "PUBLISH"));
    let host = base.split("://").nth(1).unwrap_or("samverk");
    for note in days {
        let mut event = Event::new();
        event
            .uid(&format!("{}@{host}", note.name))
            .summary(&note.text)
            .description(&note.place)
            .url(&format!("{base}{}", note.href))
            .timestamp(stamp);
        match note.hours {
            Some((from, to)) => event
                .append_property(local("DTSTART", note.day.and_time(from)))
                .append_property(local("DTEND", note.day.and_time(to))),
            None => event
                .all_day(note.day)
                .add_property("TRANSP", "TRANSPARENT"),
        };
        calendar.push(event.done());
    }
    with_zone(calendar.to_string())
}
