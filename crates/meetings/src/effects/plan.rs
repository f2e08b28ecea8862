//! A version of a plan is adopted by a decision.

use super::{Doing, Effect};
use samverk_fields::Referable;
use samverk_foundation::{Problem, Problems};
use samverk_goals::actions::{AdoptPlan, adopt_plan, withdraw_plan_adoption};
use samverk_goals::model::{PlanVersion, VersionStatus};
use samverk_goals::{PlanScope, version_of};

pub(super) const EFFECT: Effect = Effect {
    kind: PlanVersion::KIND,
    take: |doing| Box::pin(take(doing)),
    undo: |doing, reason| Box::pin(undo(doing, reason)),
};

async fn found(doing: &Doing<'_>) -> Result<(PlanScope, PlanVersion), Problem> {
    let (plan, number) = version_of(doing.key()).ok_or_else(Problem::not_found)?;
    let at = PlanScope::inside(doing.tx, doing.scope.clone(), plan).await?;
    let version = at.version(number)?.clone();
    Ok((at, version))
}

async fn take(doing: Doing<'_>) -> Result<(), Problems> {
    let (at, version) = found(&doing).await?;
    if version.status.is_locked() {
        return Err(doing.overtaken().into());
    }
    let adopt = AdoptPlan {
        decision: doing.decision,
        published: version.published,
        seen: version.revision,
    };
    adopt_plan(doing.tx, doing.actor, &at, version.number, adopt).await?;
    Ok(())
}

async fn undo(doing: Doing<'_>, reason: &str) -> Result<(), Problems> {
    let (at, version) = found(&doing).await?;
    let stands = version.status == VersionStatus::Adopted;
    let by_it = version
        .decision
        .as_ref()
        .is_some_and(|one| doing.stands_by(one));
    if stands && by_it {
        let seen = (version.number, version.revision);
        withdraw_plan_adoption(doing.tx, doing.actor, &at, seen, reason).await?;
    }
    Ok(())
}
