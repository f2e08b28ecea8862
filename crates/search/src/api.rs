//! The REST API: the same search as on the page.

use crate::model::{Kind, Piece, QUERY_CHARACTERS_MAX, Query};
use crate::{Hit, Reader, find_stretch};
use samverk_foundation::TokenScope;
use samverk_rest::{
    Call, Linked, Operation, Page, Reason, Refusal, Representation, Resource, Word,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub const READ: TokenScope = TokenScope::new("search:read");

pub fn api() -> Vec<Resource> {
    let results = Resource::new(
        "search-results",
        [
            "Sökningen: aktörer, grupper, mål, planer, insatser, dokument och annat.",
            "The search: parties, groups, goals, plans, activities, documents and more.",
        ],
        READ,
        READ,
    );
    let results = results.with(
        Operation::list("/search-results", "listSearchResults", list).about(
            "Det som har alla orden, först det som har dem i sitt namn. Svenska böjningar hittar varandra.",
            "What has all the words, first what has them in its name. Swedish inflections find each other.",
        ),
    );
    vec![results]
}

/// Something that was found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchResult {
    /// What it is: `group`, `goal`.
    kind: String,
    title: String,
    /// The collaboration's name; empty for what belongs to none.
    place: String,
    /// A stretch of its text, around the words.
    passage: String,
    /// The page, from the installation's own root.
    page: String,
    members_only: bool,
}

impl From<Hit> for SearchResult {
    fn from(hit: Hit) -> Self {
        Self {
            kind: hit.kind.code.replace('_', "-"),
            title: text(&hit.title),
            place: hit.place,
            passage: text(&hit.passage),
            page: hit.url,
            members_only: hit.members_only,
        }
    }
}

fn text(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

impl Representation for SearchResult {
    fn example() -> Self {
        Self {
            kind: "group".to_owned(),
            title: "Arkitektgruppen".to_owned(),
            place: "Digitaliseringsrådet i Jönköpings län".to_owned(),
            passage: "Gemensam arkitektur".to_owned(),
            page: "/samverkan/digitaliseringsradet/grupper/arkitektgruppen".to_owned(),
            members_only: false,
        }
    }
}

/// What to look for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SearchQuery {
    /// Orden, högst 200 tecken. Utan ord hittas inget. / The words, at most 200 characters. Without any nothing is found.
    text: Option<Word>,
    /// Bara sådant: `group`. / Only such: `group`.
    kind: Option<String>,
}

async fn list(call: Call, query: SearchQuery) -> Result<Page<SearchResult>, Refusal> {
    let too_long = |_| Refusal::parameter("text", Reason::TooLong(QUERY_CHARACTERS_MAX));
    let words = Query::parse(query.text.as_ref().map_or("", |text| &text.0)).map_err(too_long)?;
    let kind = query.kind.as_deref().map(|code| {
        let known = || {
            Kind::all()
                .map(|kind| kind.code.replace('_', "-"))
                .collect()
        };
        let found = Kind::from_code(&code.replace('-', "_"));
        found.ok_or_else(|| Refusal::parameter("kind", Reason::OneOf(known())))
    });
    let kind = kind.transpose()?;
    let tx = call.read().await?;
    let reader = Reader::of(&tx, &call.actor).await?;
    let window = (call.paging.offset, call.paging.limit);
    let (total, hits) = find_stretch(&tx, &words, &reader, kind, window).await?;
    let results = hits.into_iter().map(SearchResult::from).map(Linked::part);
    Ok(Page::new(total, results.collect()))
}
