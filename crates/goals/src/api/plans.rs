use super::{path, plan, resource as goals_resource};
use crate::PlanId;
use crate::PlanScope;
use crate::actions::{PlanFacts, VersionDraft, open_plan, remove_plan, save_plan};
use crate::model::{Plan, PlanVersion};
use crate::policy::Action;
use crate::store;
use samverk_foundation::Key;
use samverk_parties::Scope;
use samverk_rest::{
    Call, Date, Found, KeySchema, Linked, NoQuery, Operation, Page, Refusal, Representation,
    Resource, Saved, Tag, Title,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/plans";
    let one = "/collaborations/{collaboration}/plans/{plan}";
    goals_resource(
        "plans",
        ["Planer i en samverkan.", "A collaboration's plans."],
    )
    .with(Operation::list(all, "listPlans", list).about(
        "Planerna, den senaste perioden först.",
        "The plans, the newest period first.",
    ))
    .with(Operation::get(one, "getPlan", get).about("En plan.", "One plan."))
    .with(
        Operation::put(one, "putPlan", put)
            .about(
                "Lägger upp en plan med en tom första version, eller ändrar titel och period.",
                "Opens a plan with an empty first version, or changes its title and period.",
            )
            .action(Action::SavePlan.code())
            .invalid(&["key_reserved", "plan_period_backwards"])
            .conflict(&["already_exists"]),
    )
    .with(
        Operation::delete(one, "deletePlan", delete)
            .about(
                "Tar bort en plan som aldrig har antagits eller varit öppen för alla.",
                "Removes a plan that was never adopted and never open to everybody.",
            )
            .action(Action::RemovePlan.code())
            .conflict(&[
                "plan_was_adopted",
                "plan_was_published",
                "version_has_answers",
            ]),
    )
}

/// A plan; what it says stands in its versions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Plan")]
pub struct PlanRepresentation {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: PlanRepresentationContent,
}

/// What can be said of a plan.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "PlanContent")]
pub struct PlanRepresentationContent {
    title: Title,
    /// The first day.
    from: Date,
    /// The last day.
    to: Date,
    #[serde(default)]
    source: String,
}

impl Representation for PlanRepresentationContent {
    fn example() -> Self {
        let day = |year, month, day| chrono::NaiveDate::from_ymd_opt(year, month, day);
        Self {
            title: "Verksamhetsplan 2027–2029".into(),
            from: Date(day(2027, 1, 1).unwrap_or_default()),
            to: Date(day(2029, 12, 31).unwrap_or_default()),
            source: String::new(),
        }
    }
}

impl Representation for PlanRepresentation {
    fn example() -> Self {
        Self {
            key: Key::from_name("2027-2029"),
            content: PlanRepresentationContent::example(),
        }
    }
}

impl PlanRepresentationContent {
    fn facts(self, seen: Option<i64>) -> PlanFacts {
        PlanFacts {
            title: self.title.0,
            from: self.from.0,
            to: self.to.0,
            source: self.source,
            seen,
        }
    }
}

fn tag(plan: &Plan) -> Tag {
    Tag::of(&(plan.id, plan.revision))
}

fn linked(scope: &Scope, plan: Plan) -> Linked<PlanRepresentation> {
    let above = format!("/collaborations/{}", scope.collaboration.key);
    let path = format!("{above}/plans/{}", plan.key);
    let view = PlanRepresentation {
        key: plan.key,
        content: PlanRepresentationContent {
            title: plan.title.into(),
            from: Date(plan.from),
            to: Date(plan.to),
            source: plan.source,
        },
    };
    let linked = Linked::at(path.clone(), view)
        .link("collection", format!("{above}/plans"))
        .link("up", above);
    ["plan-versions", "indicators", "standings", "activities"]
        .into_iter()
        .fold(linked, |linked, name| {
            linked.link(name, format!("{path}/{name}"))
        })
}

async fn list(call: Call, _: NoQuery) -> Result<Page<PlanRepresentation>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let mut plans = store::list_plans(&tx, scope.collaboration.id).await?;
    let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
    let versions = store::list_versions_of(&tx, &ids).await?;
    let is_open = |plan: &Plan| {
        let shown = |version: &PlanVersion| version.plan == plan.id && version.published;
        scope.sees_drafts() || versions.iter().any(shown)
    };
    plans.retain(is_open);
    Ok(Page::of(plans, call.paging, |plan| linked(&scope, plan)))
}

async fn get(call: Call) -> Result<Found<PlanRepresentation>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let tag = tag(&at.plan);
    Ok(Found::new(linked(&at.scope, at.plan), tag))
}

async fn put(
    call: Call,
    content: PlanRepresentationContent,
) -> Result<Saved<PlanRepresentation>, Refusal> {
    let key = call.key("plan")?;
    let tx = call.begin("api_put_plan").await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    // A plan that the reader may not see does not exist for them.
    let known = store::find_plan(&tx, scope.collaboration.id, key.as_str()).await?;
    let before = match known {
        Some(_) => Some(PlanScope::inside(&tx, scope.clone(), key.as_str()).await?),
        None => None,
    };
    call.allow_write(before.as_ref().map(|at| tag(&at.plan)).as_ref())?;
    let saved = match &before {
        Some(at) => {
            let facts = content.facts(Some(at.plan.revision));
            save_plan(&tx, &call.actor, at, facts).await?
        }
        None => {
            let (facts, first) = (content.facts(None), VersionDraft::first());
            open_plan(&tx, &call.actor, &scope, Some(key), facts, first).await?
        }
    };
    tx.commit().await?;
    let tag = tag(&saved);
    Ok(Saved::new(linked(&scope, saved), tag, before.is_none()))
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_plan").await?;
    let at = plan(&tx, &call).await?;
    call.allow_write(Some(&tag(&at.plan)))?;
    remove_plan(&tx, &call.actor, &at, at.plan.revision).await?;
    Ok(tx.commit().await?)
}

/// The way up from what belongs to a plan.
pub(super) fn up(at: &PlanScope) -> String {
    path(at, "")
}
