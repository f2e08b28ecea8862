//! Who is without a contract when a joint purchase is late.

use crate::contract::Contract;
use crate::ends::ends;
use crate::months::{after, days_before, next};
use crate::windows::{Question, Window};
use chrono::NaiveDate;

/// What becomes of one contract when the start is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slipped {
    /// Its place among those that were given.
    pub contract: usize,
    pub party: u32,
    pub outcome: Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It can go on until the later start.
    Holds {
        end: NaiveDate,
        calls: u8,
        reserve: u8,
    },
    /// It is over before that: without a contract on these days.
    Without {
        from: NaiveDate,
        until: NaiveDate,
        calls: u8,
    },
}

/// The contracts of a window when it begins so many months later.
pub fn slipped(
    contracts: &[Contract],
    window: &Window,
    question: &Question,
    months: u16,
) -> Vec<Slipped> {
    let start = after(window.start, months);
    let horizon = after(question.horizon(), months);
    let one = |contract: usize| {
        let given = &contracts[contract];
        let ends = ends(given, question.today, horizon);
        let until = days_before(start, 1);
        let lasting = ends.iter().filter(|end| end.days.last >= until);
        let holds = lasting.min_by_key(|end| (end.calls, end.days.first.max(until)));
        let outcome = match holds {
            Some(end) => Outcome::Holds {
                end: end.days.first.max(until),
                calls: end.calls,
                reserve: end.reserve,
            },
            None => {
                let longest = ends.iter().max_by_key(|end| end.days.last)?;
                Outcome::Without {
                    from: next(longest.days.last),
                    until,
                    calls: longest.calls,
                }
            }
        };
        Some(Slipped {
            contract,
            party: given.party,
            outcome,
        })
    };
    let contracts = window.choices.iter().map(|choice| choice.contract);
    contracts.filter_map(one).collect()
}
