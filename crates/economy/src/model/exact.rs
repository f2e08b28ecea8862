//! Exact fractions: nothing is lost before a row is rounded.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use samverk_foundation::Ore;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};
use std::str::FromStr;

/// A fraction of any size. Amounts of money are counted in öre. Written as `3` or `10/3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Exact(BigRational);

impl Exact {
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    pub fn integer(number: i64) -> Self {
        Self(BigRational::from_integer(number.into()))
    }

    pub fn decimal(number: Decimal) -> Self {
        let denominator = BigInt::from(10).pow(number.scale());
        Self(BigRational::new(number.mantissa().into(), denominator))
    }

    /// `30` becomes three tenths.
    pub fn percent(percent: Decimal) -> Self {
        Self(Self::decimal(percent).0 / BigInt::from(100))
    }

    /// A number of kronor as öre.
    pub fn kronor(kronor: Decimal) -> Self {
        Self(Self::decimal(kronor).0 * BigInt::from(100))
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    pub fn is_integer(&self) -> bool {
        self.0.is_integer()
    }

    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }

    /// Nothing when dividing by zero.
    pub fn divided_by(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// The whole number of units below or at the fraction, and what is left (0 ≤ left < 1 unit).
    pub fn split_units(&self, unit: i64) -> (BigInt, Self) {
        let units = &self.0 / BigInt::from(unit);
        let whole = units.floor();
        (whole.to_integer(), Self(units - whole))
    }

    /// Rounded to whole units, halves away from zero, counted in units.
    pub fn round_units(&self, unit: i64) -> BigInt {
        (&self.0 / BigInt::from(unit)).round().to_integer()
    }

    /// Rounded to a multiple of the unit. Nothing when it does not fit in 64 bits.
    pub fn round_to(&self, unit: i64) -> Option<i64> {
        (self.round_units(unit) * unit).to_i64()
    }

    /// The amount rounded to whole öre, for showing; limits of size are checked before.
    pub fn to_ore(&self) -> Ore {
        let limit = if self.is_negative() { i64::MIN } else { i64::MAX };
        Ore(self.round_to(1).unwrap_or(limit))
    }

    /// Rounded to this number of decimals. Nothing when it does not fit.
    pub fn to_decimal(&self, decimals: u32) -> Option<Decimal> {
        let scaled = (&self.0 * BigInt::from(10).pow(decimals)).round().to_integer();
        Decimal::try_from_i128_with_scale(scaled.to_i128()?, decimals).ok()
    }
}

impl From<Ore> for Exact {
    fn from(amount: Ore) -> Self {
        Self::integer(amount.0)
    }
}

impl Add for &Exact {
    type Output = Exact;
    fn add(self, other: Self) -> Exact {
        Exact(&self.0 + &other.0)
    }
}

impl Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: Self) -> Exact {
        Exact(&self.0 - &other.0)
    }
}

impl Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: Self) -> Exact {
        Exact(&self.0 * &other.0)
    }
}

impl Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        Exact(-&self.0)
    }
}

impl AddAssign<&Exact> for Exact {
    fn add_assign(&mut self, other: &Self) {
        self.0 += &other.0;
    }
}

impl<'a> Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Self>>(numbers: I) -> Self {
        numbers.fold(Self::zero(), |sum, number| &sum + number)
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
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
        BigRational::from_str(&text).map(Self).map_err(|error| format!("{text}: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
