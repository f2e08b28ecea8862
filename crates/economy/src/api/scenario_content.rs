//! A scenario as it is sent, and what it differs from what it started from.

use super::figures::{Number, Year};
use super::model_content::ModelContent;
use crate::model::{AmountPlace, DistributionInput, Member, ScenarioBase, Shown, SideRow};
use crate::records::ScenarioRecord;
use crate::scenario_view::Comparison;
use samverk_foundation::{Key, Ore};
use samverk_rest::{Amount, KeySchema, ReadOnly, Representation, Word};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A saved what-if, without its figures.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioFacts {
    #[schemars(with = "KeySchema")]
    key: Key,
    title: Word,
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
    pub title: Word,
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
#[serde(
    untagged,
    deny_unknown_fields,
    expecting = "a distribution, or a model and a year"
)]
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

/// The scenario beside what it started from. Amounts are kronor, or numbers of votes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ScenarioComparison")]
pub struct ComparisonView {
    /// The inhabitants are those on 31 December of this year.
    population_year: Option<i32>,
    /// The members that pay something before or after.
    rows: Vec<ComparedMember>,
    total: ComparedMember,
}

/// A member before and after.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ScenarioComparisonRow")]
pub struct ComparedMember {
    /// None for the sum.
    #[schemars(with = "Option<KeySchema>")]
    party: Option<Key>,
    name: String,
    inhabitants: Option<i64>,
    /// None where the party is no member.
    before: Option<Amount>,
    after: Option<Amount>,
    difference: Option<Amount>,
    /// The difference in percent of before; none when that is zero.
    percent: Option<Number>,
    /// Afterwards.
    per_inhabitant: Option<Amount>,
    difference_per_inhabitant: Option<Amount>,
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
        let amount = |kronor| Some(Amount(Ore::from_kronor(kronor)));
        let total = ComparedMember {
            party: None,
            name: String::new(),
            inhabitants: None,
            before: amount(4_730_000),
            after: amount(4_795_000),
            difference: amount(65_000),
            percent: None,
            per_inhabitant: None,
            difference_per_inhabitant: None,
        };
        let row = ComparedMember {
            party: Some(Key::from_name("Aneby kommun")),
            name: "Aneby kommun".to_owned(),
            ..total.clone()
        };
        Self {
            key: Key::from_name("folkmangd-2020"),
            content: ScenarioContent::example(),
            year: 2021,
            comparison: ComparisonView {
                population_year: Some(2020),
                rows: vec![row],
                total,
            },
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
            comparison: ComparisonView {
                population_year: compared.population_year,
                rows: compared.table.rows.iter().map(ComparedMember::of).collect(),
                total: ComparedMember::of(&compared.table.total),
            },
        }
    }
}

impl ComparedMember {
    fn of(row: &SideRow) -> Self {
        Self {
            party: row.party.clone(),
            name: row.name.clone(),
            inhabitants: row.inhabitants,
            before: row.amount(0).map(Amount),
            after: row.amount(1).map(Amount),
            difference: row.difference(1).map(Amount),
            percent: row.percent(1).map(Number),
            per_inhabitant: row.per_inhabitant(1).map(Amount),
            difference_per_inhabitant: row.difference_per_inhabitant(1).map(Amount),
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
