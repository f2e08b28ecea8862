//! Joint windows over many contracts: 300 parties with 700 each, of which a twentieth serve the need that is asked for.

use crate::report::{Promise, Report};
use chrono::{Days, Months, NaiveDate};
use samverk_foundation::Ore;
use samverk_planner::{Contract, Mode, Notice, Options, Question, Term, windows};
use std::time::Instant;

const PARTIES: u32 = 300;
/// Of 700 contracts that a party has, so many serve one of twenty needs.
const CONTRACTS: u32 = 35;
const TIMES: usize = 9;

pub fn measure(report: &mut Report) {
    let contracts = contracts();
    let modes = [
        ("common start", Mode::CommonStart { overlap: 6, gap: 0 }),
        ("framework", Mode::Framework { months: 48 }),
    ];
    for (name, mode) in modes {
        let question = Question {
            today: today(),
            earliest: today() + Days::new(420),
            latest: today() + Months::new(120),
            mode,
            most: 12,
        };
        let taken = (0..TIMES).map(|_| {
            let begun = Instant::now();
            let found = windows(&contracts, &question);
            assert!(!found.is_empty(), "there is a window");
            begun.elapsed().as_secs_f64() * 1000.0
        });
        let what = format!(
            "joint windows of 300 parties with {} contracts, {name}",
            contracts.len()
        );
        report.add(
            &what,
            "ms",
            Promise::AtMost(50.0),
            &taken.collect::<Vec<f64>>(),
        );
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 1).unwrap()
}

/// The same every time: a little of each sort.
fn contracts() -> Vec<Contract> {
    let all = (0..PARTIES).flat_map(|party| (0..CONTRACTS).map(move |number| (party, number)));
    all.map(|(party, number)| {
        let spread = (party * 31 + number * 97) % 72;
        let end = today() + Months::new(spread);
        let notice = Notice {
            months: 3 + spread as u16 % 6,
            at_month_end: spread % 2 == 0,
        };
        let term = match spread % 5 {
            0 => Term::Open {
                bound_until: None,
                notice,
            },
            1 => Term::Renewing {
                end,
                every: 12,
                notice,
            },
            _ => Term::Fixed {
                end,
                options: Options {
                    count: (spread % 4) as u8,
                    months: 12,
                    most: None,
                    call_before: 3,
                    calls: Vec::new(),
                },
                early: None,
            },
        };
        Contract {
            party,
            need: number,
            value: Some(Ore::from_kronor(i64::from(spread) * 10_000)),
            term,
            margin: 14,
            noticed: None,
            exhausted: None,
        }
    })
    .collect()
}
