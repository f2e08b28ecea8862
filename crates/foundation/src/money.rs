use crate::Problem;
use crate::number::{Written, group_digits, unread};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An amount of Swedish money in öre (hundredths of a krona). May be negative.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Ore(pub i64);

impl Ore {
    pub const ZERO: Self = Self(0);

    /// Saturates above 92 233 720 368 547 758 kr, far over any budget.
    pub const fn from_kronor(kronor: i64) -> Self {
        Self(kronor.saturating_mul(100))
    }

    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// Reads `4 361 000 kr`, `82859`, `1 234,50`, `-12.5`: at most two decimals as written, and
    /// `kr` or `SEK` after. Fails with `amount_invalid`, which says what would be right.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let bare = without_unit(text.trim());
        let read = Written::read(bare).filter(|written| written.part.len() <= 2);
        let ore = read.and_then(|written| written.scaled(2));
        ore.map(Self)
            .ok_or_else(|| unread(Problem::invalid("amount_invalid"), bare, Some(2)))
    }

    /// `1657180` or `1234.50`: for CSV files, without grouping.
    pub fn to_plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (kronor, ore) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        if ore == 0 {
            format!("{sign}{kronor}")
        } else {
            format!("{sign}{kronor}.{ore:02}")
        }
    }
}

fn without_unit(text: &str) -> &str {
    let has_unit = |unit: &&&str| {
        let start = text.len().checked_sub(unit.len());
        start
            .and_then(|start| text.get(start..))
            .is_some_and(|end| end.eq_ignore_ascii_case(unit))
    };
    let unit = ["kronor", "kr", "SEK"].iter().find(has_unit);
    unit.map_or(text, |unit| text[..text.len() - unit.len()].trim_end())
}

/// `1 657 180 kr`, with öre only when there are any: `12,50 kr`. Spaces do not break. `{:#}` always
/// has öre, for columns of small amounts.
impl fmt::Display for Ore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "\u{2212}" } else { "" };
        let (kronor, ore) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let kronor = group_digits(&kronor.to_string());
        match ore {
            0 if !f.alternate() => write!(f, "{sign}{kronor}\u{a0}kr"),
            _ => write!(f, "{sign}{kronor},{ore:02}\u{a0}kr"),
        }
    }
}

impl Add for Ore {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Ore {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Ore {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl AddAssign for Ore {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Ore {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Ore {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Ore> for Ore {
    fn sum<I: Iterator<Item = &'a Self>>(amounts: I) -> Self {
        amounts.copied().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::Ore;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        assert_eq!(
            Ore::parse("4 361 000 kr").unwrap(),
            Ore::from_kronor(4_361_000)
        );
        assert_eq!(
            Ore::parse("4\u{a0}361\u{a0}000 SEK").unwrap(),
            Ore::from_kronor(4_361_000)
        );
        assert_eq!(Ore::parse("12,5").unwrap(), Ore(1250));
        assert_eq!(Ore::parse("\u{2212}12.50").unwrap(), Ore(-1250));
        for wrong in [
            "",
            "kr",
            "1,234",
            "100.000",
            "12.500",
            "1 00",
            "2021 2022",
            "100 000\n200 000",
            "4\u{a0}361\u{202f}000",
            "5 %",
            "1 kr 2 kr",
            "en krona",
            "1e9",
            "99999999999999999999",
        ] {
            assert!(Ore::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn amounts_are_written_in_swedish() {
        assert_eq!(
            Ore::from_kronor(1_657_180).to_string(),
            "1\u{a0}657\u{a0}180\u{a0}kr"
        );
        assert_eq!(format!("{:#}", Ore(-100)), "\u{2212}1,00\u{a0}kr");
        assert_eq!(Ore(-5).to_string(), "\u{2212}0,05\u{a0}kr");
        assert_eq!(Ore(-1250).to_plain(), "-12.50");
    }
}
