//! What a rule is built of: measure, function, modifiers.

use super::{DataYear, PerParty, written};
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
            Self::Rate { .. } | Self::Steps { .. } | Self::BasePlusVariable { rate: Some(_), .. }
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

/// From a figure up to but not including another; without an upper end for all above.
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
    },
    Cap {
        #[serde(with = "written")]
        amount: Ore,
        difference: Remainder,
    },
    /// A percentage off what exceeds an amount.
    Rebate {
        #[serde(with = "written")]
        above: Ore,
        #[serde(with = "written::percent")]
        percent: Decimal,
        difference: Remainder,
    },
    /// At most so many percent up or down from last year's amount. New parties are not limited.
    MaxChange {
        #[serde(with = "written::percent")]
        percent: Decimal,
        difference: Remainder,
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
