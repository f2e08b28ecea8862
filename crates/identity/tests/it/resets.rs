use crate::browser::password_path;
use crate::database_tests;
use crate::mail::next_mail;
use crate::world::{PASSWORD, SYSTEM, World, email};
use chrono::TimeDelta;
use samverk_database::Db;
use samverk_foundation::{Actor, TestClock};
use samverk_identity::reset_person;
use std::sync::Arc;

database_tests! {
    a_forgotten_password_is_replaced,
    a_reset_link_lasts_two_hours,
    nobody_learns_who_has_an_account,
    resets_are_throttled,
    only_an_administrator_resets_others,
}

const NEW: &str = "röd stuga vid skogen";

async fn a_forgotten_password_is_replaced(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let mut old = world.signed_in("Ekonom").await;
    let mut browser = world.browser();
    for _ in 0..2 {
        browser
            .post("/glomt-losenord", &[("email", "Ekonom@exempel.se")])
            .await;
    }
    let first = password_path(&next_mail(&world).await.expect("a letter").text);
    let second = password_path(&next_mail(&world).await.expect("a letter").text);
    let done = browser
        .post(&first, &[("password", NEW), ("again", NEW)])
        .await;
    assert_eq!(done.location, "/logga-in?notis=password-chosen");
    assert_eq!(browser.get(&second).await.status, 404);
    assert_eq!(old.get("/mina-uppgifter").await.status, 303);
    assert_eq!(
        browser.sign_in(&email("Ekonom"), PASSWORD).await.status,
        422
    );
    assert_eq!(browser.sign_in(&email("Ekonom"), NEW).await.status, 303);
}

async fn a_reset_link_lasts_two_hours(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    world
        .browser()
        .post("/glomt-losenord", &[("email", "ekonom@exempel.se")])
        .await;
    let path = password_path(&next_mail(&world).await.expect("a letter").text);
    world
        .clock
        .advance(TimeDelta::hours(2) - TimeDelta::seconds(1));
    assert_eq!(world.browser().get(&path).await.status, 200);
    world.clock.advance(TimeDelta::seconds(1));
    assert_eq!(world.browser().get(&path).await.status, 404);
    assert_eq!(world.browser().get("/valj-losenord/abc").await.status, 404);
}

async fn nobody_learns_who_has_an_account(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let known = world
        .browser()
        .post("/glomt-losenord", &[("email", "ekonom@exempel.se")])
        .await;
    assert!(next_mail(&world).await.is_some());
    let unknown = world
        .browser()
        .post("/glomt-losenord", &[("email", "okand@exempel.se")])
        .await;
    assert!(next_mail(&world).await.is_none());
    assert_eq!((known.status, known.body), (unknown.status, unknown.body));
}

async fn resets_are_throttled(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let mut browser = world.browser();
    for _ in 0..5 {
        let asked = browser
            .post("/glomt-losenord", &[("email", "okand@exempel.se")])
            .await;
        assert_eq!(asked.status, 200);
    }
    let refused = browser
        .post("/glomt-losenord", &[("email", "okand@exempel.se")])
        .await;
    assert_eq!(refused.status, 429);
}

async fn only_an_administrator_resets_others(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let tx = world.db.begin("test").await.unwrap();
    let refused = reset_person(&tx, &Actor::Public, "ekonom@exempel.se")
        .await
        .err()
        .unwrap();
    assert_eq!(refused.code, "sign_in_needed");
    let unknown = reset_person(&tx, &SYSTEM, "okand@exempel.se")
        .await
        .err()
        .unwrap();
    assert_eq!(unknown.code, "person_unknown");
    let link = reset_person(&tx, &SYSTEM, "ekonom@exempel.se")
        .await
        .ok()
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.browser().get(&link.path()).await.status, 200);
}
