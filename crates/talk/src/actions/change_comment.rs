//! What can be done with a comment that stands: changed by its writer, removed, settled.

use super::{event, tell_mentioned};
use crate::CommentId;
use crate::model::{Comment, Former, Marked, Mention, Reader, check_comment_text};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_notices::actions::withdraw;

/// A comment on the thing with what it answers, which is itself for what answers nothing. Fails with
/// `not_found`, also when it was not said to the reader.
pub async fn seen_comment(
    tx: &Tx,
    reader: &Reader<'_>,
    id: CommentId,
) -> Result<(Comment, Comment), Problem> {
    let found = store::find_comment(tx, id).await?;
    let comment = found.ok_or_else(Problem::not_found)?;
    let root = match comment.answers {
        Some(root) => store::find_comment(tx, root).await?,
        None => Some(comment.clone()),
    };
    let root = root.ok_or_else(Problem::not_found)?;
    let is_here = comment.thing_id == reader.thing.id && comment.thing_kind == reader.thing.kind;
    match is_here && reader.sees(&root.open_to()) {
        true => Ok((comment, root)),
        false => Err(Problem::not_found()),
    }
}

fn name(actor: &Actor) -> String {
    let person = actor.person();
    person.map_or_else(String::new, |person| person.name.clone())
}

/// Changes what one has said oneself; what stood before is kept with it. Fails with `forbidden`,
/// `comment_gone` or `changed_meanwhile`.
pub async fn change_comment(
    tx: &Tx,
    actor: &Actor,
    reader: &Reader<'_>,
    before: &Comment,
    (text, mentioned, seen): (String, Vec<Mention>, i64),
) -> Result<(), Problem> {
    before.still_there()?;
    if !reader.wrote(before) {
        return Err(Problem::forbidden());
    }
    check_comment_text(&text)?;
    if text == before.text && mentioned == before.mentioned {
        return Ok(());
    }
    let mut former = before.former.clone();
    former.push(Former {
        text: before.text.clone(),
        until: tx.now(),
    });
    let after = Comment {
        text,
        mentioned,
        former,
        edited_at: Some(tx.now()),
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    store::update_comment(tx, &after, seen).await?;
    let event = event("comment.changed", reader.thing, &after)?;
    tx.record(actor, event).await?;
    let was_named = |one: &&Mention| before.mentioned.iter().any(|old| old.id == one.id);
    let new = after.mentioned.iter().filter(|one| !was_named(one));
    let new: Vec<Mention> = new.cloned().collect();
    tell_mentioned(tx, actor, (reader.thing, before.id), &new).await
}

/// Takes away what was said: that somebody did stays, the words do not. Fails with `forbidden`,
/// `comment_gone` or `changed_meanwhile`.
pub async fn remove_comment(
    tx: &Tx,
    actor: &Actor,
    reader: &Reader<'_>,
    before: &Comment,
    seen: i64,
) -> Result<(), Problem> {
    before.still_there()?;
    if !reader.may_remove(before) {
        return Err(Problem::forbidden());
    }
    let (at, by) = (tx.now(), name(actor));
    let after = Comment {
        text: String::new(),
        former: Vec::new(),
        mentioned: Vec::new(),
        removed: Some(Marked { at, by }),
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    store::update_comment(tx, &after, seen).await?;
    // Nobody is told of what is not there any more.
    withdraw(tx, before.id.0).await?;
    let event = event("comment.removed", reader.thing, &after)?;
    tx.record(actor, event).await
}

/// Says that a question is answered, or that it is not after all. Fails with `forbidden`,
/// `comment_gone` or `changed_meanwhile`.
pub async fn settle_question(
    tx: &Tx,
    actor: &Actor,
    reader: &Reader<'_>,
    before: &Comment,
    (is_answered, seen): (bool, i64),
) -> Result<(), Problem> {
    before.still_there()?;
    if !reader.may_settle(before) {
        return Err(Problem::forbidden());
    }
    if before.answered.is_some() == is_answered {
        return Ok(());
    }
    let (at, by) = (tx.now(), name(actor));
    let after = Comment {
        answered: is_answered.then_some(Marked { at, by }),
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    store::update_comment(tx, &after, seen).await?;
    let kind = match is_answered {
        true => "comment.answered",
        false => "comment.asked_again",
    };
    tx.record(actor, event(kind, reader.thing, &after)?).await
}
