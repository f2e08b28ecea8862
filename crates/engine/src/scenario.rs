//! A scenario: a what-if with everything needed to compute it again, and what it started from.

use super::{BudgetLine, DistributionInput, LineKind, Member};
use samverk_foundation::{Key, Ore};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a scenario starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", untagged, deny_unknown_fields)]
pub enum ScenarioBase {
    Distribution {
        distribution: Key,
    },
    /// A year's budget divided by a model.
    Model {
        model: Key,
        year: i32,
    },
}

/// Who may see a scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Who made it, and those who prepare the economy.
    #[default]
    Draft,
    /// The members of the collaboration.
    Members,
    Public,
}

impl Shown {
    pub const ALL: [Self; 3] = [Self::Draft, Self::Members, Self::Public];

    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Members => "members",
            Self::Public => "public",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shown| shown.code() == code)
    }
}

/// The scenario on what is known now: what it did not change follows the base, what it changed
/// stands. Figures and last year's amounts are gathered anew afterwards.
pub fn follow_base(
    before: &DistributionInput,
    now: &DistributionInput,
    scenario: &DistributionInput,
) -> DistributionInput {
    let mut followed = scenario.clone();
    if scenario.model == before.model {
        followed.model = now.model.clone();
    }
    followed.members = follow_members(&before.members, &now.members, &scenario.members);
    if scenario.budget == before.budget {
        followed.budget = now.budget.clone();
    } else {
        followed.budget = now.budget.clone();
        for place in AmountPlace::all(scenario) {
            let (was, is) = (place.amount(before), place.amount(scenario));
            if was != is && place != AmountPlace::Own {
                place.set(&mut followed, is);
            }
        }
    }
    followed
}

fn follow_members(before: &[Member], now: &[Member], scenario: &[Member]) -> Vec<Member> {
    let has = |list: &[Member], key: &Key| list.iter().any(|member| member.key == *key);
    let mut members: Vec<Member> = now
        .iter()
        .filter(|member| has(scenario, &member.key) || !has(before, &member.key))
        .cloned()
        .collect();
    for member in &mut members {
        let find = |list: &[Member]| list.iter().find(|m| m.key == member.key).map(|m| m.joined);
        if let Some(joined) = find(scenario).filter(|joined| find(before) != Some(*joined)) {
            member.joined = joined;
        }
    }
    let added = scenario
        .iter()
        .filter(|member| !has(before, &member.key) && !has(now, &member.key));
    members.extend(added.cloned());
    members
}

/// An amount that a scenario may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountPlace {
    Part(Key),
    /// What stands outside the budget's parts.
    Outside,
    /// The model's own amount, when it is not the budget that is distributed.
    Own,
}

/// The name of the line that makes up what a part of several lines was changed by.
const ADJUSTMENT: &str = "Ändring i scenariot";

impl AmountPlace {
    pub fn all(input: &DistributionInput) -> Vec<Self> {
        if input.model.amount.is_some() {
            return vec![Self::Own];
        }
        let parts = input.budget.parts.iter();
        let mut all: Vec<Self> = parts.map(|part| Self::Part(part.key.clone())).collect();
        if all.is_empty() || input.budget.lines_of(None).next().is_some() {
            all.push(Self::Outside);
        }
        all
    }

    fn part(&self) -> Option<&Key> {
        match self {
            Self::Part(part) => Some(part),
            Self::Outside | Self::Own => None,
        }
    }

    /// The net of costs and what is deducted, in öre.
    pub fn amount(&self, input: &DistributionInput) -> Ore {
        match self {
            Self::Own => input.model.amount.unwrap_or_default(),
            _ => input
                .budget
                .lines_of(self.part())
                .map(BudgetLine::net)
                .sum(),
        }
    }

    /// Makes the net this amount. A single line is changed; beside several lines one stands for the change.
    pub fn set(&self, input: &mut DistributionInput, amount: Ore) {
        if *self == Self::Own {
            input.model.amount = Some(amount);
            return;
        }
        if self.amount(input) == amount {
            return;
        }
        let part = self.part();
        let budget = &mut input.budget;
        budget.printed_total = None;
        for known in budget.parts.iter_mut().filter(|p| Some(&p.key) == part) {
            known.printed_total = None;
        }
        budget
            .lines
            .retain(|line| line.part.as_ref() != part || line.name != ADJUSTMENT);
        let mut lines: Vec<&mut BudgetLine> = budget
            .lines
            .iter_mut()
            .filter(|line| line.part.as_ref() == part)
            .collect();
        if let [line] = lines.as_mut_slice() {
            let is_cost = line.kind == LineKind::Cost;
            if is_cost != amount.is_negative() {
                line.amount = amount.abs();
                return;
            }
        }
        let others: Ore = lines.iter().map(|line| line.net()).sum();
        let change = amount - others;
        let kind = if change.is_negative() {
            LineKind::Income
        } else {
            LineKind::Cost
        };
        if change != Ore::ZERO {
            let line = BudgetLine {
                part: part.cloned(),
                name: ADJUSTMENT.to_owned(),
                kind,
                amount: change.abs(),
                note: String::new(),
            };
            let after = budget
                .lines
                .iter()
                .rposition(|line| line.part.as_ref() == part);
            let at = after.map_or(budget.lines.len(), |index| index + 1);
            budget.lines.insert(at, line);
        }
    }
}
