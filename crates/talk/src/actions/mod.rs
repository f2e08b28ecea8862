//! The only way to change anything here: load, authorise, decide, save, record an event.

mod add_comment;
mod answer_draft;
mod change_comment;
mod forget;
mod reply_to_remarks;
mod speaking;

pub use add_comment::{NewComment, add_answer, add_comment};
pub use answer_draft::{answer_draft, answers_for, member};
pub use change_comment::{change_comment, remove_comment, seen_comment, settle_question};
pub use forget::forget_lost_comments;
pub use reply_to_remarks::reply_to_remarks;
pub use speaking::speaking_parties;

use crate::CommentId;
use crate::model::{Audience, Comment, DraftAnswer, Mention, Remark};
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, PersonId, Problem};
use samverk_notices::actions::{About, notify};
use samverk_web::Thing;
use serde::Serialize;

/// What the log keeps of an answer about a draft.
#[derive(Serialize)]
struct ToldAnswer<'a> {
    has_none: bool,
    remarks: &'a [Remark],
}

impl<'a> ToldAnswer<'a> {
    fn of(answer: &'a DraftAnswer) -> Self {
        Self {
            has_none: answer.has_none,
            remarks: &answer.remarks,
        }
    }
}

/// An answer about a draft, or what it was answered, with what it was before.
pub(crate) fn answer_event(
    event: Event,
    before: Option<&DraftAnswer>,
    after: &DraftAnswer,
) -> Result<Event, Problem> {
    let before = before.map(ToldAnswer::of);
    event.change(before.as_ref(), Some(&ToldAnswer::of(after)))
}

/// Each is told by letter, as they have chosen.
async fn tell_mentioned(
    tx: &Tx,
    actor: &Actor,
    (thing, said): (&Thing, CommentId),
    mentioned: &[Mention],
) -> Result<(), Problem> {
    for named in mentioned.iter().filter_map(|one| one.id) {
        notify(tx, actor, named, "mentioned", About::Said(thing, said.0)).await?;
    }
    Ok(())
}

/// What the log keeps of a comment: which it is and whom it names, never what it says.
#[derive(Serialize)]
struct Noted {
    comment: CommentId,
    mentioned: Vec<PersonId>,
}

/// What is said to all members stands in the thing's history. Of the rest nobody else is to know, so
/// it stands by itself.
fn event(kind: &'static str, thing: &Thing, comment: &Comment) -> Result<Event, Problem> {
    let noted = Noted {
        comment: comment.id,
        mentioned: comment.mentioned.iter().filter_map(|one| one.id).collect(),
    };
    let event = match comment.audience {
        Audience::Members => {
            let event = Event::new(kind, ObjectRef::new(thing.kind, thing.id, &thing.name));
            match thing.collaboration {
                Some(id) => event.in_collaboration(id),
                None => event,
            }
        }
        Audience::Party | Audience::Owner => {
            Event::new(kind, ObjectRef::new("comment", comment.id.0, ""))
        }
    };
    event.change(None::<&()>, Some(&noted))
}
