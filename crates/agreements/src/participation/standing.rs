//! Where a party stands by its answers: the newest counts, and leaving ends what began before.

use super::answer::Taking;
use chrono::NaiveDate;
use uuid::Uuid;

/// What of an answer decides where the party stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    pub id: Uuid,
    pub answer: Taking,
    pub given: NaiveDate,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// From when to when a party takes part. Both days are within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// Where a party stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartyStanding {
    /// The newest answer.
    pub last: Said,
    /// When it takes part; nothing for who does not.
    pub period: Option<Period>,
}

/// Answers of one party, in the order in which they were recorded. Of two of the same day the later one counts.
pub fn standing(answers: &[Said]) -> Option<PartyStanding> {
    let mut ordered: Vec<&Said> = answers.iter().collect();
    ordered.sort_by_key(|one| one.given);
    let mut period: Option<Period> = None;
    for one in &ordered {
        period = match one.answer {
            Taking::TakesPart | Taking::JoinsLater => Some(Period {
                from: one.from,
                to: one.to,
            }),
            // Who never took part has nothing to leave.
            Taking::Leaves => period.map(|began| Period {
                to: one.to,
                ..began
            }),
            Taking::Interested | Taking::Observing | Taking::Declined => None,
        };
    }
    let last = **ordered.last()?;
    Some(PartyStanding { last, period })
}

impl Period {
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether any of these days is within it.
    pub fn touches(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= last) && self.to.is_none_or(|to| first <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn said(answer: Taking, given: &str, days: [Option<&str>; 2]) -> Said {
        let [from, to] = days.map(|text| text.map(day));
        Said {
            id: Uuid::nil(),
            answer,
            given: day(given),
            from,
            to,
        }
    }

    #[test]
    fn the_newest_answer_counts_and_leaving_ends_what_began() {
        let takes = said(Taking::TakesPart, "2026-11-20", [Some("2027-01-01"), None]);
        let leaves = said(Taking::Leaves, "2028-03-01", [None, Some("2028-12-31")]);
        let asks = said(Taking::Interested, "2026-03-01", [None, None]);
        let found = standing(&[takes, leaves, asks]).unwrap();
        assert_eq!(found.last, leaves);
        let period = found.period.unwrap();
        assert_eq!(period.from, Some(day("2027-01-01")));
        assert!(period.holds_on(day("2028-12-31")) && !period.holds_on(day("2029-01-01")));
        assert!(period.touches(day("2028-01-01"), day("2029-01-01")));
        assert!(!period.touches(day("2026-01-01"), day("2026-12-31")));
        let declined = said(Taking::Declined, "2028-04-01", [None, None]);
        assert_eq!(standing(&[takes, leaves, declined]).unwrap().period, None);
        assert_eq!(
            standing(&[leaves]).unwrap().period,
            None,
            "there was nothing to leave"
        );
        assert_eq!(standing(&[]), None);
    }

    const ALL: [Taking; 6] = [
        Taking::Interested,
        Taking::Observing,
        Taking::TakesPart,
        Taking::JoinsLater,
        Taking::Declined,
        Taking::Leaves,
    ];

    proptest! {
        #[test]
        fn only_the_order_of_days_matters(
            answers in proptest::collection::btree_map(0_u64..400, 0_usize..6, 1..8)
        ) {
            let answers: Vec<Said> = answers.iter().map(|(days, answer)| {
                let given = day("2026-01-01") + chrono::Days::new(*days);
                Said { id: Uuid::nil(), answer: ALL[*answer], given, from: Some(given), to: Some(given) }
            }).collect();
            let forwards = standing(&answers);
            let backwards: Vec<Said> = answers.iter().rev().copied().collect();
            prop_assert_eq!(forwards, standing(&backwards));
            let last = answers.last().unwrap();
            let found = forwards.unwrap();
            prop_assert_eq!(found.last, *last);
            if last.answer.begins() {
                prop_assert_eq!(found.period.unwrap().from, last.from);
            }
        }
    }
}
