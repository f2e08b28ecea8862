//! A plan with everything that belongs on its page and in its PDF, in a fixed number of queries.

use crate::catalogues::{HeldCatalogue, list_catalogues};
use crate::goal_standing::GoalStanding;
use crate::groups::group_names;
use crate::model::{
    Goal, GoalHint, GoalNames, Measurement, Plan, PlanVersion, Standing, VersionSummary,
    goal_hints, standing,
};
use crate::{ACTIVITY, Activity, INDICATOR, Indicator, PlanScope, store};
use chrono::NaiveDate;
use samverk_database::{KeptWarning, Tx, list_warnings};
use samverk_foundation::{Key, Problem};
use samverk_kept::Held;
use samverk_parties::Scope;
use std::collections::BTreeMap;
use uuid::Uuid;

/// An indicator with its measurements and how it stands today.
#[derive(Clone, Debug)]
pub struct IndicatorView {
    pub indicator: Held<Indicator>,
    /// In order of date.
    pub measurements: Vec<Measurement>,
    pub standing: Standing,
}

#[derive(Clone, Debug)]
pub struct PlanView {
    pub plan: Plan,
    /// The version that is read.
    pub version: PlanVersion,
    /// All that the reader may choose among, by number.
    pub versions: Vec<VersionSummary>,
    pub names: GoalNames,
    pub catalogues: Vec<HeldCatalogue>,
    /// Names of the collaboration's groups by key.
    pub groups: BTreeMap<Key, String>,
    /// Names of the member parties by key: for the owners of goals.
    pub parties: BTreeMap<String, String>,
    pub indicators: Vec<IndicatorView>,
    pub activities: Vec<Held<Activity>>,
    pub warnings: Vec<KeptWarning>,
    /// The day on which it is read.
    pub today: NaiveDate,
}

/// Loads a plan as the reader may see it: the version with the number, or else the foremost.
/// Fails with `not_found`.
pub async fn load_plan_view(
    tx: &Tx,
    scope: &Scope,
    plan_key: &str,
    version: Option<i64>,
) -> Result<PlanView, Problem> {
    let at = PlanScope::inside(tx, scope.clone(), plan_key).await?;
    view_of(tx, &at, version).await
}

/// A version for print as everybody may read it, also before it is shown to everybody. Only for what
/// is decided. Fails with `not_found`.
pub async fn load_decided_view(
    tx: &Tx,
    scope: &Scope,
    plan_key: &str,
    version: i64,
) -> Result<PlanView, Problem> {
    let mut at = PlanScope::inside(tx, scope.clone(), plan_key).await?;
    at.scope = at.scope.as_stranger();
    view_of(tx, &at, Some(version)).await
}

pub(crate) async fn view_of(
    tx: &Tx,
    at: &PlanScope,
    version: Option<i64>,
) -> Result<PlanView, Problem> {
    let version = match version {
        Some(number) => at.version(number)?.clone(),
        None => at.foremost()?.clone(),
    };
    let catalogues = list_catalogues(tx).await?;
    let read = at.reading(&version);
    let indicators = INDICATOR.all(tx, &read).await?;
    let indicators = with_standing(tx, std::slice::from_ref(&at.plan), indicators).await?;
    let activities = ACTIVITY.all(tx, &read).await?;
    let parties = at.scope.members.iter().map(|member| &member.party);
    Ok(PlanView {
        plan: at.plan.clone(),
        versions: at.versions.iter().map(PlanVersion::summary).collect(),
        names: GoalNames::of(&catalogues),
        catalogues,
        groups: group_names(tx, at.scope.collaboration.id).await?,
        parties: parties
            .map(|party| (party.key.to_string(), party.name.clone()))
            .collect(),
        indicators,
        activities,
        warnings: list_warnings(tx, at.plan.id.0).await?,
        today: tx.today(),
        version,
    })
}

/// The indicators of these plans with measurements and standing today: two queries.
pub async fn load_indicators(tx: &Tx, plans: &[Plan]) -> Result<Vec<IndicatorView>, Problem> {
    let ids: Vec<_> = plans.iter().map(|plan| plan.id.0).collect();
    let indicators = INDICATOR.whole_on(tx, &ids).await?;
    with_standing(tx, plans, indicators).await
}

/// These indicators of the plans in the same way: one query.
pub(crate) async fn with_standing(
    tx: &Tx,
    plans: &[Plan],
    indicators: Vec<Held<Indicator>>,
) -> Result<Vec<IndicatorView>, Problem> {
    let ids: Vec<Uuid> = indicators.iter().map(|indicator| indicator.id).collect();
    let mut measurements = store::list_measurements(tx, &ids).await?;
    let today = tx.today();
    let view = |indicator: Held<Indicator>| {
        let measurements = measurements.remove(&indicator.id).unwrap_or_default();
        let plan = plans.iter().find(|plan| plan.id.0 == indicator.ground);
        let from = plan.map_or(today, |plan| plan.from);
        let standing = standing(&indicator, &measurements, from, today);
        IndicatorView {
            indicator,
            measurements,
            standing,
        }
    };
    Ok(indicators.into_iter().map(view).collect())
}

impl PlanView {
    /// What measures a goal.
    pub fn indicators_of<'v>(&'v self, goal: &'v Key) -> impl Iterator<Item = &'v IndicatorView> {
        self.indicators
            .iter()
            .filter(move |view| view.indicator.goal == *goal)
    }

    /// How each of the version's goals stands.
    pub fn standings(&self) -> Vec<GoalStanding<'_>> {
        let goals = self.version.content.goals.iter();
        goals
            .map(|goal| GoalStanding::of(goal, &self.indicators))
            .collect()
    }

    /// The activities under the headings they stand in, in order of first mention.
    pub fn activity_series(&self) -> Vec<(&str, Vec<&Held<Activity>>)> {
        let mut series: Vec<(&str, Vec<&Held<Activity>>)> = Vec::new();
        for activity in &self.activities {
            let here = series
                .iter_mut()
                .find(|(name, _)| *name == &*activity.series);
            match here {
                Some((_, list)) => list.push(activity),
                None => series.push((&activity.series, vec![activity])),
            }
        }
        series
    }

    /// The owner's name when it is a member party, or else the words as they stand.
    pub fn owner<'v>(&'v self, goal: &'v Goal) -> &'v str {
        self.parties
            .get(&goal.owner)
            .map_or(&goal.owner, String::as_str)
    }

    pub fn hints(&self, goal: &Goal) -> Vec<GoalHint> {
        let indicators = self.indicators.iter().map(|view| &*view.indicator);
        let indicators: Vec<&Indicator> = indicators.collect();
        goal_hints(goal, &indicators, self.plan.years())
    }
}
