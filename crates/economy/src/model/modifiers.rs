//! Applies a rule's modifiers in order.

use super::{Bounds, Draft, Exact, Lookup, Modifier, NeededFigures, Remainder, Step, spread};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore, Problem};

/// Limits stay in force for the modifiers after them, until an index or an added amount starts afresh.
/// Fails with `limit_on_negative` when an amount to be limited is negative.
pub fn apply_modifiers(
    modifiers: &[Modifier],
    drafts: &mut [Draft],
    lookup: &Lookup,
    year: i32,
) -> Result<(), Problem> {
    let mut bounds = vec![Bounds::default(); drafts.len()];
    for modifier in modifiers {
        match modifier {
            Modifier::Index { name, old, new } => {
                index(drafts, name, *old, *new);
                bounds = vec![Bounds::default(); drafts.len()];
            }
            Modifier::PassThrough { table, year: at } => {
                let at = at.map(|at| at.for_budget(year));
                let needed = NeededFigures { table: table.to_string(), year: at };
                add_actual(drafts, lookup, &needed)?;
                bounds = vec![Bounds::default(); drafts.len()];
            }
            limit => apply_limit(limit, drafts, &mut bounds, lookup)?,
        }
    }
    Ok(())
}

fn index(drafts: &mut [Draft], name: &str, old: Decimal, new: Decimal) {
    let Some(growth) = Exact::decimal(new).divided_by(&Exact::decimal(old)) else { return };
    for draft in drafts {
        let before = draft.amount.clone();
        draft.amount = &before * &growth;
        let (name, after) = (name.to_owned(), draft.amount.clone());
        draft.steps.push(Step::Index { name, old, new, before, after });
    }
}

fn add_actual(
    drafts: &mut [Draft],
    lookup: &Lookup,
    needed: &NeededFigures,
) -> Result<(), Problem> {
    let amounts = lookup.amounts(needed)?;
    for draft in drafts {
        let Some(kronor) = amounts.of(&draft.party) else { continue };
        let amount = Exact::kronor(kronor);
        draft.amount += &amount;
        let (table, after) = (amounts.name().to_owned(), draft.amount.clone());
        draft.steps.push(Step::Added { table, amount, after });
    }
    Ok(())
}

/// What a limit does to one party by itself.
struct Limited {
    bounds: Bounds,
    step: Option<Step>,
    amount: Exact,
}

fn apply_limit(
    modifier: &Modifier,
    drafts: &mut [Draft],
    bounds: &mut [Bounds],
    lookup: &Lookup,
) -> Result<(), Problem> {
    if let Some(draft) = drafts.iter().find(|draft| draft.amount.is_negative()) {
        return Err(Problem::invalid("limit_on_negative").with("party", &draft.party));
    }
    let limited: Vec<Limited> = drafts
        .iter()
        .zip(bounds.iter())
        .map(|(draft, bounds)| limit(modifier, &draft.party, &draft.amount, bounds, lookup))
        .collect();
    let before: Vec<Exact> = drafts.iter().map(|draft| draft.amount.clone()).collect();
    let sum: Exact = before.iter().sum();
    let new: Vec<Bounds> = limited.iter().map(|limited| limited.bounds.clone()).collect();
    let after = match remainder(modifier) {
        Remainder::Spread => spread(&before, &new, &sum),
        Remainder::Left => limited.iter().map(|limited| limited.amount.clone()).collect(),
    };
    for (index, (limited, after)) in limited.into_iter().zip(after).enumerate() {
        drafts[index].steps.extend(limited.step);
        if after != limited.amount {
            let (before, after) = (limited.amount, after.clone());
            drafts[index].steps.push(Step::Spread { before, after });
        }
        // A rebate binds only while its own money is spread.
        bounds[index] = match modifier {
            Modifier::Rebate { .. } => bounds[index].lowered_to(&after),
            _ => limited.bounds,
        };
        drafts[index].amount = after;
    }
    Ok(())
}

fn remainder(modifier: &Modifier) -> Remainder {
    match modifier {
        Modifier::Floor { difference, .. }
        | Modifier::Cap { difference, .. }
        | Modifier::Rebate { difference, .. }
        | Modifier::MaxChange { difference, .. } => *difference,
        Modifier::Index { .. } | Modifier::PassThrough { .. } => Remainder::Left,
    }
}

fn limit(
    modifier: &Modifier,
    party: &Key,
    before: &Exact,
    bounds: &Bounds,
    lookup: &Lookup,
) -> Limited {
    match modifier {
        Modifier::Floor { amount, .. } => {
            let new = Bounds { low: (*amount).into(), high: None };
            bounded(before, bounds, &new, |before, after| {
                Step::Floor { limit: *amount, before, after }
            })
        }
        Modifier::Cap { amount, .. } => {
            let new = Bounds { low: Exact::zero(), high: Some((*amount).into()) };
            bounded(before, bounds, &new, |before, after| {
                Step::Cap { limit: *amount, before, after }
            })
        }
        Modifier::Rebate { above, percent, .. } => rebate(before, bounds, *above, *percent),
        Modifier::MaxChange { percent, .. } => {
            change(before, bounds, lookup.last_year(party), *percent)
        }
        Modifier::Index { .. } | Modifier::PassThrough { .. } => {
            Limited { bounds: bounds.clone(), step: None, amount: before.clone() }
        }
    }
}

fn bounded(
    before: &Exact,
    bounds: &Bounds,
    new: &Bounds,
    step: impl Fn(Exact, Exact) -> Step,
) -> Limited {
    let amount = new.clamp(before);
    let step = (amount != *before).then(|| step(before.clone(), amount.clone()));
    Limited { bounds: bounds.within(new), step, amount }
}

fn rebate(before: &Exact, bounds: &Bounds, above: Ore, percent: Decimal) -> Limited {
    let excess = before - &Exact::from(above);
    if excess.is_negative() || excess.is_zero() {
        return Limited { bounds: bounds.clone(), step: None, amount: before.clone() };
    }
    let after = before - &(&excess * &Exact::percent(percent));
    let step = Step::Rebate { above, percent, before: before.clone(), after: after.clone() };
    Limited { bounds: Bounds::fixed(after.clone()), step: Some(step), amount: after }
}

/// Who paid nothing last year has nothing to be compared with and is not limited.
fn change(before: &Exact, bounds: &Bounds, last: Option<Ore>, percent: Decimal) -> Limited {
    let Some(last) = last.filter(|last| last.0 > 0) else {
        let step = Some(Step::ChangeUnlimited);
        return Limited { bounds: bounds.clone(), step, amount: before.clone() };
    };
    let room = &Exact::from(last) * &Exact::percent(percent);
    let low = (&Exact::from(last) - &room).max(Exact::zero());
    let new = Bounds { low, high: Some(&Exact::from(last) + &room) };
    bounded(before, bounds, &new, |before, after| {
        Step::ChangeLimited { last, percent, before, after }
    })
}
