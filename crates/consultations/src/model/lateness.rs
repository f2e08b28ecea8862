//! How late an answer is: computed from its days, never typed.

use crate::choices::AnswerState;
use chrono::NaiveDate;

/// What is known of an answer's days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub state: AnswerState,
    pub dispatched_on: Option<NaiveDate>,
    pub dated: Option<NaiveDate>,
}

/// The last day for an answer: the consultation's, or a later one that the sender granted.
pub fn due(last_day: Option<NaiveDate>, extended_until: Option<NaiveDate>) -> Option<NaiveDate> {
    extended_until.max(last_day)
}

/// Days after the last day, none when it is on time.
pub fn days_between(last: NaiveDate, day: NaiveDate) -> i64 {
    day.signed_duration_since(last).num_days().max(0)
}

/// How many days after its last day an answer was sent, or how many have gone while it is waited for. What was sent on
/// a day that nobody has told is as late as its date at least. Who does not answer is never late.
pub fn days_late(
    due: Option<NaiveDate>,
    told: Told,
    (today, is_open): (NaiveDate, bool),
) -> Option<i64> {
    let last = due?;
    let day = match (told.state, told.dispatched_on) {
        (AnswerState::Declined, _) => return Some(0),
        (AnswerState::Dispatched, Some(day)) => day,
        _ if is_open => today,
        // What is decided on is still to be sent.
        (AnswerState::Decided, _) => told.dated.unwrap_or(today),
        _ => told.dated?,
    };
    Some(days_between(last, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn told(state: AnswerState, dispatched: Option<&str>, dated: Option<&str>) -> Told {
        Told {
            state,
            dispatched_on: dispatched.map(day),
            dated: dated.map(day),
        }
    }

    #[test]
    fn the_statement_of_alingsas_was_eleven_days_late() {
        let last = due(Some(day("2018-04-05")), None);
        let written = told(AnswerState::Drafted, None, Some("2018-04-16"));
        let late = days_late(last, written, (day("2026-12-01"), false));
        assert_eq!(late, Some(11));
    }

    #[test]
    fn more_time_moves_the_last_day() {
        let sent = told(AnswerState::Dispatched, Some("2026-12-20"), None);
        let now = (day("2027-02-01"), true);
        let last = Some(day("2026-12-18"));
        assert_eq!(days_late(due(last, None), sent, now), Some(2));
        let extended = due(last, Some(day("2027-01-15")));
        assert_eq!(days_late(extended, sent, now), Some(0));
    }

    #[test]
    fn who_does_not_answer_is_never_late() {
        let declined = told(AnswerState::Declined, None, None);
        let late = days_late(Some(day("2026-12-18")), declined, (day("2027-02-01"), true));
        assert_eq!(late, Some(0));
        assert_eq!(days_late(None, declined, (day("2027-02-01"), true)), None);
    }

    proptest! {
        #[test]
        fn nothing_is_late_by_less_than_nothing(last in 0i64..20_000, sent in 0i64..20_000) {
            let from_first = |days| NaiveDate::default() + chrono::Duration::days(days);
            let late = days_between(from_first(last), from_first(sent));
            prop_assert_eq!(late, (sent - last).max(0));
        }
    }
}
