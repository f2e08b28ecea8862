//! Rounds the rows of a rule, and splits a whole amount in proportion.

use super::{Adjustment, Edition, Exact, Rounding, RoundingMethod};
use num_bigint::BigInt;
use num_traits::{One, ToPrimitive, Zero};
use samverk_foundation::Ore;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundedRow {
    pub amount: Ore,
    pub adjustment: Adjustment,
}

/// Rounds every row. With `LargestRemainder` the sum is the exact amounts' without what is less than
/// a unit, so that no more is handed out than there is (the first edition rounded it half up).
/// Rows that are equally close go by size, then by order. Nothing when a row does not fit in 64 bits.
pub fn round_rows(
    amounts: &[Exact],
    rounding: Rounding,
    edition: Edition,
) -> Option<Vec<RoundedRow>> {
    let unit = rounding.unit.ore();
    let half_up: Vec<BigInt> = amounts
        .iter()
        .map(|amount| amount.round_units(unit))
        .collect();
    let chosen = match rounding.method {
        RoundingMethod::HalfUpReport => half_up.clone(),
        RoundingMethod::LargestRemainder => largest_remainder(amounts, unit, edition),
    };
    let rows = chosen.into_iter().zip(half_up).map(|(units, half_up)| {
        let adjustment = match units.cmp(&half_up) {
            std::cmp::Ordering::Less => Adjustment::Down,
            std::cmp::Ordering::Equal => Adjustment::None,
            std::cmp::Ordering::Greater => Adjustment::Up,
        };
        let amount = Ore((units * unit).to_i64()?);
        Some(RoundedRow { amount, adjustment })
    });
    rows.collect()
}

/// Rounds all down, then one unit more to those with the largest remainder.
fn largest_remainder(amounts: &[Exact], unit: i64, edition: Edition) -> Vec<BigInt> {
    let sum: Exact = amounts.iter().sum();
    let sum = match edition {
        Edition::First => sum.round_units(unit),
        Edition::Second => sum.whole_units(unit),
    };
    let split: Vec<(BigInt, Exact)> = amounts.iter().map(|a| a.split_units(unit)).collect();
    let mut units: Vec<BigInt> = split.iter().map(|(whole, _)| whole.clone()).collect();
    let missing = sum - units.iter().sum::<BigInt>();
    let mut order: Vec<usize> = (0..amounts.len()).collect();
    order.sort_by(|&a, &b| {
        let by_remainder = split[b].1.cmp(&split[a].1);
        by_remainder
            .then_with(|| amounts[b].cmp(&amounts[a]))
            .then(a.cmp(&b))
    });
    for index in order
        .into_iter()
        .take(missing.to_usize().unwrap_or_default())
    {
        units[index] += BigInt::one();
    }
    units
}

/// Rounds amounts that sum to whole öre to whole öre with the same sum.
pub fn round_to_sum(amounts: &[Exact]) -> Option<Vec<i64>> {
    let units = largest_remainder(amounts, 1, Edition::Second);
    units.into_iter().map(|units| units.to_i64()).collect()
}

/// Splits an amount in öre in proportion to the weights; the parts sum to it exactly.
/// Nothing when the weights sum to zero.
pub fn split_in_proportion(amount: i64, weights: &[i64]) -> Option<Vec<i64>> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let exact = |weight: &i64| i128::from(amount) * i128::from(*weight);
    if sum.is_zero() {
        return None;
    }
    let mut parts: Vec<(i128, i128, usize)> = weights
        .iter()
        .enumerate()
        .map(|(index, weight)| {
            let product = exact(weight) * sum.signum();
            (
                product.div_euclid(sum.abs()),
                product.rem_euclid(sum.abs()),
                index,
            )
        })
        .collect();
    let missing = i128::from(amount) - parts.iter().map(|(whole, _, _)| whole).sum::<i128>();
    parts.sort_by(|a, b| b.1.cmp(&a.1).then(a.2.cmp(&b.2)));
    for part in parts.iter_mut().take(usize::try_from(missing).ok()?) {
        part.0 += 1;
    }
    parts.sort_by_key(|part| part.2);
    parts
        .into_iter()
        .map(|(whole, _, _)| i64::try_from(whole).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RoundingUnit;

    #[test]
    fn a_third_each_sums_to_the_whole() {
        let third = Exact::integer(10_000)
            .divided_by(&Exact::integer(3))
            .unwrap();
        let rounding = Rounding {
            unit: RoundingUnit::Krona,
            method: RoundingMethod::LargestRemainder,
        };
        let rows = round_rows(
            &[third.clone(), third.clone(), third],
            rounding,
            Edition::NOW,
        )
        .unwrap();
        assert_eq!(
            rows.iter().map(|row| row.amount).collect::<Vec<_>>(),
            [Ore(3400), Ore(3300), Ore(3300)]
        );
        assert_eq!(rows[0].adjustment, Adjustment::Up);
    }

    #[test]
    fn splitting_keeps_the_sum_also_with_deductions() {
        let parts = split_in_proportion(8_285_900, &[106_600_000, 695_000_000, -365_500_000]);
        assert_eq!(parts, Some(vec![2_025_400, 13_205_000, -6_944_500]));
        assert_eq!(split_in_proportion(5, &[1, -1]), None);
        assert_eq!(split_in_proportion(-1, &[1, 1]), Some(vec![0, -1]));
    }
}
