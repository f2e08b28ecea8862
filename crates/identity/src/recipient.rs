//! People as the rooms above write to them and act for them when they are not there.

use crate::actor::person_of;
use crate::model::Account;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, PersonId, Problem};
use std::sync::Arc;

/// Somebody who may sign in, with all that they may do.
pub struct Recipient {
    pub account: Account,
    pub actor: Arc<Actor>,
}

/// Nothing for who may not sign in any more.
pub async fn find_recipient(
    tx: &Tx,
    id: PersonId,
    demo_mode: bool,
) -> Result<Option<Recipient>, Problem> {
    let account = store::find_person(tx, id).await?;
    let Some(account) = account.filter(|one| one.is_admitted(demo_mode)) else {
        return Ok(None);
    };
    let actor = Arc::new(Actor::Person(person_of(tx, &account, None).await?));
    Ok(Some(Recipient { account, actor }))
}
