//! A distribution is adopted by a decision.

use super::{Doing, Effect};
use samverk_economy::actions::{
    AdoptDistribution, Confirmation, adopt_distribution, withdraw_distribution_adoption,
};
use samverk_economy::records::DistributionRecord;
use samverk_economy::store::find_distribution;
use samverk_fields::Referable;
use samverk_foundation::{Problem, Problems};

pub(super) const EFFECT: Effect = Effect {
    kind: DistributionRecord::KIND,
    take: |doing| Box::pin(take(doing)),
    undo: |doing, reason| Box::pin(undo(doing, reason)),
};

async fn found(doing: &Doing<'_>) -> Result<DistributionRecord, Problem> {
    let of = doing.scope.collaboration.id;
    let found = find_distribution(doing.tx, of, doing.key()).await?;
    found.ok_or_else(Problem::not_found)
}

/// That one in force is superseded is what the decision is about: its warnings are kept, and not asked for.
async fn take(doing: Doing<'_>) -> Result<(), Problems> {
    let distribution = found(&doing).await?;
    if distribution.is_adopted() {
        return Err(doing.overtaken().into());
    }
    let key = doing.key();
    let adopt = AdoptDistribution {
        decision: doing.decision.clone(),
        input: None,
        seen: distribution.revision,
    };
    let confirmed = Confirmation::Given;
    adopt_distribution(doing.tx, doing.actor, doing.scope, key, adopt, confirmed).await?;
    Ok(())
}

async fn undo(doing: Doing<'_>, reason: &str) -> Result<(), Problems> {
    let distribution = found(&doing).await?;
    let state = distribution.state();
    let by_it = state.decision().is_some_and(|one| doing.stands_by(one));
    if state.is_adopted() && by_it {
        let seen = (doing.key(), distribution.revision);
        withdraw_distribution_adoption(doing.tx, doing.actor, doing.scope, seen, reason).await?;
    }
    Ok(())
}
