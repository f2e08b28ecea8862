//! A draft is whoever's who made it until they share it with the members.

use super::existing;
use super::told::change;
use crate::policy::Action;
use crate::records::{DistributionRecord, PrivateDraft};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, PersonId, Problem};
use samverk_parties::Scope;
use std::collections::BTreeSet;

/// From now on the members see the draft, and it awaits them. That is never undone.
/// Fails with `forbidden` for another's draft.
pub async fn share_distribution(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (key, seen): (&str, i64),
) -> Result<DistributionRecord, Problem> {
    scope.require(Action::SaveDistribution.by())?;
    let before = existing::distribution(tx, scope, key).await?;
    if before.private.is_none() {
        return Ok(before);
    }
    let after = DistributionRecord {
        private: None,
        ..before.clone()
    };
    keep(
        tx,
        actor,
        scope,
        ("distribution.shared", &before, after),
        seen,
    )
    .await
}

/// Lets these see the draft beside its maker, and no others.
/// Fails with `forbidden` for another's draft, and with `distribution_shared` for one that all members see.
pub async fn name_readers(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (key, seen): (&str, i64),
    mut named: BTreeSet<PersonId>,
) -> Result<DistributionRecord, Problem> {
    scope.require(Action::SaveDistribution.by())?;
    let before = existing::distribution(tx, scope, key).await?;
    let Some(private) = &before.private else {
        return Err(Problem::conflict("distribution_shared").with("distribution", &before.title));
    };
    let maker = private.maker;
    named.remove(&maker);
    if named == private.named {
        return Ok(before);
    }
    let after = DistributionRecord {
        private: Some(PrivateDraft { maker, named }),
        ..before.clone()
    };
    keep(
        tx,
        actor,
        scope,
        ("distribution.readers_named", &before, after),
        seen,
    )
    .await
}

async fn keep(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (kind, before, mut after): (&'static str, &DistributionRecord, DistributionRecord),
    seen: i64,
) -> Result<DistributionRecord, Problem> {
    if !before.is_made_by(scope) {
        return Err(Problem::forbidden());
    }
    after.revision = seen.saturating_add(1);
    store::update_distribution(tx, scope.collaboration.id, &after, seen).await?;
    let event = scope.event(kind, after.object());
    let told = change(tx, scope, event, (Some(before), Some(&after))).await?;
    tx.record(actor, told).await?;
    Ok(after)
}
