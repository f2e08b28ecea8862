use super::{event, speaking_parties, tell_mentioned};
use crate::CommentId;
use crate::model::{Audience, Comment, Mention, OpenTo, Reader, check_comment_text};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, PartyId, Problem};
use samverk_notices::actions::{About, notify};

/// What somebody wants to say.
#[derive(Clone, Debug)]
pub struct NewComment {
    pub text: String,
    pub audience: Audience,
    /// The own party, when only its people are to read it.
    pub party: Option<PartyId>,
    pub question: bool,
    /// Who is named in it. Whoever reads the input has seen that each may read it.
    pub mentioned: Vec<Mention>,
}

impl NewComment {
    /// Whom it would be open to.
    pub fn open_to(&self, reader: &Reader) -> OpenTo {
        OpenTo {
            audience: self.audience,
            party: self.party,
            writer: reader.person,
        }
    }
}

/// Says something about a thing. Fails with `field_missing` or `text_too_long`, and with
/// `choice_invalid` for a party that is not the writer's or no member there.
pub async fn add_comment(
    tx: &Tx,
    actor: &Actor,
    reader: &Reader<'_>,
    new: NewComment,
) -> Result<Comment, Problem> {
    let has_party = match new.audience {
        Audience::Party => {
            let own = speaking_parties(tx, reader).await?;
            new.party.is_some_and(|party| own.contains(&party))
        }
        Audience::Members | Audience::Owner => new.party.is_none(),
    };
    if !has_party {
        let problem = Problem::invalid("choice_invalid").with("value", "party");
        return Err(problem.at_field("audience"));
    }
    insert(tx, actor, reader, new, None).await
}

/// Answers a comment, to whom that was said; an answer to an answer answers what that does. Fails also
/// with `comment_gone`.
pub async fn add_answer(
    tx: &Tx,
    actor: &Actor,
    reader: &Reader<'_>,
    (root, text): (&Comment, String),
    mentioned: Vec<Mention>,
) -> Result<Comment, Problem> {
    root.still_there()?;
    let new = NewComment {
        text,
        audience: root.audience,
        party: root.party,
        question: false,
        mentioned,
    };
    let answer = insert(tx, actor, reader, new, Some(root.id)).await?;
    if let Some(asker) = root.person {
        let said = About::Said(reader.thing, answer.id.0);
        notify(tx, actor, asker, "answered", said).await?;
    }
    Ok(answer)
}

async fn insert(
    tx: &Tx,
    actor: &Actor,
    reader: &Reader<'_>,
    new: NewComment,
    answers: Option<CommentId>,
) -> Result<Comment, Problem> {
    check_comment_text(&new.text)?;
    let author = match actor {
        Actor::Person(person) => person.name.clone(),
        Actor::System(what) => (*what).to_owned(),
        Actor::Public => return Err(Problem::sign_in_needed()),
    };
    let comment = Comment {
        id: CommentId(tx.new_id()),
        thing_kind: reader.thing.kind.to_owned(),
        thing_id: reader.thing.id,
        answers,
        person: reader.person,
        author,
        audience: new.audience,
        party: new.party,
        question: new.question,
        text: new.text,
        former: Vec::new(),
        mentioned: new.mentioned,
        written_at: tx.now(),
        edited_at: None,
        answered: None,
        removed: None,
        revision: 1,
    };
    store::insert_comment(tx, &comment).await?;
    tx.record(actor, event("comment.added", reader.thing, &comment)?)
        .await?;
    tell_mentioned(tx, actor, (reader.thing, comment.id), &comment.mentioned).await?;
    Ok(comment)
}
