use crate::database_tests;
use crate::mail::next_mail;
use crate::world::{World, at, council, exempelstad, within};
use chrono::TimeDelta;
use samverk_database::{Db, EventFilter, list_events};
use samverk_foundation::{Role, TestClock};
use std::sync::Arc;

database_tests! {
    what_is_refused_stands_in_the_log_without_flooding_it,
    the_log_says_who_did_what_for_whom,
    a_coordinator_reads_the_log_of_the_own_collaboration,
    the_log_is_read_page_by_page,
    the_log_is_searched_by_person_party_kind_and_collaboration,
    the_log_is_searched_between_two_days,
    the_file_holds_what_the_search_finds,
    a_page_of_the_log_asks_a_fixed_number_of_questions,
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
        "på uppdrag av Exempelstads kommun",
        "Roll: ”Läsare”",
        "Gäller för: ”Exempelstads kommun”",
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
    assert!(!second.contains("href=\"/logg?fore="));
}

/// An administrator, and two who have invited somebody: at a party and to a collaboration.
async fn busy_world(db: Db, clock: Arc<TestClock>) -> World {
    let world = World::new(db, clock);
    world.administrator().await;
    world
        .person("Chef", &[at(exempelstad(), Role::PartyAdministrator)])
        .await;
    world
        .person("Samordnare", &[within(council(), Role::Coordinator)])
        .await;
    let reader = [
        ("name", "Ny Läsare"),
        ("email", "l@exempel.se"),
        ("role", "reader"),
    ];
    let mut chef = world.signed_in("Chef").await;
    chef.post("/aktorer/exempelstad/personer/bjud-in", &reader)
        .await;
    let economist = [
        ("name", "Ny Ekonom"),
        ("email", "e@exempel.se"),
        ("role", "economist"),
    ];
    let mut coordinator = world.signed_in("Samordnare").await;
    coordinator
        .post("/samverkan/radet/personer/bjud-in", &economist)
        .await;
    world
}

async fn the_log_is_searched_by_person_party_kind_and_collaboration(db: Db, clock: Arc<TestClock>) {
    let world = busy_world(db, clock).await;
    let tx = world.db.read().await.unwrap();
    let all = EventFilter {
        limit: 100,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &all).await.unwrap();
    drop(tx);
    let chef = events.iter().find(|event| event.actor_name == "Chef");
    let chef = chef.unwrap().person.unwrap();
    let mut admin = world.signed_in("Admin").await;
    let cases = [
        (format!("person={chef}"), "Ny Läsare", "Ny Ekonom"),
        ("aktor=exempelstad".to_owned(), "Ny Läsare", "Ny Ekonom"),
        ("samverkan=radet".to_owned(), "Ny Ekonom", "Ny Läsare"),
        (
            "slag=person&samverkan=radet".to_owned(),
            "Ny Ekonom",
            "Ny Läsare",
        ),
    ];
    for (query, found, left_out) in cases {
        let answer = admin.get(&format!("/logg?{query}")).await;
        let (_, table) = answer.body.split_once("<tbody").expect("a table");
        assert!(
            table.contains(found) && !table.contains(left_out),
            "{query}"
        );
    }
    for query in ["namn=ny+ekonom", "namn=EKONOM"] {
        let answer = admin.get(&format!("/logg?{query}")).await;
        let (_, table) = answer.body.split_once("<tbody").expect(&answer.body);
        assert!(
            table.contains("Ny Ekonom") && !table.contains("Ny Läsare"),
            "{query}"
        );
    }
    for nobody in ["namn=%25", "namn=N_"] {
        let nothing = admin.get(&format!("/logg?{nobody}")).await.body;
        assert!(
            nothing.contains("Inga ändringar svarar mot sökningen."),
            "{nobody}"
        );
    }
    let everything = admin.get("/logg").await.body;
    let (_, link) = everything
        .split_once("href=\"/logg?objekt=")
        .expect("a link to one object's changes");
    let id = link.split('"').next().unwrap();
    let about = admin.get(&format!("/logg?objekt={id}")).await.body;
    let (_, table) = about.split_once("<tbody").expect("a table");
    let (table, _) = table.split_once("</tbody>").unwrap();
    let rows = table.matches("<tr ").count();
    let of_it = table.matches(&format!("/logg?objekt={id}\"")).count();
    assert!(rows > 0 && rows == of_it, "{table}");
    let nothing = admin.get("/logg?slag=budget").await.body;
    assert!(nothing.contains("Inga ändringar svarar mot sökningen."));
    assert_eq!(admin.get("/logg?aktor=finns-inte").await.status, 404);
    assert_eq!(admin.get("/logg?person=x").await.status, 404);

    let mut coordinator = world.signed_in("Samordnare").await;
    let outside = "/samverkan/radet/logg?samverkan=andra-radet&aktor=exempelstad";
    let own = coordinator.get(outside).await.body;
    assert!(
        !own.contains("Ny Läsare"),
        "a search never leaves the collaboration"
    );
}

async fn the_log_is_searched_between_two_days(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.administrator().await;
    // 22 November 22:30 UTC, 23:30 in Sweden; then an hour later it is the 23rd there.
    world.clock.advance(TimeDelta::minutes(12 * 60 + 30));
    let mut admin = world.signed_in("Admin").await;
    admin
        .post("/mina-uppgifter/namn", &[("name", "Sent")])
        .await;
    world.clock.advance(TimeDelta::hours(1));
    admin
        .post("/mina-uppgifter/namn", &[("name", "Efter")])
        .await;
    let day = |day: u8| format!("/logg?fran=2026-11-{day}&till=2026-11-{day}");
    let first = admin.get(&day(22)).await.body;
    assert!(first.contains("blev ”Sent”") && !first.contains("blev ”Efter”"));
    let second = admin.get(&day(23)).await.body;
    assert!(second.contains("blev ”Efter”") && !second.contains("blev ”Sent”"));
    let misread = admin.get("/logg?fran=i-gar&till=2026-11-22").await;
    assert_eq!(misread.status, 422);
    assert!(
        misread.body.contains("”i-gar” är inget datum") && misread.body.contains("value=\"i-gar\""),
        "{}",
        misread.body
    );
}

async fn the_file_holds_what_the_search_finds(db: Db, clock: Arc<TestClock>) {
    let world = busy_world(db, clock).await;
    let mut admin = world.signed_in("Admin").await;
    let page = admin.get("/logg?aktor=exempelstad").await.body;
    let link = "/logg?aktor=exempelstad&#38;tabell=logg&#38;format=csv";
    assert!(page.contains(link), "the link keeps the search");
    let file = "/logg?aktor=exempelstad&tabell=logg&format=csv";
    let csv = admin.get(file).await.body;
    let line = csv
        .lines()
        .find(|line| line.contains("Läsare") && line.contains("Roll given"));
    let line = line.expect("the role is in the file");
    for words in ["Chef", "Exempelstads kommun", "Person", "Ny Läsare", "Roll"] {
        assert!(line.contains(words), "{words}: {line}");
    }
    assert!(!csv.contains("Ny Ekonom"));
    let mut reader = world.signed_in("Samordnare").await;
    assert_eq!(reader.get(file).await.status, 403);
    let own = "/samverkan/radet/logg?tabell=logg&format=csv";
    assert!(reader.get(own).await.body.contains("Ny Ekonom"));
}

async fn a_page_of_the_log_asks_a_fixed_number_of_questions(db: Db, clock: Arc<TestClock>) {
    let world = busy_world(db, clock).await;
    let mut admin = world.signed_in("Admin").await;
    let mut count = async |path: &str| {
        let before = world.db.query_count();
        assert_eq!(admin.get(path).await.status, 200);
        world.db.query_count() - before
    };
    let short = count("/logg").await;
    let found = count("/logg?samverkan=radet").await;
    assert_eq!(short, found);
    for number in 1..=60 {
        world.person(&format!("Nummer{number}"), &[]).await;
    }
    assert_eq!(count("/logg").await, short);
}

async fn the_log_holds_no_secrets(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let mut browser = world.signed_in("Ekonom").await;
    browser
        .post("/glomt-losenord", &[("email", "ekonom@exempel.se")])
        .await;
    let path = crate::browser::password_path(&next_mail(&world).await.unwrap().text);
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

async fn told(world: &World) -> Vec<(String, String, Option<i64>)> {
    let tx = world.db.read().await.unwrap();
    let all = EventFilter {
        limit: 1000,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &all).await.unwrap();
    let told = events.into_iter().rev().filter_map(|event| {
        let kind = event.kind.strip_prefix("security.")?.to_owned();
        let after = event.after.unwrap();
        Some((kind, event.object_name, after["earlier"].as_i64()))
    });
    told.collect()
}

async fn what_is_refused_stands_in_the_log_without_flooding_it(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let mut browser = world.browser();
    for _ in 0..9 {
        browser
            .sign_in("ekonom@exempel.se", "fel lösenord här")
            .await;
    }
    browser
        .sign_in("hemlig.adress@exempel.se", "fel lösenord här")
        .await;
    for _ in 0..3 {
        world.browser().get("/valj-losenord/abc").await;
    }
    let mut ekonom = world.browser();
    ekonom.address = "192.0.2.9:5000".parse().unwrap();
    world.clock.advance(chrono::TimeDelta::hours(2));
    ekonom
        .sign_in("ekonom@exempel.se", crate::world::PASSWORD)
        .await;
    ekonom.get("/logg").await;
    ekonom.get("/logg").await;
    browser
        .sign_in("ekonom@exempel.se", "fel lösenord här")
        .await;
    let line = |kind: &str, name: &str, earlier| (kind.to_owned(), name.to_owned(), earlier);
    let expected = [
        line("sign_in_failed", "Ekonom", None),
        line("throttled", "Ekonom", None),
        line("sign_in_failed", "he…", None),
        line("link_refused", "–", None),
        line("forbidden", "Ekonom", None),
        line("sign_in_failed", "Ekonom", Some(4)),
    ];
    assert_eq!(told(&world).await, expected);
    world.administrator().await;
    let page = world.signed_in("Admin").await.get("/logg").await;
    for words in [
        "Misslyckad inloggning",
        "Fler gånger sedan förra raden",
        "Okänt konto",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
}
