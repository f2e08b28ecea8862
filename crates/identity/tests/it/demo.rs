use crate::database_tests;
use crate::mail::next_mail;
use crate::world::{World, council, exempelstad};
use samverk_database::Db;
use samverk_foundation::{Role, TestClock};
use samverk_identity::{DemoPlace, demo_sign_ins, ensure_demo_people};
use std::sync::Arc;

database_tests! {
    every_role_can_be_tried,
    demo_people_are_let_in_only_in_demo_mode,
    demo_mode_shows_links_instead_of_mailing_them,
}

/// The council, whose economist works at the party that is its host.
fn place() -> DemoPlace {
    DemoPlace {
        collaboration: council(),
        party: exempelstad(),
        host: Some(exempelstad()),
    }
}

async fn ensure(world: &World) {
    let tx = world.db.begin("test").await.unwrap();
    ensure_demo_people(&tx, true, &place()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn every_role_can_be_tried(db: Db, clock: Arc<TestClock>) {
    let world = World::with_demo(db, clock, true);
    ensure(&world).await;
    ensure(&world).await;
    let page = world.browser().get("/logga-in").await.body;
    let roles: Vec<_> = demo_sign_ins().iter().map(|sign_in| sign_in.role).collect();
    assert_eq!(roles, Role::ALL[..7]);
    for sign_in in demo_sign_ins() {
        assert!(page.contains(sign_in.email) && page.contains(sign_in.password));
        let mut browser = world.browser();
        assert_eq!(
            browser
                .sign_in(sign_in.email, sign_in.password)
                .await
                .status,
            303
        );
        assert!(
            browser
                .get("/mina-uppgifter")
                .await
                .body
                .contains(sign_in.name)
        );
        let people = browser.get("/samverkan/radet/personer").await;
        let belongs = sign_in.role != Role::Opener;
        assert_eq!(people.status == 200, belongs, "{}", sign_in.email);
    }
}

async fn demo_people_are_let_in_only_in_demo_mode(db: Db, clock: Arc<TestClock>) {
    let demo = World::with_demo(db.clone(), clock.clone(), true);
    ensure(&demo).await;
    let [administrator, ..] = demo_sign_ins();
    let mut inside = demo.browser();
    inside
        .sign_in(administrator.email, administrator.password)
        .await;

    let real = World::new(db, clock);
    let tx = real.db.begin("test").await.unwrap();
    let refused = ensure_demo_people(&tx, false, &place()).await.unwrap_err();
    assert_eq!(refused.code, "demo_only");
    drop(tx);
    let mut browser = real.browser();
    let answer = browser
        .sign_in(administrator.email, administrator.password)
        .await;
    assert_eq!(answer.status, 422);
    assert!(!answer.body.contains(administrator.password));
    browser.cookie = inside.cookie;
    assert_eq!(browser.get("/mina-uppgifter").await.status, 303);
    browser
        .post("/glomt-losenord", &[("email", administrator.email)])
        .await;
    assert!(next_mail(&real).await.is_none());
}

async fn demo_mode_shows_links_instead_of_mailing_them(db: Db, clock: Arc<TestClock>) {
    let world = World::with_demo(db, clock, true);
    ensure(&world).await;
    let [_, coordinator, ..] = demo_sign_ins();
    let mut browser = world.browser();
    browser
        .sign_in(coordinator.email, coordinator.password)
        .await;
    let fields = [
        ("name", "Ny"),
        ("email", "ny@exempel.se"),
        ("role", "economist"),
    ];
    let invited = browser
        .post("/samverkan/radet/personer/bjud-in", &fields)
        .await;
    assert_eq!(invited.status, 200);
    let path = invited.shown_link();
    assert!(invited.body.contains(&format!("http://samverk.test{path}")));
    assert_eq!(world.browser().get(&path).await.status, 200);
    let asked = world
        .browser()
        .post("/glomt-losenord", &[("email", "ny@exempel.se")])
        .await;
    assert_eq!(world.browser().get(&asked.shown_link()).await.status, 200);
    assert!(next_mail(&world).await.is_none());
}
