use crate::model::{Plan, PlanVersion, VersionStatus};
use crate::policy::Action;
use crate::{PlanScope, store};
use samverk_database::{ObjectRef, Tx, keep_adopted_in_print};
use samverk_foundation::{Actor, Decision, Problem};
use serde_json::json;

#[derive(Clone, Debug)]
pub struct AdoptPlan {
    pub decision: Decision,
    pub published: bool,
    /// The revision that the person read: nobody adopts a text that changed behind their back.
    pub seen: i64,
}

/// Adopts a version, locks it, and supersedes the one that was adopted before.
/// Fails with `decision_in_future`, with `plan_empty` when there are no goals, and with
/// `plan_already_adopted` when the version is decided, also when two adopt at once.
pub async fn adopt_plan(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    number: i64,
    input: AdoptPlan,
) -> Result<PlanVersion, Problem> {
    at.require(Action::AdoptPlan.by())?;
    input.decision.require_taken(tx.today())?;
    store::lock_plan(tx, at.plan.id).await?;
    let versions = store::list_versions(tx, at.plan.id).await?;
    let before = versions
        .into_iter()
        .find(|version| version.number == number);
    let before = before.ok_or_else(Problem::not_found)?;
    if before.status.is_locked() {
        return Err(already(number));
    }
    if before.content.goals.is_empty() {
        return Err(Problem::invalid("plan_empty"));
    }
    let after = PlanVersion {
        status: VersionStatus::Adopted,
        published: input.published,
        decision: Some(input.decision),
        revision: before.revision + 1,
        ..before.clone()
    };
    store::update_version(tx, &after, input.seen).await?;
    store::supersede_others(tx, &after).await?;
    keep_version(tx, &at.plan, &after).await?;
    let event = at
        .event("plan.adopted")
        .change(Some(&before.summary()), Some(&after.summary()))?;
    tx.record(actor, event).await?;
    Ok(after)
}

/// Keeps a decided version as it stands, and has it printed.
pub(super) async fn keep_version(
    tx: &Tx,
    plan: &Plan,
    version: &PlanVersion,
) -> Result<(), Problem> {
    let object = ObjectRef::new("plan_version", version.id, &plan.title);
    let content = json!({ "plan": plan, "version": version });
    let place = (plan.collaboration, &plan.key, Some(version.number));
    keep_adopted_in_print(tx, &object, &content, place).await
}

fn already(number: i64) -> Problem {
    Problem::conflict("plan_already_adopted").with("number", number)
}

/// Keeps the versions that were decided before there was anywhere to keep them. To be done once.
pub async fn keep_what_was_adopted(tx: &Tx) -> Result<(), Problem> {
    let versions = store::list_all_versions(tx).await?;
    for collaboration in samverk_parties::store::list_collaborations(tx).await? {
        for plan in store::list_plans(tx, collaboration.id).await? {
            let own = versions.iter().filter(|version| version.plan == plan.id);
            for version in own.filter(|version| version.status.is_locked()) {
                keep_version(tx, &plan, version).await?;
            }
        }
    }
    Ok(())
}
