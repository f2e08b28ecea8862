//! What a rule is built of: measure, function, modifiers.

use super::{DataYear, Exact, PerParty, written};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore};
use schemars::JsonSchema;
use serde::de::{MapAccess, SeqAccess, Visitor, value};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// By what the takers are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Measure {
    Population {
        year: DataYear,
        #[serde(default)]
        date: CountingDate,
    },
    /// A table of the collaboration's own; without a year when its figures have none.
    Table {
        table: Key,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        year: Option<DataYear>,
    },
    Percentages {
        #[serde(with = "written::percents")]
        shares: PerParty<Decimal>,
    },
    Equal {},
    /// What each paid last year.
    LastYear {},
}

/// The date of the year on which the inhabitants are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CountingDate {
    #[default]
    #[serde(rename = "december_31")]
    December31,
    /// Kept in the table `population-1-november`: the register has 31 December only.
    #[serde(rename = "november_1")]
    November1,
}

/// One measure, or a list of measures with percentages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measures {
    One(Measure),
    Weighted(Vec<WeightedMeasure>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightedMeasure {
    #[serde(with = "written::percent")]
    pub percent: Decimal,
    pub measure: Measure,
}

impl Default for Measures {
    fn default() -> Self {
        Self::One(Measure::Equal {})
    }
}

impl Measures {
    pub fn is_equal(&self) -> bool {
        matches!(self, Self::One(Measure::Equal {}))
    }

    pub fn each(&self) -> Vec<&Measure> {
        match self {
            Self::One(measure) => vec![measure],
            Self::Weighted(weighted) => weighted.iter().map(|part| &part.measure).collect(),
        }
    }
}

/// How an amount follows from the base and the measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Function {
    /// The takers share the whole base by the measure.
    Share {},
    /// The takers together pay a percentage of the base and share it by the measure.
    Percentage {
        #[serde(with = "written::percent")]
        percent: Decimal,
    },
    /// Kronor per unit of the measure.
    Rate {
        #[serde(with = "written")]
        rate: Decimal,
    },
    /// Kronor per unit of the measure, as a product of named figures.
    RateProduct { factors: Vec<RateFactor> },
    /// The measure decides the step; the step gives an amount, a rate per unit or a weight.
    Steps {
        gives: StepGives,
        steps: Vec<TableStep>,
    },
    /// The same amount for each taker.
    Fixed {
        #[serde(with = "written")]
        amount: Ore,
    },
    /// An amount of its own for each taker.
    FixedPerParty { amounts: PerParty<Ore> },
    /// An amount for each taker, and on top of it a rate per unit,
    /// or without a rate: what is left of the base, shared by the measure.
    BasePlusVariable {
        #[serde(with = "written")]
        base_amount: Ore,
        #[serde(
            default,
            with = "written::option",
            skip_serializing_if = "Option::is_none"
        )]
        rate: Option<Decimal>,
    },
    /// Each taker's actual amount in kronor, from a table.
    PassThrough {
        table: Key,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        year: Option<DataYear>,
    },
}

impl Default for Function {
    fn default() -> Self {
        Self::Share {}
    }
}

impl Function {
    pub fn is_share(&self) -> bool {
        matches!(self, Self::Share {})
    }

    /// Whether the amounts come from dividing the base, so that they may be negative with it.
    pub fn divides_base(&self) -> bool {
        matches!(
            self,
            Self::Share {}
                | Self::Percentage { .. }
                | Self::Steps {
                    gives: StepGives::Weight,
                    ..
                }
                | Self::BasePlusVariable { rate: None, .. }
        )
    }

    /// Whether the function counts units, so that the measure must be a figure per party.
    pub fn counts_units(&self) -> bool {
        matches!(
            self,
            Self::Rate { .. }
                | Self::RateProduct { .. }
                | Self::Steps { .. }
                | Self::BasePlusVariable { rate: Some(_), .. }
        )
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepGives {
    Amount,
    Rate,
    Weight,
}

/// A figure with a name and a source of its own, that a rate is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateFactor {
    pub name: String,
    #[serde(with = "written")]
    pub value: Decimal,
    #[serde(default, skip_serializing_if = "FactorUse::is_times")]
    pub used: FactorUse,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
}

/// How a figure enters the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactorUse {
    #[default]
    Times,
    DividedBy,
    Percent,
    PerMille,
}

impl FactorUse {
    pub fn is_times(&self) -> bool {
        *self == Self::Times
    }
}

impl RateFactor {
    /// What the product is multiplied by. Nothing when it would divide by zero.
    pub fn times(&self) -> Option<Exact> {
        let value = Exact::decimal(self.value);
        match self.used {
            FactorUse::Times => Some(value),
            FactorUse::DividedBy => Exact::integer(1).divided_by(&value),
            FactorUse::Percent => value.divided_by(&Exact::integer(100)),
            FactorUse::PerMille => value.divided_by(&Exact::integer(1000)),
        }
    }
}

/// From a figure `to` and including another, as agreements print it, or up to but not including
/// `below`; without an upper end for all above. See [`TableStep::end_of`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableStep {
    #[serde(with = "written")]
    pub from: Decimal,
    #[serde(
        default,
        with = "written::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub to: Option<Decimal>,
    #[serde(
        default,
        with = "written::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub below: Option<Decimal>,
    #[serde(with = "written")]
    pub value: Decimal,
}

/// What is done to the amounts afterwards, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Modifier {
    Floor {
        #[serde(with = "written")]
        amount: Ore,
        difference: Remainder,
        #[serde(default, skip_serializing_if = "Among::is_all")]
        among: Among,
    },
    Cap {
        #[serde(with = "written")]
        amount: Ore,
        difference: Remainder,
        #[serde(default, skip_serializing_if = "Among::is_all")]
        among: Among,
    },
    /// A percentage off what exceeds an amount.
    Rebate {
        #[serde(with = "written")]
        above: Ore,
        #[serde(with = "written::percent")]
        percent: Decimal,
        difference: Remainder,
        #[serde(default, skip_serializing_if = "Among::is_all")]
        among: Among,
    },
    /// At most so many percent up or down from last year's amount, or only up, or only down.
    /// New parties are not limited.
    MaxChange {
        #[serde(with = "written::percent")]
        percent: Decimal,
        difference: Remainder,
        #[serde(default, skip_serializing_if = "ChangeDirection::is_both")]
        change_direction: ChangeDirection,
        #[serde(default, skip_serializing_if = "Among::is_all")]
        among: Among,
    },
    /// Follows another figure: the amount times new divided by old.
    Index {
        name: String,
        #[serde(with = "written")]
        old: Decimal,
        #[serde(with = "written")]
        new: Decimal,
    },
    /// Adds each party's actual amount in kronor from a table; parties without one add nothing.
    PassThrough {
        table: Key,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        year: Option<DataYear>,
    },
}

/// Whom among the rule's takers a limit is for: all, only these, or all but these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Among {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<Key>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Key>,
}

impl Among {
    pub fn is_all(&self) -> bool {
        self.only.is_empty() && self.except.is_empty()
    }

    pub fn includes(&self, party: &Key) -> bool {
        (self.only.is_empty() || self.only.contains(party)) && !self.except.contains(party)
    }
}

/// Which way a change from last year is limited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeDirection {
    #[default]
    Both,
    Up,
    Down,
}

impl ChangeDirection {
    pub fn is_both(&self) -> bool {
        *self == Self::Both
    }
}

impl Modifier {
    /// Whom a limit is for; nothing for what limits nothing.
    pub fn among(&self) -> Option<&Among> {
        match self {
            Self::Floor { among, .. }
            | Self::Cap { among, .. }
            | Self::Rebate { among, .. }
            | Self::MaxChange { among, .. } => Some(among),
            Self::Index { .. } | Self::PassThrough { .. } => None,
        }
    }
}

/// What happens to the money that a limit moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Remainder {
    /// The other takers of the rule bear it in proportion to their amounts: the rule's sum stays.
    Spread,
    /// It is left: a later rule on the rest takes it, or it is reported.
    Left,
}

impl Serialize for Measures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(measure) => measure.serialize(serializer),
            Self::Weighted(measures) => measures.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Measures {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(MeasuresVisitor)
    }
}

struct MeasuresVisitor;

impl<'de> Visitor<'de> for MeasuresVisitor {
    type Value = Measures;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a measure, or a list of measures with percentages")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Measures, A::Error> {
        Measure::deserialize(value::MapAccessDeserializer::new(map)).map(Measures::One)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Measures, A::Error> {
        Vec::deserialize(value::SeqAccessDeserializer::new(list)).map(Measures::Weighted)
    }
}
