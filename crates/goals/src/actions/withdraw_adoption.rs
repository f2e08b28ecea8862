use crate::model::{PlanVersion, VersionStatus};
use crate::policy::Action;
use crate::{PlanScope, store};
use samverk_database::{Tx, find_adopted, withdraw_adopted};
use samverk_foundation::{Actor, Decision, Problem};
use std::cmp::Reverse;
use uuid::Uuid;

/// The version that would be in force again if the adopted one were not: the one that was adopted last
/// of those that are superseded.
pub async fn former_version(tx: &Tx, at: &PlanScope) -> Result<Option<PlanVersion>, Problem> {
    let replaced = at
        .versions
        .iter()
        .filter(|version| version.status == VersionStatus::Superseded);
    let ids: Vec<Uuid> = replaced.clone().map(|version| version.id).collect();
    let kept = find_adopted(tx, &ids).await?;
    let adopted_at = |version: &PlanVersion| kept.get(&version.id).map(|kept| kept.adopted_at);
    let former = replaced.min_by_key(|version| Reverse((adopted_at(version), version.number)));
    Ok(former.cloned())
}

/// Takes back an adoption that was recorded by mistake: the version is a draft again that only members
/// see, and the one that it superseded is in force again. The history keeps the decision and the reason.
///
/// Fails with `withdrawal_reason_missing`, with `not_adopted` for a version that is not in force, or with `changed_meanwhile`.
pub async fn withdraw_plan_adoption(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    (number, seen): (i64, i64),
    reason: &str,
) -> Result<PlanVersion, Problem> {
    at.require(Action::AdoptPlan.by())?;
    let reason = Decision::reason_to_withdraw(reason)?;
    store::lock_plan(tx, at.plan.id).await?;
    let now = PlanScope {
        versions: store::list_versions(tx, at.plan.id).await?,
        ..at.clone()
    };
    let before = now.version(number)?;
    if before.status != VersionStatus::Adopted {
        return Err(Problem::conflict("not_adopted"));
    }
    let former = former_version(tx, &now).await?;
    let after = PlanVersion {
        status: VersionStatus::Draft,
        published: false,
        comments_until: None,
        decision: None,
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    store::update_version(tx, &after, seen).await?;
    withdraw_adopted(tx, before.id).await?;
    let event = at
        .event("plan.adoption_withdrawn")
        .change(Some(&before.summary()), Some(&after.summary()))?;
    tx.record(actor, event.because(&reason)).await?;
    if let Some(former) = former {
        put_in_force(tx, actor, at, &former).await?;
    }
    Ok(after)
}

async fn put_in_force(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    before: &PlanVersion,
) -> Result<(), Problem> {
    let after = PlanVersion {
        status: VersionStatus::Adopted,
        revision: before.revision + 1,
        ..before.clone()
    };
    store::update_version(tx, &after, before.revision).await?;
    let event = at
        .event("plan.in_force_again")
        .change(Some(&before.summary()), Some(&after.summary()))?;
    tx.record(actor, event).await
}
