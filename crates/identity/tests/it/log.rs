use crate::database_tests;
use crate::mail::next_mail;
use crate::world::{World, at, council, exempelstad, within};
use samverk_database::{Db, EventFilter, list_events};
use samverk_foundation::{Role, TestClock};
use std::sync::Arc;

database_tests! {
    the_log_says_who_did_what_for_whom,
    a_coordinator_reads_the_log_of_the_own_collaboration,
    the_log_is_read_page_by_page,
    the_log_holds_no_secrets,
}

async fn the_log_says_who_did_what_for_whom(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.administrator().await;
    world
        .person("Chef", &[at(exempelstad(), Role::PartyAdministrator)])
        .await;
    let mut chef = world.signed_in("Chef").await;
    let fields = [
        ("name", "Ny Person"),
        ("email", "ny@exempel.se"),
        ("role", "reader"),
    ];
    chef.post("/aktorer/exempelstad/personer/bjud-in", &fields)
        .await;
    chef.post("/mina-uppgifter/namn", &[("name", "Chefen")])
        .await;
    let log = world.signed_in("Admin").await.get("/logg").await.body;
    for words in [
        "Roll given: Ny Person",
        "för Exempelstads kommun",
        "Roll: ”Läsare”",
        "Hos: ”Exempelstads kommun”",
        "Namn: ”Chef” blev ”Chefen”",
    ] {
        assert!(log.contains(words), "{words}");
    }
}

async fn a_coordinator_reads_the_log_of_the_own_collaboration(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world
        .person("Samordnare", &[within(council(), Role::Coordinator)])
        .await;
    world
        .person("Läsare", &[at(exempelstad(), Role::Reader)])
        .await;
    let mut coordinator = world.signed_in("Samordnare").await;
    let fields = [
        ("name", "Ny Ekonom"),
        ("email", "ny@exempel.se"),
        ("role", "economist"),
    ];
    coordinator
        .post("/samverkan/radet/personer/bjud-in", &fields)
        .await;
    let log = coordinator.get("/samverkan/radet/logg").await;
    assert!(log.body.contains("Person inbjuden: Ny Ekonom"));
    assert!(
        !log.body.contains("Loggade in"),
        "other matters are not in this log"
    );
    assert_eq!(
        coordinator.get("/samverkan/andra-radet/logg").await.status,
        404
    );
    let mut reader = world.signed_in("Läsare").await;
    assert_eq!(reader.get("/samverkan/radet/logg").await.status, 403);
}

async fn the_log_is_read_page_by_page(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.administrator().await;
    let mut admin = world.signed_in("Admin").await;
    for number in 1..=60 {
        let name = format!("Namn{number:02}x");
        admin.post("/mina-uppgifter/namn", &[("name", &name)]).await;
    }
    let first = admin.get("/logg").await.body;
    assert!(first.contains("Namn60x") && !first.contains("”Namn05x”"));
    let (_, rest) = first
        .split_once("/logg?fore=")
        .expect("a link to older changes");
    let older = rest.split('"').next().unwrap();
    let second = admin.get(&format!("/logg?fore={older}")).await.body;
    assert!(second.contains("”Namn05x”") && second.contains("Person tillagd"));
    assert!(!second.contains("?fore="));
}

async fn the_log_holds_no_secrets(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let mut browser = world.signed_in("Ekonom").await;
    browser
        .post("/glomt-losenord", &[("email", "ekonom@exempel.se")])
        .await;
    let path = crate::browser::password_path(&next_mail(&world.db).await.unwrap().text);
    let token = path.rsplit('/').next().unwrap();
    let new = "röd stuga vid skogen";
    world
        .browser()
        .post(&path, &[("password", new), ("again", new)])
        .await;
    let tx = world.db.read().await.unwrap();
    let events = list_events(
        &tx,
        &EventFilter {
            limit: 100,
            ..Default::default()
        },
    )
    .await
    .unwrap();
    assert!(events.len() >= 5);
    let log = format!("{events:?}");
    let cookie = browser.cookie.unwrap();
    for secret in [token, new, "argon2", cookie.trim_start_matches("samverk=")] {
        assert!(!log.contains(secret), "{secret}");
    }
}
