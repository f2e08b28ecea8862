//! A scenario as it is sent, apart from its comparison.

use super::figures::Year;
use super::model_content::ModelContent;
use super::scenario_comparison::ComparisonView;
use crate::records::ScenarioRecord;
use crate::scenario_view::Comparison;
use samverk_engine::{AmountPlace, DistributionInput, Member, ScenarioBase, Shown};
use samverk_foundation::{Key, Ore};
use samverk_rest::{Amount, KeySchema, ReadOnly, Representation, Title};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A saved what-if, without its figures.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioFacts {
    #[schemars(with = "KeySchema")]
    key: Key,
    title: Title,
    note: String,
    shown: Shown,
    based_on: BaseView,
    /// Of the budget.
    year: i32,
}

/// A saved what-if, compared with what it started from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Scenario")]
pub struct ScenarioView {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: ScenarioContent,
    /// Of the budget.
    year: i32,
    comparison: ComparisonView,
}

/// What can be said of a scenario. What is left out of model, amounts and members is as in what it
/// starts from.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScenarioContent {
    pub title: Title,
    #[serde(default)]
    pub note: String,
    /// Who may see it: its author and those who prepare the economy, the members, or all.
    #[serde(default)]
    pub shown: Shown,
    pub based_on: BaseView,
    #[serde(default)]
    pub model: Option<ModelContent>,
    /// What the parts of the budget amount to.
    #[serde(default)]
    pub amounts: Vec<ScenarioAmount>,
    /// The parties that pay, in order.
    #[serde(default)]
    pub members: Option<Vec<ScenarioMember>>,
    /// Compute on what is known now: what the scenario changes stands, the rest follows.
    #[serde(default, skip_serializing)]
    #[schemars(extend("writeOnly" = true))]
    pub recompute: bool,
    #[serde(default, rename = "year", skip_serializing)]
    #[schemars(skip)]
    _year: ReadOnly,
    #[serde(default, rename = "comparison", skip_serializing)]
    #[schemars(skip)]
    _comparison: ReadOnly,
}

/// What a scenario starts from: a distribution, or a model and the year of a budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
#[schemars(rename = "ScenarioBase")]
pub enum BaseView {
    Distribution {
        #[schemars(with = "KeySchema")]
        distribution: Key,
    },
    Model {
        #[schemars(with = "KeySchema")]
        model: Key,
        year: Year,
    },
}

/// What a part of the budget amounts to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScenarioAmount {
    /// None for what stands outside the parts, or for the model's own amount.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    pub part: Option<Key>,
    /// Costs less income and unspent funds, kronor.
    pub amount: Amount,
}

/// A party that pays in a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScenarioMember {
    #[schemars(with = "KeySchema")]
    pub party: Key,
    /// The budget year from which it is a member; none for founders.
    #[serde(default)]
    pub joined: Option<Year>,
}

impl Representation for ScenarioContent {
    fn example() -> Self {
        Self {
            title: "Regionen betalar mer".into(),
            note: String::new(),
            shown: Shown::Draft,
            based_on: BaseView::example(),
            model: None,
            amounts: vec![ScenarioAmount {
                part: Some(Key::from_name("Löpande")),
                amount: Amount(Ore::from_kronor(1_300_000)),
            }],
            members: None,
            recompute: false,
            _year: ReadOnly,
            _comparison: ReadOnly,
        }
    }
}

impl Representation for ScenarioFacts {
    fn example() -> Self {
        Self {
            key: Key::from_name("folkmangd-2020"),
            title: "Samma nyckel med folkmängden 2020".into(),
            note: String::new(),
            shown: Shown::Public,
            based_on: BaseView::example(),
            year: 2021,
        }
    }
}

impl Representation for ScenarioView {
    fn example() -> Self {
        Self {
            key: Key::from_name("folkmangd-2020"),
            content: ScenarioContent::example(),
            year: 2021,
            comparison: ComparisonView::example(),
        }
    }
}

impl BaseView {
    fn example() -> Self {
        Self::Distribution {
            distribution: Key::from_name("2021"),
        }
    }
}

impl From<&ScenarioBase> for BaseView {
    fn from(base: &ScenarioBase) -> Self {
        match base.clone() {
            ScenarioBase::Distribution { distribution } => Self::Distribution { distribution },
            ScenarioBase::Model { model, year } => Self::Model {
                model,
                year: Year(year),
            },
        }
    }
}

impl From<BaseView> for ScenarioBase {
    fn from(view: BaseView) -> Self {
        match view {
            BaseView::Distribution { distribution } => Self::Distribution { distribution },
            BaseView::Model { model, year } => Self::Model {
                model,
                year: year.0,
            },
        }
    }
}

impl ScenarioFacts {
    pub fn of(record: &ScenarioRecord) -> Self {
        Self {
            key: record.key.clone(),
            title: record.title.clone().into(),
            note: record.note.clone(),
            shown: record.shown,
            based_on: (&record.based_on).into(),
            year: record.input.year,
        }
    }
}

impl ScenarioView {
    pub fn of(record: &ScenarioRecord, compared: &Comparison) -> Self {
        Self {
            key: record.key.clone(),
            content: ScenarioContent {
                title: record.title.clone().into(),
                note: record.note.clone(),
                shown: record.shown,
                based_on: (&record.based_on).into(),
                model: Some(ModelContent::from(&record.input.model)),
                amounts: amounts_of(&record.input),
                members: Some(members_of(&record.input)),
                ..ScenarioContent::example()
            },
            year: record.input.year,
            comparison: ComparisonView::of(compared),
        }
    }
}

pub fn amounts_of(input: &DistributionInput) -> Vec<ScenarioAmount> {
    let amount = |place: AmountPlace| ScenarioAmount {
        amount: Amount(place.amount(input)),
        part: match place {
            AmountPlace::Part(part) => Some(part),
            AmountPlace::Outside | AmountPlace::Own => None,
        },
    };
    AmountPlace::all(input).into_iter().map(amount).collect()
}

pub fn members_of(input: &DistributionInput) -> Vec<ScenarioMember> {
    let member = |member: &Member| ScenarioMember {
        party: member.key.clone(),
        joined: member.joined.map(Year),
    };
    input.members.iter().map(member).collect()
}
