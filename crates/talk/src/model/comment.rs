use crate::CommentId;
use chrono::{DateTime, Utc};
use samverk_fields::choices;
use samverk_foundation::{PartyId, PersonId, Problem};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Characters. What is longer is a document of its own.
pub const COMMENT_MAX: usize = 10_000;

choices!(
    /// Who reads a comment.
    Audience {
        /// Whoever belongs to where the thing stands.
        Members = "members",
        /// The people of the writer's own party.
        Party = "party",
        /// The writer and those who answer for the thing.
        Owner = "owner",
    }
);

/// When something was done, and by whom as they were called then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    pub at: DateTime<Utc>,
    pub by: String,
}

/// What stood before a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    pub text: String,
    pub until: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// None when they came with a folder, which knows no people.
    pub id: Option<PersonId>,
    /// What they were called then.
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    pub id: CommentId,
    pub thing_kind: String,
    pub thing_id: Uuid,
    /// The comment that it answers. What answers has no answers of its own.
    pub answers: Option<CommentId>,
    pub person: Option<PersonId>,
    /// What the writer was called then.
    pub author: String,
    pub audience: Audience,
    /// The party whose people read it.
    pub party: Option<PartyId>,
    pub question: bool,
    pub text: String,
    pub former: Vec<Former>,
    pub mentioned: Vec<Mention>,
    pub written_at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
    pub answered: Option<Marked>,
    pub removed: Option<Marked>,
    pub revision: i64,
}

/// To whom something is said, by which it is decided who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenTo {
    pub audience: Audience,
    pub party: Option<PartyId>,
    pub writer: Option<PersonId>,
}

impl Comment {
    pub fn is_open_question(&self) -> bool {
        self.question && self.answered.is_none() && self.removed.is_none()
    }

    /// Where it is read with what it answers, however much is said of its thing.
    pub fn href(&self) -> String {
        let (kind, thing, id) = (&self.thing_kind, self.thing_id, self.id);
        format!("/kommentarer/{kind}/{thing}?visa={id}#kommentar-{id}")
    }

    /// What answers it is open to the same.
    pub fn open_to(&self) -> OpenTo {
        OpenTo {
            audience: self.audience,
            party: self.party,
            writer: self.person,
        }
    }

    /// Fails with `comment_gone`.
    pub fn still_there(&self) -> Result<(), Problem> {
        match self.removed {
            Some(_) => Err(Problem::conflict("comment_gone")),
            None => Ok(()),
        }
    }
}

/// Fails with `field_missing` or `text_too_long` at the field.
pub fn check_comment_text(text: &str) -> Result<(), Problem> {
    let problem = match text.chars().count() {
        0 => Problem::invalid("field_missing"),
        1..=COMMENT_MAX => return Ok(()),
        _ => Problem::invalid("text_too_long").with("max", COMMENT_MAX),
    };
    Err(problem.at_field("text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_has_at_most_ten_thousand_characters_of_any_width() {
        let code = |text: &str| check_comment_text(text).map_err(|problem| problem.code);
        assert_eq!(code(&"å".repeat(COMMENT_MAX)), Ok(()));
        assert_eq!(code(&"å".repeat(COMMENT_MAX + 1)), Err("text_too_long"));
        assert_eq!(code(""), Err("field_missing"));
    }
}
