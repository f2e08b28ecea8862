use super::{follow_up, name_of, record};
use crate::model::{File, Received, Told};
use crate::{policy, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_web::Thing;

/// Adds what the file has become; what it was stays.
///
/// Fails with `forbidden`, `changed_meanwhile`, or `file_unchanged` when it is the same as the last.
pub async fn add_version(
    tx: &Tx,
    actor: &Actor,
    (thing, file): (&Thing, &File),
    received: &Received,
) -> Result<(), Problem> {
    policy::require(policy::may_add_version(thing, file))?;
    let last = store::find_version(tx, file.id, file.latest).await?;
    if last.is_some_and(|last| last.sha256 == received.sha256 && last.name == received.name) {
        return Err(Problem::invalid("file_unchanged").at_field("file"));
    }
    let next = File {
        latest: file.latest.saturating_add(1),
        ..file.clone()
    };
    store::update_file(tx, &next, None).await?;
    let by = (name_of(actor), tx.now());
    store::insert_version(tx, file.id, next.latest, received, by).await?;
    let told = Told::of(&next).with(next.latest, &received.name);
    record(tx, actor, thing, "file.version_added", (None, Some(told))).await?;
    follow_up(tx, actor, thing, &next, received).await
}
