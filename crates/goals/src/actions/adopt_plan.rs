use crate::model::{PlanVersion, VersionStatus};
use crate::policy::Action;
use crate::{PlanScope, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Decision, Problem};

#[derive(Clone, Debug)]
pub struct AdoptPlan {
    pub decision: Decision,
    pub published: bool,
    /// The revision that the person read: nobody adopts a text that changed behind their back.
    pub seen: i64,
}

/// Adopts a version, locks it, and supersedes the one that was adopted before.
/// Fails with `plan_already_adopted` when the version is decided, also when two adopt at once.
pub async fn adopt_plan(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    number: i64,
    input: AdoptPlan,
) -> Result<PlanVersion, Problem> {
    at.require(Action::AdoptPlan.by())?;
    store::lock_plan(tx, at.plan.id).await?;
    let versions = store::list_versions(tx, at.plan.id).await?;
    let before = versions
        .into_iter()
        .find(|version| version.number == number);
    let before = before.ok_or_else(Problem::not_found)?;
    if before.status.is_locked() {
        return Err(already(number));
    }
    if before.revision != input.seen {
        return Err(Problem::conflict("changed_meanwhile"));
    }
    let after = PlanVersion {
        status: VersionStatus::Adopted,
        published: input.published,
        decision: Some(input.decision),
        revision: before.revision + 1,
        ..before.clone()
    };
    if !store::adopt_version(tx, &after).await? {
        return Err(already(number));
    }
    store::supersede_others(tx, &after).await?;
    let event = at
        .event("plan.adopted")
        .change(Some(&before.summary()), Some(&after.summary()))?;
    tx.record(actor, event).await?;
    Ok(after)
}

fn already(number: i64) -> Problem {
    Problem::conflict("plan_already_adopted").with("number", number)
}
