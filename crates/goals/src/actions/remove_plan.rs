use crate::policy::Action;
use crate::{INDICATOR, KINDS, PlanScope, store};
use samverk_database::{ObjectRef, RecordedEvent, Tx, keep_warnings, list_object_events};
use samverk_foundation::{Actor, Problem};
use samverk_kept::{delete_all, told_all};
use serde_json::{Value, json};
use uuid::Uuid;

/// More than a plan's whole life.
const HISTORY_MAX: u64 = 100_000;

/// What has been decided or shown to everybody belongs to history. Fails with `plan_was_adopted`
/// or `plan_was_published`, also when the version has been hidden or thrown away since.
pub async fn check_removable(tx: &Tx, at: &PlanScope) -> Result<(), Problem> {
    let versions = store::list_versions(tx, at.plan.id).await?;
    if versions.iter().any(|version| version.status.is_locked()) {
        return Err(Problem::conflict("plan_was_adopted"));
    }
    let history = list_object_events(tx, at.plan.id.0, HISTORY_MAX).await?;
    match history.iter().any(was_published) {
        true => Err(Problem::conflict("plan_was_published")),
        false => Ok(()),
    }
}

fn was_published(event: &RecordedEvent) -> bool {
    let says = |value: &Option<Value>| value.as_ref().map(|value| value["published"] == true);
    says(&event.before) == Some(true) || says(&event.after) == Some(true)
}

/// Takes away a plan with its versions, indicators, measurements and activities. What it held stays
/// in the event. Fails as `check_removable`, and with `version_has_answers` or `changed_meanwhile`.
pub async fn remove_plan(tx: &Tx, actor: &Actor, at: &PlanScope, seen: i64) -> Result<(), Problem> {
    at.require(Action::RemovePlan.by())?;
    store::lock_plan(tx, at.plan.id).await?;
    check_removable(tx, at).await?;
    let plan = at.plan.id;
    let indicators = INDICATOR.whole(tx, plan.0).await?;
    let ids: Vec<Uuid> = indicators.iter().map(|indicator| indicator.id).collect();
    let mut held = json!({
        "plan": at.plan,
        "versions": store::list_versions(tx, plan).await?,
        "measurements": store::list_measurements(tx, &ids).await?,
    });
    for kind in KINDS {
        held[kind.facts().api.plural] = told_all(tx, *kind, plan.0).await?;
    }
    let event = at.event("plan.removed").change(Some(&held), None::<&()>)?;
    for indicator in &indicators {
        keep_warnings(tx, actor, &indicator.object(&INDICATOR), &[]).await?;
    }
    let object = ObjectRef::new("plan", plan.0, &at.plan.title);
    keep_warnings(tx, actor, &object, &[]).await?;
    store::delete_measurements(tx, &ids).await?;
    for kind in KINDS {
        delete_all(tx, *kind, plan.0).await?;
    }
    store::delete_versions(tx, plan).await?;
    store::delete_plan(tx, plan, seen).await?;
    tx.record(actor, event).await
}
