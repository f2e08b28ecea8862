use super::existing;
use super::told::change;
use crate::policy::Action;
use crate::records::DistributionRecord;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem};
use samverk_parties::Scope;

/// Notes that a later decision put another distribution in place of an adopted one, which stays as
/// it is and is no longer counted. Fails with `superseding_unknown` when the other is not adopted for
/// the same year and purpose.
pub async fn supersede_distribution(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
    by: &Key,
) -> Result<(), Problem> {
    scope.require(Action::AdoptDistribution.by())?;
    let before = existing::distribution(tx, scope, key).await?;
    if before.superseded_by.as_ref() == Some(by) {
        return Ok(());
    }
    let other = store::find_distribution(tx, scope.collaboration.id, by.as_str()).await?;
    let purpose = |record: &DistributionRecord| Some(record.adopted.as_ref()?.result.purpose);
    let is_about_the_same = other.is_some_and(|other| {
        other.key != before.key
            && other.year == before.year
            && purpose(&other).is_some()
            && purpose(&other) == purpose(&before)
    });
    if !is_about_the_same {
        let unknown = Problem::invalid("superseding_unknown").with("key", by);
        return Err(unknown.at_field("superseded_by"));
    }
    put_aside(tx, actor, scope, (&before, by)).await
}

/// The same when it is known that the other is adopted, or is about to be.
pub(super) async fn put_aside(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (before, by): (&DistributionRecord, &Key),
) -> Result<(), Problem> {
    let kind = "distribution.superseded";
    turn(tx, actor, scope, (kind, before, Some(by.clone()))).await
}

/// The adoption of the one that superseded it is withdrawn: it counts again.
pub(super) async fn put_back(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    before: &DistributionRecord,
) -> Result<(), Problem> {
    let kind = "distribution.in_force_again";
    turn(tx, actor, scope, (kind, before, None)).await
}

async fn turn(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (kind, before, superseded_by): (&'static str, &DistributionRecord, Option<Key>),
) -> Result<(), Problem> {
    let after = DistributionRecord {
        superseded_by,
        revision: before.revision + 1,
        ..before.clone()
    };
    store::update_distribution(tx, scope.collaboration.id, &after, before.revision).await?;
    let event = scope.event(kind, after.object());
    tx.record(
        actor,
        change(tx, scope, event, (Some(before), Some(&after))).await?,
    )
    .await
}
