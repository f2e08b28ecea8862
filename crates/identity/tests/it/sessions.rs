use crate::database_tests;
use crate::world::{PASSWORD, World, email};
use chrono::TimeDelta;
use samverk_database::{Db, EventFilter, list_events};
use samverk_foundation::TestClock;
use std::sync::Arc;

database_tests! {
    an_unused_session_ends_after_twelve_hours,
    a_used_session_ends_after_thirty_days,
    signing_in_again_replaces_the_session,
    signing_out_ends_the_session,
    one_can_end_ones_other_sessions,
    one_cannot_end_somebody_elses_session,
    an_administrator_ends_the_sessions_of_another,
    a_new_password_ends_the_other_sessions,
    a_name_can_be_changed,
    without_a_cookie_the_database_is_not_asked,
    a_made_up_cookie_is_nobody,
}

async fn an_unused_session_ends_after_twelve_hours(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let mut browser = world.signed_in("Ekonom").await;
    world
        .clock
        .advance(TimeDelta::hours(12) - TimeDelta::seconds(1));
    assert_eq!(browser.get("/mina-uppgifter").await.status, 200);
    world.clock.advance(TimeDelta::hours(11));
    assert_eq!(browser.get("/mina-uppgifter").await.status, 200);
    world.clock.advance(TimeDelta::hours(12));
    assert_eq!(browser.get("/mina-uppgifter").await.status, 303);
}

async fn a_used_session_ends_after_thirty_days(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let mut browser = world.signed_in("Ekonom").await;
    for _ in 0..71 {
        world.clock.advance(TimeDelta::hours(10));
        assert_eq!(browser.get("/mina-uppgifter").await.status, 200);
    }
    world.clock.advance(TimeDelta::hours(10));
    assert_eq!(browser.get("/mina-uppgifter").await.status, 303);
}

async fn signing_in_again_replaces_the_session(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let mut old = world.signed_in("Ekonom").await;
    let mut new = old.clone();
    assert_eq!(new.sign_in(&email("Ekonom"), PASSWORD).await.status, 303);
    assert_ne!(old.cookie, new.cookie);
    assert_eq!(old.get("/mina-uppgifter").await.status, 303);
    assert_eq!(new.get("/mina-uppgifter").await.status, 200);
}

async fn signing_out_ends_the_session(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let mut browser = world.signed_in("Ekonom").await;
    let mut stolen = browser.clone();
    assert_eq!(browser.post("/logga-ut", &[]).await.location, "/");
    assert_eq!(browser.cookie.as_deref(), Some("samverk="));
    assert_eq!(stolen.get("/mina-uppgifter").await.status, 303);
}

/// The id of the only session on the page that can be ended.
fn other_session(page: &str) -> String {
    let (_, rest) = page
        .split_once(r#"name="session" value=""#)
        .expect("another session");
    rest.split('"').next().unwrap().to_owned()
}

async fn an_administrator_ends_the_sessions_of_another(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.administrator().await;
    let id = world.person("Ekonom", &[]).await;
    let other = world.person("Läsare", &[]).await;
    let mut lost = world.signed_in("Ekonom").await;
    let mut untouched = world.signed_in("Läsare").await;
    let mut admin = world.signed_in("Admin").await;
    let page = admin.get(&format!("/personer/{id}")).await.body;
    let session = other_session(&page);
    let end = format!("/personer/{id}/sessioner");
    let theirs = format!("/personer/{other}/sessioner");
    let wrong = admin.post(&theirs, &[("session", &session)]).await;
    assert_eq!(wrong.status, 404, "not that person's");
    let refused = untouched.post(&end, &[("session", &session)]).await;
    assert_eq!(refused.status, 403);
    assert_eq!(lost.get("/mina-uppgifter").await.status, 200);
    let ended = admin.post(&end, &[("session", &session)]).await;
    assert_eq!(
        ended.location,
        format!("/personer/{id}?notis=session-ended")
    );
    assert_eq!(lost.get("/mina-uppgifter").await.status, 303);
    let mut again = [
        world.signed_in("Ekonom").await,
        world.signed_in("Ekonom").await,
    ];
    let ended = admin.post(&end, &[]).await;
    assert!(ended.location.ends_with("sessions-of-person-ended"));
    for browser in &mut again {
        assert_eq!(browser.get("/mina-uppgifter").await.status, 303);
    }
    assert_eq!(untouched.get("/mina-uppgifter").await.status, 200);
    let tx = world.db.read().await.unwrap();
    let all = EventFilter {
        limit: 100,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &all).await.unwrap();
    let ended = events
        .iter()
        .filter(|event| event.kind == "session.revoked");
    assert_eq!(ended.count(), 2, "each is logged");
}

async fn one_can_end_ones_other_sessions(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let mut here = world.signed_in("Ekonom").await;
    let mut there = world.signed_in("Ekonom").await;
    let id = other_session(&here.get("/mina-uppgifter").await.body);
    let answer = here
        .post("/mina-uppgifter/sessioner", &[("session", &id)])
        .await;
    assert_eq!(answer.location, "/mina-uppgifter?notis=session-ended");
    assert_eq!(there.get("/mina-uppgifter").await.status, 303);

    let mut there = world.signed_in("Ekonom").await;
    here.post("/mina-uppgifter/andra-sessioner", &[]).await;
    assert_eq!(there.get("/mina-uppgifter").await.status, 303);
    assert_eq!(here.get("/mina-uppgifter").await.status, 200);
}

async fn one_cannot_end_somebody_elses_session(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    world.person("Annan", &[]).await;
    let mut first = world.signed_in("Ekonom").await;
    let mut second = world.signed_in("Ekonom").await;
    let id = other_session(&first.get("/mina-uppgifter").await.body);
    let mut other = world.signed_in("Annan").await;
    assert_eq!(
        other
            .post("/mina-uppgifter/sessioner", &[("session", &id)])
            .await
            .status,
        404
    );
    assert_eq!(
        other
            .post("/mina-uppgifter/sessioner", &[("session", "x")])
            .await
            .status,
        404
    );
    assert_eq!(second.get("/mina-uppgifter").await.status, 200);
}

async fn a_new_password_ends_the_other_sessions(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let mut here = world.signed_in("Ekonom").await;
    let mut there = world.signed_in("Ekonom").await;
    let path = "/mina-uppgifter/losenord";
    let change = |current, password, again| {
        [
            ("current", current),
            ("password", password),
            ("again", again),
        ]
    };
    let fields = change("fel lösenord här", "blå båt på land", "blå båt på land");
    let wrong = here.post(path, &fields).await;
    assert!(
        wrong
            .body
            .contains("Skriv det lösenord som du loggar in med nu.")
    );
    let differ = here
        .post(
            path,
            &change(PASSWORD, "blå båt på land", "blå båt på sand"),
        )
        .await;
    assert!(differ.body.contains("Lösenorden är olika."));
    let short = here
        .post(path, &change(PASSWORD, "blå båt", "blå båt"))
        .await;
    assert!(short.body.contains("minst 12 tecken"));
    assert!(there.get("/mina-uppgifter").await.status == 200);

    let done = here
        .post(
            path,
            &change(PASSWORD, "blå båt på land", "blå båt på land"),
        )
        .await;
    assert_eq!(done.location, "/mina-uppgifter?notis=password-changed");
    assert_eq!(here.get("/mina-uppgifter").await.status, 200);
    assert_eq!(there.get("/mina-uppgifter").await.status, 303);
    assert_eq!(there.sign_in(&email("Ekonom"), PASSWORD).await.status, 422);
    assert_eq!(
        there
            .sign_in(&email("Ekonom"), "blå båt på land")
            .await
            .status,
        303
    );
}

async fn a_name_can_be_changed(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let mut browser = world.signed_in("Ekonom").await;
    assert_eq!(
        browser
            .post("/mina-uppgifter/namn", &[("name", " ")])
            .await
            .status,
        422
    );
    browser
        .post("/mina-uppgifter/namn", &[("name", "<b>Ny</b>  Ekonom")])
        .await;
    let page = browser.get("/mina-uppgifter").await.body;
    assert!(page.contains("&#60;b&#62;Ny&#60;/b&#62; Ekonom") && !page.contains("<b>Ny"));
}

async fn without_a_cookie_the_database_is_not_asked(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let before = world.db.query_count();
    assert_eq!(world.browser().get("/logga-in").await.status, 200);
    assert_eq!(world.db.query_count(), before);
}

async fn a_made_up_cookie_is_nobody(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let mut browser = world.browser();
    for cookie in [
        "samverk=abc".to_owned(),
        format!("samverk={}", "A".repeat(43)),
    ] {
        browser.cookie = Some(cookie);
        assert_eq!(browser.get("/mina-uppgifter").await.status, 303);
    }
}
