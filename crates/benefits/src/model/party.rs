//! What each gets and pays when costs have been shared.

use super::{
    Bearer, Case, Direction, Flow, Holder, Level, Outcome, Sharing, add, pieces, scaled, zeros,
};
use samverk_engine::Exact;
use samverk_foundation::{Key, Ore, Problems};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Benefits and costs of a holder by year; costs are negative. What doing nothing would have cost is a benefit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyFlows {
    pub benefits: Flow,
    pub costs: Flow,
    /// What of both came by the distribution of costs.
    pub shared: Flow,
}

impl PartyFlows {
    fn none(case: &Case) -> Self {
        Self {
            benefits: zeros(case),
            costs: zeros(case),
            shared: zeros(case),
        }
    }

    pub fn net(&self) -> Flow {
        let mut net = self.benefits.clone();
        add(&mut net, &self.costs);
        net
    }

    pub fn outcome(&self, case: &Case) -> Outcome {
        let has_costs = self.costs.iter().any(Exact::is_negative);
        Outcome::of(self.net(), &case.discount).with_costs(has_costs)
    }

    fn take(&mut self, direction: Direction, flow: &[Exact]) {
        match direction {
            Direction::Benefit => add(&mut self.benefits, flow),
            Direction::Cost => add(&mut self.costs, flow),
        }
    }
}

/// What each holder gets and pays by an alternative over doing nothing, also by lines that are not counted in
/// the whole: what is moved between parties is still somebody's. All of it together is the whole. When money
/// follows a distribution and none is given, it is nobody's. Fails with what hinders the engine.
pub fn party_flows(
    case: &Case,
    alternative: usize,
    sharing: Option<&Sharing>,
    parties: &[Key],
) -> Result<BTreeMap<Holder, PartyFlows>, Problems> {
    let mut holders = BTreeMap::new();
    for party in parties {
        holders.insert(Holder::Party(party.clone()), PartyFlows::none(case));
    }
    let mut shared = Shared::default();
    for line in &case.lines {
        let is_nothing = line.alternative == case.nothing;
        if line.alternative != alternative && !is_nothing {
            continue;
        }
        let sign = match is_nothing && alternative != case.nothing {
            true => Exact::integer(-1),
            false => Exact::integer(1),
        };
        for piece in pieces(case, line, Level::Likely, parties) {
            let flow = scaled(&piece.flow, &sign);
            let direction = match is_nothing && alternative != case.nothing {
                true => line.direction.turned(),
                false => line.direction,
            };
            match piece.bearer {
                Bearer::Of(holder) => holders
                    .entry(holder)
                    .or_insert_with(|| PartyFlows::none(case))
                    .take(direction, &flow),
                Bearer::Distribution => shared.put(case, (direction, is_nothing), &flow),
            }
        }
    }
    shared.divide(case, sharing, parties, &mut holders)?;
    Ok(holders)
}

/// The costs of an alternative that follow the distribution, by year.
pub fn shared_costs(case: &Case, alternative: usize, parties: &[Key]) -> Flow {
    let mut sum = zeros(case);
    let costs = case
        .lines
        .iter()
        .filter(|line| line.alternative == alternative && line.direction == Direction::Cost);
    for line in costs {
        let pieces = pieces(case, line, Level::Likely, parties).into_iter();
        for piece in pieces.filter(|piece| piece.bearer == Bearer::Distribution) {
            add(&mut sum, &piece.flow);
        }
    }
    sum
}

/// What follows the distribution, apart for benefits and costs and for doing nothing.
#[derive(Default)]
struct Shared(BTreeMap<(Direction, bool), Flow>);

impl Shared {
    fn put(&mut self, case: &Case, which: (Direction, bool), flow: &[Exact]) {
        add(self.0.entry(which).or_insert_with(|| zeros(case)), flow);
    }

    fn divide(
        self,
        case: &Case,
        sharing: Option<&Sharing>,
        parties: &[Key],
        holders: &mut BTreeMap<Holder, PartyFlows>,
    ) -> Result<(), Problems> {
        let mut known = Divided::default();
        for ((direction, _), flow) in self.0 {
            for (year, amount) in flow.iter().enumerate() {
                let parts = known.parts(sharing, amount, parties)?;
                for (holder, part) in parts {
                    let mut flow = zeros(case);
                    if let Some(there) = flow.get_mut(year) {
                        *there = part;
                    }
                    let flows = holders
                        .entry(holder)
                        .or_insert_with(|| PartyFlows::none(case));
                    flows.take(direction, &flow);
                    add(&mut flows.shared, &flow);
                }
            }
        }
        Ok(())
    }
}

/// Years often cost the same, and the engine need not be asked twice.
#[derive(Default)]
struct Divided(BTreeMap<Ore, Vec<(Key, Ore)>>);

impl Divided {
    /// The parts sum to the amount: what the model does not hand out is nobody's.
    fn parts(
        &mut self,
        sharing: Option<&Sharing>,
        amount: &Exact,
        parties: &[Key],
    ) -> Result<Vec<(Holder, Exact)>, Problems> {
        if amount.is_zero() {
            return Ok(Vec::new());
        }
        let Some(sharing) = sharing else {
            return Ok(vec![(Holder::Nobody, amount.clone())]);
        };
        let whole = amount.abs().to_ore();
        if whole == Ore::ZERO {
            return Ok(vec![(Holder::Nobody, amount.clone())]);
        }
        let rows = match self.0.entry(whole) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let result = sharing.divide(whole, parties)?;
                let rows = result.rows.into_iter().map(|row| (row.party, row.amount));
                new.insert(rows.collect())
            }
        };
        let mut left = amount.clone();
        let mut parts = Vec::with_capacity(rows.len() + 1);
        for (party, row) in rows.iter() {
            let row = Exact::from(*row);
            let part = if amount.is_negative() { -&row } else { row };
            left = &left - &part;
            parts.push((Holder::Party(party.clone()), part));
        }
        if !left.is_zero() {
            parts.push((Holder::Nobody, left));
        }
        Ok(parts)
    }
}
