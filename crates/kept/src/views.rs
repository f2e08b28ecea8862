//! Views of lists: what somebody asks of a list, under a name of their own. Nothing but their own pages comes of
//! them, so the log does not tell of them.

use crate::store::{self, ListView};
use samverk_database::Tx;
use samverk_foundation::text::name as named;
use samverk_foundation::{Actor, PersonId, Problem};
use uuid::Uuid;

/// So many of one list.
const VIEWS_MAX: usize = 50;

/// Fails with `sign_in_needed` for strangers.
pub(crate) fn owner(actor: &Actor) -> Result<PersonId, Problem> {
    let person = actor.person().map(|person| person.id);
    person.ok_or_else(Problem::sign_in_needed)
}

/// Saves a question under a name, over what stood under it. Fails with `field_missing` or `text_too_long` at
/// `name`, or `views_too_many`.
pub(crate) async fn save_view(
    tx: &Tx,
    actor: &Actor,
    list: &str,
    (name, asked): (&str, &str),
) -> Result<(), Problem> {
    let (person, name) = (owner(actor)?, view_name(name)?);
    let all = store::list_views(tx, person, list).await?;
    if let Some(stands) = all.iter().find(|view| view.name == name) {
        let asked = asked.to_owned();
        let changed = ListView {
            asked,
            ..stands.clone()
        };
        return store::update_view(tx, &changed).await;
    }
    if all.len() >= VIEWS_MAX {
        let many = Problem::conflict("views_too_many").with("max", VIEWS_MAX);
        return Err(many.at_field("name"));
    }
    let view = ListView {
        id: tx.new_id(),
        person_id: person.0,
        list: list.to_owned(),
        name,
        asked: asked.to_owned(),
    };
    store::insert_view(tx, view).await
}

/// Fails with `not_found`, `already_exists`, `field_missing` or `text_too_long` at `name`.
pub(crate) async fn rename_view(
    tx: &Tx,
    actor: &Actor,
    list: &str,
    (id, name): (Uuid, &str),
) -> Result<(), Problem> {
    let name = view_name(name)?;
    let all = store::list_views(tx, owner(actor)?, list).await?;
    let own = all.iter().find(|view| view.id == id);
    let own = own.ok_or_else(Problem::not_found)?;
    if all.iter().any(|view| view.id != id && view.name == name) {
        return Err(Problem::conflict("already_exists").at_field("name"));
    }
    let renamed = ListView {
        name,
        ..own.clone()
    };
    store::update_view(tx, &renamed).await
}

/// Fails with `not_found` for what is somebody else's.
pub(crate) async fn remove_view(
    tx: &Tx,
    actor: &Actor,
    list: &str,
    id: Uuid,
) -> Result<(), Problem> {
    let all = store::list_views(tx, owner(actor)?, list).await?;
    match all.iter().any(|view| view.id == id) {
        true => store::delete_view(tx, id).await,
        false => Err(Problem::not_found()),
    }
}

fn view_name(written: &str) -> Result<String, Problem> {
    match named(written, "name")? {
        name if name.is_empty() => Err(Problem::invalid("field_missing").at_field("name")),
        name => Ok(name),
    }
}
