use super::*;
use crate::AssessmentId;
use crate::ladders::{HeldLadder, Ladder, Level};
use crate::model::differences;
use proptest::prelude::*;
use samverk_fields::{Lines, Prose, Rows, Whole};
use samverk_foundation::Key;
use uuid::Uuid;

fn party(number: u8) -> PartyId {
    PartyId(Uuid::from_u128(u128::from(number) + 1))
}

fn day(number: u8) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(number))
}

const LADDER: LadderId = LadderId(Uuid::from_u128(99));

fn said(subject: Subject, by: Option<u8>, level: i64, on: Option<u8>) -> Assessment {
    Assessment {
        id: AssessmentId(Uuid::from_u128(7)),
        subject,
        ladder: LADDER,
        level,
        wanted_level: None,
        note: String::new(),
        date: on.map(day),
        on_behalf_of: by.map(party),
    }
}

fn levels(views: &[&Assessment]) -> Vec<i64> {
    views.iter().map(|view| view.level).collect()
}

/// Numbers are left out, so that steps and numbers are not the same.
fn ladder() -> HeldLadder {
    let level = |number: i64| Level {
        number: Whole(number),
        name: number.to_string().into(),
        text: Prose::default(),
        characteristics: Lines::default(),
        questions: Lines::default(),
    };
    HeldLadder {
        id: LADDER.0,
        ground: Uuid::nil(),
        position: 0,
        key: Key::parse("trappan").unwrap(),
        revision: 1,
        value: Ladder {
            name: "Trappan".into(),
            source: Prose::default(),
            first_is_none: true,
            levels: Rows([0, 1, 3, 4, 7].map(level).to_vec()),
        },
    }
}

#[test]
fn a_new_view_takes_the_place_of_the_same_voice_only() {
    let (a, b) = (party(0), party(1));
    let history = [
        said(Subject::Pair(a, b), Some(0), 1, None),
        said(Subject::Pair(a, b), Some(1), 3, None),
        said(Subject::Pair(b, a), Some(0), 4, None),
    ];
    assert_eq!(levels(&present(&history)), [3, 4]);
}

#[test]
fn what_is_entered_afterwards_about_an_earlier_day_takes_no_place() {
    let whole = |level, on| said(Subject::Whole, None, level, on);
    let history = [
        whole(1, None),
        whole(3, Some(20)),
        whole(0, Some(10)),
        whole(4, None),
    ];
    assert_eq!(levels(&present(&history[..3])), [3]);
    assert_eq!(levels(&views_on(&history, Some(day(5)))), [1]);
    assert_eq!(levels(&views_on(&history, Some(day(10)))), [0]);
    assert_eq!(levels(&views_on(&history, Some(day(19)))), [0]);
    assert_eq!(levels(&present(&history)), [4]);
}

#[test]
fn the_collaborations_own_view_stands_before_the_parties() {
    let history = [
        said(Subject::Whole, None, 1, None),
        said(Subject::Whole, Some(1), 3, None),
    ];
    let views = present(&history);
    assert_eq!(leading(&views, Subject::Whole).unwrap().level, 1);
    assert_eq!(leading(&views[1..], Subject::Whole).unwrap().level, 3);
    let other = Subject::Pair(party(0), party(1));
    assert!(leading(&views, other).is_none());
}

prop_compose! {
    fn an_assessment()(
        pair in any::<bool>(),
        turned in any::<bool>(),
        by in prop::option::of(0..4_u8),
        place in 0..5_usize,
        on in prop::option::of(0..9_u8),
    ) -> Assessment {
        let subject = match (pair, turned) {
            (false, _) => Subject::Whole,
            (true, false) => Subject::Pair(party(8), party(9)),
            (true, true) => Subject::Pair(party(9), party(8)),
        };
        said(subject, by, [0, 1, 3, 4, 7][place], on)
    }
}

fn a_history() -> impl Strategy<Value = Vec<Assessment>> {
    prop::collection::vec(an_assessment(), 0..24)
}

proptest! {
    /// Each voice is heard once, and nobody who has spoken is forgotten.
    #[test]
    fn every_voice_is_heard_once(history in a_history()) {
        let views = present(&history);
        for one in &history {
            prop_assert_eq!(views.iter().filter(|view| view.replaces(one)).count(), 1);
        }
    }

    #[test]
    fn no_view_is_from_a_later_day(history in a_history(), until in 0..9_u8) {
        for view in views_on(&history, Some(day(until))) {
            prop_assert!(view.date.is_none_or(|date| date <= day(until)));
        }
    }

    /// When all days have been, what held on the last of them holds now.
    #[test]
    fn the_last_day_is_now(history in a_history()) {
        prop_assert_eq!(levels(&views_on(&history, Some(day(9)))), levels(&present(&history)));
    }

    /// What was recorded in the order of the days needs no dates to be told apart.
    #[test]
    fn in_order_of_days_the_last_recorded_holds(mut history in a_history()) {
        history.iter_mut().for_each(|one| one.date = one.date.or(Some(day(0))));
        history.sort_by_key(|one| one.date);
        for view in present(&history) {
            let last = history.iter().rev().find(|one| one.replaces(view));
            prop_assert_eq!(last, Some(view));
        }
    }

    #[test]
    fn a_difference_is_between_those_who_see_least_and_most(history in a_history()) {
        let ladders = [ladder()];
        let views = present(&history);
        let found = differences(&views, &ladders);
        for one in &found {
            let said: Vec<i64> = one.views.iter().map(|view| view.level).collect();
            prop_assert!(one.steps >= 1 && one.views.len() >= 2);
            prop_assert!(said.is_sorted());
            prop_assert_eq!(one.lowest().len() + one.highest().len() + one.between().len(), said.len());
            let (first, last) = (said[0], said[said.len() - 1]);
            prop_assert_eq!(ladders[0].steps_between(first, last), Some(one.steps));
            prop_assert!(one.lowest().iter().all(|view| view.level == first));
            prop_assert!(one.highest().iter().all(|view| view.level == last));
        }
        prop_assert!(found.is_sorted_by(|one, next| one.steps >= next.steps));
    }

    /// Found exactly where two voices about the same say different levels.
    #[test]
    fn a_difference_is_found_where_two_disagree(history in a_history()) {
        let ladders = [ladder()];
        let views = present(&history);
        let found = differences(&views, &ladders);
        for (index, one) in views.iter().enumerate() {
            for other in &views[index + 1..] {
                let differ = one.subject.same_as(other.subject) && one.level != other.level;
                let is_told = found.iter().any(|told| told.subject.same_as(one.subject));
                prop_assert!(!differ || is_told);
            }
        }
        for one in &found {
            let subjects = found.iter().filter(|other| other.subject.same_as(one.subject));
            prop_assert_eq!(subjects.count(), 1);
        }
    }
}
