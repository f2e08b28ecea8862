//! Many things to be found: as many statements as for few, all by an index. With `SAMVERK_MANY=1000000`
//! and `--nocapture` it tells how long each takes (`docs/speed.md`).

use crate::world::{MIGRATIONS, ask, only, public, touch};
use samverk_database::{Db, Event, ObjectRef, Tx};
use samverk_foundation::{Actor, CollaborationId};
use samverk_search::model::Query;
use samverk_search::{Reader, refresh_all, statements};
use samverk_web::{
    Changed, ChangedFuture, SearchEntry, SearchFuture, SearchSources, SearchedThing, Visibility,
};
use sea_orm::{ConnectionTrait, Statement};
use std::time::Instant;
use uuid::Uuid;

samverk_testing::db_tests!(MIGRATIONS;
    many_are_looked_through_with_as_many_statements_as_few,
    every_question_goes_by_an_index,
);

/// So many collaborations share them.
const PLACES: usize = 100;
const FEW: usize = 300;

fn many() -> usize {
    let told = std::env::var("SAMVERK_MANY").ok();
    told.and_then(|told| told.parse().ok()).unwrap_or(3_000)
}

fn place(number: usize) -> CollaborationId {
    CollaborationId(Uuid::from_u128(number as u128 + 1))
}

fn number_of(of: CollaborationId) -> usize {
    of.0.as_u128() as usize - 1
}

/// Every one is a tree, every tenth a rare one; half of them are drafts.
fn tree(of: CollaborationId, number: usize) -> SearchEntry {
    let title = match number % 10 {
        0 => format!("Rönn {number}"),
        _ => format!("Ask {number}"),
    };
    let text = match number % 1_000 {
        0 => "Ett sällsamt träd",
        _ => "Ett vanligt träd",
    };
    SearchEntry {
        kind: "group",
        id: Uuid::from_u128(number as u128),
        url: format!("/trad/{number}"),
        title,
        text: text.to_owned(),
        collaboration: Some(of),
        place: format!("Skog {}", number_of(of)),
        visible: Visibility::of(number.is_multiple_of(2)),
    }
}

fn trees(of: Option<CollaborationId>, count: usize) -> SearchFuture<'static> {
    let each = count / PLACES;
    let first = |of| number_of(of) * each;
    let here = of.into_iter().flat_map(move |of| {
        let first = first(of);
        (first..first + each).map(move |number| tree(of, number))
    });
    let here: Vec<SearchEntry> = here.collect();
    Box::pin(async move { Ok(here) })
}

fn few_trees(_: &Tx, of: Option<CollaborationId>) -> SearchFuture<'_> {
    trees(of, FEW)
}

fn many_trees(_: &Tx, of: Option<CollaborationId>) -> SearchFuture<'_> {
    trees(of, many())
}

fn renamed(_: &Tx, of: Option<CollaborationId>, id: Uuid) -> ChangedFuture<'_> {
    let one = of.map(|of| SearchEntry {
        title: "Kastanj".to_owned(),
        ..tree(of, id.as_u128() as usize)
    });
    Box::pin(async move { Ok(Changed::Entries(one.into_iter().collect())) })
}

/// The number of statements of each, and how long it took.
async fn statement_counts(
    db: &Db,
    sources: SearchSources,
    count: usize,
) -> Vec<(&'static str, u64)> {
    let mut told = Vec::new();
    let mut tell = |what, before, start: Instant| {
        let statements = db.query_count() - before;
        println!("{count}: {what}: {:?}, {statements}", start.elapsed());
        told.push((what, statements));
    };
    let member = Reader::Member(vec![place(0), place(1)]);
    for (what, words, reader) in [
        ("a word of a thousandth, stranger", "sällsamt", public()),
        ("a word of a tenth, member", "rönn", member),
        (
            "a word of all, administrator",
            "träd",
            Reader::Administrator,
        ),
    ] {
        let (before, start) = (db.query_count(), Instant::now());
        let answer = ask(db, &reader, words).await.unwrap();
        tell(what, before, start);
        assert!(answer.total > 0, "{what}");
    }
    let last = count - 2;
    let of = place(last / (count / PLACES));
    let tx = db.begin("record").await.unwrap();
    let object = ObjectRef::new("group", Uuid::from_u128(last as u128), "Ask");
    let event = Event::new("group.saved", object).in_collaboration(of);
    tx.record(&Actor::System("test"), event).await.unwrap();
    tx.commit().await.unwrap();
    let (before, start) = (db.query_count(), Instant::now());
    refresh_all(db, &sources).await.unwrap();
    tell("one renamed", before, start);
    let found = ask(db, &Reader::Administrator, "kastanj").await.unwrap();
    assert_eq!(found.total, 1);
    told
}

async fn fill(db: &Db, sources: &SearchSources) {
    for first in (0..PLACES).step_by(10) {
        let places: Vec<_> = (first..first + 10).map(|one| Some(place(one))).collect();
        touch(db, &places).await;
        refresh_all(db, sources).await.unwrap();
    }
    let tx = db.begin("analyse").await.unwrap();
    tx.connection().execute_unprepared("ANALYZE").await.unwrap();
    tx.commit().await.unwrap();
}

fn with_things(places: SearchSources) -> SearchSources {
    SearchSources {
        things: vec![SearchedThing::new("group", renamed)],
        ..places
    }
}

async fn many_are_looked_through_with_as_many_statements_as_few(db: Db) {
    let sources = with_things(only(few_trees));
    fill(&db, &sources).await;
    let few = statement_counts(&db, sources, FEW).await;
    let sources = with_things(only(many_trees));
    let start = Instant::now();
    fill(&db, &sources).await;
    println!("{}: index made anew: {:?}", many(), start.elapsed());
    assert_eq!(statement_counts(&db, sources, many()).await, few);
}

async fn every_question_goes_by_an_index(db: Db) {
    fill(&db, &only(few_trees)).await;
    let tx = db.read().await.unwrap();
    let backend = tx.connection().get_database_backend();
    if tx.is_postgres() {
        let off = Statement::from_string(backend, "SET LOCAL enable_seqscan = off");
        tx.connection().execute_raw(off).await.unwrap();
    }
    let query = Query::parse("sällsamt träd").unwrap();
    let readers = [
        public(),
        Reader::Member(vec![place(0)]),
        Reader::Administrator,
    ];
    for mut asked in readers.iter().flat_map(|one| statements(&tx, &query, one)) {
        let (explain, column) = match tx.is_postgres() {
            true => ("EXPLAIN", "QUERY PLAN"),
            false => ("EXPLAIN QUERY PLAN", "detail"),
        };
        asked.sql = format!("{explain} {}", asked.sql);
        let rows = tx.connection().query_all_raw(asked.clone()).await.unwrap();
        let lines = rows
            .iter()
            .map(|row| row.try_get::<String>("", column).unwrap());
        // The index of words is a table that is asked by what it matches; few marks are stale at a time.
        let is_whole = |line: &String| {
            let by_match = line.contains("VIRTUAL TABLE INDEX") && line.contains(":M");
            let is_scan = line.contains("SCAN search") || line.contains("Seq Scan on search");
            is_scan && !by_match
        };
        let whole: Vec<String> = lines.filter(is_whole).collect();
        assert!(whole.is_empty(), "{}: {whole:?}", asked.sql);
    }
}
