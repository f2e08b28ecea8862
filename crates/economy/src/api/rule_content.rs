//! What a rule is built of, as it is sent.

use super::figures::{ByParty, DataYearSchema, Number, Year};
use samverk_engine::{
    ChangeDirection, CountingDate, DataYear, FactorUse, MemberKind, Remainder, StepGives,
};
use samverk_foundation::Key;
use samverk_rest::{Amount, KeySchema};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who pays by a rule: all members, those of a kind, or those listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Takers")]
pub enum TakersContent {
    All(AllWord),
    Kind(MemberKind),
    Listed(#[schemars(with = "Vec<KeySchema>")] Vec<Key>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum AllWord {
    All,
}

/// Which money a rule is about: the whole budget, what no earlier rule has taken, what stands
/// outside the parts, or the parts listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "RuleBase")]
pub enum BaseContent {
    Word(BaseWord),
    Parts(#[schemars(with = "Vec<KeySchema>")] Vec<Key>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum BaseWord {
    Total,
    Rest,
    Deductions,
}

/// By what the takers are compared: one measure, or several with percentages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "RuleMeasures")]
pub enum MeasuresContent {
    One(RuleMeasure),
    Weighted(Vec<WeightedContent>),
}

/// A measure that a rule follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum RuleMeasure {
    /// Inhabitants.
    Population {
        #[schemars(with = "DataYearSchema")]
        year: DataYear,
        #[serde(default)]
        date: CountingDate,
    },
    /// A measure of the collaboration's own; without a year when its figures have none.
    Table {
        #[schemars(with = "KeySchema")]
        table: Key,
        #[serde(default)]
        #[schemars(with = "Option<DataYearSchema>")]
        year: Option<DataYear>,
    },
    /// Agreed shares, percent.
    Percentages { shares: ByParty<Number> },
    /// Each taker alike.
    Equal {},
    /// What each paid last year.
    LastYear {},
}

/// One of several measures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "WeightedMeasure")]
pub struct WeightedContent {
    pub percent: Number,
    pub measure: RuleMeasure,
}

/// How an amount follows from the base and the measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
#[schemars(rename = "RuleFunction")]
pub enum FunctionContent {
    /// The takers share the whole base by the measure.
    Share {},
    /// The takers together pay a percentage of the base and share it by the measure.
    Percentage { percent: Number },
    /// Kronor per unit of the measure.
    Rate { rate: Number },
    /// Kronor per unit of the measure, as a product of named figures.
    RateProduct { factors: Vec<FactorContent> },
    /// The measure decides the step; the step gives an amount, a rate per unit or a weight.
    Steps {
        gives: StepGives,
        steps: Vec<StepContent>,
    },
    /// The same amount for each taker, kronor.
    Fixed { amount: Amount },
    /// An amount of its own for each taker, kronor.
    FixedPerParty { amounts: ByParty<Amount> },
    /// An amount for each taker, kronor, and on top of it a rate per unit, or without a rate: what
    /// is left of the base, shared by the measure.
    BasePlusVariable {
        base_amount: Amount,
        #[serde(default)]
        rate: Option<Number>,
    },
    /// Each taker's actual amount, from a table in kronor.
    PassThrough {
        #[schemars(with = "KeySchema")]
        table: Key,
        #[serde(default)]
        #[schemars(with = "Option<DataYearSchema>")]
        year: Option<DataYear>,
    },
}

/// A figure with a name and a source of its own, that a rate is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "RateFactor")]
pub struct FactorContent {
    pub name: String,
    pub value: Number,
    #[serde(default)]
    pub used: FactorUse,
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub year: Option<Year>,
}

/// Whom among the rule's takers a limit is for: all, only these, or all but these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "LimitedParties")]
pub struct AmongContent {
    #[serde(default, rename = "onlyParties")]
    #[schemars(with = "Vec<KeySchema>")]
    pub only: Vec<Key>,
    #[serde(default, rename = "exceptParties")]
    #[schemars(with = "Vec<KeySchema>")]
    pub except: Vec<Key>,
}

/// From a figure to and including another, or below one; without an upper end for all above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "RuleStep")]
pub struct StepContent {
    pub from: Number,
    #[serde(default)]
    pub to: Option<Number>,
    #[serde(default)]
    pub below: Option<Number>,
    pub value: Number,
}

/// What is done to the amounts afterwards, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
#[schemars(rename = "RuleModifier")]
pub enum ModifierContent {
    /// At least so many kronor.
    Floor {
        amount: Amount,
        difference: Remainder,
        #[serde(default)]
        among: AmongContent,
    },
    /// At most so many kronor.
    Cap {
        amount: Amount,
        difference: Remainder,
        #[serde(default)]
        among: AmongContent,
    },
    /// A percentage off what exceeds an amount of kronor.
    Rebate {
        above: Amount,
        percent: Number,
        difference: Remainder,
        #[serde(default)]
        among: AmongContent,
    },
    /// At most so many percent up or down from last year's amount, or only one way.
    MaxChange {
        percent: Number,
        difference: Remainder,
        #[serde(default)]
        change_direction: ChangeDirection,
        #[serde(default)]
        among: AmongContent,
    },
    /// The amount times new divided by old.
    Index {
        name: String,
        old: Number,
        new: Number,
    },
    /// Adds each party's actual amount, from a table in kronor.
    PassThrough {
        #[schemars(with = "KeySchema")]
        table: Key,
        #[serde(default)]
        #[schemars(with = "Option<DataYearSchema>")]
        year: Option<DataYear>,
    },
}
