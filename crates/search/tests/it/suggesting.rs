//! What is suggested while somebody types: the beginnings of words, what is theirs first, and never
//! what they may not see.

use crate::world::*;
use samverk_database::Db;
use samverk_foundation::PartyId;
use samverk_search::model::Query;
use samverk_search::{Own, Reader, SUGGESTIONS_MAX, refresh_all, suggest};
use samverk_web::{SearchFuture, Visibility};
use uuid::Uuid;

samverk_testing::db_tests!(MIGRATIONS;
    the_beginning_of_a_word_in_a_name_is_enough,
    what_is_ones_own_comes_first,
    a_draft_is_suggested_to_its_members_only,
    one_statement_gives_a_few_of_each_kind,
);

async fn suggested(db: &Db, reader: &Reader, own: &Own, typed: &str) -> Vec<String> {
    let tx = db.read().await.unwrap();
    let query = Query::parse_typed(typed).unwrap();
    let found = suggest(&tx, &query, reader, own).await.unwrap();
    found.into_iter().map(|one| one.title).collect()
}

async fn of_public(db: &Db, typed: &str) -> Vec<String> {
    suggested(db, &public(), &Own::default(), typed).await
}

async fn the_beginning_of_a_word_in_a_name_is_enough(db: Db) {
    furnish(&db).await;
    assert_eq!(of_public(&db, "åm").await, ["Åmåls kommun"]);
    assert_eq!(of_public(&db, "kommun ö").await, ["Öckerö kommun"]);
    assert_eq!(
        of_public(&db, "Målen").await,
        ["Målen följs upp varje kvartal"]
    );
    // Nothing of a letter, of the middle of a word, or of what stands in the text only.
    for typed in ["å", "", "ckerö", "ylle"] {
        assert_eq!(of_public(&db, typed).await, Vec::<String>::new(), "{typed}");
    }
}

async fn what_is_ones_own_comes_first(db: Db) {
    furnish(&db).await;
    let kommun = ["Åmåls kommun", "Öckerö kommun"];
    assert_eq!(of_public(&db, "kommun").await, kommun);
    let own = Own {
        parties: vec![PartyId(Uuid::from_u128(1))],
        collaborations: Vec::new(),
    };
    let found = suggested(&db, &public(), &own, "kommun").await;
    assert_eq!(found, ["Öckerö kommun", "Åmåls kommun"]);
    // A group of one's own before all parties.
    let own = Own {
        collaborations: vec![COUNTY],
        ..own
    };
    let reader = Reader::Member(vec![COUNTY]);
    let found = suggested(&db, &reader, &own, "kommun").await;
    assert_eq!(
        found,
        [
            "Öckerö kommun",
            "Hemlig budgetplan för kommunen",
            "Åmåls kommun"
        ]
    );
}

async fn a_draft_is_suggested_to_its_members_only(db: Db) {
    furnish(&db).await;
    assert!(of_public(&db, "hemlig").await.is_empty());
    let own = Own::default();
    let of_county = Reader::Member(vec![COUNTY]);
    for reader in [of_county, Reader::Administrator] {
        let found = suggested(&db, &reader, &own, "hemlig").await;
        assert_eq!(found, ["Hemlig budgetplan för kommunen"]);
    }
    let of_coast = Reader::Member(vec![COAST]);
    assert!(suggested(&db, &of_coast, &own, "hemlig").await.is_empty());
}

fn many(
    _: &samverk_database::Tx,
    of: Option<samverk_foundation::CollaborationId>,
) -> SearchFuture<'_> {
    Box::pin(async move {
        let Some(of) = of else { return Ok(Vec::new()) };
        let kinds = ["party", "collaboration", "group", "goal", "budget"];
        let things = kinds.map(|kind| (kind, "Solros", "", Visibility::Public));
        let all = (0..20).flat_map(|_| things);
        Ok(entries(Some(of), "Trädgården", &all.collect::<Vec<_>>()))
    })
}

async fn one_statement_gives_a_few_of_each_kind(db: Db) {
    touch(&db, &[Some(COUNTY)]).await;
    refresh_all(&db, &only(many)).await.unwrap();
    let tx = db.read().await.unwrap();
    let query = Query::parse_typed("solr").unwrap();
    let before = db.query_count();
    let found = suggest(&tx, &query, &public(), &Own::default()).await;
    assert_eq!(db.query_count() - before, 1);
    let kinds: Vec<_> = found.unwrap().iter().map(|one| one.kind.code).collect();
    assert_eq!(kinds.len() as u64, SUGGESTIONS_MAX);
    assert_eq!(kinds[..4], ["party"; 4]);
    assert_eq!(kinds[4..8], ["collaboration"; 4]);
    assert_eq!(kinds[8..], ["group"; 2]);
}
