//! What is found, by whom and in which order.

use crate::world::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use samverk_database::Db;
use samverk_foundation::{Actor, Clock, Person, PersonId, Role, TokenAccess};
use samverk_search::Reader;
use std::collections::BTreeSet;

samverk_testing::db_tests!(MIGRATIONS;
    every_form_of_a_word_is_found,
    the_first_part_of_a_compound_is_found,
    letters_with_signs_are_letters_of_their_own,
    all_words_must_be_found_and_titles_come_first,
    a_draft_is_found_by_its_members_only,
    a_person_reads_what_the_roles_allow,
    signs_of_query_languages_mean_nothing,
    no_query_gives_an_internal_error,
    a_hit_tells_why_it_is_there,
);

async fn every_form_of_a_word_is_found(db: Db) {
    furnish(&db).await;
    let forms = ["kommun", "kommuner", "kommunens", "kommunerna", "KOMMUN"];
    let expected = titles(&db, &public(), "kommun").await;
    assert_eq!(expected.len(), 4, "{expected:?}");
    for form in forms {
        assert_eq!(titles(&db, &public(), form).await, expected, "{form}");
    }
    for form in ["mål", "målen", "målet", "ma\u{30a}l"] {
        let found = titles(&db, &public(), form).await;
        assert_eq!(found, ["Målen följs upp varje kvartal", "Länets samverkan"]);
    }
}

async fn the_first_part_of_a_compound_is_found(db: Db) {
    furnish(&db).await;
    for asked in ["bygglov", "bygglovsans", "handläggning bygglov"] {
        let found = titles(&db, &public(), asked).await;
        assert_eq!(found, ["Handläggning av bygglovsansökningar"], "{asked}");
    }
}

async fn letters_with_signs_are_letters_of_their_own(db: Db) {
    furnish(&db).await;
    assert_eq!(titles(&db, &public(), "mal").await, ["Skydd mot mal"]);
    assert_eq!(titles(&db, &public(), "amal").await, Vec::<String>::new());
    assert_eq!(titles(&db, &public(), "åmål").await, ["Åmåls kommun"]);
    assert_eq!(titles(&db, &public(), "ockero").await, Vec::<String>::new());
}

async fn all_words_must_be_found_and_titles_come_first(db: Db) {
    furnish(&db).await;
    let both = titles(&db, &public(), "kommun mål").await;
    assert_eq!(both, ["Länets samverkan"]);
    // Titles first, then by kind, then in Swedish order.
    let found = titles(&db, &public(), "kommun").await;
    let expected = [
        "Åmåls kommun",
        "Öckerö kommun",
        "Länets samverkan",
        "Handläggning av bygglovsansökningar",
    ];
    assert_eq!(found, expected);
    assert!(titles(&db, &public(), "kommun zebra").await.is_empty());
}

async fn a_draft_is_found_by_its_members_only(db: Db) {
    furnish(&db).await;
    let all = ["Hemlig budgetplan för kommunen", "Kustens utkast"];
    let of = |reader: Reader| titles_of_drafts(&db, reader);
    assert_eq!(of(public()).await, Vec::<String>::new());
    assert_eq!(of(Reader::Member(vec![COUNTY])).await, all[..1]);
    assert_eq!(of(Reader::Member(vec![COAST])).await, all[1..]);
    assert_eq!(of(Reader::Member(vec![COAST, COUNTY])).await, all);
    assert_eq!(of(Reader::Administrator).await, all);
    // Nor is it counted for others.
    let answer = ask(&db, &public(), "kommun").await.unwrap();
    assert_eq!(answer.total, 4);
    assert!(answer.counts.iter().all(|(kind, _)| kind.code != "goal"));
}

async fn titles_of_drafts(db: &Db, reader: Reader) -> Vec<String> {
    let mut found = titles(db, &reader, "hemlig").await;
    found.extend(titles(db, &reader, "kustens").await);
    found
}

async fn a_person_reads_what_the_roles_allow(db: Db) {
    let tx = db.read().await.unwrap();
    let mut person = Person {
        id: PersonId(samverk_testing::test_clock().new_id()),
        name: "Provperson".to_owned(),
        email: "prov@exempel.se".to_owned(),
        session: None,
        token: None,
        administrator: false,
        opener: false,
        collaboration_roles: vec![(COUNTY, Role::Coordinator), (COAST, Role::Economist)],
        party_roles: Vec::new(),
    };
    let reader = async |person: &Person| {
        let actor = Actor::Person(person.clone());
        Reader::of(&tx, &actor).await.unwrap()
    };
    assert_eq!(Reader::of(&tx, &Actor::Public).await.unwrap(), public());
    assert_eq!(reader(&person).await, Reader::Member(vec![COUNTY, COAST]));
    person.token = Some(TokenAccess {
        scopes: BTreeSet::new(),
        collaboration: Some(COAST),
    });
    assert_eq!(reader(&person).await, Reader::Member(vec![COAST]));
    person.administrator = true;
    assert_eq!(reader(&person).await, Reader::Member(vec![COAST]));
    person.token = None;
    assert_eq!(reader(&person).await, Reader::Administrator);
}

const SIGNS: [&str; 16] = [
    "\"",
    "*",
    "-",
    ":",
    "kommun\"",
    "kommun*",
    "-kommun",
    "title_words:kommun",
    "NEAR(kommun mål)",
    "kommun OR mål",
    "kommun AND",
    "NOT",
    "{title_words} : x",
    "kommun & | !",
    "'; DROP TABLE search_entry; --",
    "^kommun \\ ' \u{0} (",
];

async fn signs_of_query_languages_mean_nothing(db: Db) {
    furnish(&db).await;
    for asked in SIGNS {
        let answer = ask(&db, &Reader::Administrator, asked).await;
        assert!(answer.is_ok(), "{asked}: {answer:?}");
    }
    for asked in ["kommun\"", "kommun*", "-kommun", "^kommun \\ ' \u{0} ("] {
        let found = titles(&db, &public(), asked).await;
        assert_eq!(found, titles(&db, &public(), "kommun").await, "{asked}");
    }
    assert!(titles(&db, &public(), "kommun OR zebra").await.is_empty());
}

async fn no_query_gives_an_internal_error(db: Db) {
    furnish(&db).await;
    let strategy = prop_oneof![
        "\\PC{0,210}",
        "(mål|kommun|[\"*:^(){}&|!'\\\\-]|NEAR|OR|AND|NOT| ){0,40}",
        proptest::collection::vec(any::<char>(), 0..210).prop_map(String::from_iter),
    ];
    let mut runner = TestRunner::new(Config::with_cases(1));
    for _ in 0..150 {
        let asked = strategy.new_tree(&mut runner).unwrap().current();
        match ask(&db, &Reader::Administrator, &asked).await {
            Ok(answer) => assert!(answer.total <= 9),
            Err(problem) => assert_eq!(problem.code, "search_too_long", "{asked:?}: {problem:?}"),
        }
    }
}

async fn a_hit_tells_why_it_is_there(db: Db) {
    furnish(&db).await;
    let answer = ask(&db, &public(), "kommunal handläggare").await.unwrap();
    assert_eq!(answer.total, 0);
    let answer = ask(&db, &public(), "handläggare").await.unwrap();
    let hit = &answer.hits[0];
    let marked: Vec<_> = hit.passage.iter().filter(|piece| piece.marked).collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0].text, "handläggare");
    assert_eq!(hit.place, "En samverkan");
    assert!(!hit.members_only);
}
