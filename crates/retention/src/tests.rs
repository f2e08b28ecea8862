use crate::{Counting, Dates, Hold, KeptBecause, Need, Rule, judge};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use samverk_foundation::{Key, Period};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn closed() -> Key {
    Key::parse("case-closed").unwrap()
}

fn dispose(years: u16, counting: Counting) -> Rule {
    Rule::Dispose {
        after: Period::months(12 * years),
        counting,
        trigger: closed(),
    }
}

fn closed_on(date: &str) -> Dates {
    Dates::from([(closed(), day(date))])
}

fn need<'a>(of: u8, rule: &'a Rule, dates: &'a Dates) -> Need<'a, u8> {
    Need {
        of,
        rule: Some(rule),
        dates,
        holds: &[],
    }
}

#[test]
fn what_is_kept_two_years_may_go_the_day_after() {
    let (rule, dates) = (dispose(2, Counting::FromTheDay), closed_on("2026-04-16"));
    let on = |today| judge(&[need(1, &rule, &dates)], day(today));
    let before = on("2028-04-16");
    let expected = [(1, KeptBecause::NotUntil(day("2028-04-17")))];
    assert_eq!((before.is_due(), before.kept), (false, expected.to_vec()));
    assert!(on("2028-04-17").is_due());
}

#[test]
fn a_period_may_be_counted_from_the_end_of_the_year() {
    let rule = dispose(2, Counting::FromTheEndOfTheYear);
    let due = rule.due_on(&closed_on("2026-04-16"));
    assert_eq!(due, Some(day("2029-01-01")));
    // 29 February has no other in 2025: the period ends on the last day of the month.
    let leap = dispose(1, Counting::FromTheDay).due_on(&closed_on("2024-02-29"));
    assert_eq!(leap, Some(day("2025-03-01")));
}

#[test]
fn what_lacks_its_date_or_its_rule_is_never_due_and_is_a_fault() {
    let (rule, nothing) = (dispose(0, Counting::FromTheDay), Dates::new());
    let standing = judge(&[need(1, &rule, &nothing)], day("2999-12-31"));
    let unknown = KeptBecause::DateUnknown(closed());
    assert!(unknown.is_fault() && !standing.is_due());
    assert_eq!((standing.kept, standing.due_on), (vec![(1, unknown)], None));
    let mut unruled = need(1, &rule, &nothing);
    unruled.rule = None;
    let standing = judge(&[unruled], day("2999-12-31"));
    assert_eq!(standing.kept, [(1, KeptBecause::NoRule)]);
    assert!(!judge::<u8>(&[], day("2999-12-31")).is_due());
}

#[test]
fn a_document_of_two_cases_stays_while_one_needs_it() {
    let (short, long) = (
        dispose(2, Counting::FromTheDay),
        dispose(10, Counting::FromTheDay),
    );
    let dates = closed_on("2026-04-16");
    let both = [need(1, &short, &dates), need(2, &long, &dates)];
    let standing = judge(&both, day("2030-01-01"));
    assert_eq!(
        standing.kept,
        [(2, KeptBecause::NotUntil(day("2036-04-17")))]
    );
    assert_eq!(standing.due_on, Some(day("2036-04-17")));
    let preserved = [need(1, &short, &dates), need(2, &Rule::Preserve, &dates)];
    let standing = judge(&preserved, day("2999-12-31"));
    assert_eq!(standing.kept, [(2, KeptBecause::Preserved)]);
    assert_eq!(standing.due_on, None);
}

#[test]
fn a_hold_that_comes_after_the_review_keeps_it() {
    let (rule, dates) = (dispose(2, Counting::FromTheDay), closed_on("2020-01-01"));
    let mut need = need(1, &rule, &dates);
    assert!(judge(&[need], day("2026-11-22")).is_due());
    let hold = Hold {
        reason: "Överklagat".to_owned(),
        until: Some(day("2026-12-01")),
    };
    let holds = [hold.clone()];
    need.holds = &holds;
    let kept = judge(&[need], day("2026-12-01"));
    assert_eq!(kept.kept, [(1, KeptBecause::Held(hold))]);
    assert!(judge(&[need], day("2026-12-02")).is_due());
}

fn rules() -> impl Strategy<Value = Option<Rule>> {
    let counting = prop_oneof![
        Just(Counting::FromTheDay),
        Just(Counting::FromTheEndOfTheYear)
    ];
    let dispose = (0_u16..60, counting).prop_map(|(years, counting)| dispose(years, counting));
    prop_oneof![
        1 => Just(None),
        1 => Just(Some(Rule::Preserve)),
        6 => dispose.prop_map(Some),
    ]
}

fn facts() -> impl Strategy<Value = (Option<Rule>, Dates, Vec<Hold>)> {
    let dates = prop::option::weighted(0.9, 0_u64..20_000).prop_map(|after| {
        let date = after.map(|after| day("1990-01-01") + Days::new(after));
        date.map(|date| (closed(), date)).into_iter().collect()
    });
    let hold = prop::option::of(0_u64..40_000).prop_map(|until| Hold {
        reason: String::new(),
        until: until.map(|after| day("1990-01-01") + Days::new(after)),
    });
    (rules(), dates, prop::collection::vec(hold, 0..2))
}

proptest! {
    #[test]
    fn one_more_need_never_lets_anything_go(all in prop::collection::vec(facts(), 1..5), after in 0_u64..50_000) {
        let today = day("1990-01-01") + Days::new(after);
        let needs: Vec<Need<usize>> = all.iter().enumerate().map(|(of, (rule, dates, holds))| {
            Need { of, rule: rule.as_ref(), dates, holds }
        }).collect();
        let whole = judge(&needs, today);
        let fewer = judge(&needs[1..], today);
        if needs.len() > 1 && whole.is_due() {
            prop_assert!(fewer.is_due());
        }
        // It is due exactly when each need by itself lets it go.
        let each = needs.iter().all(|need| judge(&[*need], today).is_due());
        prop_assert_eq!(whole.is_due(), each);
        if let Some(due) = whole.due_on {
            prop_assert!(!whole.is_due() || due <= today);
            let last = needs.iter().filter_map(|need| need.dates.get(&closed())).max();
            prop_assert!(last.is_some_and(|last| due > *last));
        }
    }
}
