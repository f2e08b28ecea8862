use super::plan_versions::{version, version_path};
use super::{VERSION, plan, resource as goals_resource};
use crate::PlanScope;
use crate::actions::{FocusAreaDraft, remove_focus_area, save_focus_area};
use crate::model::{FocusArea, GoalRef, PlanVersion};
use crate::policy::Action;
use samverk_foundation::{Key, Problem};
use samverk_rest::{
    Call, Found, KeySchema, Linked, NoQuery, Operation, Page, Parameter, Refusal, Representation,
    Resource, Saved, Tag, Title,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::num::NonZeroU16;

const AREA: Parameter = Parameter::key(
    "area",
    ["Fokusområdets nyckel.", "The focus area's key."],
    "kompetens",
);

/// What a text may be refused for, beyond what the body's shape tells.
pub(super) const INVALID: [&str; 8] = [
    "key_reserved",
    "field_missing",
    "catalogue_goal_unknown",
    "group_unknown",
    "focus_area_unknown",
    "focus_area_repeated",
    "year_invalid",
    "picture_without_alt",
];

/// Only a draft's text can change.
pub(super) const CONFLICT: [&str; 2] = ["version_locked", "version_out_for_comment"];

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/plans/{plan}/plan-versions/{version}/focus-areas";
    let one =
        "/collaborations/{collaboration}/plans/{plan}/plan-versions/{version}/focus-areas/{area}";
    goals_resource(
        "focus-areas",
        [
            "Fokusområden i en plans version.",
            "Focus areas in a version of a plan.",
        ],
    )
    .parameter(VERSION)
    .parameter(AREA)
    .with(
        Operation::list(all, "listFocusAreas", list)
            .about("Fokusområdena i ordning.", "The focus areas, in order."),
    )
    .with(Operation::get(one, "getFocusArea", get).about("Ett fokusområde.", "One focus area."))
    .with(
        Operation::post(all, "postFocusArea", post)
            .about(
                "Lägger till ett fokusområde i utkastet, sist om ingen position anges. Nyckeln görs av namnet.",
                "Adds a focus area in the draft, last when no position is given. Its key is made of its name.",
            )
            .action(Action::SavePlan.code())
            .invalid(&INVALID)
            .conflict(&CONFLICT),
    )
    .with(
        Operation::replace(one, "putFocusArea", put)
            .about(
                "Ändrar ett fokusområde i utkastet.",
                "Changes a focus area in the draft.",
            )
            .action(Action::SavePlan.code())
            .invalid(&INVALID)
            .conflict(&CONFLICT),
    )
    .with(
        Operation::delete(one, "deleteFocusArea", delete)
            .about(
                "Tar bort ett fokusområde utan effektmål ur utkastet.",
                "Removes a focus area without effect goals from the draft.",
            )
            .action(Action::SavePlan.code())
            .conflict(&CONFLICT)
            .conflict(&["focus_area_has_goals", "plan_part_in_use"]),
    )
}

/// A theme with a purpose.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "FocusArea")]
pub struct FocusAreaView {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: FocusAreaContent,
}

/// What can be said of a focus area.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FocusAreaContent {
    name: Title,
    #[serde(default)]
    purpose: String,
    /// A group of the collaboration.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    leadership_group: Option<Key>,
    /// A part of the budget.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    budget_part: Option<Key>,
    /// `catalogue:code`.
    #[serde(default)]
    catalogue_goals: Vec<GoalRef>,
    /// Its place among the focus areas, counted from 1. Left out it stays where it is.
    #[serde(default)]
    position: Option<NonZeroU16>,
}

impl Representation for FocusAreaContent {
    fn example() -> Self {
        Self {
            name: "Kompetens".into(),
            purpose: "Fler kan mer om digital utveckling.".to_owned(),
            leadership_group: None,
            budget_part: None,
            catalogue_goals: GoalRef::parse("utveckling-i-en-digital-tid:M3")
                .into_iter()
                .collect(),
            position: NonZeroU16::new(1),
        }
    }
}

impl Representation for FocusAreaView {
    fn example() -> Self {
        Self {
            key: Key::from_name("Kompetens"),
            content: FocusAreaContent::example(),
        }
    }
}

impl FocusAreaContent {
    fn draft(self, stays: Option<usize>, seen: i64) -> FocusAreaDraft {
        FocusAreaDraft {
            name: self.name.0,
            purpose: self.purpose,
            leadership_group: self.leadership_group,
            budget_part: self.budget_part,
            catalogue_goals: self.catalogue_goals,
            position: self.position.map(|at| at.get().into()).or(stays),
            seen,
        }
    }
}

/// A place in a list, counted from 1.
pub(super) fn position_of(index: usize) -> Option<NonZeroU16> {
    NonZeroU16::new(u16::try_from(index + 1).ok()?)
}

/// Of what it says and where, so that another change in the same draft does not stand in the way.
fn tag(version: &PlanVersion, (index, area): (usize, &FocusArea)) -> Tag {
    Tag::of(&(version.id, index, area))
}

fn linked(
    at: &PlanScope,
    version: &PlanVersion,
    (index, area): (usize, FocusArea),
) -> Linked<FocusAreaView> {
    let above = version_path(at, version);
    let path = format!("{above}/focus-areas/{}", area.key);
    let view = FocusAreaView {
        key: area.key,
        content: FocusAreaContent {
            name: area.name.into(),
            purpose: area.purpose,
            leadership_group: area.leadership_group,
            budget_part: area.budget_part,
            catalogue_goals: area.catalogue_goals,
            position: position_of(index),
        },
    };
    Linked::at(path, view)
        .link("collection", format!("{above}/focus-areas"))
        .link("up", above)
}

async fn list(call: Call, _: NoQuery) -> Result<Page<FocusAreaView>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let version = version(&at, &call)?;
    let areas = version.content.focus_areas.iter().cloned();
    let areas = areas.enumerate().collect();
    Ok(Page::of(areas, call.paging, |area| {
        linked(&at, version, area)
    }))
}

/// Place and content. Fails with `not_found`.
fn find<'v>(version: &'v PlanVersion, call: &Call) -> Result<(usize, &'v FocusArea), Problem> {
    let key = call.part("area");
    let mut areas = version.content.focus_areas.iter().enumerate();
    let found = areas.find(|(_, area)| area.key.as_str() == key);
    found.ok_or_else(Problem::not_found)
}

async fn get(call: Call) -> Result<Found<FocusAreaView>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let version = version(&at, &call)?;
    let (index, area) = find(version, &call)?;
    let tag = tag(version, (index, area));
    Ok(Found::new(linked(&at, version, (index, area.clone())), tag))
}

async fn post(call: Call, content: FocusAreaContent) -> Result<Saved<FocusAreaView>, Refusal> {
    let tx = call.begin("api_post_focus_area").await?;
    let at = plan(&tx, &call).await?;
    let before = version(&at, &call)?;
    let draft = content.draft(None, before.revision);
    let areas = before.content.focus_areas.iter();
    let known: Vec<Key> = areas.map(|area| area.key.clone()).collect();
    save_focus_area(&tx, &call.actor, &at, before.number, None, draft).await?;
    let at = plan(&tx, &call).await?;
    let after = version(&at, &call)?;
    let mut areas = after.content.focus_areas.iter().enumerate();
    let added = areas.find(|(_, area)| !known.contains(&area.key));
    let (index, added) = added.ok_or_else(|| Problem::internal("the focus area is not there"))?;
    tx.commit().await?;
    let tag = tag(after, (index, added));
    let linked = linked(&at, after, (index, added.clone()));
    Ok(Saved::new(linked, tag, true))
}

async fn put(call: Call, content: FocusAreaContent) -> Result<Found<FocusAreaView>, Refusal> {
    let tx = call.begin("api_put_focus_area").await?;
    let at = plan(&tx, &call).await?;
    let before = version(&at, &call)?;
    let (index, area) = find(before, &call)?;
    call.allow_write(Some(&tag(before, (index, area))))?;
    let draft = content.draft(Some(index + 1), before.revision);
    let (number, key) = (before.number, Some(area.key.as_str()));
    save_focus_area(&tx, &call.actor, &at, number, key, draft).await?;
    let at = plan(&tx, &call).await?;
    let after = version(&at, &call)?;
    let (index, saved) = find(after, &call)?;
    tx.commit().await?;
    let tag = tag(after, (index, saved));
    Ok(Found::new(linked(&at, after, (index, saved.clone())), tag))
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_focus_area").await?;
    let at = plan(&tx, &call).await?;
    let before = version(&at, &call)?;
    let (index, area) = find(before, &call)?;
    call.allow_write(Some(&tag(before, (index, area))))?;
    let (number, key, seen) = (before.number, area.key.as_str(), before.revision);
    remove_focus_area(&tx, &call.actor, &at, number, key, seen).await?;
    Ok(tx.commit().await?)
}
