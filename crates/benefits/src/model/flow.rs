//! A line's money by year, and whose it is.

use super::{Amount, Case, Direction, Division, Level, Line, Price, Share};
use samverk_engine::Exact;
use samverk_foundation::Key;
use std::cmp::Ordering;

/// Öre by year from year 0: what comes in is positive, what goes out negative.
pub type Flow = Vec<Exact>;

/// Whose a benefit or a cost is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    Party(Key),
    /// Somebody who is no party: inhabitants, companies.
    Named(String),
    /// It has been divided between nobody.
    Nobody,
}

/// Whose some of a line's money is, or that it follows the distribution of costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bearer {
    Of(Holder),
    Distribution,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub bearer: Bearer,
    pub flow: Flow,
}

pub fn zeros(case: &Case) -> Flow {
    vec![Exact::zero(); case.years()]
}

pub fn add(sum: &mut [Exact], flow: &[Exact]) {
    for (sum, amount) in sum.iter_mut().zip(flow) {
        *sum += amount;
    }
}

pub fn scaled(flow: &[Exact], factor: &Exact) -> Flow {
    flow.iter().map(|amount| amount * factor).collect()
}

/// The line's money when these parties take part. What is a party's own goes with it; what others have is
/// divided between those that are left.
pub fn pieces(case: &Case, line: &Line, level: Level, parties: &[Key]) -> Vec<Piece> {
    let Price::Money(amounts) = &line.price else {
        return Vec::new();
    };
    let sign = match line.direction {
        Direction::Benefit => line.take_home.clone(),
        Direction::Cost => -&line.take_home,
    };
    let pieces = amounts.iter().flat_map(|amount| {
        let of = |party: Option<&Key>| flow(case, amount, level, party);
        match &amount.party {
            Some(party) if !parties.contains(party) => Vec::new(),
            Some(party) => vec![own(party, of(Some(party)))],
            None => divided(line, &of, parties),
        }
    });
    pieces
        .map(|piece| Piece {
            flow: scaled(&piece.flow, &sign),
            ..piece
        })
        .collect()
}

fn flow(case: &Case, amount: &Amount, level: Level, party: Option<&Key>) -> Flow {
    (0..case.years())
        .map(|year| amount.in_year(year, level, &case.rates, party))
        .collect()
}

fn own(party: &Key, flow: Flow) -> Piece {
    Piece {
        bearer: Bearer::Of(Holder::Party(party.clone())),
        flow,
    }
}

fn divided(line: &Line, of: &dyn Fn(Option<&Key>) -> Flow, parties: &[Key]) -> Vec<Piece> {
    let whole = |bearer| {
        let flow = of(None);
        vec![Piece { bearer, flow }]
    };
    match &line.division {
        Division::None => whole(Bearer::Of(Holder::Nobody)),
        Division::Distribution => whole(Bearer::Distribution),
        Division::Each => {
            let each = parties.iter().map(|party| own(party, of(Some(party))));
            each.collect()
        }
        Division::Equally => {
            let count = Exact::integer(i64::try_from(parties.len()).unwrap_or(i64::MAX));
            match Exact::integer(1).divided_by(&count) {
                Some(part) => {
                    let flow = scaled(&of(None), &part);
                    parties
                        .iter()
                        .map(|party| own(party, flow.clone()))
                        .collect()
                }
                None => whole(Bearer::Of(Holder::Nobody)),
            }
        }
        Division::Shares(shares) => in_shares(line.direction, shares, &of(None), parties),
    }
}

/// A benefit of a party that does not take part is gone; its cost is borne by the others, in proportion.
fn in_shares(direction: Direction, shares: &[Share], flow: &Flow, parties: &[Key]) -> Vec<Piece> {
    let is_here = |share: &&Share| match &share.holder {
        Holder::Party(party) => parties.contains(party),
        _ => true,
    };
    let here: Vec<&Share> = shares.iter().filter(is_here).collect();
    let sum: Exact = here.iter().map(|share| &share.part).sum();
    let grown = match direction {
        Direction::Benefit => Some(Exact::integer(1)),
        Direction::Cost => Exact::integer(1).divided_by(&sum),
    };
    let Some(grown) = grown.filter(|_| sum.cmp(&Exact::zero()) == Ordering::Greater) else {
        let nobody = (direction == Direction::Cost).then(|| Piece {
            bearer: Bearer::Of(Holder::Nobody),
            flow: flow.clone(),
        });
        return nobody.into_iter().collect();
    };
    let piece = |share: &&Share| Piece {
        bearer: Bearer::Of(share.holder.clone()),
        flow: scaled(flow, &(&share.part * &grown)),
    };
    here.iter().map(piece).collect()
}
