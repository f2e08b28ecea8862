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
    pub ends: Vec<End>,
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
        let starts = union(
            ends.iter()
                .filter_map(|end| question.mode.starts(end.days))
                .collect(),
        );
        let starts = intersection(&starts, asked.as_slice());
        let one = Endable { index, ends };
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
