//! Applies a rule's modifiers in order.

use super::{
    Bounds, ChangeDirection, Draft, Exact, Lookup, Modifier, NeededFigures, Remainder, Step, spread,
};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore, Problem};

/// What the limits of a rule hold on to.
struct Limits {
    /// The amounts before the first limit: those who are at no limit keep their proportions.
    origin: Vec<Exact>,
    /// All limits so far together.
    bounds: Vec<Bounds>,
}

impl Limits {
    fn start(drafts: &[Draft]) -> Self {
        let origin = drafts.iter().map(|draft| draft.amount.clone()).collect();
        Self {
            origin,
            bounds: vec![Bounds::default(); drafts.len()],
        }
    }
}

/// Limits stay in force for the modifiers after them, until an index or an added amount starts afresh.
/// Fails with `limit_on_negative` when an amount to be limited is negative.
pub fn apply_modifiers(
    modifiers: &[Modifier],
    drafts: &mut [Draft],
    lookup: &Lookup,
    year: i32,
) -> Result<(), Problem> {
    let mut limits = Limits::start(drafts);
    for modifier in modifiers {
        match modifier {
            Modifier::Index { name, old, new } => {
                index(drafts, name, *old, *new);
                limits = Limits::start(drafts);
            }
            Modifier::PassThrough { table, year: at } => {
                let at = at.map(|at| at.for_budget(year));
                let needed = NeededFigures {
                    table: table.to_string(),
                    year: at,
                };
                add_actual(drafts, lookup, &needed)?;
                limits = Limits::start(drafts);
            }
            limit => apply_limit(limit, drafts, &mut limits, lookup)?,
        }
    }
    Ok(())
}

fn index(drafts: &mut [Draft], name: &str, old: Decimal, new: Decimal) {
    let Some(growth) = Exact::decimal(new).divided_by(&Exact::decimal(old)) else {
        return;
    };
    for draft in drafts {
        let before = draft.amount.clone();
        draft.amount = &before * &growth;
        let (name, after) = (name.to_owned(), draft.amount.clone());
        draft.steps.push(Step::Index {
            name,
            old,
            new,
            before,
            after,
        });
    }
}

fn add_actual(
    drafts: &mut [Draft],
    lookup: &Lookup,
    needed: &NeededFigures,
) -> Result<(), Problem> {
    let amounts = lookup.amounts(needed)?;
    for draft in drafts {
        let Some(kronor) = amounts.of(&draft.party) else {
            continue;
        };
        let amount = Exact::kronor(kronor);
        draft.amount += &amount;
        let (table, after) = (amounts.name().to_owned(), draft.amount.clone());
        draft.steps.push(Step::Added {
            table,
            amount,
            after,
        });
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
    limits: &mut Limits,
    lookup: &Lookup,
) -> Result<(), Problem> {
    if let Some(draft) = drafts.iter().find(|draft| draft.amount.is_negative()) {
        return Err(Problem::invalid("limit_on_negative").with("party", &draft.party));
    }
    let limited: Vec<Limited> = drafts
        .iter()
        .zip(&limits.bounds)
        .map(|(draft, bounds)| limit(modifier, &draft.party, &draft.amount, bounds, lookup))
        .collect();
    let after = rebalanced(modifier, drafts, &limited, &limits.origin);
    for (index, (limited, after)) in limited.into_iter().zip(after).enumerate() {
        drafts[index].steps.extend(limited.step);
        if after != limited.amount {
            let (before, after) = (limited.amount, after.clone());
            drafts[index].steps.push(Step::Spread { before, after });
        }
        // A rebate binds only while its own money is spread; then its amounts are the ones to keep.
        if matches!(modifier, Modifier::Rebate { .. }) {
            limits.bounds[index] = limits.bounds[index].lowered_to(&after);
            limits.origin[index] = after.clone();
        } else {
            limits.bounds[index] = limited.bounds;
        }
        drafts[index].amount = after;
    }
    Ok(())
}

/// The amounts after the limit: as limited, or with the rule's sum kept by those who can bear it.
fn rebalanced(
    modifier: &Modifier,
    drafts: &[Draft],
    limited: &[Limited],
    origin: &[Exact],
) -> Vec<Exact> {
    if remainder(modifier) == Remainder::Left {
        return limited
            .iter()
            .map(|limited| limited.amount.clone())
            .collect();
    }
    let sum: Exact = drafts.iter().map(|draft| &draft.amount).sum();
    let bounds: Vec<Bounds> = limited
        .iter()
        .map(|limited| limited.bounds.clone())
        .collect();
    spread(origin, &bounds, &sum)
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
    if modifier.among().is_none_or(|among| !among.includes(party)) {
        return Limited {
            bounds: bounds.clone(),
            step: None,
            amount: before.clone(),
        };
    }
    match modifier {
        Modifier::Floor { amount, .. } => {
            let new = Bounds {
                low: (*amount).into(),
                high: None,
            };
            bounded(before, bounds, &new, |before, after| Step::Floor {
                limit: *amount,
                before,
                after,
            })
        }
        Modifier::Cap { amount, .. } => {
            let new = Bounds {
                low: Exact::zero(),
                high: Some((*amount).into()),
            };
            bounded(before, bounds, &new, |before, after| Step::Cap {
                limit: *amount,
                before,
                after,
            })
        }
        Modifier::Rebate { above, percent, .. } => rebate(before, bounds, *above, *percent),
        Modifier::MaxChange {
            percent,
            change_direction,
            ..
        } => {
            let last = (lookup.last_year(party), lookup.last_source());
            change(before, bounds, last, (*percent, *change_direction))
        }
        Modifier::Index { .. } | Modifier::PassThrough { .. } => Limited {
            bounds: bounds.clone(),
            step: None,
            amount: before.clone(),
        },
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
    Limited {
        bounds: bounds.within(new),
        step,
        amount,
    }
}

fn rebate(before: &Exact, bounds: &Bounds, above: Ore, percent: Decimal) -> Limited {
    let excess = before - &Exact::from(above);
    if excess.is_negative() || excess.is_zero() {
        return Limited {
            bounds: bounds.clone(),
            step: None,
            amount: before.clone(),
        };
    }
    let after = before - &(&excess * &Exact::percent(percent));
    let step = Step::Rebate {
        above,
        percent,
        before: before.clone(),
        after: after.clone(),
    };
    Limited {
        bounds: Bounds::fixed(after.clone()),
        step: Some(step),
        amount: after,
    }
}

/// Who paid nothing last year has nothing to be compared with and is not limited.
fn change(
    before: &Exact,
    bounds: &Bounds,
    (last, source): (Option<Ore>, &str),
    (percent, change_direction): (Decimal, ChangeDirection),
) -> Limited {
    let Some(last) = last.filter(|last| last.0 > 0) else {
        let step = Some(Step::ChangeUnlimited);
        return Limited {
            bounds: bounds.clone(),
            step,
            amount: before.clone(),
        };
    };
    let room = &Exact::from(last) * &Exact::percent(percent);
    let low = (&Exact::from(last) - &room).max(Exact::zero());
    let high = &Exact::from(last) + &room;
    let new = Bounds {
        low: match change_direction {
            ChangeDirection::Up => Exact::zero(),
            ChangeDirection::Both | ChangeDirection::Down => low,
        },
        high: (change_direction != ChangeDirection::Down).then_some(high),
    };
    bounded(before, bounds, &new, |before, after| Step::ChangeLimited {
        last,
        source: source.to_owned(),
        percent,
        change_direction,
        before,
        after,
    })
}
