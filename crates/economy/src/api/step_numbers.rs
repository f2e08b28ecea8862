//! The numbers of a step, by name.

use rust_decimal::Decimal;
use samverk_engine::{Exact, Step};
use samverk_foundation::Ore;

type Numbers = Vec<(String, String)>;

/// Amounts in kronor, figures in their units, shares in percent.
pub fn numbers(step: &Step) -> Numbers {
    let all: Vec<(&str, Option<String>)> = match step {
        Step::Figure { value, total, .. } => {
            let total = total.as_ref().and_then(figure);
            vec![("value", plain(*value)), ("total", total)]
        }
        Step::PercentOfBase {
            base,
            percent,
            pool,
        } => vec![
            ("base", kronor(*base)),
            ("percent", plain(*percent)),
            ("pool", exact(pool)),
        ],
        Step::ShareByPercent {
            pool,
            percent,
            amount,
        } => vec![
            ("pool", exact(pool)),
            ("percent", plain(*percent)),
            ("amount", exact(amount)),
        ],
        Step::ShareByFigure {
            pool,
            value,
            total,
            amount,
        } => vec![
            ("pool", exact(pool)),
            ("value", plain(*value)),
            ("total", figure(total)),
            ("amount", exact(amount)),
        ],
        Step::ShareEqually {
            pool,
            takers,
            amount,
        } => vec![
            ("pool", exact(pool)),
            ("takers", Some(takers.to_string())),
            ("amount", exact(amount)),
        ],
        Step::ShareByWeights {
            pool,
            share,
            amount,
            ..
        } => vec![
            ("pool", exact(pool)),
            ("percent", figure(&(share * &Exact::integer(100)))),
            ("amount", exact(amount)),
        ],
        Step::Rate {
            value,
            rate,
            amount,
        } => vec![
            ("value", plain(*value)),
            ("rate", plain(*rate)),
            ("amount", exact(amount)),
        ],
        Step::RateProduct { rate, .. } => vec![("rate", figure(rate))],
        Step::RatedBy {
            value,
            rate,
            amount,
        } => vec![
            ("value", plain(*value)),
            ("rate", figure(rate)),
            ("amount", exact(amount)),
        ],
        Step::StepFound {
            value,
            from,
            to,
            below,
            step,
            ..
        } => vec![
            ("value", plain(*value)),
            ("from", plain(*from)),
            ("to", to.and_then(plain)),
            ("below", below.and_then(plain)),
            ("step", plain(*step)),
        ],
        Step::BaseAmount {
            amount,
            takers,
            left,
        } => vec![
            ("amount", kronor(*amount)),
            ("takers", Some(takers.to_string())),
            ("left", left.as_ref().and_then(exact)),
        ],
        Step::BaseAndVariable {
            base,
            variable,
            amount,
        } => vec![
            ("base", kronor(*base)),
            ("variable", exact(variable)),
            ("amount", exact(amount)),
        ],
        Step::Fixed { amount } => vec![("amount", kronor(*amount))],
        Step::Actual { amount, .. } => vec![("amount", exact(amount))],
        Step::ChangeUnlimited => Vec::new(),
        Step::Added { amount, after, .. } => {
            vec![("amount", exact(amount)), ("after", exact(after))]
        }
        adjusted => adjustments(adjusted),
    };
    let named = |(name, value): (&str, Option<String>)| Some((name.to_owned(), value?));
    all.into_iter().filter_map(named).collect()
}

/// The steps that have an amount before and after.
fn adjustments(step: &Step) -> Vec<(&'static str, Option<String>)> {
    let changed = |mut by: Vec<(&'static str, Option<String>)>, before: &Exact, after: &Exact| {
        by.extend([("before", exact(before)), ("after", exact(after))]);
        by
    };
    match step {
        Step::Floor {
            limit,
            before,
            after,
        }
        | Step::Cap {
            limit,
            before,
            after,
        } => changed(vec![("limit", kronor(*limit))], before, after),
        Step::Rebate {
            above,
            percent,
            before,
            after,
        } => {
            let by = vec![("above", kronor(*above)), ("percent", plain(*percent))];
            changed(by, before, after)
        }
        Step::ChangeLimited {
            last,
            percent,
            before,
            after,
            ..
        } => {
            let by = vec![("last", kronor(*last)), ("percent", plain(*percent))];
            changed(by, before, after)
        }
        Step::PartOfYear {
            count,
            of,
            before,
            after,
            ..
        } => {
            let by = vec![
                ("count", Some(count.to_string())),
                ("of", Some(of.to_string())),
            ];
            changed(by, before, after)
        }
        Step::PartsOfYearShared { before, after } => changed(Vec::new(), before, after),
        Step::Spread { before, after } => changed(Vec::new(), before, after),
        Step::Index {
            old,
            new,
            before,
            after,
            ..
        } => changed(
            vec![("old", plain(*old)), ("new", plain(*new))],
            before,
            after,
        ),
        Step::Rounded { before, after, .. } => {
            vec![("before", exact(before)), ("after", kronor(*after))]
        }
        _ => Vec::new(),
    }
}

fn plain(number: Decimal) -> Option<String> {
    Some(number.to_string())
}

fn kronor(amount: Ore) -> Option<String> {
    Some(amount.to_plain())
}

/// An exact amount, which is counted in öre.
fn exact(amount: &Exact) -> Option<String> {
    figure(&amount.divided_by(&Exact::integer(100))?)
}

fn figure(number: &Exact) -> Option<String> {
    Some(number.to_decimal(6)?.normalize().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_told_in_kronor_and_figures_as_they_are() {
        let step = Step::ShareByFigure {
            pool: Exact::integer(10_000),
            value: Decimal::from(1),
            total: Exact::integer(3),
            amount: Exact::integer(10_000)
                .divided_by(&Exact::integer(3))
                .unwrap(),
        };
        let told = numbers(&step);
        let told: Vec<(&str, &str)> = told.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let expected = [
            ("pool", "100"),
            ("value", "1"),
            ("total", "3"),
            ("amount", "33.333333"),
        ];
        assert_eq!(told, expected);
    }
}
