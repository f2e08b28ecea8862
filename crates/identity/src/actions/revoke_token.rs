use super::{existing, object, token_for_log};
use crate::model::AccessTokenId;
use crate::policy::{Action, require};
use crate::store;
use samverk_database::{Event, Tx};
use samverk_foundation::{Actor, PersonId, Problem};

/// Makes a token worthless at once: one's own, or as administrator anybody's. The token is looked
/// up together with its person; what does not belong together does not exist: `not_found`.
pub async fn revoke_token(
    tx: &Tx,
    actor: &Actor,
    person: PersonId,
    id: AccessTokenId,
) -> Result<(), Problem> {
    let is_own = actor.person().is_some_and(|own| own.id == person);
    if !is_own {
        require(actor, &actor.roles_anywhere(), Action::ManagePeople)?;
    }
    let token = store::find_access_token(tx, id)
        .await?
        .filter(|found| found.person == person)
        .ok_or_else(Problem::not_found)?;
    if !store::revoke_access_token(tx, id).await? {
        return Ok(());
    }
    let account = existing(tx, person).await?;
    let event = Event::new("token.revoked", object(&account));
    let before = token_for_log(&token, None);
    tx.record(actor, event.change(Some(&before), None::<&()>)?)
        .await
}
