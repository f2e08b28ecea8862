//! Numbers: none is missing, none is given twice, whatever happens meanwhile.

use crate::world::{MIGRATIONS, World, content};
use samverk_cases::actions::register_case;
use samverk_cases::model::Case;
use samverk_cases::store::{CaseQuery, Reach, count_numbers, list_cases};
use samverk_database::Db;
use std::time::Duration;

samverk_testing::db_tests!(MIGRATIONS;
    four_hundred_asked_for_at_once_have_no_gap,
    a_number_that_was_dropped_is_the_next_ones,
    what_is_wrong_takes_no_number,
);

async fn all(world: &World<'_>) -> Vec<Case> {
    let tx = world.db.read().await.unwrap();
    let desk = world.desk(&tx, &world.registrar()).await;
    let asked = CaseQuery {
        registry: desk.registry.id,
        reach: Reach::All,
        status: None,
        officer: None,
        words: Vec::new(),
        place: None,
        except: Vec::new(),
        after: None,
        offset: 0,
        limit: 1_000,
    };
    let found = list_cases(&tx, &asked).await.unwrap();
    let numbers = count_numbers(&tx, desk.registry.id).await.unwrap();
    assert_eq!(numbers, found.len() as u64);
    found
}

/// Two hundred who each register two.
async fn four_hundred_asked_for_at_once_have_no_gap(db: Db) {
    let world = World::of(&db).await;
    let registrar = world.registrar();
    let mut asking = tokio::task::JoinSet::new();
    for who in 0..200 {
        let (db, registrar) = (db.clone(), registrar.clone());
        asking.spawn(async move {
            for _ in 0..2 {
                let tx = db.begin("register").await.unwrap();
                let desk = crate::world::desk(&tx, &registrar).await;
                let said = content(&format!("Ärende från {who}"));
                register_case(&tx, &registrar, &desk, said).await.unwrap();
                tx.commit().await.unwrap();
            }
        });
    }
    while let Some(done) = asking.join_next().await {
        done.unwrap();
    }
    let mut numbers: Vec<i64> = all(&world).await.iter().map(|case| case.sequence).collect();
    numbers.reverse();
    assert_eq!(numbers, (1..=400).collect::<Vec<i64>>());
}

async fn a_number_that_was_dropped_is_the_next_ones(db: Db) {
    let world = World::of(&db).await;
    let first = world.register(content("Det första")).await;
    assert_eq!(first.number, "KS 2026/00001");
    let registrar = world.registrar();
    let tx = db.begin("dropped").await.unwrap();
    let desk = world.desk(&tx, &registrar).await;
    let dropped = register_case(&tx, &registrar, &desk, content("Ångrat")).await;
    assert_eq!(dropped.unwrap().number, "KS 2026/00002");
    // Somebody else asks while the first is not done, and waits for it.
    let other = {
        let (db, registrar) = (db.clone(), registrar.clone());
        tokio::spawn(async move {
            let tx = db.begin("waiting").await.unwrap();
            let desk = crate::world::desk(&tx, &registrar).await;
            let case = register_case(&tx, &registrar, &desk, content("Väntar")).await;
            tx.commit().await.unwrap();
            case.unwrap().number
        })
    };
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!other.is_finished(), "nobody gets a number past another");
    drop(tx);
    assert_eq!(other.await.unwrap(), "KS 2026/00002");
    let subjects: Vec<String> = all(&world)
        .await
        .iter()
        .map(|case| case.content.subject.to_string())
        .collect();
    assert_eq!(subjects, ["Väntar", "Det första"]);
}

async fn what_is_wrong_takes_no_number(db: Db) {
    let world = World::of(&db).await;
    let registrar = world.registrar();
    let tx = db.begin("wrong").await.unwrap();
    let desk = world.desk(&tx, &registrar).await;
    let mut wrong = content("Kom in i morgon");
    wrong.received_on = "2026-11-23".parse().ok();
    wrong.officer = "ingen@exempel.se".into();
    let refused = register_case(&tx, &registrar, &desk, wrong).await;
    let refused = refused.unwrap_err();
    let codes = samverk_county::codes(&refused);
    assert_eq!(codes, ["case_received_in_future", "case_officer_unknown"]);
    tx.commit().await.unwrap();
    assert_eq!(all(&world).await, []);
    let first = world.register(content("Det första")).await;
    assert_eq!(first.number, "KS 2026/00001");
}
