//! Who is let in when a provider speaks of somebody for the first time.

use crate::database_tests;
use crate::issuer::{Issuer, SigningKey, providers, round_trip};
use crate::world::{SYSTEM, World, at, exempelstad, grannby};
use samverk_database::{Db, EventFilter, RecordedEvent, list_events};
use samverk_foundation::{Role, TestClock};
use samverk_identity::set_active;
use serde_json::{Value, json};
use std::sync::Arc;

database_tests! {
    a_person_with_a_role_is_linked_and_known_again,
    an_address_that_belongs_elsewhere_opens_nothing,
    nobody_is_added_unless_the_party_allows_it,
    a_person_who_is_added_gets_the_mapped_roles,
    whoever_came_by_a_provider_waits_for_no_password,
    a_person_who_is_shut_out_stays_out,
    an_administrator_unlinks_a_person_from_a_provider,
    the_party_decides_on_its_peoples_page,
    what_a_provider_tells_keeps_the_rules_of_forms,
}

async fn world(db: Db, clock: Arc<TestClock>) -> (World, Issuer, SigningKey) {
    let key = SigningKey::new("key-1");
    let issuer = Issuer::start(&key).await;
    let world = World::new(db, clock).with_providers(&issuer.provider());
    (world, issuer, key)
}

async fn events(world: &World) -> Vec<RecordedEvent> {
    let tx = world.db.read().await.unwrap();
    let filter = EventFilter {
        limit: 50,
        ..Default::default()
    };
    list_events(&tx, &filter).await.unwrap()
}

async fn allow(world: &World) {
    world
        .person("Chef", &[at(exempelstad(), Role::PartyAdministrator)])
        .await;
    let mut chef = world.signed_in("Chef").await;
    let path = "/aktorer/exempelstad/personer/inloggning";
    assert_eq!(chef.post(path, &[("allowed", "yes")]).await.status, 303);
}

async fn a_person_with_a_role_is_linked_and_known_again(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    let anna = world
        .person("Anna", &[at(exempelstad(), Role::Reader)])
        .await;
    let mut browser = world.browser();
    let answer = round_trip(&mut browser, &issuer, &key, |_| {}).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (303, "/mina-uppgifter")
    );
    let page = browser.get("/mina-uppgifter").await;
    assert!(page.body.contains("anna@exempel.se"), "{}", page.body);

    let linked = events(&world).await;
    let kinds: Vec<_> = linked
        .iter()
        .take(2)
        .map(|event| event.kind.as_str())
        .collect();
    assert_eq!(kinds, ["person.signed_in", "person.identity_linked"]);
    assert_eq!(linked[1].on_behalf_of, Some(exempelstad().id));
    assert_eq!(linked[1].object_id, anna.0);

    let new_address = |told: &mut Value| told["email"] = json!("anna.ek@annat.se");
    let mut browser = world.browser();
    let answer = round_trip(&mut browser, &issuer, &key, new_address).await;
    assert_eq!(answer.status, 303, "the subject is known: {}", answer.body);
    let page = browser.get("/mina-uppgifter").await;
    assert!(page.body.contains("anna@exempel.se"), "{}", page.body);
}

async fn an_address_that_belongs_elsewhere_opens_nothing(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    allow(&world).await;
    world.person("Anna", &[at(grannby(), Role::Reader)]).await;
    world
        .person("Admin", &[samverk_identity::model::Grant::ADMINISTRATOR])
        .await;
    for email in ["anna@exempel.se", "admin@exempel.se"] {
        let mut browser = world.browser();
        let said = |told: &mut Value| told["email"] = json!(email);
        let refused = round_trip(&mut browser, &issuer, &key, said).await;
        assert_eq!((refused.status, browser.cookie), (409, None), "{email}");
        let words = "har ett konto men ingen roll hos Exempelstads kommun";
        assert!(refused.body.contains(words), "{}", refused.body);
    }
    let unverified = |told: &mut Value| told["email_verified"] = json!(false);
    let refused = round_trip(&mut world.browser(), &issuer, &key, unverified).await;
    assert!(
        refused
            .body
            .contains("har inte bekräftat någon e-postadress"),
        "{}",
        refused.body
    );
}

async fn nobody_is_added_unless_the_party_allows_it(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    let refused = round_trip(&mut world.browser(), &issuer, &key, |_| {}).await;
    assert_eq!(refused.status, 422);
    let words = "Be administratören för Exempelstads kommun att bjuda in dig.";
    assert!(refused.body.contains(words), "{}", refused.body);

    allow(&world).await;
    let mut settings = issuer.settings();
    settings["just_in_time"] = json!(false);
    let strict = World::new(world.db.clone(), world.clock.clone());
    let strict = strict.with_providers(&providers(&[settings]));
    let refused = round_trip(&mut strict.browser(), &issuer, &key, |_| {}).await;
    assert_eq!(refused.status, 422, "the operator has not allowed it");
    let added = round_trip(&mut world.browser(), &issuer, &key, |_| {}).await;
    assert_eq!(added.status, 303, "{}", added.body);
}

async fn a_person_who_is_added_gets_the_mapped_roles(db: Db, clock: Arc<TestClock>) {
    let key = SigningKey::new("key-1");
    let issuer = Issuer::start(&key).await;
    let mut settings = issuer.settings();
    settings["party"] = Value::Null;
    settings["role"] = Value::Null;
    settings["party_claim"] = json!("org");
    settings["parties"] = json!({ "212000-0001": "exempelstad", "212000-0009": "finns-inte" });
    settings["role_claim"] = json!("groups");
    settings["roles"] = json!({ "ombud": "representative" });
    let world = World::new(db, clock).with_providers(&providers(&[settings]));
    allow(&world).await;
    let said = |org: &'static str, group: &'static str| {
        move |told: &mut Value| {
            told["org"] = json!(org);
            told["groups"] = json!([group]);
        }
    };
    for (org, group, words) in [
        ("212000-0002", "ombud", "säger inte vilken aktör"),
        ("212000-0009", "ombud", "säger inte vilken aktör"),
        ("212000-0001", "administrator", "ger dig ingen roll"),
    ] {
        let refused = round_trip(&mut world.browser(), &issuer, &key, said(org, group)).await;
        assert!(
            refused.body.contains(words),
            "{org} {group}: {}",
            refused.body
        );
    }
    let mut browser = world.browser();
    let answer = round_trip(&mut browser, &issuer, &key, said("212000-0001", "ombud")).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = browser.get("/mina-uppgifter").await;
    assert!(page.body.contains("Anna Ek"), "{}", page.body);
    assert!(
        page.body.contains("Representant, Exempelstads kommun"),
        "{}",
        page.body
    );
    let happened = events(&world).await;
    let kinds: Vec<_> = happened
        .iter()
        .take(4)
        .map(|event| event.kind.as_str())
        .collect();
    let expected = [
        "person.signed_in",
        "person.identity_linked",
        "grant.added",
        "person.added_by_provider",
    ];
    assert_eq!(kinds, expected);
}

async fn whoever_came_by_a_provider_waits_for_no_password(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    allow(&world).await;
    let mut anna = world.browser();
    let answer = round_trip(&mut anna, &issuer, &key, |_| {}).await;
    assert_eq!(answer.status, 303);
    let own = anna.get("/mina-uppgifter").await;
    assert!(own.body.contains("Du loggar in med din organisation."));
    assert!(!own.body.contains("/mina-uppgifter/losenord"));
    let mut chef = world.signed_in("Chef").await;
    let people = chef.get("/aktorer/exempelstad/personer").await;
    assert!(people.body.contains("Anna Ek"));
    assert!(!people.body.contains("Inbjuden"), "{}", people.body);

    let before = events(&world).await.len();
    let asked = world
        .browser()
        .post("/glomt-losenord", &[("email", "anna@exempel.se")])
        .await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    assert_eq!(
        events(&world).await.len(),
        before,
        "no link past the provider"
    );

    let fields = [("email", "anna@exempel.se"), ("role", "representative")];
    let invited = chef
        .post("/aktorer/exempelstad/personer/bjud-in", &fields)
        .await;
    assert_eq!(
        invited.status, 303,
        "only the role is given: {}",
        invited.body
    );
}

async fn a_person_who_is_shut_out_stays_out(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    let anna = world
        .person("Anna", &[at(exempelstad(), Role::Reader)])
        .await;
    let shut_out = async |active: bool| {
        let tx = world.db.begin("test").await.unwrap();
        set_active(&tx, &SYSTEM, anna, active).await.unwrap();
        tx.commit().await.unwrap();
    };
    shut_out(false).await;
    let mut browser = world.browser();
    let first = round_trip(&mut browser, &issuer, &key, |_| {}).await;
    assert_eq!(
        (first.status, browser.cookie),
        (409, None),
        "at the first sign-in"
    );
    shut_out(true).await;
    let mut browser = world.browser();
    assert_eq!(
        round_trip(&mut browser, &issuer, &key, |_| {}).await.status,
        303
    );
    shut_out(false).await;
    assert_eq!(
        browser.get("/mina-uppgifter").await.status,
        303,
        "the session has ended"
    );
    let mut browser = world.browser();
    let known = round_trip(&mut browser, &issuer, &key, |_| {}).await;
    assert_eq!(
        (known.status, browser.cookie),
        (409, None),
        "known by the subject"
    );
    assert!(known.body.contains("Anna är avstängd"), "{}", known.body);
}

async fn the_party_decides_on_its_peoples_page(db: Db, clock: Arc<TestClock>) {
    let (world, ..) = world(db, clock).await;
    world
        .person("Chef", &[at(exempelstad(), Role::PartyAdministrator)])
        .await;
    world
        .person("Ombud", &[at(exempelstad(), Role::Representative)])
        .await;
    world
        .person("Granne", &[at(grannby(), Role::PartyAdministrator)])
        .await;
    let people = "/aktorer/exempelstad/personer";
    let decide = "/aktorer/exempelstad/personer/inloggning";

    let heading = "Inloggning med er inloggningstjänst";
    let mut chef = world.signed_in("Chef").await;
    assert!(chef.get(people).await.body.contains(heading));
    for _ in 0..2 {
        assert_eq!(chef.post(decide, &[("allowed", "yes")]).await.status, 303);
    }
    assert!(chef.get(people).await.body.contains("Sluta lägga till"));
    assert_eq!(chef.post(decide, &[("allowed", "no")]).await.status, 303);
    let kinds: Vec<_> = events(&world)
        .await
        .into_iter()
        .map(|event| event.kind)
        .collect();
    assert_eq!(
        kinds[..2],
        ["party.just_in_time_stopped", "party.just_in_time_allowed"]
    );

    let mut representative = world.signed_in("Ombud").await;
    assert!(!representative.get(people).await.body.contains(heading));
    for name in ["Ombud", "Granne"] {
        let refused = world
            .signed_in(name)
            .await
            .post(decide, &[("allowed", "yes")])
            .await;
        assert_eq!(refused.status, 403, "{name}");
    }
    let mut neighbour = world.signed_in("Granne").await;
    let own = neighbour.get("/aktorer/grannby/personer").await;
    assert_eq!(own.status, 200);
    assert!(
        !own.body.contains(heading),
        "no provider speaks for Grannby"
    );
}

async fn an_administrator_unlinks_a_person_from_a_provider(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    world.administrator().await;
    let anna = world
        .person("Anna", &[at(exempelstad(), Role::Reader)])
        .await;
    let mut browser = world.browser();
    round_trip(&mut browser, &issuer, &key, |_| {}).await;
    let mut admin = world.signed_in("Admin").await;
    let home = format!("/personer/{anna}");
    let page = admin.get(&home).await.body;
    assert!(page.contains("Exempelstads inloggning, sedan 20"), "{page}");
    let start = page.split("name=\"link\" value=\"").nth(1).unwrap();
    let link = start.split('"').next().unwrap();
    let path = format!("{home}/koppla-bort");
    let (fields, unknown) = ([("link", link)], [("link", anna.0.to_string())]);
    let unknown = unknown.each_ref().map(|(name, id)| (*name, id.as_str()));
    assert_eq!(browser.post(&path, &fields).await.status, 403);
    assert_eq!(admin.post(&path, &unknown).await.status, 404);
    let answer = admin.post(&path, &fields).await;
    assert_eq!(answer.location, format!("{home}?notis=provider-unlinked"));
    assert!(
        !admin
            .get(&home)
            .await
            .body
            .contains("Exempelstads inloggning")
    );
    let own = browser.get("/mina-uppgifter").await;
    assert_eq!(own.status, 303, "the session is over");
    let last = &events(&world).await[0];
    assert_eq!(last.kind, "person.identity_unlinked");
    assert_eq!(
        last.before.as_ref().unwrap()["provider"],
        "Exempelstads inloggning"
    );

    // The subject is nobody any more: the address decides again.
    let new_address = |told: &mut Value| told["email"] = json!("anna.ek@annat.se");
    let refused = round_trip(&mut world.browser(), &issuer, &key, new_address).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    let answer = round_trip(&mut world.browser(), &issuer, &key, |_| {}).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(
        admin
            .get(&home)
            .await
            .body
            .contains("Exempelstads inloggning")
    );
}

async fn what_a_provider_tells_keeps_the_rules_of_forms(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    allow(&world).await;
    let cases: [(&str, Value, &str); 6] = [
        ("name", json!("Anna\0Ek"), "U+0000"),
        ("name", json!("Anna\u{202e}kE"), "U+202E"),
        ("email", json!("anna\0@exempel.se"), "e-post"),
        (
            "email",
            json!(format!("{}@exempel.se", "a".repeat(5_000))),
            "e-post",
        ),
        ("sub", json!("s".repeat(5_000)), "(sub)"),
        ("sub", json!("s\0"), "(sub)"),
    ];
    for (number, (claim, value, words)) in cases.into_iter().enumerate() {
        let mut browser = world.browser();
        browser.address = format!("198.51.100.{number}:5000").parse().unwrap();
        let said = |told: &mut Value| told[claim] = value.clone();
        let refused = round_trip(&mut browser, &issuer, &key, said).await;
        assert_eq!((refused.status, browser.cookie), (422, None), "{claim}");
        assert!(refused.body.contains(words), "{claim}: {}", refused.body);
    }
    let mut browser = world.browser();
    let decomposed = |told: &mut Value| told["name"] = json!("A\u{30a}sa\u{b}Ek");
    let answer = round_trip(&mut browser, &issuer, &key, decomposed).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = browser.get("/mina-uppgifter").await;
    assert!(page.body.contains("\u{c5}sa Ek"), "{}", page.body);
}
