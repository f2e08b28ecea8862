use crate::policy::{may_follow, own};
use crate::store::{self, Follow};
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Problem};
use samverk_web::Thing;
use uuid::Uuid;

/// The actor lets go of what they chose about a thing that is not there for them any more. Fails with
/// `not_found` when they had chosen nothing.
pub async fn let_go(tx: &Tx, actor: &Actor, (kind, id): (&str, Uuid)) -> Result<(), Problem> {
    let person = own(actor)?;
    let chosen = store::find_follow(tx, person.id, kind, id).await?;
    let chosen = chosen.ok_or_else(Problem::not_found)?;
    store::delete_follow(tx, &chosen).await?;
    let object = ObjectRef::new("follow", person.id.0, &chosen.name);
    tx.record(actor, Event::new("follow.removed", object)).await
}

/// The actor follows a thing, or not. Fails with `forbidden` for who has no role there.
pub async fn follow(tx: &Tx, actor: &Actor, thing: &Thing, follows: bool) -> Result<(), Problem> {
    let person = own(actor)?;
    if !may_follow(actor, thing) {
        return Err(Problem::forbidden());
    }
    let before = store::find_follow(tx, person.id, thing.kind, thing.id).await?;
    if before.is_some_and(|one| one.follows == follows) {
        return Ok(());
    }
    let chosen = Follow {
        person: person.id,
        kind: thing.kind.to_owned(),
        id: thing.id,
        follows,
        name: thing.name.clone(),
        href: thing.href.clone(),
    };
    store::put_follow(tx, &chosen).await?;
    let what = match follows {
        true => "follow.added",
        false => "follow.removed",
    };
    // Of the person, so that no thing's history tells who follows it.
    let object = ObjectRef::new("follow", person.id.0, &thing.name);
    tx.record(actor, Event::new(what, object)).await
}
