//! What holds of every case.

use super::sample::{SOMETHING, case, key, line};
use crate::model::{
    Amount, Case, Comparison, Direction, Discount, Division, Estimate, Holder, Line, Outcome,
    Payback, Price, Rates, Share, Switching, Unit, party_flows, scaled,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use samverk_engine::Exact;

const YEARS: usize = 6;

fn rates() -> impl Strategy<Value = Exact> {
    (-500_i64..3_000).prop_map(|rate| Exact::percent(Decimal::new(rate, 2)))
}

fn flows() -> impl Strategy<Value = Vec<Exact>> {
    let amount = (-1_000_000_i64..1_000_000).prop_map(Exact::integer);
    prop::collection::vec(amount, YEARS + 1)
}

fn estimates() -> impl Strategy<Value = Estimate> {
    [0_i64..500_000, 0_i64..500_000, 0_i64..500_000].prop_map(|mut three| {
        three.sort_unstable();
        let [low, likely, high] = three.map(Exact::integer);
        Estimate { low, likely, high }
    })
}

fn amounts() -> impl Strategy<Value = Amount> {
    let years = (0..=YEARS, 0..=YEARS);
    let party = prop::option::of(prop::sample::select(vec!["a", "b", "c"]));
    let unit = prop::bool::ANY.prop_map(|is_money| match is_money {
        true => Unit::Money,
        false => Unit::Hours,
    });
    (years, party, unit, estimates()).prop_map(|((one, other), party, unit, estimate)| Amount {
        party: party.map(key),
        from: one.min(other),
        to: one.max(other),
        unit,
        estimate,
    })
}

fn divisions() -> impl Strategy<Value = Division> {
    let share = |(first, second): (i64, i64)| {
        let part = |holder, percent: i64| Share {
            holder,
            part: Exact::percent(Decimal::from(percent)),
        };
        let second = second.min(100 - first);
        Division::Shares(vec![
            part(Holder::Party(key("a")), first),
            part(Holder::Party(key("c")), second),
            part(Holder::Named("Invånare".to_owned()), 100 - first - second),
        ])
    };
    prop_oneof![
        Just(Division::None),
        Just(Division::Distribution),
        Just(Division::Equally),
        Just(Division::Each),
        (0_i64..=100, 0_i64..=100).prop_map(share),
    ]
}

fn any_line() -> impl Strategy<Value = Line> {
    let amounts = prop::collection::vec(amounts(), 0..4);
    let flags = (prop::bool::ANY, prop::bool::weighted(0.8), 0..2_usize);
    (amounts, flags, divisions(), 0_i64..=100).prop_map(
        |(amounts, (is_cost, is_counted, alternative), division, home)| {
            let direction = match is_cost {
                true => Direction::Cost,
                false => Direction::Benefit,
            };
            Line {
                alternative,
                is_counted,
                division,
                take_home: match direction {
                    Direction::Cost => Exact::integer(1),
                    Direction::Benefit => Exact::percent(Decimal::from(home)),
                },
                ..line("En rad", direction, amounts)
            }
        },
    )
}

fn cases() -> impl Strategy<Value = Case> {
    let lines = prop::collection::vec(any_line(), 0..6);
    (lines, rates()).prop_map(|(lines, rate)| {
        let hourly = |party: Option<&str>, rate| (party.map(key), 0, Exact::integer(rate));
        Case {
            rates: Rates(vec![hourly(None, 40_000), hourly(Some("b"), 55_000)]),
            ..case(YEARS, &rate, lines)
        }
    })
}

/// The line with all its amounts times a factor.
fn multiplied(line: &Line, factor: &Exact) -> Line {
    let Price::Money(amounts) = &line.price else {
        return line.clone();
    };
    let amount = |amount: &Amount| Amount {
        estimate: Estimate {
            low: amount.estimate.at(crate::model::Level::Low) * factor,
            likely: &amount.estimate.likely * factor,
            high: &amount.estimate.high * factor,
        },
        ..amount.clone()
    };
    Line {
        price: Price::Money(amounts.iter().map(amount).collect()),
        ..line.clone()
    }
}

/// Year by year from the definition: the first year from which the sum stays at zero or more.
fn payback_by_trying(flow: &[Exact]) -> Option<usize> {
    let sum_to = |year: usize| -> Exact { flow[..=year].iter().sum() };
    (0..flow.len()).find(|year| (*year..flow.len()).all(|later| !sum_to(later).is_negative()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn values_add_up(one in flows(), other in flows(), rate in rates(), factor in -9_i64..9) {
        let discount = Discount::of(YEARS, &[(1, rate)]).unwrap();
        let both: Vec<Exact> = one.iter().zip(&other).map(|(a, b)| a + b).collect();
        prop_assert_eq!(discount.value(&both), &discount.value(&one) + &discount.value(&other));
        let factor = Exact::integer(factor);
        prop_assert_eq!(discount.value(&scaled(&one, &factor)), &discount.value(&one) * &factor);
    }

    #[test]
    fn without_a_rate_the_value_is_the_plain_sum(flow in flows()) {
        let discount = Discount::of(YEARS, &[(1, Exact::zero())]).unwrap();
        let sum: Exact = flow.iter().sum();
        prop_assert_eq!(discount.value(&flow), sum);
    }

    #[test]
    fn payback_is_the_first_year_from_which_the_sum_stays(flow in flows()) {
        let discount = Discount::of(YEARS, &[(1, Exact::zero())]).unwrap();
        let found = match Outcome::of(flow.clone(), &discount).payback {
            Payback::AtOnce | Payback::NothingToPay => Some(0),
            // Within a year: the year that it ends in.
            Payback::After(years) => {
                let (whole, left) = years.split_units(1);
                let whole = usize::try_from(whole).unwrap();
                Some(if left.is_zero() { whole } else { whole + 1 })
            }
            Payback::NotWithin => None,
        };
        prop_assert_eq!(found, payback_by_trying(&flow));
    }

    #[test]
    fn a_switching_value_put_back_gives_nothing(case in cases()) {
        for (line, switching) in Comparison::of(&case, SOMETHING).switching() {
            let mut changed = case.clone();
            match switching {
                Switching::At(factor) => {
                    changed.lines[line.line] = multiplied(&changed.lines[line.line], &factor);
                    let turned = Comparison::of(&changed, SOMETHING);
                    prop_assert!(turned.value().is_zero());
                }
                Switching::Never => {
                    changed.lines.remove(line.line);
                    let (before, after) = (Comparison::of(&case, SOMETHING), Comparison::of(&changed, SOMETHING));
                    let sign = |value: &Exact| (value.is_negative(), value.is_zero());
                    prop_assert!(sign(before.value()) == sign(after.value()) || line.likely.is_zero());
                }
            }
        }
    }

    #[test]
    fn everything_lies_within_the_bounds(case in cases(), levels in prop::collection::vec(0..3_usize, 6)) {
        let comparison = Comparison::of(&case, SOMETHING);
        let bounds = comparison.bounds();
        let counted = comparison.lines.iter().filter(|line| line.is_counted);
        let some: Exact = counted
            .zip(levels)
            .map(|(line, level)| [&line.low, &line.likely, &line.high][level])
            .sum();
        prop_assert!(bounds.worst <= some && some <= bounds.best);
        for swing in comparison.swings() {
            prop_assert!(bounds.worst <= swing.low && swing.low <= bounds.best);
            prop_assert!(bounds.worst <= swing.high && swing.high <= bounds.best);
        }
    }

    #[test]
    fn what_the_holders_have_is_the_whole(case in cases()) {
        let comparison = Comparison::of(&case, SOMETHING);
        let whole: Exact = comparison.lines.iter().map(|line| &line.likely).sum();
        let flows = party_flows(&case, SOMETHING, None, &case.parties).unwrap();
        let values: Vec<Exact> = flows.values().map(|flows| flows.outcome(&case).value).collect();
        prop_assert_eq!(whole, values.iter().sum());
        for flows in flows.values() {
            prop_assert!(flows.benefits.iter().all(|amount| !amount.is_negative()));
            prop_assert!(flows.costs.iter().all(|amount| !(-amount).is_negative()));
        }
    }
}
