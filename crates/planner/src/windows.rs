//! When several parties can buy together: the windows, best first.

use crate::contract::Contract;
use crate::ends::End;
use crate::months::{after, days_before, next};
use crate::spans::Span;
use crate::starts::{Endable, Need, needs};
use chrono::NaiveDate;
use samverk_foundation::Ore;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How the parties buy together. Both count in months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// All begin on one day. Contracts may go on for `overlap` after it, paid double, or have ended up to `gap` before
    /// it, and be bridged.
    CommonStart { overlap: u16, gap: u16 },
    /// One framework holds for `months`; each calls off the day after its own contract ends.
    Framework { months: u16 },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub today: NaiveDate,
    /// The first day on which a purchase can begin: today and the work before it.
    pub earliest: NaiveDate,
    /// The last day of a start that is asked for.
    pub latest: NaiveDate,
    pub mode: Mode,
    /// How many windows are told at most.
    pub most: usize,
}

impl Question {
    /// The last day on which an end matters.
    pub(crate) fn horizon(&self) -> NaiveDate {
        let months = match self.mode {
            Mode::CommonStart { overlap, .. } => overlap,
            Mode::Framework { months } => months,
        };
        after(self.latest, months)
    }
}

/// A day on which several parties can begin, and what each does for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    pub start: NaiveDate,
    /// The days on which the same contracts can be in.
    pub starts: Span,
    /// The last day of calling off from a framework.
    pub last_day: Option<NaiveDate>,
    /// In order.
    pub parties: Vec<u32>,
    /// In the order of the contracts.
    pub choices: Vec<Choice>,
    /// A year, of the contracts whose value is known.
    pub value: Ore,
    /// How many contracts have no known value.
    pub without_value: usize,
    /// How many options are called for it, and how many are left after it: the reserve when it is late.
    pub calls: u32,
    pub reserve: u32,
    /// Days that contracts have to be bridged, and days that are paid double, summed.
    pub gap_days: i64,
    pub overlap_days: i64,
}

/// How one contract is in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its place among those that were given.
    pub contract: usize,
    pub party: u32,
    /// Its last day.
    pub end: NaiveDate,
    pub how: End,
    pub gap_days: i64,
    pub overlap_days: i64,
}

/// All windows that are as good as any other in some way, the best first: most parties, then value, then the shortest
/// wait, the least gap and the largest reserve. A window has two parties at least.
pub fn windows(contracts: &[Contract], question: &Question) -> Vec<Window> {
    let needs = needs(contracts, question);
    let mut cells = cells(&needs, contracts);
    cells.sort_by_key(|cell| (Reverse(cell.parties), Reverse(cell.value), cell.days.first));
    cells.truncate(question.most.saturating_mul(LOOKED_AT));
    // With less to bridge, a later one is worth telling beside an earlier one that has all of it.
    let has_gaps = matches!(question.mode, Mode::CommonStart { gap, .. } if gap > 0);
    let mut kept: Vec<(Cell, BTreeSet<usize>)> = Vec::new();
    for cell in cells {
        let inside = inside(&needs, cell.days.first);
        let hides = |(other, all): &(Cell, BTreeSet<usize>)| {
            other.days.first <= cell.days.first && inside.is_subset(all)
        };
        if has_gaps || !kept.iter().any(hides) {
            kept.push((cell, inside));
        }
    }
    kept.truncate(question.most);
    let told = kept.iter().map(|(cell, inside)| {
        let inside: Vec<&Need> = inside.iter().map(|index| &needs[*index]).collect();
        window(&inside, contracts, question, cell.days)
    });
    let mut told: Vec<Window> = told.collect();
    told.sort_by_key(Window::rank);
    told
}

/// So many times as many as are told are looked at, because some are no better than others.
const LOOKED_AT: usize = 3;

/// The needs that can be in on a day, by their places.
fn inside(needs: &[Need], day: NaiveDate) -> BTreeSet<usize> {
    let inside = needs.iter().enumerate();
    let inside = inside.filter(|(_, need)| need.starts.iter().any(|span| span.has(day)));
    inside.map(|(index, _)| index).collect()
}

impl Window {
    fn rank(&self) -> (Reverse<usize>, Reverse<Ore>, NaiveDate, i64, Reverse<u32>) {
        let (parties, value) = (Reverse(self.parties.len()), Reverse(self.value));
        (
            parties,
            value,
            self.start,
            self.gap_days,
            Reverse(self.reserve),
        )
    }
}

/// Days on which the same needs can be in.
struct Cell {
    days: Span,
    parties: usize,
    value: Ore,
}

/// The cells to which nothing is added before or after: every other has fewer needs than one of these.
fn cells(needs: &[Need], contracts: &[Contract]) -> Vec<Cell> {
    let mut changes: BTreeMap<NaiveDate, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, need) in needs.iter().enumerate() {
        for span in &need.starts {
            changes.entry(span.first).or_default().0.push(index);
            changes.entry(next(span.last)).or_default().1.push(index);
        }
    }
    let mut of_party: BTreeMap<u32, usize> = BTreeMap::new();
    let (mut value, mut found) = (Ore(0), Vec::new());
    let mut days = changes.iter().peekable();
    while let Some((first, (coming, going))) = days.next() {
        for need in going.iter().map(|index| &needs[*index]) {
            value -= value_of(need, contracts);
            if let Some(count) = of_party.get_mut(&need.party) {
                *count -= 1;
                if *count == 0 {
                    of_party.remove(&need.party);
                }
            }
        }
        for need in coming.iter().map(|index| &needs[*index]) {
            value += value_of(need, contracts);
            *of_party.entry(need.party).or_default() += 1;
        }
        let Some((after, (_, leaving))) = days.peek() else {
            break;
        };
        if !coming.is_empty() && !leaving.is_empty() && of_party.len() > 1 {
            let days = Span {
                first: *first,
                last: days_before(**after, 1),
            };
            found.push(Cell {
                days,
                parties: of_party.len(),
                value,
            });
        }
    }
    found
}

fn value_of(need: &Need, contracts: &[Contract]) -> Ore {
    let values = need
        .contracts
        .iter()
        .filter_map(|one| contracts[one.index].value);
    values.fold(Ore(0), |sum, value| sum + value)
}

/// What a start within these days asks of each.
fn window(inside: &[&Need], contracts: &[Contract], question: &Question, days: Span) -> Window {
    let start = best_start(inside, question.mode, days);
    let mut choices: Vec<Choice> = inside
        .iter()
        .flat_map(|need| need.contracts.iter().map(|one| (need.party, one)))
        .filter_map(|(party, one)| choice(party, one, question.mode, start))
        .collect();
    choices.sort_by_key(|choice| choice.contract);
    let parties: BTreeSet<u32> = inside.iter().map(|need| need.party).collect();
    let values = choices
        .iter()
        .map(|choice| contracts[choice.contract].value);
    let sum = |count: fn(&Choice) -> i64| choices.iter().map(count).sum::<i64>();
    Window {
        start,
        starts: days,
        last_day: question.mode.last_day(start),
        parties: parties.into_iter().collect(),
        value: values
            .clone()
            .flatten()
            .fold(Ore(0), |sum, value| sum + value),
        without_value: values.filter(Option::is_none).count(),
        calls: choices
            .iter()
            .map(|choice| u32::from(choice.how.calls))
            .sum(),
        reserve: choices
            .iter()
            .map(|choice| u32::from(choice.how.reserve))
            .sum(),
        gap_days: sum(|choice| choice.gap_days),
        overlap_days: sum(|choice| choice.overlap_days),
        choices,
    }
}

/// The day with the least to bridge, then the least to pay double, then the first. From a framework each calls off on
/// its own day, so the first is best.
fn best_start(inside: &[&Need], mode: Mode, days: Span) -> NaiveDate {
    if matches!(mode, Mode::Framework { .. }) {
        return days.first;
    }
    let all = || {
        inside
            .iter()
            .flat_map(|need| need.contracts.iter().map(|one| (need.party, one)))
    };
    let freed = all().flat_map(|(_, one)| one.freed());
    let mut tried: BTreeSet<NaiveDate> = freed.filter(|day| days.has(*day)).collect();
    tried.extend([days.first, days.last]);
    let cost = |start: &NaiveDate| {
        let choices = all().filter_map(|(party, one)| choice(party, one, mode, *start));
        let costs = choices.map(|one| (one.gap_days, one.overlap_days));
        let (gap, overlap) = costs.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        (gap, overlap, *start)
    };
    tried.into_iter().min_by_key(cost).unwrap_or(days.first)
}

/// The best end of a contract for a start: nothing to bridge, then nothing to pay double, then the fewest options.
/// From a framework: the fewest options, then the first day.
pub(crate) fn choice(party: u32, one: &Endable, mode: Mode, start: NaiveDate) -> Option<Choice> {
    let ends = one.ends_for(start);
    let choices = ends.map(|how| chosen(party, one.index, how, (mode, start)));
    choices.min_by_key(|choice| {
        let how = choice.how;
        let cost = (choice.gap_days, choice.overlap_days);
        match mode {
            Mode::CommonStart { .. } => (cost, i64::from(how.calls), choice.end),
            Mode::Framework { .. } => ((i64::from(how.calls), 0), 0, choice.end),
        }
    })
}

/// The same of one way to end.
fn chosen(party: u32, contract: usize, how: End, (mode, start): (Mode, NaiveDate)) -> Choice {
    let freed = Span {
        first: next(how.days.first),
        last: next(how.days.last),
    };
    let begins = start.clamp(freed.first, freed.last);
    let (gap_days, overlap_days) = match mode {
        Mode::Framework { .. } => (0, 0),
        Mode::CommonStart { .. } => {
            let late = (start - begins).num_days();
            (late.max(0), (-late).max(0))
        }
    };
    Choice {
        contract,
        party,
        end: days_before(begins, 1),
        how,
        gap_days,
        overlap_days,
    }
}

/// Which parties can begin on a day, in order: what the windows are made of.
pub fn parties_at(contracts: &[Contract], question: &Question, start: NaiveDate) -> Vec<u32> {
    let needs = needs(contracts, question);
    let parties = inside(&needs, start)
        .into_iter()
        .map(|index| needs[index].party);
    let parties: BTreeSet<u32> = parties.collect();
    parties.into_iter().collect()
}
