//! The planner against trying every day, with month arithmetic of its own.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use samverk_foundation::Ore;
use samverk_planner::ends::{Way, ends, noticed_end};
use samverk_planner::slips::{Outcome, slipped};
use samverk_planner::steps::{Step, steps};
use samverk_planner::windows::parties_at;
use samverk_planner::{Call, Contract, Early, Mode, Notice, Options, Question, Term, windows};
use std::collections::{BTreeMap, BTreeSet};

const MARGIN_MOST: u16 = 40;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 1).unwrap_or_default()
}

fn plus(day: NaiveDate, days: i64) -> NaiveDate {
    match u64::try_from(days) {
        Ok(days) => day + Days::new(days),
        Err(_) => day - Days::new(days.unsigned_abs()),
    }
}

/// The month arithmetic of the law, written another way: back from the wanted day of the month until it exists.
fn months(day: NaiveDate, count: i32) -> NaiveDate {
    let month = day.year() * 12 + i32::try_from(day.month0()).unwrap_or_default() + count;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12));
    let month = u32::try_from(month).unwrap_or_default() + 1;
    let mut wanted = day.day();
    loop {
        if let Some(found) = NaiveDate::from_ymd_opt(year, month, wanted) {
            return found;
        }
        wanted -= 1;
    }
}

fn is_last_of_month(day: NaiveDate) -> bool {
    plus(day, 1).day() == 1
}

fn longer(end: NaiveDate, count: u16) -> NaiveDate {
    plus(months(plus(end, 1), i32::from(count)), -1)
}

/// All days on which a contract may end, each found by trying what can be received on which day.
fn every_end(contract: &Contract, last: NaiveDate) -> BTreeSet<NaiveDate> {
    let first_receipt = plus(today(), i64::from(contract.margin));
    let days = || {
        (0..)
            .map(|n| plus(today(), n))
            .take_while(|day| *day <= last)
    };
    let receipts = || days().filter(|day| *day >= first_receipt);
    let all_by_notice = |notice: Notice, from: NaiveDate, until: NaiveDate| {
        let soonest = receipts()
            .chain([first_receipt])
            .map(|day| by_receipt(day, notice))
            .min();
        days()
            .filter(|day| soonest.is_some_and(|soonest| *day >= soonest))
            .filter(|day| *day >= from && *day < until)
            .filter(|day| !notice.at_month_end || is_last_of_month(*day))
            .collect::<BTreeSet<_>>()
    };
    let forever = plus(last, 1);
    let mut found = match &contract.term {
        Term::Open {
            bound_until,
            notice,
        } => match contract.noticed {
            Some(received) => {
                let end = by_receipt(received, *notice);
                BTreeSet::from([end.max(bound_until.unwrap_or(end))])
            }
            None => all_by_notice(*notice, bound_until.unwrap_or(today()), forever),
        },
        Term::Renewing { end, every, notice } => {
            let mut ends = BTreeSet::new();
            let mut end = *end;
            while end <= last {
                let by = months(end, -i32::from(notice.months));
                match contract.noticed {
                    Some(received) if received <= by => {
                        ends.insert(end);
                        break;
                    }
                    None if receipts().chain([first_receipt]).any(|day| day <= by) => {
                        ends.insert(end);
                    }
                    _ => {}
                }
                end = longer(end, *every);
            }
            ends
        }
        Term::Fixed {
            end,
            options,
            early,
        } => {
            let (mut end, mut used, mut given) = (*end, 0, 0);
            let length = |used: u8, given: u16| {
                let room = options
                    .most
                    .map_or(options.months, |most| most.max(given) - given);
                let length = room.min(options.months);
                (used < options.count && length > 0).then_some(length)
            };
            let mut is_open = true;
            for call in options.calls.iter().filter(|call| !call.is_annulled) {
                let Some(more) = length(used, given) else {
                    break;
                };
                let by = months(end, -i32::from(options.call_before));
                match call.received {
                    Some(day) if day <= by => {
                        (end, used, given) = (longer(end, more), used + 1, given + more);
                    }
                    None if today() <= by => break,
                    _ => {
                        is_open = false;
                        break;
                    }
                }
            }
            if let Some(received) = contract.noticed {
                let early = early.map(|early| by_receipt(received, early.notice).max(early.from));
                BTreeSet::from([early.unwrap_or(end).min(end)])
            } else {
                let mut ends = early
                    .map(|early| all_by_notice(early.notice, early.from, end))
                    .unwrap_or_default();
                ends.insert(end);
                while let Some(more) = length(used, given).filter(|_| is_open) {
                    let by = months(end, -i32::from(options.call_before));
                    if !receipts().chain([first_receipt]).any(|day| day <= by) {
                        break;
                    }
                    (end, used, given) = (longer(end, more), used + 1, given + more);
                    ends.insert(end);
                }
                ends
            }
        }
    };
    if let Some(limit) = contract.exhausted {
        let goes_on = found.iter().any(|end| *end > limit);
        found.retain(|end| *end <= limit);
        if goes_on {
            found.insert(limit);
        }
    }
    found.retain(|end| *end >= today() && *end <= last);
    found
}

fn by_receipt(day: NaiveDate, notice: Notice) -> NaiveDate {
    let mut end = months(day, i32::from(notice.months));
    while notice.at_month_end && !is_last_of_month(end) {
        end = plus(end, 1);
    }
    end
}

/// Whether a contract that ends on a day can be in a purchase that begins on another.
fn fits(mode: Mode, end: NaiveDate, start: NaiveDate) -> bool {
    let freed = plus(end, 1);
    match mode {
        Mode::CommonStart { overlap, gap } => {
            freed <= months(start, i32::from(overlap)) && months(freed, i32::from(gap)) >= start
        }
        Mode::Framework { months: holds } => {
            start <= freed && freed < months(start, i32::from(holds))
        }
    }
}

fn horizon(question: &Question) -> NaiveDate {
    match question.mode {
        Mode::CommonStart { overlap, .. } => months(question.latest, i32::from(overlap)),
        Mode::Framework { months: holds } => months(question.latest, i32::from(holds)),
    }
}

fn some_notice() -> impl Strategy<Value = Notice> {
    (0u16..13, any::<bool>()).prop_map(|(months, at_month_end)| Notice {
        months,
        at_month_end,
    })
}

fn some_day(from: i64, to: i64) -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        (from..to).prop_map(|days| plus(today(), days)),
        (from..to).prop_map(|days| {
            let first = plus(today(), days).with_day(1).unwrap_or_default();
            plus(first, -1)
        }),
    ]
}

fn some_options() -> impl Strategy<Value = Options> {
    let call = (proptest::option::of(some_day(-300, 1)), any::<bool>(), 0..4).prop_map(
        |(received, is_sent, annulled)| Call {
            sent: is_sent.then(today),
            received,
            is_annulled: annulled == 0,
        },
    );
    let calls = proptest::collection::vec(call, 0..3);
    let most = proptest::option::of(0u16..30);
    (0u8..4, 0u16..14, most, 0u16..13, calls).prop_map(
        |(count, months, most, call_before, calls)| Options {
            count,
            months,
            most,
            call_before,
            calls,
        },
    )
}

fn some_term() -> impl Strategy<Value = Term> {
    let early =
        (some_day(-100, 500), some_notice()).prop_map(|(from, notice)| Early { from, notice });
    let early = proptest::option::of(early);
    prop_oneof![
        4 => (some_day(-200, 900), some_options(), early)
            .prop_map(|(end, options, early)| Term::Fixed { end, options, early }),
        2 => (some_day(-400, 700), 1u16..25, some_notice())
            .prop_map(|(end, every, notice)| Term::Renewing { end, every, notice }),
        1 => (proptest::option::of(some_day(-100, 700)), some_notice())
            .prop_map(|(bound_until, notice)| Term::Open { bound_until, notice }),
    ]
}

fn some_contract() -> impl Strategy<Value = Contract> {
    let value = proptest::option::of(0i64..1000).prop_map(|value| value.map(Ore::from_kronor));
    let noticed = prop_oneof![5 => Just(None), 1 => some_day(-200, 1).prop_map(Some)];
    let exhausted = prop_oneof![5 => Just(None), 1 => some_day(-50, 800).prop_map(Some)];
    (
        0u32..6,
        0u32..2,
        value,
        some_term(),
        0..MARGIN_MOST,
        noticed,
        exhausted,
    )
        .prop_map(
            |(party, need, value, term, margin, noticed, exhausted)| Contract {
                party,
                need,
                value,
                term,
                margin,
                noticed,
                exhausted,
            },
        )
}

fn some_mode() -> impl Strategy<Value = Mode> {
    prop_oneof![
        (0u16..13, 0u16..7).prop_map(|(overlap, gap)| Mode::CommonStart { overlap, gap }),
        (1u16..49).prop_map(|months| Mode::Framework { months }),
    ]
}

fn some_question() -> impl Strategy<Value = Question> {
    (0i64..400, 0i64..700, some_mode()).prop_map(|(wait, length, mode)| Question {
        today: today(),
        earliest: plus(today(), wait),
        latest: plus(today(), wait + length),
        mode,
        most: 12,
    })
}

/// Who can begin on each day that is asked for, by trying them all.
fn every_start(
    contracts: &[Contract],
    question: &Question,
) -> BTreeMap<NaiveDate, (BTreeSet<u32>, Ore)> {
    let last = horizon(question);
    let ends: Vec<_> = contracts.iter().map(|one| every_end(one, last)).collect();
    let mut needs: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for (index, one) in contracts.iter().enumerate() {
        needs.entry((one.party, one.need)).or_default().push(index);
    }
    let days = (0..).map(|n| plus(question.earliest, n));
    let days = days.take_while(|day| *day <= question.latest);
    days.map(|start| {
        let fit = |index: &usize| {
            ends[*index]
                .iter()
                .any(|end| fits(question.mode, *end, start))
        };
        let inside = needs
            .iter()
            .filter(|(_, contracts)| contracts.iter().all(fit));
        let (mut parties, mut value) = (BTreeSet::new(), Ore(0));
        for ((party, _), indexes) in inside {
            parties.insert(*party);
            value += indexes
                .iter()
                .filter_map(|index| contracts[*index].value)
                .sum::<Ore>();
        }
        (start, (parties, value))
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The days on which a contract can end are those found by trying every day.
    #[test]
    fn ends_are_those_of_trying_every_day(contract in some_contract()) {
        let last = plus(today(), 1500);
        let found: BTreeSet<NaiveDate> = ends(&contract, today(), last)
            .into_iter()
            .flat_map(|end| end.days.first.iter_days().take_while(move |day| *day <= end.days.last))
            .collect();
        prop_assert_eq!(found, every_end(&contract, last));
    }

    /// In both modes the windows are those of trying every start.
    #[test]
    fn windows_are_those_of_trying_every_start(
        contracts in proptest::collection::vec(some_contract(), 0..10),
        question in some_question(),
    ) {
        let every = every_start(&contracts, &question);
        for (start, (parties, _)) in &every {
            let found: BTreeSet<u32> = parties_at(&contracts, &question, *start).into_iter().collect();
            prop_assert_eq!(&found, parties, "{}", start);
        }
        let most = every.values().map(|(parties, value)| (parties.len(), *value)).max();
        let best = most.filter(|(count, _)| *count > 1);
        let found = windows(&contracts, &question);
        let first = found.first().map(|window| (window.parties.len(), window.value));
        prop_assert_eq!(first, best);
        if let (Some(window), Some(best)) = (found.first(), best) {
            let mut as_good = every.iter().filter(|(_, (all, value))| (all.len(), *value) == best);
            let earliest = as_good.next().map(|(start, _)| *start);
            // Others may be as many before that, with contracts whose value nobody knows still to come.
            prop_assert!(Some(window.start) >= earliest);
            if matches!(question.mode, Mode::Framework { .. }) {
                prop_assert_eq!(window.start, window.starts.first);
            }
        }
    }

    /// No window asks for an end that a contract forbids, nobody is without a contract unless it says so, and every
    /// step can still be taken.
    #[test]
    fn every_window_can_be_followed(
        contracts in proptest::collection::vec(some_contract(), 2..10),
        question in some_question(),
    ) {
        let last = horizon(&question);
        for window in windows(&contracts, &question) {
            prop_assert!(window.starts.has(window.start));
            let inside: BTreeSet<u32> = window.choices.iter().map(|choice| choice.party).collect();
            prop_assert_eq!(inside, window.parties.iter().copied().collect::<BTreeSet<u32>>());
            for choice in &window.choices {
                let contract = &contracts[choice.contract];
                prop_assert!(every_end(contract, last).contains(&choice.end));
                let freed = plus(choice.end, 1);
                let bridged = (window.start - freed).num_days().max(0);
                match question.mode {
                    Mode::CommonStart { gap, .. } => {
                        prop_assert_eq!(choice.gap_days, bridged);
                        prop_assert!(gap > 0 || bridged == 0);
                    }
                    Mode::Framework { .. } => {
                        prop_assert!(bridged == 0);
                        prop_assert!(window.last_day.is_some_and(|day| freed <= day));
                    }
                }
                for step in steps(contract, &choice.how, choice.end, today()) {
                    match step {
                        Step::Call { safe, lawful, .. } | Step::Notice { safe, lawful } => {
                            prop_assert!(today() <= safe && safe <= lawful);
                        }
                        Step::LetEnd { end } => prop_assert_eq!(end, choice.end),
                    }
                }
            }
        }
    }

    /// A notice that is received on the last safe day ends the contract on the wanted day or before.
    #[test]
    fn a_notice_in_time_is_in_time(contract in some_contract()) {
        for end in ends(&contract, today(), plus(today(), 900)) {
            let wanted = end.days.last;
            for step in steps(&contract, &end, wanted, today()) {
                let (Step::Notice { lawful, .. }, Term::Open { notice, .. }) = (step, &contract.term) else {
                    continue;
                };
                prop_assert!(noticed_end(lawful, *notice) <= wanted);
                prop_assert_eq!(end.way, Way::Notice);
            }
        }
    }

    /// Who is told to be without a contract when it is late has no end that reaches the later start.
    #[test]
    fn who_falls_out_when_it_is_late_has_no_longer_end(
        contracts in proptest::collection::vec(some_contract(), 2..8),
        question in some_question(),
        late in 1u16..25,
    ) {
        for window in windows(&contracts, &question) {
            let start = months(window.start, i32::from(late));
            let last = months(horizon(&question), i32::from(late));
            let told = slipped(&contracts, &window, &question, late);
            prop_assert_eq!(told.len(), window.choices.len());
            for one in told {
                let every = every_end(&contracts[one.contract], last);
                match one.outcome {
                    Outcome::Holds { end, .. } => {
                        prop_assert!(every.contains(&end));
                        prop_assert!(plus(end, 1) >= start);
                    }
                    Outcome::Without { from, until, .. } => {
                        prop_assert_eq!(every.last().map(|end| plus(*end, 1)), Some(from));
                        prop_assert!(every.iter().all(|end| plus(*end, 1) < start));
                        prop_assert_eq!(plus(until, 1), start);
                    }
                }
            }
        }
    }
}

/// A series that reaches the end of the calendar stops there.
#[test]
fn no_series_goes_on_for_ever() {
    let far = samverk_planner::months::FAR;
    let notice = Notice {
        months: 3,
        at_month_end: true,
    };
    let day = NaiveDate::from_ymd_opt(2027, 3, 31).unwrap_or_default();
    let terms = [
        Term::Renewing {
            end: day,
            every: 12,
            notice,
        },
        Term::Open {
            bound_until: None,
            notice,
        },
    ];
    for term in terms {
        let contract = Contract {
            party: 0,
            need: 0,
            value: None,
            term,
            margin: 14,
            noticed: None,
            exhausted: None,
        };
        assert!(ends(&contract, today(), far).len() > 7_000);
    }
}
