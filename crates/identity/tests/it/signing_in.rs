use crate::database_tests;
use crate::world::{PASSWORD, SYSTEM, World};
use chrono::TimeDelta;
use samverk_database::{Db, EventFilter, list_events};
use samverk_foundation::TestClock;
use samverk_identity::add_person;
use std::sync::Arc;

database_tests! {
    the_right_password_opens_a_session,
    a_wrong_password_and_an_unknown_person_look_the_same,
    five_wrong_passwords_close_the_door_for_fifteen_minutes,
    twenty_failures_from_an_address_close_it_for_that_address,
    successes_do_not_count,
    strangers_do_not_keep_the_owner_out,
    what_is_dated_in_the_future_does_not_count,
    an_invited_person_cannot_sign_in_yet,
    empty_fields_are_named,
}

async fn the_right_password_opens_a_session(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let person = world.person("Ekonom", &[]).await;
    let mut browser = world.browser();

    let sent_away = browser.get("/mina-uppgifter?a=1").await;
    assert_eq!(sent_away.status, 303);
    assert_eq!(
        sent_away.location,
        "/logga-in?till=%2Fmina-uppgifter%3Fa%3D1"
    );
    let form = browser.get(&sent_away.location).await;
    assert!(
        form.body
            .contains(r#"name="till" value="/mina-uppgifter?a=1""#)
    );

    let fields = [
        ("email", " Ekonom@Exempel.se"),
        ("password", PASSWORD),
        ("till", "/mina-uppgifter?a=1"),
    ];
    let answer = browser.post("/logga-in", &fields).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (303, "/mina-uppgifter?a=1")
    );
    let page = browser.get("/mina-uppgifter").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("ekonom@exempel.se") && page.body.contains("Firefox på Linux"));

    let tx = world.db.read().await.unwrap();
    let events = list_events(
        &tx,
        &EventFilter {
            limit: 1,
            ..Default::default()
        },
    )
    .await
    .unwrap();
    assert_eq!(
        (events[0].kind.as_str(), events[0].person),
        ("person.signed_in", Some(person))
    );

    let fields = [
        ("email", "ekonom@exempel.se"),
        ("password", PASSWORD),
        ("till", "//ond.se"),
    ];
    assert_eq!(
        world.browser().post("/logga-in", &fields).await.location,
        "/"
    );
    assert_eq!(
        browser.get("/logga-in?till=https://ond.se").await.location,
        "/"
    );
}

async fn a_wrong_password_and_an_unknown_person_look_the_same(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let wrong = world
        .browser()
        .sign_in("ekonom@exempel.se", "fel lösenord här")
        .await;
    let unknown = world
        .browser()
        .sign_in("okonom@exempel.se", "fel lösenord här")
        .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(unknown.status, 422);
    assert!(
        wrong
            .body
            .contains("E-postadressen eller lösenordet stämmer inte.")
    );
    assert_eq!(wrong.body.replace("ekonom@", "okonom@"), unknown.body);
    assert!(!wrong.body.contains("fel lösenord här"));
}

async fn five_wrong_passwords_close_the_door_for_fifteen_minutes(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    world.person("Annan", &[]).await;
    let mut browser = world.browser();
    for _ in 0..5 {
        assert_eq!(
            browser
                .sign_in("Ekonom@exempel.se", "fel lösenord här")
                .await
                .status,
            422
        );
    }
    let closed = browser.sign_in("ekonom@exempel.se", PASSWORD).await;
    assert_eq!(closed.status, 429);
    assert!(closed.body.contains("Vänta 15 min"), "{}", closed.body);
    assert_eq!(
        browser.sign_in("annan@exempel.se", PASSWORD).await.status,
        303
    );

    world.clock.advance(TimeDelta::minutes(14));
    let still = world.browser().sign_in("ekonom@exempel.se", PASSWORD).await;
    assert!(still.body.contains("Vänta 1 min"));
    world.clock.advance(TimeDelta::minutes(1));
    assert_eq!(
        world
            .browser()
            .sign_in("ekonom@exempel.se", PASSWORD)
            .await
            .status,
        303
    );
}

async fn twenty_failures_from_an_address_close_it_for_that_address(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let mut browser = world.browser();
    for number in 0..20 {
        let unknown = format!("okand{number}@exempel.se");
        assert_eq!(
            browser.sign_in(&unknown, "fel lösenord här").await.status,
            422
        );
    }
    assert_eq!(
        browser.sign_in("ekonom@exempel.se", PASSWORD).await.status,
        429
    );
    let mut elsewhere = world.browser();
    elsewhere.address = "192.0.2.2:5000".parse().unwrap();
    assert_eq!(
        elsewhere
            .sign_in("ekonom@exempel.se", PASSWORD)
            .await
            .status,
        303
    );
}

async fn successes_do_not_count(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    for _ in 0..4 {
        let wrong = world
            .browser()
            .sign_in("ekonom@exempel.se", "fel lösenord här")
            .await;
        assert_eq!(wrong.status, 422);
    }
    for _ in 0..7 {
        assert_eq!(
            world
                .browser()
                .sign_in("ekonom@exempel.se", PASSWORD)
                .await
                .status,
            303
        );
    }
}

async fn strangers_do_not_keep_the_owner_out(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    world.signed_in("Ekonom").await;
    world.clock.advance(TimeDelta::days(7));
    let mut stranger = world.browser();
    stranger.address = "192.0.2.66:5000".parse().unwrap();
    for _ in 0..8 {
        stranger
            .sign_in("ekonom@exempel.se", "fel lösenord här")
            .await;
    }
    let closed = stranger.sign_in("ekonom@exempel.se", PASSWORD).await;
    assert_eq!(closed.status, 429);
    world.signed_in("Ekonom").await;
    // The owner's success opens nothing to the stranger, and elsewhere the door is closed.
    let closed = stranger.sign_in("ekonom@exempel.se", PASSWORD).await;
    assert_eq!(closed.status, 429);
    let mut elsewhere = world.browser();
    elsewhere.address = "192.0.2.77:5000".parse().unwrap();
    let closed = elsewhere.sign_in("ekonom@exempel.se", PASSWORD).await;
    assert_eq!(closed.status, 429);
    let mut owner = world.browser();
    for _ in 0..5 {
        owner.sign_in("ekonom@exempel.se", "fel lösenord här").await;
    }
    let closed = owner.sign_in("ekonom@exempel.se", PASSWORD).await;
    assert_eq!(closed.status, 429);
}

async fn what_is_dated_in_the_future_does_not_count(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    world.clock.advance(TimeDelta::days(365));
    for _ in 0..5 {
        let mut browser = world.browser();
        browser
            .sign_in("ekonom@exempel.se", "fel lösenord här")
            .await;
    }
    world.clock.advance(TimeDelta::days(-365));
    world.signed_in("Ekonom").await;
}

async fn an_invited_person_cannot_sign_in_yet(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let tx = world.db.begin("test").await.unwrap();
    add_person(&tx, &SYSTEM, "Ny", "ny@exempel.se", false)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        world
            .browser()
            .sign_in("ny@exempel.se", PASSWORD)
            .await
            .status,
        422
    );
}

async fn empty_fields_are_named(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let answer = world.browser().sign_in("", "").await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("#input-email") && answer.body.contains("#input-password"));
}
