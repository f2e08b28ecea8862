//! What a changed set of members means for a model that names its parties.

use super::{
    DistributionModel, Exact, Function, Measure, Measures, Member, PerParty, Rule, Takers,
};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore};

/// Fits the rules to the members. Who left is left out: the others share their fixed share in
/// proportion, and a rule for nobody else falls away. Who came stands with the share or amount
/// zero until somebody writes another.
pub fn fit_to_members(model: &mut DistributionModel, members: &[Member], year: i32) {
    let is_member = |key: &Key| members.iter().any(|member| member.key == *key);
    model.rules.retain_mut(|rule| {
        if let Takers::Listed(parties) = &mut rule.takers {
            parties.retain(|party| is_member(party));
            return !parties.is_empty();
        }
        true
    });
    for rule in &mut model.rules {
        let takers = rule.takers_among(members, year).into_iter();
        let takers: Vec<Key> = takers.map(|member| member.key.clone()).collect();
        fit_rule(rule, &takers, is_member);
    }
}

fn fit_rule(rule: &mut Rule, takers: &[Key], is_member: impl Fn(&Key) -> bool) {
    match &mut rule.measure {
        Measures::One(measure) => fit_measure(measure, takers, &is_member),
        Measures::Weighted(weighted) => {
            for part in weighted {
                fit_measure(&mut part.measure, takers, &is_member);
            }
        }
    }
    if let Function::FixedPerParty { amounts } = &mut rule.function {
        amounts.0.retain(|(party, _)| is_member(party));
        add_missing(amounts, takers, Ore::ZERO);
    }
}

fn fit_measure(measure: &mut Measure, takers: &[Key], is_member: &impl Fn(&Key) -> bool) {
    if let Measure::Percentages { shares } = measure {
        let before = shares.0.len();
        shares.0.retain(|(party, _)| is_member(party));
        if shares.0.len() < before {
            fill_to_hundred(shares);
        }
        add_missing(shares, takers, Decimal::ZERO);
    }
}

fn add_missing<V: Copy>(values: &mut PerParty<V>, takers: &[Key], nothing: V) {
    for taker in takers {
        if values.get(taker).is_none() {
            values.0.push((taker.clone(), nothing));
        }
    }
}

const DECIMALS: u32 = 4;
const UNITS: i64 = 100 * 10_i64.pow(DECIMALS);

/// The shares in proportion, with four decimals and the sum exactly 100: what rounding leaves over
/// goes to those who lost most by it. Shares that sum to nothing are left as they are.
fn fill_to_hundred(shares: &mut PerParty<Decimal>) {
    let exact: Vec<Exact> = shares
        .0
        .iter()
        .map(|(_, share)| Exact::decimal(*share))
        .collect();
    let sum: Exact = exact.iter().sum();
    let is_negative = exact.iter().any(Exact::is_negative);
    if is_negative || sum.is_zero() || sum == Exact::integer(100) {
        return;
    }
    let whole = |share: &Exact| {
        let units = share * &Exact::integer(UNITS);
        let exact = units.divided_by(&sum)?;
        let down = exact.to_decimal(8)?;
        Some((down.trunc(), down.fract()))
    };
    let split: Option<Vec<(Decimal, Decimal)>> = exact.iter().map(whole).collect();
    let Some(split) = split else {
        return;
    };
    let given: Decimal = split.iter().map(|(units, _)| *units).sum();
    let mut left = Decimal::from(UNITS) - given;
    let mut order: Vec<usize> = (0..split.len()).collect();
    order.sort_by(|a, b| split[*b].1.cmp(&split[*a].1).then(a.cmp(b)));
    let mut units: Vec<Decimal> = split.into_iter().map(|(units, _)| units).collect();
    for index in order {
        if left <= Decimal::ZERO {
            break;
        }
        units[index] += Decimal::ONE;
        left -= Decimal::ONE;
    }
    for ((_, share), units) in shares.0.iter_mut().zip(units) {
        *share = (units / Decimal::from(10_i64.pow(DECIMALS))).normalize();
    }
}
