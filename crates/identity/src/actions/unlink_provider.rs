use super::{existing, object};
use crate::oidc::Providers;
use crate::policy::{Action, require};
use crate::store;
use samverk_database::{Event, Tx};
use samverk_foundation::{Actor, PersonId, Problem};
use serde_json::json;
use uuid::Uuid;

/// Forgets who the person is to a provider, and signs the person out everywhere. The next sign-in
/// with a provider is judged as the first. The link is looked up together with its person; what
/// does not belong together does not exist: `not_found`.
pub async fn unlink_provider(
    tx: &Tx,
    actor: &Actor,
    providers: &Providers,
    person: PersonId,
    link: Uuid,
) -> Result<(), Problem> {
    require(actor, &actor.roles_anywhere(), Action::ManagePeople)?;
    let account = existing(tx, person).await?;
    let links = store::provider_links_of(tx, person).await?;
    let link = links.into_iter().find(|known| known.id == link);
    let link = link.ok_or_else(Problem::not_found)?;
    store::delete_identity(tx, link.id).await?;
    store::revoke_sessions(tx, person, None).await?;
    let event = Event::new("person.identity_unlinked", object(&account));
    let before = json!({ "provider": providers.name_of(&link.issuer) });
    tx.record(actor, event.change(Some(&before), None::<&()>)?)
        .await
}
