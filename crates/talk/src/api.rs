//! The domain's part of the REST API: the same reads and actions as the pages.

use crate::CommentId;
use crate::actions::{NewComment, add_answer, add_comment, seen_comment};
use crate::mentions::{Chosen, Room};
use crate::model::{Audience, Comment, Reader};
use crate::policy::Action;
use crate::store::{count_seen, list_seen};
use samverk_database::Tx;
use samverk_foundation::{Key, PartyId, Problem, TokenScope};
use samverk_rest::{
    Call, Found, KeySchema, Linked, Moment, NoQuery, Operation, Page, Parameter, Refusal,
    Representation, Resource, Saved, Tag,
};
use samverk_web::Thing;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub const READ: TokenScope = TokenScope::new("talk:read");
pub const WRITE: TokenScope = TokenScope::new("talk:write");

const EXAMPLE: &str = "019aa4a0-1f00-7000-8000-000000000002";

const KIND: Parameter = Parameter::pattern(
    "kind",
    [
        "Vad det är för något: samma ord som i loggen.",
        "What it is: the same word as in the log.",
    ],
    "^[a-z_]{1,40}$",
    "plan",
);

const THING: Parameter = Parameter::id("thing", ["Sakens id.", "The thing's id."], EXAMPLE);

const COMMENT: Parameter = Parameter::id(
    "comment",
    ["Kommentarens id.", "The comment's id."],
    EXAMPLE,
);

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let all = "/things/{kind}/{thing}/comments";
    let one = "/things/{kind}/{thing}/comments/{comment}";
    let about = [
        "Kommentarer och frågor om det som är sparat.",
        "Comments and questions on what is kept.",
    ];
    let resource = Resource::new("comments", about, READ, WRITE)
        .parameter(KIND)
        .parameter(THING)
        .parameter(COMMENT)
        .with(Operation::list(all, "listComments", list).about(
            "Det som läsaren får läsa, det äldsta först, vart och ett följt av sina svar.",
            "What the reader may read, the oldest first, each followed by its answers.",
        ))
        .with(Operation::get(one, "getComment", get).about("En kommentar.", "One comment."))
        .with(
            Operation::post(all, "postComment", post)
                .about(
                    "Skriver en kommentar, eller svarar på en annan.",
                    "Writes a comment, or answers another.",
                )
                .action(Action::Comment.code())
                .invalid(&[
                    "field_missing",
                    "text_too_long",
                    "choice_invalid",
                    "party_unknown",
                    "mention_not_seen",
                    "mention_too_many",
                ])
                .conflict(&["comment_gone"]),
        );
    vec![resource, crate::api_answers::resource()]
}

/// What somebody said.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Comment")]
pub struct CommentView {
    /// UUID.
    id: String,
    /// The id of the comment that it answers.
    answers: Option<String>,
    /// What the writer was called then.
    author: String,
    audience: Audience,
    question: bool,
    /// Empty for what was removed.
    text: String,
    /// The names of those whom it mentions.
    mentions: Vec<String>,
    written_at: Moment,
    edited_at: Option<Moment>,
    /// When the question was marked as answered.
    answered_at: Option<Moment>,
    removed_at: Option<Moment>,
}

/// Something to say.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCommentView {
    text: String,
    /// Not for an answer, which is open to whom the other is.
    #[serde(default)]
    audience: Option<Audience>,
    /// The own party, for the audience `party`.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    party: Option<Key>,
    #[serde(default)]
    question: bool,
    /// The id of the comment that it answers.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    answers: Option<Uuid>,
    /// The whole names of those whom it mentions, beside those who stand in the text after an `@`.
    #[serde(default)]
    mentions: Vec<String>,
}

fn example_time() -> Moment {
    Moment(chrono::DateTime::from_timestamp(1_795_860_000, 0).unwrap_or_default())
}

impl Representation for CommentView {
    fn example() -> Self {
        Self {
            id: EXAMPLE.to_owned(),
            answers: None,
            author: "Samordnare Exempel".to_owned(),
            audience: Audience::Members,
            question: true,
            text: "När börjar vi?".to_owned(),
            mentions: Vec::new(),
            written_at: example_time(),
            edited_at: None,
            answered_at: None,
            removed_at: None,
        }
    }
}

impl Representation for NewCommentView {
    fn example() -> Self {
        Self {
            text: "När börjar vi?".to_owned(),
            audience: Some(Audience::Members),
            party: None,
            question: true,
            answers: None,
            mentions: vec!["Samordnare Exempel".to_owned()],
        }
    }
}

/// The thing that the address names. Fails with `not_found`.
async fn thing(tx: &Tx, call: &Call) -> Result<Thing, Problem> {
    let id = call
        .part("thing")
        .parse()
        .map_err(|_| Problem::not_found())?;
    call.state
        .thing(tx, &call.actor, call.part("kind"), id)
        .await
}

/// Fails with `not_found` for a stranger.
fn reader<'t>(call: &Call, thing: &'t Thing) -> Result<Reader<'t>, Problem> {
    Reader::of(&call.actor, thing).ok_or_else(Problem::not_found)
}

fn linked(thing: &Thing, one: &Comment) -> Linked<CommentView> {
    let all = format!("/things/{}/{}/comments", thing.kind, thing.id);
    let view = CommentView {
        id: one.id.to_string(),
        answers: one.answers.map(|id| id.to_string()),
        author: one.author.clone(),
        audience: one.audience,
        question: one.question,
        text: one.text.clone(),
        mentions: one.mentioned.iter().map(|one| one.name.clone()).collect(),
        written_at: Moment(one.written_at),
        edited_at: one.edited_at.map(Moment),
        answered_at: one.answered.as_ref().map(|marked| Moment(marked.at)),
        removed_at: one.removed.as_ref().map(|marked| Moment(marked.at)),
    };
    Linked::at(format!("{all}/{}", one.id), view).link("collection", all)
}

async fn list(call: Call, _: NoQuery) -> Result<Page<CommentView>, Refusal> {
    let tx = call.read().await?;
    let thing = thing(&tx, &call).await?;
    let reader = reader(&call, &thing)?;
    let total = count_seen(&tx, &reader).await?;
    let part = (call.paging.offset, call.paging.limit);
    let part = list_seen(&tx, &reader, part).await?;
    let part = part.iter().map(|one| linked(&thing, one));
    Ok(Page::new(total, part.collect()))
}

fn tag(one: &Comment) -> Tag {
    Tag::of(&(one.id, one.revision))
}

async fn get(call: Call) -> Result<Found<CommentView>, Refusal> {
    let tx = call.read().await?;
    let thing = thing(&tx, &call).await?;
    let id = call.part("comment").parse();
    let id = CommentId(id.map_err(|_| Problem::not_found())?);
    let (one, _) = seen_comment(&tx, &reader(&call, &thing)?, id).await?;
    Ok(Found::new(linked(&thing, &one), tag(&one)))
}

async fn post(call: Call, new: NewCommentView) -> Result<Saved<CommentView>, Refusal> {
    let tx = call.begin("api_post_comment").await?;
    let thing = thing(&tx, &call).await?;
    let reader = reader(&call, &thing)?;
    let room = Room {
        tx: &tx,
        state: &call.state,
        thing: &thing,
    };
    let mentions = new.mentions.iter().map(|name| Chosen::Name(name));
    let mentions = ("mentions", mentions.collect());
    let made = match new.answers {
        Some(id) => {
            let (_, root) = seen_comment(&tx, &reader, CommentId(id)).await?;
            let mentioned = room.named(&new.text, mentions, root.open_to()).await?;
            add_answer(&tx, &call.actor, &reader, (&root, new.text), mentioned).await?
        }
        None => {
            let party = own_party(&tx, new.party.as_ref()).await?;
            let missing = || Problem::invalid("field_missing").at_field("audience");
            let mut said = NewComment {
                text: new.text.clone(),
                audience: new.audience.ok_or_else(missing)?,
                party,
                question: new.question,
                mentioned: Vec::new(),
            };
            let open_to = said.open_to(&reader);
            said.mentioned = room.named(&new.text, mentions, open_to).await?;
            add_comment(&tx, &call.actor, &reader, said).await?
        }
    };
    tx.commit().await?;
    Ok(Saved::new(linked(&thing, &made), tag(&made), true))
}

/// Fails with `party_unknown`; whether it is the writer's own, the action asks.
async fn own_party(tx: &Tx, key: Option<&Key>) -> Result<Option<PartyId>, Problem> {
    let Some(key) = key else {
        return Ok(None);
    };
    let found = samverk_parties::store::find_party(tx, key.as_str()).await?;
    let unknown = || Problem::invalid("party_unknown").with("party", key);
    let party = found.ok_or_else(|| unknown().at_field("party"))?;
    Ok(Some(party.id))
}
