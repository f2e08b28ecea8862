//! On which days a joint purchase may begin for a contract to be in it.

use crate::contract::Contract;
use crate::ends::{End, ends};
use crate::months::{after, days_before, first_reaching, next};
use crate::spans::{Span, intersection, union};
use crate::windows::{Mode, Question};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A contract with the ends that it can have.
#[derive(Clone, Debug)]
pub(crate) struct Endable {
    /// Its place among those that were given.
    pub index: usize,
    /// Each with the days of a start for which it is in.
    ends: Vec<(End, Span)>,
    /// Whether the days of starts stand in order, first and last alike.
    is_in_order: bool,
}

impl Endable {
    fn new(index: usize, ends: Vec<End>, mode: Mode) -> Self {
        let starts = |end: End| Some((end, mode.starts(end.days)?));
        let ends: Vec<(End, Span)> = ends.into_iter().filter_map(starts).collect();
        let is_in_order = ends.is_sorted_by(|(_, one), (_, other)| {
            one.first <= other.first && one.last <= other.last
        });
        Self {
            index,
            ends,
            is_in_order,
        }
    }

    /// The ends with which it is in for a start.
    pub fn ends_for(&self, start: NaiveDate) -> impl Iterator<Item = End> {
        let first = match self.is_in_order {
            true => self.ends.partition_point(|(_, starts)| starts.last < start),
            false => 0,
        };
        let from = self.ends[first..].iter();
        let from = from.take_while(move |(_, starts)| !self.is_in_order || starts.first <= start);
        from.filter(move |(_, starts)| starts.has(start))
            .map(|(end, _)| *end)
    }

    /// The days after which it ends.
    pub fn freed(&self) -> impl Iterator<Item = NaiveDate> {
        let ends = self.ends.iter();
        ends.flat_map(|(end, _)| [next(end.days.first), next(end.days.last)])
    }
}

/// What one party has for one need.
#[derive(Clone, Debug)]
pub(crate) struct Need {
    pub party: u32,
    pub contracts: Vec<Endable>,
    /// The days on which all its contracts can be in.
    pub starts: Vec<Span>,
}

impl Mode {
    /// The days of a start for which a contract that ends on one of these days is in.
    pub(crate) fn starts(self, ends: Span) -> Option<Span> {
        let (first, last) = (next(ends.first), next(ends.last));
        match self {
            Self::CommonStart { overlap, gap } => {
                Span::new(first_reaching(first, overlap), after(last, gap))
            }
            Self::Framework { months } => Span::new(first_reaching(next(first), months), last),
        }
    }

    /// The last day on which one may call off.
    pub fn last_day(self, start: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::CommonStart { .. } => None,
            Self::Framework { months } => Some(days_before(after(start, months), 1)),
        }
    }
}

/// The needs of all contracts, in the order in which they first come.
pub(crate) fn needs(contracts: &[Contract], question: &Question) -> Vec<Need> {
    let asked = Span::new(question.earliest, question.latest);
    let mut places: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    let mut all: Vec<Need> = Vec::new();
    for (index, contract) in contracts.iter().enumerate() {
        let ends = ends(contract, question.today, question.horizon());
        let one = Endable::new(index, ends, question.mode);
        let starts = union(one.ends.iter().map(|(_, starts)| *starts).collect());
        let starts = intersection(&starts, asked.as_slice());
        match places.get(&(contract.party, contract.need)) {
            Some(place) => {
                let need = &mut all[*place];
                need.starts = intersection(&need.starts, &starts);
                need.contracts.push(one);
            }
            None => {
                places.insert((contract.party, contract.need), all.len());
                let (party, contracts) = (contract.party, vec![one]);
                all.push(Need {
                    party,
                    contracts,
                    starts,
                });
            }
        }
    }
    all
}
