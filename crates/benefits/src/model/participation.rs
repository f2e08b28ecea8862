//! How a party's case depends on how many take part.

use super::{Case, Holder, Payback, Sharing, party_flows};
use samverk_engine::Exact;
use samverk_foundation::{Key, Problems};

/// In which order the others leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Those that bear most of what is shared leave first: the careful order.
    LargestFirst,
    SmallestFirst,
}

/// The party's case when so many take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    pub count: usize,
    /// Who left last, coming from one more.
    pub left: Option<Key>,
    pub value: Exact,
    pub payback: Payback,
    /// What the distribution hands out to nobody, as net present value.
    pub nobodys: Exact,
}

/// Where the party's case turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turning {
    /// It pays however many take part.
    Never,
    /// It does not pay when fewer than so many take part.
    Below(usize),
    /// It does not pay even when all take part.
    Already,
}

/// No more sizes than this are computed; of more parties, sizes at even steps.
const MOST: usize = 40;

/// The party's case at each size, all first. The party itself stays. Fails with what hinders the engine.
pub fn participation(
    case: &Case,
    alternative: usize,
    sharing: Option<&Sharing>,
    (party, order): (&Key, Order),
) -> Result<Vec<Size>, Problems> {
    let mut here = case.parties.clone();
    let leaving = leaving(case, alternative, sharing, (party, order))?;
    let step = leaving.len().div_ceil(MOST).max(1);
    let mut sizes = vec![size(case, alternative, sharing, (party, None), &here)?];
    for some in leaving.chunks(step) {
        here.retain(|one| !some.contains(one));
        let left = some.last();
        sizes.push(size(case, alternative, sharing, (party, left), &here)?);
    }
    Ok(sizes)
}

/// The others by what they bear of what is shared, or else of everything.
fn leaving(
    case: &Case,
    alternative: usize,
    sharing: Option<&Sharing>,
    (party, order): (&Key, Order),
) -> Result<Vec<Key>, Problems> {
    let flows = party_flows(case, alternative, sharing, &case.parties)?;
    let borne = |key: &Key| {
        let flows = flows.get(&Holder::Party(key.clone()));
        flows.map_or_else(Exact::zero, |flows| {
            let shared = case.discount.value(&flows.shared);
            match shared.is_zero() {
                true => case.discount.value(&flows.costs),
                false => shared,
            }
        })
    };
    let others = case.parties.iter().filter(|other| *other != party);
    let mut others: Vec<(Exact, Key)> = others.map(|key| (borne(key), key.clone())).collect();
    // Costs are negative: the largest come first.
    others.sort();
    if order == Order::SmallestFirst {
        others.reverse();
    }
    Ok(others.into_iter().map(|(_, key)| key).collect())
}

fn size(
    case: &Case,
    alternative: usize,
    sharing: Option<&Sharing>,
    (party, left): (&Key, Option<&Key>),
    here: &[Key],
) -> Result<Size, Problems> {
    let flows = party_flows(case, alternative, sharing, here)?;
    let outcome = flows
        .get(&Holder::Party(party.clone()))
        .map(|flows| flows.outcome(case));
    let nobodys = flows
        .get(&Holder::Nobody)
        .map(|flows| flows.outcome(case).value);
    Ok(Size {
        count: here.len(),
        left: left.cloned(),
        value: outcome
            .as_ref()
            .map_or_else(Exact::zero, |outcome| outcome.value.clone()),
        payback: outcome.map_or(Payback::NotWithin, |outcome| outcome.payback),
        nobodys: nobodys.unwrap_or_else(Exact::zero),
    })
}

/// The least number from which on, and with any more, it pays.
pub fn turning(sizes: &[Size]) -> Turning {
    let paying = sizes.iter().take_while(|size| !size.value.is_negative());
    let last = paying.last();
    match last {
        None => Turning::Already,
        Some(_) if sizes.iter().all(|size| !size.value.is_negative()) => Turning::Never,
        Some(least) => Turning::Below(least.count),
    }
}
