//! The index keeps in step with what changes.

use crate::world::*;
use samverk_database::{Db, Event, ObjectRef, Tx, list_stale};
use samverk_foundation::{Actor, CollaborationId};
use samverk_search::{Reader, mark_all_if_new, refresh, refresh_all};
use samverk_web::{Changed, ChangedFuture, SearchFuture, SearchSources, SearchedThing, Visibility};
use uuid::Uuid;

samverk_testing::db_tests!(MIGRATIONS;
    an_event_marks_its_collaboration_in_its_own_transaction,
    what_changed_is_found_anew_and_what_went_is_gone,
    nothing_is_written_when_nothing_changed,
    two_who_refresh_at_once_make_one_index,
    a_new_index_marks_everything_once,
    many_entries_are_kept_in_full,
    a_thing_that_changes_is_read_alone_and_others_stay,
    many_things_at_once_are_told_as_their_place,
);

async fn record(db: &Db, collaboration: CollaborationId, commit: bool) {
    let tx = db.begin("record").await.unwrap();
    let object = ObjectRef::new("group", Uuid::nil(), "Gruppen");
    let event = Event::new("group.saved", object).in_collaboration(collaboration);
    tx.record(&Actor::System("test"), event.clone())
        .await
        .unwrap();
    tx.record(&Actor::System("test"), event).await.unwrap();
    if commit {
        tx.commit().await.unwrap();
    }
}

async fn marks(db: &Db) -> Vec<Option<CollaborationId>> {
    let tx = db.read().await.unwrap();
    let marks = list_stale(&tx, 100).await.unwrap();
    marks.iter().map(|mark| mark.collaboration).collect()
}

async fn an_event_marks_its_collaboration_in_its_own_transaction(db: Db) {
    record(&db, COUNTY, false).await;
    assert_eq!(marks(&db).await, []);
    record(&db, COUNTY, true).await;
    assert_eq!(marks(&db).await, [Some(COUNTY)]);
    assert!(refresh(&db, &sources()).await.unwrap());
    assert_eq!(marks(&db).await, []);
    assert!(!refresh(&db, &sources()).await.unwrap());
    assert_eq!(titles(&db, &public(), "bygglov").await.len(), 1);
}

/// As if the county had been rewritten.
fn later(_: &Tx, of: Option<CollaborationId>) -> SearchFuture<'_> {
    let things = [
        ("group", "Rivningslov", "", Visibility::Public),
        (
            "group",
            "Handläggning av bygglovsansökningar",
            "Ny text.",
            Visibility::Members,
        ),
    ];
    let things = if of == Some(COUNTY) { &things[..] } else { &[] };
    let entries = entries(of, "Nytt namn", things);
    Box::pin(async move { Ok(entries) })
}

async fn what_changed_is_found_anew_and_what_went_is_gone(db: Db) {
    furnish(&db).await;
    touch(&db, &[Some(COUNTY)]).await;
    refresh_all(&db, &only(later)).await.unwrap();
    assert_eq!(titles(&db, &public(), "rivning").await, ["Rivningslov"]);
    assert!(titles(&db, &public(), "bygglov").await.is_empty());
    let member = Reader::Member(vec![COUNTY]);
    let answer = ask(&db, &member, "bygglov").await.unwrap();
    assert_eq!(plain(&answer.hits[0].passage), "Ny text.");
    assert_eq!(answer.hits[0].place, "Nytt namn");
    assert!(titles(&db, &member, "kvartal").await.is_empty());
    // What was not marked is as it was.
    assert_eq!(titles(&db, &public(), "öckerö").await, ["Öckerö kommun"]);
}

async fn nothing_is_written_when_nothing_changed(db: Db) {
    furnish(&db).await;
    let before = ask(&db, &Reader::Administrator, "kommun").await.unwrap();
    let queries = db.query_count();
    touch(&db, &[Some(COUNTY)]).await;
    refresh_all(&db, &sources()).await.unwrap();
    let spent = db.query_count() - queries;
    assert!(spent <= 8, "{spent} statements for nothing");
    let after = ask(&db, &Reader::Administrator, "kommun").await.unwrap();
    assert_eq!(after, before);
}

async fn two_who_refresh_at_once_make_one_index(db: Db) {
    for _ in 0..4 {
        touch(&db, &[None, Some(COUNTY), Some(COAST)]).await;
        let all = sources();
        let (one, other) = tokio::join!(refresh_all(&db, &all), refresh_all(&db, &all));
        one.unwrap();
        other.unwrap();
    }
    refresh_all(&db, &sources()).await.unwrap();
    assert_eq!(marks(&db).await, []);
    let found = titles(&db, &Reader::Administrator, "kommun").await;
    assert_eq!(found.len(), 6, "{found:?}");
}

async fn a_new_index_marks_everything_once(db: Db) {
    mark_all_if_new(&db).await.unwrap();
    assert_eq!(marks(&db).await, [None]);
    mark_all_if_new(&db).await.unwrap();
    assert_eq!(marks(&db).await, [None]);
}

const MANY: usize = 450;

fn many(_: &Tx, of: Option<CollaborationId>) -> SearchFuture<'_> {
    let thing = ("party", "Kommun", "i mängden", Visibility::Public);
    let count = if of.is_none() { MANY } else { 0 };
    let entries = entries(of, "", &vec![thing; count]);
    Box::pin(async move { Ok(entries) })
}

async fn many_entries_are_kept_in_full(db: Db) {
    let crowd = only(many);
    touch(&db, &[None]).await;
    refresh_all(&db, &crowd).await.unwrap();
    let answer = ask(&db, &public(), "kommun").await.unwrap();
    assert_eq!((answer.total, answer.pages()), (MANY as u64, 23));
    touch(&db, &[None]).await;
    refresh_all(&db, &sources()).await.unwrap();
    assert_eq!(titles(&db, &public(), "mängden").await.len(), 0);
    assert_eq!(titles(&db, &public(), "kommun").await.len(), 2);
}

fn fail(_: &Tx, _: Option<CollaborationId>) -> SearchFuture<'_> {
    Box::pin(async { Err(samverk_foundation::Problem::internal("the place was read")) })
}

/// The second thing of the county under a new name; the third is gone.
fn changed(_: &Tx, of: Option<CollaborationId>, id: Uuid) -> ChangedFuture<'_> {
    let filler = ("group", "Lucka", "", Visibility::Public);
    let renamed = ("group", "Marklovsgruppen", "", Visibility::Public);
    let all = entries(of, "En samverkan", &[filler, renamed]);
    let here = all
        .into_iter()
        .filter(|one| one.id == id)
        .skip_while(|one| one.title == "Lucka");
    let here = here.collect();
    Box::pin(async move { Ok(Changed::Entries(here)) })
}

async fn record_of(db: &Db, kind: &'static str, ids: impl Iterator<Item = u128>) {
    let tx = db.begin("record").await.unwrap();
    for id in ids {
        let object = ObjectRef::new("group", Uuid::from_u128(id), "Gruppen");
        let event = Event::new(kind, object).in_collaboration(COUNTY);
        tx.record(&Actor::System("test"), event).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn a_thing_that_changes_is_read_alone_and_others_stay(db: Db) {
    furnish(&db).await;
    let sources = SearchSources {
        places: vec![fail],
        things: vec![
            SearchedThing::new("group", changed),
            SearchedThing::unseen("members"),
        ],
    };
    record_of(&db, "group.saved", [2, 3].into_iter()).await;
    record_of(&db, "members.saved", [1].into_iter()).await;
    refresh_all(&db, &sources).await.unwrap();
    assert_eq!(marks(&db).await, []);
    assert_eq!(titles(&db, &public(), "marklov").await, ["Marklovsgruppen"]);
    for gone in ["bygglov", "kvartal"] {
        assert!(titles(&db, &public(), gone).await.is_empty(), "{gone}");
    }
    for kept in ["länets", "ylle", "öckerö"] {
        assert_eq!(titles(&db, &public(), kept).await.len(), 1, "{kept}");
    }
    // What nobody answers for may have changed anything there.
    record_of(&db, "collaboration.saved", [1].into_iter()).await;
    assert!(refresh_all(&db, &sources).await.is_err());
    assert_eq!(marks(&db).await, [Some(COUNTY)], "and is not forgotten");
}

async fn many_things_at_once_are_told_as_their_place(db: Db) {
    record_of(&db, "group.saved", 1..=500).await;
    assert_eq!(marks(&db).await, [Some(COUNTY)]);
}
