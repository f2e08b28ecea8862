//! A distribution model as it is sent: the folder format's fields, in camel case.

use super::figures::{ByParty, DataYearSchema, Number, Year};
use super::rule_content::{
    BaseContent, BaseWord, FunctionContent, MeasuresContent, ModifierContent, RuleMeasure,
    TakersContent,
};
use super::rule_conversion::{by_party, per_party};
use samverk_engine::{
    DataYear, DistributionModel, MemberKind, MemberStanding, PartYear, Phase, Purpose, Rounding,
    RoundingMethod, RoundingUnit, Rule, StatedAmounts,
};
use samverk_foundation::Key;
use samverk_rest::{Amount, Date, KeySchema, Representation, Title, Word};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What can be said of a distribution model: how a year's money is divided between members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "DistributionModelContent")]
pub struct ModelContent {
    name: Title,
    #[serde(default)]
    purpose: Purpose,
    #[serde(default)]
    valid_from: Option<Date>,
    #[serde(default)]
    valid_to: Option<Date>,
    #[serde(default)]
    note: String,
    /// What is divided when it is not the budget: a debt in kronor, or a number of votes.
    #[serde(default)]
    amount: Option<Amount>,
    /// What the rules give is what there is: the fees decide the sum, whatever the budget says.
    #[serde(default)]
    fees_decide: bool,
    /// In which standings members pay; when nothing is said all but letters of intent.
    #[serde(default)]
    payers: Vec<MemberStanding>,
    /// What somebody pays who is a member a part of the year.
    #[serde(default)]
    part_year: PartYear,
    #[serde(default)]
    rounding: RoundingContent,
    /// What each paid the year before the first one here, kronor.
    #[serde(default)]
    stated_amounts: Option<StatedContent>,
    #[serde(default)]
    phases: Vec<PhaseContent>,
    /// In the order in which they are applied.
    #[serde(default)]
    rules: Vec<RuleContent>,
}

/// To what the amounts are rounded, and what is done about the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Rounding")]
pub struct RoundingContent {
    unit: RoundingUnit,
    method: RoundingMethod,
}

impl Default for RoundingContent {
    fn default() -> Self {
        let Rounding { unit, method } = Rounding::default();
        Self { unit, method }
    }
}

/// What each paid in a year, in kronor, and where that is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "StatedAmounts")]
pub struct StatedContent {
    year: Year,
    source: String,
    amounts: ByParty<Amount>,
}

/// A stretch of budget years that rules can be tied to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "ModelPhase")]
pub struct PhaseContent {
    #[schemars(with = "KeySchema")]
    key: Key,
    name: Word,
    #[serde(default)]
    from_year: Option<Year>,
    #[serde(default)]
    to_year: Option<Year>,
}

/// A rule lets some members pay something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "ModelRule")]
pub struct RuleContent {
    #[schemars(with = "KeySchema")]
    key: Key,
    name: Word,
    takers: TakersContent,
    base: BaseContent,
    /// Equal when left out.
    #[serde(default = "equal")]
    measure: MeasuresContent,
    /// A share of the base when left out.
    #[serde(default = "share")]
    function: FunctionContent,
    #[serde(default)]
    modifiers: Vec<ModifierContent>,
    /// First and last budget year of the rule.
    #[serde(default)]
    from_year: Option<Year>,
    #[serde(default)]
    to_year: Option<Year>,
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    phase: Option<Key>,
    /// Only for parties that joined in these years.
    #[serde(default)]
    #[schemars(with = "Option<DataYearSchema>")]
    joined_from: Option<DataYear>,
    #[serde(default)]
    #[schemars(with = "Option<DataYearSchema>")]
    joined_to: Option<DataYear>,
    #[serde(default)]
    note: String,
}

fn equal() -> MeasuresContent {
    MeasuresContent::One(RuleMeasure::Equal {})
}

fn share() -> FunctionContent {
    FunctionContent::Share {}
}

impl Representation for ModelContent {
    fn example() -> Self {
        let region = Key::from_name("Region Jönköpings län");
        let shares = [("aneby-kommun", 5), ("habo-kommun", 95)];
        let shares = shares.map(|(party, percent)| (Key::from_name(party), Number(percent.into())));
        Self {
            name: "Regionen 30 procent, kommunerna fasta andelar".into(),
            purpose: Purpose::Cost,
            valid_from: None,
            valid_to: None,
            note: String::new(),
            amount: None,
            fees_decide: false,
            payers: Vec::new(),
            part_year: PartYear::WholeYear,
            rounding: RoundingContent::default(),
            stated_amounts: None,
            phases: Vec::new(),
            rules: vec![
                RuleContent {
                    takers: TakersContent::Listed(vec![region]),
                    function: FunctionContent::Percentage {
                        percent: Number(30.into()),
                    },
                    ..RuleContent::example("Regionen", BaseWord::Total)
                },
                RuleContent {
                    takers: TakersContent::Kind(MemberKind::Municipality),
                    measure: MeasuresContent::One(RuleMeasure::Percentages {
                        shares: ByParty(shares.into_iter().collect()),
                    }),
                    ..RuleContent::example("Kommunerna", BaseWord::Rest)
                },
            ],
        }
    }
}

impl RuleContent {
    fn example(name: &str, base: BaseWord) -> Self {
        Self {
            key: Key::from_name(name),
            name: name.into(),
            takers: TakersContent::Listed(Vec::new()),
            base: BaseContent::Word(base),
            measure: equal(),
            function: share(),
            modifiers: Vec::new(),
            from_year: None,
            to_year: None,
            phase: None,
            joined_from: None,
            joined_to: None,
            note: String::new(),
        }
    }
}

impl From<&DistributionModel> for ModelContent {
    fn from(model: &DistributionModel) -> Self {
        let Rounding { unit, method } = model.rounding;
        let phase = |phase: &Phase| PhaseContent {
            key: phase.key.clone(),
            name: phase.name.clone().into(),
            from_year: phase.from_year.map(Year),
            to_year: phase.to_year.map(Year),
        };
        Self {
            name: model.name.clone().into(),
            purpose: model.purpose,
            valid_from: model.valid_from.map(Date),
            valid_to: model.valid_to.map(Date),
            note: model.note.clone(),
            amount: model.amount.map(Amount),
            fees_decide: model.fees_decide,
            payers: model.payers.clone(),
            part_year: model.part_year,
            rounding: RoundingContent { unit, method },
            stated_amounts: model.stated_amounts.clone().map(Into::into),
            phases: model.phases.iter().map(phase).collect(),
            rules: model.rules.iter().map(RuleContent::from).collect(),
        }
    }
}

impl From<StatedAmounts> for StatedContent {
    fn from(stated: StatedAmounts) -> Self {
        Self {
            year: Year(stated.year),
            source: stated.source,
            amounts: by_party(stated.amounts, Amount),
        }
    }
}

impl From<StatedContent> for StatedAmounts {
    fn from(content: StatedContent) -> Self {
        Self {
            year: content.year.0,
            source: content.source,
            amounts: per_party(content.amounts, |amount| amount.0),
        }
    }
}

impl From<&Rule> for RuleContent {
    fn from(rule: &Rule) -> Self {
        let modifiers = rule.modifiers.iter().cloned();
        Self {
            key: rule.key.clone(),
            name: rule.name.clone().into(),
            takers: rule.takers.clone().into(),
            base: rule.base.clone().into(),
            measure: rule.measure.clone().into(),
            function: rule.function.clone().into(),
            modifiers: modifiers.map(Into::into).collect(),
            from_year: rule.from_year.map(Year),
            to_year: rule.to_year.map(Year),
            phase: rule.phase.clone(),
            joined_from: rule.joined_from,
            joined_to: rule.joined_to,
            note: rule.note.clone(),
        }
    }
}

impl ModelContent {
    pub fn model(self, key: Key) -> DistributionModel {
        let year = |year: Option<Year>| year.map(|year| year.0);
        let phase = |phase: PhaseContent| Phase {
            key: phase.key,
            name: phase.name.0,
            from_year: year(phase.from_year),
            to_year: year(phase.to_year),
        };
        DistributionModel {
            key,
            name: self.name.0,
            purpose: self.purpose,
            valid_from: self.valid_from.map(|date| date.0),
            valid_to: self.valid_to.map(|date| date.0),
            note: self.note,
            amount: self.amount.map(|amount| amount.0),
            fees_decide: self.fees_decide,
            payers: self.payers,
            part_year: self.part_year,
            rounding: Rounding {
                unit: self.rounding.unit,
                method: self.rounding.method,
            },
            stated_amounts: self.stated_amounts.map(Into::into),
            phases: self.phases.into_iter().map(phase).collect(),
            rules: self.rules.into_iter().map(RuleContent::rule).collect(),
        }
    }
}

impl RuleContent {
    fn rule(self) -> Rule {
        Rule {
            key: self.key,
            name: self.name.0,
            takers: self.takers.into(),
            base: self.base.into(),
            measure: self.measure.into(),
            function: self.function.into(),
            modifiers: self.modifiers.into_iter().map(Into::into).collect(),
            from_year: self.from_year.map(|year| year.0),
            to_year: self.to_year.map(|year| year.0),
            phase: self.phase,
            joined_from: self.joined_from,
            joined_to: self.joined_to,
            note: self.note,
        }
    }
}
