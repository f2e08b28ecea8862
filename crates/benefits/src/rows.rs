//! The rows of a business case. They name each other by name, so that a table can be pasted from anywhere.

use rust_decimal::Decimal;
use samverk_fields::{Line, Percent, Prose, Title, Year, choices};
use samverk_foundation::Key;
use samverk_kept::Row;

choices!(
    /// Whether a line is a benefit or a cost.
    LineDirection { Benefit = "benefit", Cost = "cost" }
);

choices!(
    /// How what is not a party's own is divided between the parties.
    LineDivision {
        /// As the chosen distribution shares costs.
        Distribution = "distribution",
        Equally = "equally",
        /// The amount is that of each party that takes part.
        Each = "each",
    }
);

choices!(
    /// What an alternative is in the comparison.
    AlternativeRole {
        /// The others are held against it.
        Nothing = "nothing",
        Proposed = "proposed",
        Other = "other",
    }
);

choices!(
    /// Whether a category is counted in the net present value.
    Counting { Counted = "counted", NotCounted = "not_counted" }
);

choices!(
    /// Whether a line is valued in money or told in words.
    Valuation { Money = "money", Words = "words" }
);

choices!(
    /// What is counted.
    AmountUnit { Money = "money", Hours = "hours" }
);

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("alternative")]
pub struct Alternative {
    #[kept(makes_row)]
    pub name: Title,
    /// Whether it is to do nothing, what is proposed, or another one.
    pub role: AlternativeRole,
    pub text: Prose<2>,
}

/// What is done, and what comes of it for whom.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("effect")]
pub struct Effect {
    /// What comes of it.
    #[kept(makes_row)]
    pub name: Title,
    /// What is done.
    pub activity: Line,
    /// Who gets it.
    pub who: Line,
}

/// A sort of benefit and cost.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("category")]
pub struct Category {
    #[kept(makes_row)]
    pub name: Title,
    /// Whether it is counted in the net present value.
    pub counting: Counting,
    pub text: Line,
}

/// A benefit or a cost.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("line")]
pub struct CaseLine {
    #[kept(makes_row)]
    pub name: Title,
    pub direction: LineDirection,
    /// The name of an alternative; may be left out when there is one beside doing nothing.
    pub alternative: Line,
    /// The name of a category.
    pub category: Line,
    /// The name of an effect.
    pub effect: Line,
    /// Whether it is valued in money or told in words.
    pub valuation: Valuation,
    /// What it means, in words.
    pub text: Line,
    /// How it is divided between the parties; nothing when it is the whole's, or divided by shares.
    pub division: Option<LineDivision>,
    /// How much of a benefit is really taken home, in percent; all when nothing is said.
    pub take_home: Option<Percent>,
    /// In which year's prices its amounts are; it must be that of the whole.
    pub price_year: Option<Year>,
}

/// How much a line is in some years.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("amount")]
pub struct AmountRow {
    /// The name of a line.
    #[kept(makes_row)]
    pub line: Title,
    /// Whose it is, when it is one party's own.
    pub party: Option<Key>,
    /// The first year.
    pub from_year: Year,
    /// The last year; the first one when nothing is said.
    pub to_year: Option<Year>,
    /// Kronor, or hours that are valued by the hourly rate.
    pub unit: AmountUnit,
    /// At least; as likely when nothing is said.
    pub low: Option<Decimal>,
    /// Each year.
    pub likely: Decimal,
    /// At most; as likely when nothing is said.
    pub high: Option<Decimal>,
}

/// How much of a line somebody gets or pays.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("share")]
pub struct ShareRow {
    /// The name of a line.
    #[kept(makes_row)]
    pub line: Title,
    /// A member.
    pub party: Option<Key>,
    /// Somebody who is no member: inhabitants, companies.
    pub holder: Line,
    pub percent: Percent,
}

/// What an hour of work costs.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("rate")]
pub struct HourlyRate {
    /// Of a member; of all when nothing is said.
    pub party: Option<Key>,
    /// The first year it holds, until another follows.
    pub from_year: Year,
    /// Kronor an hour.
    #[kept(makes_row)]
    pub rate: Decimal,
}

/// The discount rate from a year on.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("step")]
pub struct DiscountStep {
    /// The first year it holds, until another follows.
    pub from_year: Year,
    /// Percent a year.
    #[kept(makes_row)]
    pub rate: Percent,
}

/// Who takes part.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("participant")]
pub struct Participant {
    /// A member.
    #[kept(makes_row)]
    pub party: Key,
}
