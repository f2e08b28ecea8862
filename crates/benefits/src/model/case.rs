//! A business case as plain data. Only what can be computed is one.

use super::Discount;
use samverk_engine::Exact;
use samverk_foundation::Key;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Year 0.
    pub first_year: i32,
    pub discount: Discount,
    /// Their names; at [`Case::nothing`] is that of doing nothing.
    pub alternatives: Vec<String>,
    pub nothing: usize,
    /// The one that is proposed.
    pub proposed: usize,
    pub lines: Vec<Line>,
    pub rates: Rates,
    /// Who takes part.
    pub parties: Vec<Key>,
}

impl Case {
    /// Whether any amount says something: a case without is not a case of nothing.
    pub fn has_amounts(&self) -> bool {
        let mut lines = self.lines.iter();
        lines.any(|line| match &line.price {
            Price::Money(amounts) => {
                let mut amounts = amounts.iter();
                amounts.any(|amount| !amount.estimate.at(Level::Likely).is_zero())
            }
            Price::Words(_) => false,
        })
    }
}

/// A benefit or a cost of an alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    pub alternative: usize,
    pub direction: Direction,
    pub category: String,
    /// Whether its category is counted in the net present value.
    pub is_counted: bool,
    /// What it is worth, in money or in words.
    pub price: Price,
    /// The part of a benefit that is really taken home; one of costs.
    pub take_home: Exact,
    pub division: Division,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    Benefit,
    Cost,
}

impl Direction {
    /// What doing nothing would have cost is a benefit of not doing so.
    pub fn turned(self) -> Self {
        match self {
            Self::Benefit => Self::Cost,
            Self::Cost => Self::Benefit,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Price {
    Money(Vec<Amount>),
    Words(String),
}

/// An amount for each of some years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// A party's own, which is not divided.
    pub party: Option<Key>,
    /// The first and the last year, counted from year 0.
    pub from: usize,
    pub to: usize,
    pub unit: Unit,
    /// In öre or hours.
    pub estimate: Estimate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Money,
    Hours,
}

/// How much it may be: low ≤ likely ≤ high.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    pub low: Exact,
    pub likely: Exact,
    pub high: Exact,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Low,
    Likely,
    High,
}

/// How what is not a party's own is divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Division {
    /// It belongs to the whole.
    None,
    /// As costs are distributed between the parties.
    Distribution,
    Equally,
    /// The amount is that of each party that takes part.
    Each,
    /// Of one; they sum to it.
    Shares(Vec<Share>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub holder: super::Holder,
    pub part: Exact,
}

/// What an hour costs: of a party, or of all, from a year on. Years are counted from year 0, rates in öre.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates(pub Vec<(Option<Key>, i64, Exact)>);

impl Rates {
    /// The party's own rate goes before that of all.
    pub fn find(&self, party: Option<&Key>, year: usize) -> Option<&Exact> {
        let of = |whose: Option<&Key>| {
            let begun = self.0.iter().filter(|(party, from, _)| {
                party.as_ref() == whose && i64::try_from(year).is_ok_and(|year| *from <= year)
            });
            begun
                .max_by_key(|(_, from, _)| *from)
                .map(|(_, _, rate)| rate)
        };
        let own = party.and_then(|party| of(Some(party)));
        own.or_else(|| of(None))
    }
}

impl Estimate {
    pub fn sure(likely: Exact) -> Self {
        Self {
            low: likely.clone(),
            high: likely.clone(),
            likely,
        }
    }

    pub fn at(&self, level: Level) -> &Exact {
        match level {
            Level::Low => &self.low,
            Level::Likely => &self.likely,
            Level::High => &self.high,
        }
    }
}

impl Amount {
    /// In öre in a year, at a party's rate or that of all.
    pub fn in_year(&self, year: usize, level: Level, rates: &Rates, of: Option<&Key>) -> Exact {
        if !(self.from..=self.to).contains(&year) {
            return Exact::zero();
        }
        let amount = self.estimate.at(level);
        match self.unit {
            Unit::Money => amount.clone(),
            Unit::Hours => rates
                .find(of, year)
                .map_or_else(Exact::zero, |rate| amount * rate),
        }
    }
}

impl Case {
    /// Year 0 and those after.
    pub fn years(&self) -> usize {
        self.discount.years() + 1
    }

    pub fn calendar_year(&self, year: usize) -> i32 {
        self.first_year
            .saturating_add(i32::try_from(year).unwrap_or(i32::MAX))
    }

    /// The lines of an alternative that are told in words and not in money.
    pub fn in_words(&self, alternative: usize) -> impl Iterator<Item = (&Line, &str)> {
        let of = self
            .lines
            .iter()
            .filter(move |line| line.alternative == alternative);
        of.filter_map(|line| match &line.price {
            Price::Words(words) => Some((line, words.as_str())),
            Price::Money(_) => None,
        })
    }
}
