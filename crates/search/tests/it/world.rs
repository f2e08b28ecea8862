//! A few things to be found, of two collaborations and of none.

use samverk_database::{Db, Migration, Tx};
use samverk_foundation::{CollaborationId, Problem};
use samverk_search::model::{Piece, Query};
use samverk_search::{Answer, Reader, find, refresh_all};
use samverk_web::{SearchEntry, SearchFuture, SearchSource, SearchSources, Visibility};
use uuid::Uuid;

pub const MIGRATIONS: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_parties::MIGRATIONS,
    samverk_search::MIGRATIONS,
];

pub const COUNTY: CollaborationId = CollaborationId(Uuid::from_u128(1));
pub const COAST: CollaborationId = CollaborationId(Uuid::from_u128(2));

pub fn only(place: SearchSource) -> SearchSources {
    SearchSources {
        places: vec![place],
        ..SearchSources::default()
    }
}

pub fn sources() -> SearchSources {
    only(source)
}

/// Kind, title, text and who may find it.
type Thing = (&'static str, &'static str, &'static str, Visibility);

const OF_NONE: &[Thing] = &[
    ("party", "Öckerö kommun", "1407", Visibility::Public),
    ("party", "Åmåls kommun", "1492", Visibility::Public),
    ("party", "Region Dalarna", "20", Visibility::Public),
];

const OF_COUNTY: &[Thing] = &[
    (
        "collaboration",
        "Länets samverkan",
        "Kommunernas gemensamma mål.",
        Visibility::Public,
    ),
    (
        "group",
        "Handläggning av bygglovsansökningar",
        "Kommunens handläggare möts <b>varje</b> månad & utbyter \"erfarenheter\".",
        Visibility::Public,
    ),
    (
        "goal",
        "Målen följs upp varje kvartal",
        "Mått och mätning.",
        Visibility::Public,
    ),
    (
        "goal",
        "Hemlig budgetplan för kommunen",
        "Bara ett utkast.",
        Visibility::Members,
    ),
    (
        "group",
        "Skydd mot mal",
        "Mal äter ylle.",
        Visibility::Public,
    ),
];

const OF_COAST: &[Thing] = &[(
    "group",
    "Kustens utkast",
    "I en annan kommun.",
    Visibility::Members,
)];

fn source(_: &Tx, of: Option<CollaborationId>) -> SearchFuture<'_> {
    Box::pin(async move {
        let things = match of {
            None => OF_NONE,
            Some(COUNTY) => OF_COUNTY,
            Some(COAST) => OF_COAST,
            Some(_) => &[],
        };
        let place = of.map_or("", |_| "En samverkan");
        Ok(entries(of, place, things))
    })
}

pub fn entries(of: Option<CollaborationId>, place: &str, things: &[Thing]) -> Vec<SearchEntry> {
    let entry = |(number, (kind, title, text, visible)): (u128, &Thing)| SearchEntry {
        kind,
        id: Uuid::from_u128(number),
        url: format!("/{kind}/{number}"),
        title: (*title).to_owned(),
        text: (*text).to_owned(),
        collaboration: of,
        place: place.to_owned(),
        visible: *visible,
    };
    (1..).zip(things).map(entry).collect()
}

pub async fn touch(db: &Db, places: &[Option<CollaborationId>]) {
    let tx = db.begin("touch").await.unwrap();
    for place in places {
        tx.touch(*place);
    }
    tx.commit().await.unwrap();
}

/// With everything in the index.
pub async fn furnish(db: &Db) {
    touch(db, &[None, Some(COUNTY), Some(COAST)]).await;
    refresh_all(db, &sources()).await.unwrap();
}

pub fn public() -> Reader {
    Reader::Member(Vec::new())
}

pub async fn ask(db: &Db, reader: &Reader, text: &str) -> Result<Answer, Problem> {
    let tx = db.read().await?;
    find(&tx, &Query::parse(text)?, reader, None, 1).await
}

pub fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// The titles found, in order.
pub async fn titles(db: &Db, reader: &Reader, text: &str) -> Vec<String> {
    let answer = ask(db, reader, text).await.unwrap();
    answer.hits.iter().map(|hit| plain(&hit.title)).collect()
}
