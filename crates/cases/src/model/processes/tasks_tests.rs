use super::*;
use crate::processes::{CountedIn, shipped};
use proptest::prelude::*;
use samverk_fields::Whole;
use samverk_foundation::is_working_day;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn process(key: &str) -> CaseProcess {
    let all = shipped().unwrap().into_iter();
    let mut found = all.filter(|(one, _)| one.as_str() == key);
    found.next().unwrap().1
}

fn visit(received: &str, since: &str) -> Visit {
    Visit {
        received_on: Some(day(received)),
        registered_on: day(received),
        since: day(since),
        number: 1,
        begins: false,
    }
}

/// With one deadline, which is so.
fn with_deadline(number: i64, counted: CountedIn, statutory: bool) -> CaseProcess {
    let mut one = process("begaran-om-handling");
    one.tasks.0.clear();
    one.notices.0.clear();
    one.deadlines.0[0].number = Whole(number);
    one.deadlines.0[0].counted = counted;
    one.deadlines.0[0].statutory = statutory;
    one
}

fn due(process: &CaseProcess, visit: Visit) -> NaiveDate {
    let visit = Visit {
        begins: true,
        ..visit
    };
    let state = process.first().unwrap().key.clone();
    let begun = begun(process, &state, visit);
    assert_eq!(begun.len(), 1);
    begun[0].due_on.unwrap()
}

#[test]
fn three_weeks_to_appeal_never_end_on_midsummers_eve() {
    let one = process("arende-for-beslut");
    let state = Key::from_name("laga-kraft");
    // The party was told on 29 May 2026: three weeks later is Midsummer's Eve, and the Monday counts.
    let begun = begun(&one, &state, visit("2026-01-02", "2026-05-29"));
    let appeal = begun.iter().find(|task| task.key.as_str() == "overklaga");
    assert_eq!(appeal.unwrap().due_on, Some(day("2026-06-22")));
    // What is asked for six months from when the case came in does not begin again.
    assert!(begun.iter().all(|task| task.key.as_str() != "sex-manader"));
}

#[test]
fn a_request_over_christmas_is_answered_the_first_working_days() {
    let one = with_deadline(2, CountedIn::WorkingDays, false);
    // 23 December 2026 is a Wednesday; then come the eve, two holidays and a Sunday.
    assert_eq!(
        due(&one, visit("2026-12-23", "2026-12-23")),
        day("2026-12-29")
    );
    // Nothing is moved by law where the party itself has set the time.
    let one = with_deadline(1, CountedIn::Days, false);
    assert_eq!(
        due(&one, visit("2026-12-23", "2026-12-23")),
        day("2026-12-24")
    );
    let one = with_deadline(1, CountedIn::Days, true);
    assert_eq!(
        due(&one, visit("2026-12-23", "2026-12-23")),
        day("2026-12-28")
    );
}

#[test]
fn what_is_counted_from_when_it_came_in_is_counted_anew() {
    let one = with_deadline(2, CountedIn::WorkingDays, false);
    let state = one.first().unwrap().key.clone();
    let first = Visit {
        begins: true,
        ..visit("2026-11-23", "2026-11-25")
    };
    let task = begun(&one, &state, first).remove(0);
    assert_eq!(task.due_on, Some(day("2026-11-25")));
    let earlier = visit("2026-11-20", "2026-11-25");
    assert_eq!(recounted(&one, &task, earlier), Some(day("2026-11-24")));
    let unsaid = Visit {
        received_on: None,
        registered_on: day("2026-11-24"),
        ..earlier
    };
    assert_eq!(recounted(&one, &task, unsaid), Some(day("2026-11-26")));
}

fn counted() -> impl Strategy<Value = CountedIn> {
    use CountedIn::{Days, Months, Weeks, WorkingDays};
    prop::sample::select(vec![Days, WorkingDays, Weeks, Months])
}

proptest! {
    #[test]
    fn a_statutory_last_day_is_a_weekday_and_never_earlier(
        number in 0_i64..400, counted in counted(), from in 0_i64..40_000
    ) {
        let from = day("1995-01-01") + chrono::TimeDelta::days(from);
        let visit = Visit { received_on: Some(from), registered_on: from, since: from, number: 1, begins: true };
        let own = due(&with_deadline(number, counted, false), visit);
        let by_law = due(&with_deadline(number, counted, true), visit);
        prop_assert!(is_working_day(by_law));
        prop_assert!(own >= from && by_law >= own);
        // Nothing but days off is jumped over.
        let between = own.iter_days().take_while(|day| *day < by_law);
        prop_assert!(between.into_iter().all(|day| !is_working_day(day)));
        if counted == CountedIn::WorkingDays && number > 0 {
            prop_assert!(is_working_day(own));
            let days = from.iter_days().skip(1).take_while(|day| *day <= own);
            let working = days.filter(|day| is_working_day(*day)).count();
            prop_assert_eq!(i64::try_from(working).unwrap(), number);
        }
    }

    #[test]
    fn a_later_beginning_never_ends_earlier(
        number in 0_i64..400, counted in counted(), by_law in any::<bool>(), from in 0_i64..40_000, more in 0_i64..40
    ) {
        let first = day("1995-01-01") + chrono::TimeDelta::days(from);
        let later = first + chrono::TimeDelta::days(more);
        let process = with_deadline(number, counted, by_law);
        let at = |from| Visit { received_on: Some(from), registered_on: from, since: from, number: 1, begins: true };
        prop_assert!(due(&process, at(first)) <= due(&process, at(later)));
    }
}
