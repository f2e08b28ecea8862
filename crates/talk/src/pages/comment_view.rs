//! Comments as they are shown, whoever looks.

use super::desk::{comments_href, named_parties};
use crate::CommentId;
use crate::model::{Audience, Comment, Reader};
use crate::store::{LATEST, list_answers_to, list_latest, list_open_questions};
use askama::Template;
use samverk_database::Tx;
use samverk_foundation::{PartyId, Problem};
use samverk_web::Ui;

/// What is said of a thing, ready to show.
pub(super) struct Said {
    /// Finished HTML: the questions that wait, then the others with the newest last.
    pub comments: Vec<String>,
    /// The first of those that are shown, when there are earlier ones.
    pub earlier: Option<CommentId>,
    pub parties: Vec<(PartyId, String)>,
}

/// Four statements, however much is said.
pub(super) async fn said(
    tx: &Tx,
    ui: &Ui,
    reader: &Reader<'_>,
    before: Option<CommentId>,
) -> Result<Said, Problem> {
    let mut shown = match before {
        Some(_) => Vec::new(),
        None => list_open_questions(tx, reader).await?,
    };
    let mut latest = list_latest(tx, reader, before).await?;
    let most = usize::try_from(LATEST).unwrap_or(usize::MAX);
    let has_earlier = latest.len() > most;
    if has_earlier {
        latest.remove(0);
    }
    let earlier = latest.first().filter(|_| has_earlier).map(|one| one.id);
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
        let below: Result<Vec<_>, _> = own.map(|one| draw.one(one, Vec::new())).collect();
        comments.push(draw.one(root, below?)?);
    }
    Ok(Said {
        comments,
        earlier,
        parties,
    })
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
    /// Finished HTML.
    answers: Vec<String>,
}

impl Draw<'_> {
    fn one(&self, comment: &Comment, answers: Vec<String>) -> Result<String, Problem> {
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
            answers,
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

/// Whatever comes before a comment of that id, or the latest.
pub(super) fn asked_before(text: &str) -> Option<CommentId> {
    text.parse().ok().map(CommentId)
}
