//! Everything a distribution is computed from. Stored with an adopted result.

use super::definition::within;
use super::{
    Budget, CountingDate, DistributionModel, Function, Measure, MemberKind, Modifier, PerParty,
    Rule, Takers, written,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The table of inhabitants on 31 December, per party and year.
pub const POPULATION: &str = "population";
/// The table of inhabitants on 1 November, entered by those who need it.
pub const POPULATION_NOVEMBER: &str = "population-1-november";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DistributionInput {
    /// By which edition of the engine's rules it is computed; what was stored without one is of the first.
    #[serde(default, skip_serializing_if = "Edition::is_first")]
    pub edition: Edition,
    pub year: i32,
    pub budget: Budget,
    pub model: DistributionModel,
    /// In the order of the page.
    pub members: Vec<Member>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<MeasureTable>,
    /// What each party paid the year before, in kronor.
    #[serde(default, skip_serializing_if = "PerParty::is_empty")]
    pub last_year: PerParty<Ore>,
}

/// What was adopted is computed again as it was then, also when the engine has learnt since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Edition {
    /// Rounded a rule's sum half up, and split rows between parts by the parts' net amounts.
    #[default]
    First,
    /// Never hands out more than a rule distributes; every part follows its key.
    Second,
}

impl Edition {
    /// What is computed now.
    pub const NOW: Self = Self::Second;

    fn is_first(&self) -> bool {
        *self == Self::First
    }
}

impl TryFrom<u8> for Edition {
    type Error = String;
    fn try_from(number: u8) -> Result<Self, String> {
        match number {
            1 => Ok(Self::First),
            2 => Ok(Self::Second),
            _ => Err(format!("{number} is not an edition (1 or 2)")),
        }
    }
}

impl From<Edition> for u8 {
    fn from(edition: Edition) -> Self {
        match edition {
            Edition::First => 1,
            Edition::Second => 2,
        }
    }
}

impl DistributionInput {
    /// What each paid the year before: by the adopted distribution, or else as the model states it.
    pub fn last_amounts(&self) -> LastAmounts<'_> {
        let stated = self.model.stated_amounts.as_ref();
        match stated.filter(|stated| stated.year == self.year - 1) {
            Some(stated) if self.last_year.is_empty() => LastAmounts {
                amounts: &stated.amounts,
                source: &stated.source,
            },
            _ => LastAmounts {
                amounts: &self.last_year,
                source: "",
            },
        }
    }

    /// Whether a rule does something this year; otherwise it needs nothing that only it uses.
    pub fn is_in_force(&self, rule: &Rule) -> bool {
        self.model.skipped(rule, self.year).is_none()
            && !rule.takers_among(&self.members, self.year).is_empty()
    }
}

/// Last year's amounts; with a source when they are stated and not of an adopted distribution.
#[derive(Clone, Copy, Debug)]
pub struct LastAmounts<'a> {
    pub amounts: &'a PerParty<Ore>,
    pub source: &'a str,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    pub key: Key,
    pub name: String,
    pub kinds: BTreeSet<MemberKind>,
    /// The budget year from which the party is a member; nothing for founders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<i32>,
    /// When the party is a member only some of the year's days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<PartOfYear>,
}

/// From which day and to which a party is a member; open ends reach beyond the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartOfYear {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// Figures per party and year: inhabitants, employees, votes, actual costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureTable {
    pub key: Key,
    pub name: String,
    #[serde(default)]
    pub unit: String,
    pub values: Vec<MeasureValue>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureValue {
    pub party: Key,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    #[serde(with = "written")]
    pub value: Decimal,
}

/// A table and year that a model uses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NeededFigures {
    pub table: String,
    pub year: Option<i32>,
}

/// Why a rule does nothing this year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    OtherYears,
    OtherPhase,
    NoTakers,
}

impl DistributionModel {
    /// The tables and years that the active rules read: load these and no others.
    pub fn needed_figures(&self, year: i32) -> BTreeSet<NeededFigures> {
        let active = self
            .rules
            .iter()
            .filter(|rule| self.skipped(rule, year).is_none());
        active.flat_map(|rule| rule.needed_figures(year)).collect()
    }

    /// Why a rule is not used in a budget year; nothing when it is.
    pub fn skipped(&self, rule: &Rule, year: i32) -> Option<SkipReason> {
        if !rule.includes(year) {
            return Some(SkipReason::OtherYears);
        }
        let phase = rule.phase.as_ref()?;
        let in_phase = self
            .phases
            .iter()
            .any(|p| p.key == *phase && p.includes(year));
        (!in_phase).then_some(SkipReason::OtherPhase)
    }
}

impl Rule {
    /// The members that pay by the rule, ordered by key so that the order of the page means nothing.
    pub fn takers_among<'a>(&self, members: &'a [Member], year: i32) -> Vec<&'a Member> {
        let mut takers: Vec<&Member> = members
            .iter()
            .filter(|member| self.takers.include(member) && self.includes_joined(member, year))
            .collect();
        takers.sort_by(|a, b| a.key.cmp(&b.key));
        takers
    }

    fn includes_joined(&self, member: &Member, year: i32) -> bool {
        let from = self.joined_from.map(|joined| joined.for_budget(year));
        let to = self.joined_to.map(|joined| joined.for_budget(year));
        match member.joined {
            Some(joined) => within(from, joined, to),
            None => from.is_none(),
        }
    }

    fn needed_figures(&self, year: i32) -> Vec<NeededFigures> {
        let of_measures = self
            .measure
            .each()
            .into_iter()
            .filter_map(|m| m.needed_figures(year));
        let needed = |table: &Key, at: &Option<super::DataYear>| NeededFigures {
            table: table.to_string(),
            year: at.map(|at| at.for_budget(year)),
        };
        let of_function = match &self.function {
            Function::PassThrough { table, year: at } => Some(needed(table, at)),
            _ => None,
        };
        let of_modifiers = self.modifiers.iter().filter_map(|modifier| match modifier {
            Modifier::PassThrough { table, year: at } => Some(needed(table, at)),
            _ => None,
        });
        of_measures.chain(of_function).chain(of_modifiers).collect()
    }
}

impl Takers {
    pub fn include(&self, member: &Member) -> bool {
        match self {
            Self::All => true,
            Self::Kind(kind) => member.kinds.contains(kind),
            Self::Listed(parties) => parties.contains(&member.key),
        }
    }
}

impl Measure {
    /// The table and year that the measure reads, if any.
    pub fn needed_figures(&self, year: i32) -> Option<NeededFigures> {
        match self {
            Self::Population { year: at, date } => Some(NeededFigures {
                table: date.table().to_owned(),
                year: Some(at.for_budget(year)),
            }),
            Self::Table { table, year: at } => Some(NeededFigures {
                table: table.to_string(),
                year: at.map(|at| at.for_budget(year)),
            }),
            Self::Percentages { .. } | Self::Equal {} | Self::LastYear {} => None,
        }
    }
}

impl CountingDate {
    pub fn table(self) -> &'static str {
        match self {
            Self::December31 => POPULATION,
            Self::November1 => POPULATION_NOVEMBER,
        }
    }
}
