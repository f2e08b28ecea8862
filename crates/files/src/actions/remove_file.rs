use super::record;
use crate::model::{File, Told};
use crate::{policy, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_web::Thing;

/// Takes a file away with all its versions. The log tells what it was; the bytes go with the next tidying.
///
/// Fails with `forbidden` or `changed_meanwhile`.
pub async fn remove_file(
    tx: &Tx,
    actor: &Actor,
    (thing, file): (&Thing, &File),
    seen: i64,
) -> Result<(), Problem> {
    policy::require(policy::may_change(thing, file, actor))?;
    let seen = File {
        revision: seen,
        ..file.clone()
    };
    store::update_file(tx, &seen, Some(tx.now())).await?;
    let last = store::find_version(tx, file.id, file.latest).await?;
    let told = Told::of(file);
    let told = match &last {
        Some(last) => told.with(last.number, &last.name),
        None => told,
    };
    record(tx, actor, thing, "file.removed", (Some(told), None)).await
}
