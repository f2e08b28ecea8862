//! Comments as they are shown, whoever looks.

use super::desk::{comments_href, named_parties};
use crate::CommentId;
use crate::actions::{seen_comment, speaking_parties};
use crate::model::{Audience, Comment, Former, Reader};
use crate::store::{
    LATEST, list_answers_before, list_answers_to, list_answers_until, list_latest,
    list_open_questions,
};
use askama::Template;
use samverk_database::Tx;
use samverk_foundation::{PartyId, Problem};
use samverk_web::{Thing, Ui};

/// So many of what stood before a change are shown.
const FORMER: usize = 20;

/// What is said of a thing, ready to show.
pub(super) struct Said {
    /// Finished HTML: the questions that wait, then the others with the newest last.
    pub comments: Vec<String>,
    /// The first of those that are shown, when there are earlier ones.
    pub earlier: Option<CommentId>,
    /// The parties among whose people the reader may speak there.
    pub parties: Vec<(PartyId, String)>,
}

/// Those of the reader's parties among whose people they may speak there.
async fn speaking(
    tx: &Tx,
    reader: &Reader<'_>,
    named: Vec<(PartyId, String)>,
) -> Result<Vec<(PartyId, String)>, Problem> {
    let speaking = speaking_parties(tx, reader).await?;
    let named = named.into_iter();
    Ok(named.filter(|(id, _)| speaking.contains(id)).collect())
}

/// Six statements at most, however much is said.
pub(super) async fn said(
    tx: &Tx,
    ui: &Ui,
    reader: &Reader<'_>,
    before: Option<CommentId>,
) -> Result<Said, Problem> {
    let waiting = list_open_questions(tx, reader).await?;
    let latest = list_latest(tx, reader, before, &waiting).await?;
    let (latest, earlier) = one_page(latest);
    let mut shown = match before {
        // They stand first on the first page.
        Some(_) => Vec::new(),
        None => waiting,
    };
    shown.extend(latest);
    let ids: Vec<CommentId> = shown.iter().map(|one| one.id).collect();
    let answers = match ids.is_empty() {
        true => Vec::new(),
        false => list_answers_to(tx, &ids).await?,
    };
    let parties = named_parties(tx, &reader.parties).await?;
    let draw = Draw {
        ui,
        reader,
        parties: &parties,
    };
    let mut comments = Vec::new();
    for root in &shown {
        let own = answers.iter().filter(|one| one.answers == Some(root.id));
        let (own, earlier) = one_page(own.cloned().collect());
        let below: Result<Vec<_>, _> = own.iter().map(|one| draw.answer(one)).collect();
        let earlier = earlier.map(|first| answers_href(reader.thing, root.id, first));
        comments.push(draw.one(root, (below?, earlier))?);
    }
    Ok(Said {
        comments,
        earlier,
        parties: speaking(tx, reader, parties).await?,
    })
}

/// The answers to a comment before one of them, on a page of their own.
pub(super) async fn said_under(
    tx: &Tx,
    ui: &Ui,
    reader: &Reader<'_>,
    (root, before): (CommentId, CommentId),
) -> Result<Said, Problem> {
    let (_, root) = seen_comment(tx, reader, root).await?;
    let (own, earlier) = one_page(list_answers_before(tx, root.id, before).await?);
    let parties = named_parties(tx, &reader.parties).await?;
    let draw = Draw {
        ui,
        reader,
        parties: &parties,
    };
    let comments: Result<Vec<_>, _> = own.iter().map(|one| draw.answer(one)).collect();
    Ok(Said {
        comments: comments?,
        earlier,
        parties: speaking(tx, reader, parties).await?,
    })
}

/// A comment with what it answers, or with its latest answers.
pub(super) async fn said_around(
    tx: &Tx,
    ui: &Ui,
    reader: &Reader<'_>,
    wanted: CommentId,
) -> Result<Said, Problem> {
    let (one, root) = seen_comment(tx, reader, wanted).await?;
    let last = one.answers.map(|_| one.id);
    let (own, earlier) = one_page(list_answers_until(tx, root.id, last).await?);
    let parties = named_parties(tx, &reader.parties).await?;
    let draw = Draw {
        ui,
        reader,
        parties: &parties,
    };
    let below: Result<Vec<_>, _> = own.iter().map(|one| draw.answer(one)).collect();
    let earlier = earlier.map(|first| answers_href(reader.thing, root.id, first));
    Ok(Said {
        comments: vec![draw.one(&root, (below?, earlier))?],
        earlier: None,
        parties: speaking(tx, reader, parties).await?,
    })
}

/// What a page shows of one more than it, and the first of it when there are earlier ones.
fn one_page(mut latest: Vec<Comment>) -> (Vec<Comment>, Option<CommentId>) {
    let most = usize::try_from(LATEST).unwrap_or(usize::MAX);
    let has_earlier = latest.len() > most;
    if has_earlier {
        latest.remove(0);
    }
    let earlier = latest.first().filter(|_| has_earlier).map(|one| one.id);
    (latest, earlier)
}

/// Where the answers before one are read.
pub(super) fn answers_href(thing: &Thing, root: CommentId, before: CommentId) -> String {
    comments_href(thing, &format!("?svar={root}&fore={before}"))
}

struct Draw<'d> {
    ui: &'d Ui,
    reader: &'d Reader<'d>,
    parties: &'d [(PartyId, String)],
}

#[derive(Template)]
#[template(path = "comment.html")]
struct CommentView<'d> {
    ui: &'d Ui,
    comment: &'d Comment,
    author: String,
    /// Who else reads it, when that is not every member.
    open_to: Option<String>,
    mentioned: String,
    /// Where it is answered, changed, removed and settled, for whoever may.
    answer_href: Option<String>,
    change_href: Option<String>,
    remove_href: Option<String>,
    settle_href: Option<String>,
    /// The latest of what stood before.
    former: &'d [Former],
    /// Finished HTML, and where earlier ones are read.
    answers: Vec<String>,
    earlier_href: Option<String>,
}

impl Draw<'_> {
    fn answer(&self, comment: &Comment) -> Result<String, Problem> {
        self.one(comment, (Vec::new(), None))
    }

    fn one(
        &self,
        comment: &Comment,
        (answers, earlier_href): (Vec<String>, Option<String>),
    ) -> Result<String, Problem> {
        let (ui, reader) = (self.ui, self.reader);
        let href = |rest: &str| {
            let rest = format!("/{}{rest}", comment.id);
            comments_href(reader.thing, &rest)
        };
        let stands = comment.removed.is_none();
        let when = |may: bool, rest: &str| (stands && may).then(|| href(rest));
        let mentioned = comment.mentioned.iter().map(|one| one.name.as_str());
        ui.fragment(&CommentView {
            author: match comment.author.is_empty() {
                true => ui.t("comment-author-gone"),
                false => comment.author.clone(),
            },
            open_to: self.open_to(comment),
            mentioned: mentioned.collect::<Vec<_>>().join(", "),
            answer_href: when(comment.answers.is_none(), "/svara"),
            change_href: when(reader.wrote(comment), "/redigera"),
            remove_href: when(reader.may_remove(comment), "/ta-bort"),
            settle_href: when(reader.may_settle(comment), "/besvarad"),
            former: &comment.former[comment.former.len().saturating_sub(FORMER)..],
            answers,
            earlier_href,
            ui,
            comment,
        })
    }

    fn open_to(&self, comment: &Comment) -> Option<String> {
        let is_answer = comment.answers.is_some();
        match comment.audience {
            _ if is_answer => None,
            Audience::Members => None,
            Audience::Owner => Some(self.ui.t("comment-open-to-owner")),
            Audience::Party => {
                let party = self
                    .parties
                    .iter()
                    .find(|(id, _)| comment.party == Some(*id));
                let name = party.map_or("", |(_, name)| name.as_str());
                Some(self.ui.t1("comment-open-to-party", "party", name))
            }
        }
    }
}

/// Which comment a part of the address means.
pub(super) fn comment_named(text: &str) -> Option<CommentId> {
    text.parse().ok().map(CommentId)
}
