use super::focus_areas::{CONFLICT, INVALID, position_of};
use super::plan_versions::{version, version_path};
use super::{VERSION, plan, resource as goals_resource};
use crate::PlanScope;
use crate::actions::{GoalDraft, remove_goal, save_goal};
use crate::model::{Goal, GoalRef, GoalYear, PlanVersion};
use crate::policy::Action;
use samverk_foundation::{Key, Problem};
use samverk_rest::{
    Call, Found, KeySchema, Linked, Operation, Page, Parameter, Refusal, Representation, Resource,
    Saved, Tag, Word,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::num::NonZeroU16;

const GOAL: Parameter = Parameter::key(
    "goal",
    ["Effektmålets nyckel.", "The effect goal's key."],
    "gemensam-kompetensutveckling",
);

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/plans/{plan}/plan-versions/{version}/effect-goals";
    let one =
        "/collaborations/{collaboration}/plans/{plan}/plan-versions/{version}/effect-goals/{goal}";
    let invalid = [
        INVALID.as_slice(),
        &["goal_without_year", "goal_year_repeated"],
    ]
    .concat();
    goals_resource(
        "effect-goals",
        [
            "Effektmål i en plans version.",
            "Effect goals in a version of a plan.",
        ],
    )
    .parameter(VERSION)
    .parameter(GOAL)
    .with(
        Operation::list(all, "listEffectGoals", list)
            .about("Effektmålen i ordning.", "The effect goals, in order."),
    )
    .with(Operation::get(one, "getEffectGoal", get).about("Ett effektmål.", "One effect goal."))
    .with(
        Operation::post(all, "postEffectGoal", post)
            .about(
                "Lägger till ett effektmål i utkastet, sist om ingen position anges. Nyckeln görs av den första texten.",
                "Adds an effect goal in the draft, last when no position is given. Its key is made of its first text.",
            )
            .action(Action::SavePlan.code())
            .invalid(&invalid)
            .conflict(&CONFLICT),
    )
    .with(
        Operation::replace(one, "putEffectGoal", put)
            .about(
                "Ändrar ett effektmål i utkastet.",
                "Changes an effect goal in the draft.",
            )
            .action(Action::SavePlan.code())
            .invalid(&invalid)
            .conflict(&CONFLICT),
    )
    .with(
        Operation::delete(one, "deleteEffectGoal", delete)
            .about(
                "Tar bort ett effektmål ur utkastet. Indikatorerna finns kvar.",
                "Removes an effect goal from the draft. Its indicators stay.",
            )
            .action(Action::SavePlan.code())
            .conflict(&CONFLICT)
            .conflict(&["plan_part_in_use"]),
    )
}

/// What is to be true, by year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "EffectGoal")]
pub struct EffectGoalView {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: EffectGoalContent,
}

/// What can be said of an effect goal.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EffectGoalContent {
    #[schemars(with = "KeySchema")]
    focus_area: Key,
    /// A party's key, or free words.
    #[serde(default)]
    owner: String,
    /// Why nothing measures the goal.
    #[serde(default)]
    without_indicator: String,
    /// At least one; each year once.
    years: Vec<EffectGoalYear>,
    /// Its place among the version's effect goals, counted from 1. Left out it stays where it is.
    #[serde(default)]
    position: Option<NonZeroU16>,
}

/// What is to be true in a year.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EffectGoalYear {
    year: i32,
    text: Word,
    /// `catalogue:code`.
    #[serde(default)]
    catalogue_goals: Vec<GoalRef>,
}

impl Representation for EffectGoalContent {
    fn example() -> Self {
        Self {
            focus_area: Key::from_name("Kompetens"),
            owner: "jonkopings-kommun".to_owned(),
            without_indicator: String::new(),
            years: vec![EffectGoalYear {
                year: 2027,
                text: "Alla chefer har gått utbildningen.".into(),
                catalogue_goals: GoalRef::parse("utveckling-i-en-digital-tid:M3")
                    .into_iter()
                    .collect(),
            }],
            position: NonZeroU16::new(1),
        }
    }
}

impl Representation for EffectGoalView {
    fn example() -> Self {
        Self {
            key: Key::from_name("Gemensam kompetensutveckling"),
            content: EffectGoalContent::example(),
        }
    }
}

impl EffectGoalContent {
    fn draft(self, seen: i64) -> GoalDraft {
        let year = |sent: EffectGoalYear| GoalYear {
            year: sent.year,
            text: sent.text.0,
            catalogue_goals: sent.catalogue_goals,
        };
        GoalDraft {
            focus_area: self.focus_area,
            owner: self.owner,
            without_indicator: self.without_indicator,
            years: self.years.into_iter().map(year).collect(),
            position: self.position.map(|at| at.get().into()),
            seen,
        }
    }
}

/// Of what it says and where, so that another change in the same draft does not stand in the way.
fn tag(version: &PlanVersion, (index, goal): (usize, &Goal)) -> Tag {
    Tag::of(&(version.id, index, goal))
}

fn linked(
    at: &PlanScope,
    version: &PlanVersion,
    (index, goal): (usize, Goal),
) -> Linked<EffectGoalView> {
    let above = version_path(at, version);
    let path = format!("{above}/effect-goals/{}", goal.key);
    let area = format!("{above}/focus-areas/{}", goal.focus_area);
    let year = |kept: GoalYear| EffectGoalYear {
        year: kept.year,
        text: kept.text.into(),
        catalogue_goals: kept.catalogue_goals,
    };
    let view = EffectGoalView {
        key: goal.key,
        content: EffectGoalContent {
            focus_area: goal.focus_area,
            owner: goal.owner,
            without_indicator: goal.without_indicator,
            years: goal.years.into_iter().map(year).collect(),
            position: position_of(index),
        },
    };
    Linked::at(path, view)
        .link("collection", format!("{above}/effect-goals"))
        .link("focus-area", area)
        .link("up", above)
}

/// Which effect goals to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct EffectGoalQuery {
    /// Bara i det här fokusområdet: dess nyckel. / Only in this focus area: its key.
    focus_area: Option<String>,
}

async fn list(call: Call, query: EffectGoalQuery) -> Result<Page<EffectGoalView>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let version = version(&at, &call)?;
    let goals = version.content.goals.iter().cloned().enumerate();
    let wanted = |goal: &Goal| {
        let area = query.focus_area.as_deref();
        area.is_none_or(|area| goal.focus_area.as_str() == area)
    };
    let goals = goals.filter(|(_, goal)| wanted(goal)).collect();
    Ok(Page::of(goals, call.paging, |goal| {
        linked(&at, version, goal)
    }))
}

/// Place and content. Fails with `not_found`.
fn find<'v>(version: &'v PlanVersion, key: &str) -> Result<(usize, &'v Goal), Problem> {
    let mut goals = version.content.goals.iter().enumerate();
    let found = goals.find(|(_, goal)| goal.key.as_str() == key);
    found.ok_or_else(Problem::not_found)
}

async fn get(call: Call) -> Result<Found<EffectGoalView>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let version = version(&at, &call)?;
    let (index, goal) = find(version, call.part("goal"))?;
    let tag = tag(version, (index, goal));
    let linked = linked(&at, version, (index, goal.clone()));
    Ok(Found::new(linked, tag))
}

async fn post(call: Call, content: EffectGoalContent) -> Result<Saved<EffectGoalView>, Refusal> {
    let tx = call.begin("api_post_effect_goal").await?;
    let at = plan(&tx, &call).await?;
    let before = version(&at, &call)?;
    let draft = content.draft(before.revision);
    let key = save_goal(&tx, &call.actor, &at, before.number, None, draft).await?;
    let at = plan(&tx, &call).await?;
    let after = version(&at, &call)?;
    let (index, added) = find(after, key.as_str())?;
    tx.commit().await?;
    let tag = tag(after, (index, added));
    let linked = linked(&at, after, (index, added.clone()));
    Ok(Saved::new(linked, tag, true))
}

async fn put(call: Call, content: EffectGoalContent) -> Result<Found<EffectGoalView>, Refusal> {
    let tx = call.begin("api_put_effect_goal").await?;
    let at = plan(&tx, &call).await?;
    let before = version(&at, &call)?;
    let (index, goal) = find(before, call.part("goal"))?;
    call.allow_write(Some(&tag(before, (index, goal))))?;
    let draft = content.draft(before.revision);
    let (number, key) = (before.number, Some(goal.key.as_str()));
    save_goal(&tx, &call.actor, &at, number, key, draft).await?;
    let at = plan(&tx, &call).await?;
    let after = version(&at, &call)?;
    let (index, saved) = find(after, call.part("goal"))?;
    tx.commit().await?;
    let tag = tag(after, (index, saved));
    let linked = linked(&at, after, (index, saved.clone()));
    Ok(Found::new(linked, tag))
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_effect_goal").await?;
    let at = plan(&tx, &call).await?;
    let before = version(&at, &call)?;
    let (index, goal) = find(before, call.part("goal"))?;
    call.allow_write(Some(&tag(before, (index, goal))))?;
    let (number, key, seen) = (before.number, goal.key.as_str(), before.revision);
    remove_goal(&tx, &call.actor, &at, number, key, seen).await?;
    Ok(tx.commit().await?)
}
