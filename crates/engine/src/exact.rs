//! Exact fractions: nothing is lost before a row is rounded.

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, ToPrimitive};
use rust_decimal::Decimal;
use samverk_foundation::Ore;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};
use std::str::FromStr;

/// A fraction of any size. Amounts of money are counted in öre. Written as `3` or `10/3`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Exact(Number);

/// Fractions that fit in 128 bits are always `Small`, which is many times faster.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Number {
    Small(Ratio<i128>),
    Big(BigRational),
}

impl Number {
    fn big(&self) -> BigRational {
        match self {
            Self::Small(small) => {
                BigRational::new_raw((*small.numer()).into(), (*small.denom()).into())
            }
            Self::Big(big) => big.clone(),
        }
    }
}

impl From<BigRational> for Exact {
    fn from(big: BigRational) -> Self {
        let fits = big.numer().to_i128().zip(big.denom().to_i128());
        Self(fits.map_or(Number::Big(big), |(n, d)| {
            Number::Small(Ratio::new_raw(n, d))
        }))
    }
}

impl From<Ratio<i128>> for Exact {
    fn from(small: Ratio<i128>) -> Self {
        Self(Number::Small(small))
    }
}

impl From<Ore> for Exact {
    fn from(amount: Ore) -> Self {
        Self::integer(amount.0)
    }
}

impl Exact {
    pub fn zero() -> Self {
        Self::integer(0)
    }

    pub fn integer(number: i64) -> Self {
        Ratio::from_integer(i128::from(number)).into()
    }

    pub fn decimal(number: Decimal) -> Self {
        let denominator = 10_i128.pow(number.scale());
        Ratio::new(number.mantissa(), denominator).into()
    }

    /// `30` becomes three tenths.
    pub fn percent(percent: Decimal) -> Self {
        &Self::decimal(percent) * &Ratio::new(1, 100).into()
    }

    /// A number of kronor as öre.
    pub fn kronor(kronor: Decimal) -> Self {
        &Self::decimal(kronor) * &Self::integer(100)
    }

    pub fn is_zero(&self) -> bool {
        *self == Self::zero()
    }

    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Number::Small(small) => small.is_negative(),
            Number::Big(big) => big.is_negative(),
        }
    }

    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Number::Small(small) => small.is_integer(),
            Number::Big(big) => big.is_integer(),
        }
    }

    pub fn abs(&self) -> Self {
        if self.is_negative() {
            -self
        } else {
            self.clone()
        }
    }

    /// Nothing when dividing by zero.
    pub fn divided_by(&self, divisor: &Self) -> Option<Self> {
        if divisor.is_zero() {
            return None;
        }
        if let (Number::Small(a), Number::Small(b)) = (&self.0, &divisor.0)
            && let Some(small) = a.checked_div(b)
        {
            return Some(small.into());
        }
        Some((self.0.big() / divisor.0.big()).into())
    }

    /// The whole number of units below or at the fraction, and what is left (0 ≤ left < 1 unit).
    pub fn split_units(&self, unit: i64) -> (BigInt, Self) {
        match self.in_units(unit).0 {
            Number::Small(units) => {
                let whole = units.floor();
                (whole.to_integer().into(), (units - whole).into())
            }
            Number::Big(units) => {
                let whole = units.floor();
                (whole.to_integer(), (units - whole).into())
            }
        }
    }

    /// Rounded to whole units, halves away from zero, counted in units.
    pub fn round_units(&self, unit: i64) -> BigInt {
        match self.in_units(unit).0 {
            Number::Small(units) => units.round().to_integer().into(),
            Number::Big(units) => units.round().to_integer(),
        }
    }

    /// The whole units in the amount, what is less than a unit left out.
    pub fn whole_units(&self, unit: i64) -> BigInt {
        match self.in_units(unit).0 {
            Number::Small(units) => units.trunc().to_integer().into(),
            Number::Big(units) => units.trunc().to_integer(),
        }
    }

    fn in_units(&self, unit: i64) -> Self {
        self.divided_by(&Self::integer(unit))
            .unwrap_or_else(|| self.clone())
    }

    /// Rounded to a multiple of the unit. Nothing when it does not fit in 64 bits.
    pub fn round_to(&self, unit: i64) -> Option<i64> {
        (self.round_units(unit) * unit).to_i64()
    }

    /// The amount rounded to whole öre, for showing; limits of size are checked before.
    pub fn to_ore(&self) -> Ore {
        let limit = if self.is_negative() {
            i64::MIN
        } else {
            i64::MAX
        };
        Ore(self.round_to(1).unwrap_or(limit))
    }

    /// Rounded to this number of decimals. Nothing when it does not fit.
    pub fn to_decimal(&self, decimals: u32) -> Option<Decimal> {
        let scaled = (self.0.big() * BigInt::from(10).pow(decimals))
            .round()
            .to_integer();
        Decimal::try_from_i128_with_scale(scaled.to_i128()?, decimals).ok()
    }
}

macro_rules! operation {
    ($operation:ident, $method:ident, $checked:ident) => {
        impl $operation for &Exact {
            type Output = Exact;
            fn $method(self, other: Self) -> Exact {
                if let (Number::Small(a), Number::Small(b)) = (&self.0, &other.0)
                    && let Some(small) = a.$checked(b)
                {
                    return small.into();
                }
                self.0.big().$method(other.0.big()).into()
            }
        }
    };
}

operation!(Add, add, checked_add);
operation!(Sub, sub, checked_sub);
operation!(Mul, mul, checked_mul);

impl Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        &Exact::zero() - self
    }
}

impl AddAssign<&Exact> for Exact {
    fn add_assign(&mut self, other: &Self) {
        *self = &*self + other;
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Number::Small(a), Number::Small(b)) => a.cmp(b),
            (a, b) => a.big().cmp(&b.big()),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<'a> Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Self>>(numbers: I) -> Self {
        numbers.fold(Self::zero(), |sum, number| &sum + number)
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Number::Small(small) => small.fmt(f),
            Number::Big(big) => big.fmt(f),
        }
    }
}

impl From<Exact> for String {
    fn from(number: Exact) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for Exact {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let big = BigRational::from_str(&text).map_err(|error| format!("{text}: {error}"))?;
        Ok(big.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fractions_are_exact_and_round_half_away_from_zero() {
        let third = Exact::integer(1).divided_by(&Exact::integer(3)).unwrap();
        let sum: Exact = [&third, &third, &third].into_iter().sum();
        assert_eq!(sum, Exact::integer(1));
        assert_eq!(Exact::decimal(Decimal::new(25, 1)).round_to(1), Some(3));
        assert_eq!(Exact::decimal(Decimal::new(-25, 1)).round_to(1), Some(-3));
        assert_eq!(Exact::integer(149).round_to(100), Some(100));
        assert_eq!(third.to_decimal(2), Some(Decimal::new(33, 2)));
        assert!(Exact::integer(1).divided_by(&Exact::zero()).is_none());
        assert_eq!(Exact::try_from(third.to_string()), Ok(third));
    }

    #[test]
    fn what_outgrows_128_bits_stays_exact_and_comes_back() {
        let large = Exact::integer(i64::MAX);
        let power = (0..5).fold(large.clone(), |power, _| &power * &large);
        assert!(matches!(power.0, Number::Big(_)));
        let back = (0..5).fold(power, |power, _| power.divided_by(&large).unwrap());
        assert_eq!(back, large);
        assert!(matches!(back.0, Number::Small(_)));
    }

    proptest! {
        #[test]
        fn small_and_big_agree(a in any::<i64>(), b in 1_i64.., c in any::<i64>(), d in 1_i64..) {
            let fraction = |n: i64, d: i64| Exact::integer(n).divided_by(&Exact::integer(d)).unwrap();
            let (x, y) = (fraction(a, b), fraction(c, d));
            let (big_x, big_y) = (x.0.big(), y.0.big());
            prop_assert_eq!(&x + &y, Exact::from(&big_x + &big_y));
            prop_assert_eq!(&x - &y, Exact::from(&big_x - &big_y));
            prop_assert_eq!(&x * &y, Exact::from(&big_x * &big_y));
            prop_assert_eq!(x.cmp(&y), big_x.cmp(&big_y));
            prop_assert_eq!(x.divided_by(&y), (c != 0).then(|| Exact::from(big_x / big_y)));
        }
    }
}
