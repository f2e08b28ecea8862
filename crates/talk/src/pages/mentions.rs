//! Whom to name, in the form.

use super::desk::Desk;
use crate::mentions::{Chosen, Room};
use crate::model::{Mention, OpenTo};
use samverk_foundation::Problem;
use samverk_web::{Choice, Field, FieldKind, Values};

fn room(desk: &Desk) -> Room<'_> {
    Room {
        tx: &desk.tx,
        state: &desk.state,
        thing: &desk.thing,
    }
}

/// The choice of whom to name.
pub(super) async fn field(desk: &Desk) -> Result<Field, Problem> {
    let people = room(desk).people().await?.into_iter();
    let choices = people.map(|(id, name)| Choice::new(id, name)).collect();
    let label = desk.ui.t("comment-mention");
    let field = Field::new("mention", label, FieldKind::Checkboxes(choices));
    Ok(field.hint(desk.ui.t("comment-mention-hint")))
}

/// Whom a comment names. Fails with `mention_not_seen` or `mention_too_many`.
pub(super) async fn named(
    desk: &Desk,
    values: &Values,
    open_to: OpenTo,
) -> Result<Vec<Mention>, Problem> {
    let chosen = values.all("mention");
    let chosen = chosen.iter().map(|id| Chosen::Id(id)).collect();
    let room = room(desk);
    room.named(values.text("text"), ("mention", chosen), open_to)
        .await
}
