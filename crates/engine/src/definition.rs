//! A distribution model: an ordered list of rules, each of which lets some parties pay something.
//! One rule is one page of the web form and one `[[rules]]` table in TOML.

use super::{Function, Measures, Modifier, PerParty, written};
use chrono::NaiveDate;
use samverk_foundation::{Key, Ore};
use schemars::JsonSchema;
use serde::de::{Error, SeqAccess, Visitor, value::SeqAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DistributionModel {
    pub key: Key,
    pub name: String,
    #[serde(default)]
    pub purpose: Purpose,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What is distributed when it is not the budget: a debt in kronor, or a number of votes.
    #[serde(
        default,
        with = "written::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub amount: Option<Ore>,
    /// What the rules give is what there is: the fees decide the sum, whatever the budget says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fees_decide: bool,
    /// In which standings members pay; when nothing is said all but letters of intent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payers: Vec<MemberStanding>,
    /// What somebody pays who is a member a part of the year.
    #[serde(default, skip_serializing_if = "PartYear::is_whole")]
    pub part_year: PartYear,
    #[serde(default)]
    pub rounding: Rounding,
    /// What each paid the year before the first one here, for whoever starts now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_amounts: Option<StatedAmounts>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<Phase>,
    #[serde(default, alias = "rule")]
    pub rules: Vec<Rule>,
}

/// What the result is used for. Votes are counted in whole numbers where the others have kronor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    #[default]
    Cost,
    Debt,
    Votes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    pub unit: RoundingUnit,
    pub method: RoundingMethod,
}

impl Default for Rounding {
    fn default() -> Self {
        Self {
            unit: RoundingUnit::Krona,
            method: RoundingMethod::LargestRemainder,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundingUnit {
    Ore,
    Krona,
    Thousand,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMethod {
    /// Rows half up; the rows closest to the other side make the sum right.
    LargestRemainder,
    /// Rows half up; what the sum differs is reported.
    HalfUpReport,
}

/// In what way a member belongs.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MemberStanding {
    Member,
    NoticeGiven,
    NonVoting,
    LetterOfIntent,
}

impl MemberStanding {
    pub const ALL: [Self; 4] = [
        Self::Member,
        Self::NoticeGiven,
        Self::NonVoting,
        Self::LetterOfIntent,
    ];

    /// Whether members in it pay when a model does not say who does.
    pub fn pays_usually(self) -> bool {
        self != Self::LetterOfIntent
    }
}

impl DistributionModel {
    pub fn pays(&self, standing: MemberStanding) -> bool {
        match self.payers.is_empty() {
            true => standing.pays_usually(),
            false => self.payers.contains(&standing),
        }
    }
}

/// How a part of a year is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartYear {
    #[default]
    WholeYear,
    /// Months with some day of membership.
    Months,
    Days,
}

impl PartYear {
    pub fn is_whole(&self) -> bool {
        *self == Self::WholeYear
    }
}

/// What each paid in a year, in kronor, and where that is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedAmounts {
    pub year: i32,
    pub source: String,
    pub amounts: PerParty<Ore>,
}

/// A stretch of budget years that rules can be tied to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    pub key: Key,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_year: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_year: Option<i32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub key: Key,
    pub name: String,
    pub takers: Takers,
    pub base: Base,
    #[serde(default, skip_serializing_if = "Measures::is_equal")]
    pub measure: Measures,
    #[serde(default, skip_serializing_if = "Function::is_share")]
    pub function: Function,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modifiers: Vec<Modifier>,
    /// First and last budget year of the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_year: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_year: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Key>,
    /// Only for parties that joined in these years; those without a year were there from the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined_from: Option<DataYear>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined_to: Option<DataYear>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Who pays by a rule: `"all"`, a kind such as `"municipality"`, or a list of party keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takers {
    All,
    Kind(MemberKind),
    Listed(Vec<Key>),
}

/// What kind of organisation a member is. Gotland is both municipality and region.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MemberKind {
    Municipality,
    Region,
    LocalFederation,
    Agency,
    University,
    Company,
    Association,
    Network,
    Other,
}

impl MemberKind {
    pub const ALL: [Self; 9] = [
        Self::Municipality,
        Self::Region,
        Self::LocalFederation,
        Self::Agency,
        Self::University,
        Self::Company,
        Self::Association,
        Self::Network,
        Self::Other,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::Region => "region",
            Self::LocalFederation => "local_federation",
            Self::Agency => "agency",
            Self::University => "university",
            Self::Company => "company",
            Self::Association => "association",
            Self::Network => "network",
            Self::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Which money a rule is about: `"total"`, `"rest"`, `"deductions"` or a list of budget parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// The whole budget.
    Total,
    /// What no earlier rule has taken of the whole budget.
    Rest,
    /// What stands outside the parts.
    Deductions,
    Parts(Vec<Key>),
}

/// A year of figures: a year such as 2020, or relative to the budget's year: 0, −1, −2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i32", into = "i32")]
pub enum DataYear {
    Fixed(i32),
    Before(u8),
}

impl DataYear {
    pub fn for_budget(self, year: i32) -> i32 {
        match self {
            Self::Fixed(fixed) => fixed,
            Self::Before(years) => year - i32::from(years),
        }
    }
}

impl TryFrom<i32> for DataYear {
    type Error = String;
    fn try_from(year: i32) -> Result<Self, String> {
        match year {
            1900..=2999 => Ok(Self::Fixed(year)),
            -99..=0 => u8::try_from(-year)
                .map(Self::Before)
                .map_err(|error| error.to_string()),
            _ => Err(format!(
                "{year} is neither a year nor a number of years back (0, -1, -2 …)"
            )),
        }
    }
}

impl From<DataYear> for i32 {
    fn from(year: DataYear) -> Self {
        year.for_budget(0)
    }
}

impl Serialize for Takers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str("all"),
            Self::Kind(kind) => serializer.serialize_str(kind.code()),
            Self::Listed(parties) => parties.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Takers {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let expected = "\"all\", a kind of party or a list of parties";
        match from.deserialize_any(WordOrList(expected))? {
            Either::Listed(parties) => Ok(Self::Listed(parties)),
            Either::Word(word) if word == "all" => Ok(Self::All),
            Either::Word(word) => MemberKind::from_code(&word)
                .map(Self::Kind)
                .ok_or_else(|| D::Error::custom(format!("{word:?} is not {expected}"))),
        }
    }
}

impl Serialize for Base {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Total => serializer.serialize_str("total"),
            Self::Rest => serializer.serialize_str("rest"),
            Self::Deductions => serializer.serialize_str("deductions"),
            Self::Parts(parts) => parts.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Base {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let expected = "\"total\", \"rest\", \"deductions\" or a list of budget parts";
        match from.deserialize_any(WordOrList(expected))? {
            Either::Listed(parts) => Ok(Self::Parts(parts)),
            Either::Word(word) => match word.as_str() {
                "total" => Ok(Self::Total),
                "rest" => Ok(Self::Rest),
                "deductions" => Ok(Self::Deductions),
                _ => Err(D::Error::custom(format!("{word:?} is not {expected}"))),
            },
        }
    }
}

enum Either {
    Word(String),
    Listed(Vec<Key>),
}

struct WordOrList(&'static str);

impl<'de> Visitor<'de> for WordOrList {
    type Value = Either;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Either, E> {
        Ok(Either::Word(word.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Either, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(Either::Listed)
    }
}

impl RoundingUnit {
    /// The unit in öre.
    pub fn ore(self) -> i64 {
        match self {
            Self::Ore => 1,
            Self::Krona => 100,
            Self::Thousand => 100_000,
        }
    }
}

impl Phase {
    pub fn includes(&self, year: i32) -> bool {
        within(self.from_year, year, self.to_year)
    }
}

impl Rule {
    /// Whether the rule is used in a budget year, its phase aside.
    pub fn includes(&self, year: i32) -> bool {
        within(self.from_year, year, self.to_year)
    }
}

pub(super) fn within(from: Option<i32>, year: i32, to: Option<i32>) -> bool {
    from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to)
}
