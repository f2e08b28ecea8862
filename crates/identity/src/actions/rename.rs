use super::{existing, object, signed_in};
use crate::model::{Account, read_name};
use crate::store;
use samverk_database::{Event, Tx};
use samverk_foundation::{Actor, Problem};

/// Changes one's own name. Fails with `field_missing`, `text_too_long`.
pub async fn rename(tx: &Tx, actor: &Actor, name: &str) -> Result<(), Problem> {
    let before = existing(tx, signed_in(actor)?.id).await?;
    let after = Account {
        name: read_name(name)?,
        ..before.clone()
    };
    if after == before {
        return Ok(());
    }
    store::update_person(tx, &after).await?;
    let event = Event::new("person.renamed", object(&after));
    tx.record(
        actor,
        event.change(Some(&before.for_log()), Some(&after.for_log()))?,
    )
    .await
}
