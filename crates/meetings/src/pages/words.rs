//! Meetings and matters in the reader's words.

use crate::choices::{MatterState, MeetingState};
use crate::meetings::Meeting;
use crate::suggested::Suggested;
use chrono::Datelike;
use samverk_web::{Tone, Ui};

/// `torsdag 2027-03-11 kl. 09:30–12:00`
pub(crate) fn when(ui: &Ui, meeting: &Meeting) -> String {
    let day = ui.t1("meeting-weekday", "day", meeting.date.weekday());
    let day = format!("{day} {}", ui.date(&meeting.date));
    let hours = match (&*meeting.begins, &*meeting.ends) {
        ("", _) => return day,
        (begins, "") => begins.to_owned(),
        (begins, ends) => format!("{begins}–{ends}"),
    };
    format!("{day} {}", ui.t1("meeting-clock", "hours", hours))
}

pub(super) fn meeting_tone(state: MeetingState) -> Tone {
    match state {
        MeetingState::Planned | MeetingState::Invited => Tone::Neutral,
        MeetingState::Held => Tone::Warning,
        MeetingState::Approved => Tone::Good,
        MeetingState::Cancelled => Tone::Bad,
    }
}

pub(super) fn matter_tone(state: MatterState) -> Tone {
    match state {
        MatterState::Open | MatterState::Noted => Tone::Neutral,
        MatterState::Decided => Tone::Good,
        MatterState::Deferred | MatterState::SentBack => Tone::Warning,
        MatterState::Annulled | MatterState::Quashed => Tone::Bad,
    }
}

/// `Anta Verksamhetsplan (v. 2)`, `Plattform: beslut efter Idé`
pub(super) fn suggested_title(ui: &Ui, one: &Suggested) -> String {
    let known = one.thing.known.as_ref();
    let name = known.map_or(one.thing.key.as_str(), |known| &known.name);
    match &one.phase {
        Some((_, phase)) => ui.t_with("matter-at-gate", &[("name", name), ("phase", phase)]),
        None => ui.t1("matter-to-adopt", "name", name),
    }
}
