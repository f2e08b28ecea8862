//! A call to a meeting as calendar programs take it (RFC 5545 and 5546): one event of one UID for life, in local
//! time with its zone, and the method on the calendar.

use chrono::{DateTime, NaiveDateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, Property};

/// What the letter asks the reader's calendar to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Request,
    Cancel,
}

impl Method {
    pub fn code(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// A name, which may be empty, and an address.
#[derive(Clone, Copy, Debug)]
pub struct Correspondent<'a> {
    pub name: &'a str,
    pub address: &'a str,
}

/// One person called to one meeting, or no longer called.
#[derive(Clone, Copy, Debug)]
pub struct Invitation<'a> {
    pub method: Method,
    /// The same for the life of the meeting.
    pub uid: &'a str,
    /// Raised by another time or place, and when the meeting is cancelled.
    pub sequence: i64,
    pub stamp: DateTime<Utc>,
    pub summary: &'a str,
    pub description: &'a str,
    pub location: &'a str,
    pub url: &'a str,
    /// By the clock in Sweden.
    pub starts: NaiveDateTime,
    pub ends: NaiveDateTime,
    /// Whoever sends the letter: programs trust no other.
    pub organizer: Correspondent<'a>,
    pub attendee: Correspondent<'a>,
}

/// The zone of all meetings, with its rules since 1996.
const STOCKHOLM: &str = "BEGIN:VTIMEZONE\r\n\
TZID:Europe/Stockholm\r\n\
BEGIN:DAYLIGHT\r\n\
TZNAME:CEST\r\n\
TZOFFSETFROM:+0100\r\n\
TZOFFSETTO:+0200\r\n\
DTSTART:19960331T020000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n\
END:DAYLIGHT\r\n\
BEGIN:STANDARD\r\n\
TZNAME:CET\r\n\
TZOFFSETFROM:+0200\r\n\
TZOFFSETTO:+0100\r\n\
DTSTART:19961027T030000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n\
END:STANDARD\r\n\
END:VTIMEZONE\r\n";

const EVENT: &str = "BEGIN:VEVENT";
const ZONED: &str = "TZID=Europe/Stockholm";

/// The calendar's text: the zone stands before the event, for some programs read no further.
pub fn invitation(one: &Invitation<'_>) -> String {
    let mut event = Event::new();
    event
        .uid(one.uid)
        .timestamp(one.stamp)
        .summary(one.summary)
        .description(one.description)
        .location(one.location)
        .url(one.url)
        .append_property(local("DTSTART", one.starts))
        .append_property(local("DTEND", one.ends))
        .append_property(("SEQUENCE", one.sequence.to_string().as_str()))
        .append_property(mailbox("ORGANIZER", one.organizer).done())
        .append_property(attendee(one));
    let status = match one.method {
        Method::Request => "CONFIRMED",
        Method::Cancel => "CANCELLED",
    };
    event.append_property(("STATUS", status));
    let mut calendar = Calendar::new();
    calendar.append_property(("METHOD", one.method.code()));
    calendar.push(event.done());
    with_zone(calendar.to_string())
}

/// The same text with the zone before its first event, if any hour is told in it.
pub(crate) fn with_zone(text: String) -> String {
    match text.contains(ZONED) {
        true => text.replacen(EVENT, &format!("{STOCKHOLM}{EVENT}"), 1),
        false => text,
    }
}

pub(crate) fn local(name: &str, at: NaiveDateTime) -> Property {
    let written = at.format("%Y%m%dT%H%M%S").to_string();
    let mut property = Property::new(name, written);
    property.add_parameter("TZID", "Europe/Stockholm");
    property.done()
}

fn mailbox(name: &str, one: Correspondent<'_>) -> Property {
    let mut property = Property::new(name, format!("mailto:{}", one.address));
    if !one.name.is_empty() {
        property.add_parameter("CN", one.name);
    }
    property
}

/// Answers are given on the meeting's page, so no program is asked for one.
fn attendee(one: &Invitation<'_>) -> Property {
    let mut property = mailbox("ATTENDEE", one.attendee);
    property
        .add_parameter("CUTYPE", "INDIVIDUAL")
        .add_parameter("ROLE", "REQ-PARTICIPANT")
        .add_parameter("PARTSTAT", "NEEDS-ACTION")
        .add_parameter("RSVP", "FALSE");
    property.done()
}
