//! An officer leaves, and what they hold is handed over in one step.

use crate::api::client;
use crate::world::{MIGRATIONS, OWN, REGISTRY_PAGE, World, content, registry};
use axum::http::StatusCode;
use samverk_cases::model::{Case, CaseContent};
use samverk_cases::{NumberShape, REGISTRY, RegistryDesk};
use samverk_county::{SYSTEM, key};
use samverk_database::{Db, EventFilter, list_events};
use samverk_foundation::{Actor, Role};
use samverk_identity::model::Grant;
use samverk_identity::{give_role, take_role};
use samverk_kept::Seen;
use serde_json::json;

samverk_testing::db_tests!(MIGRATIONS;
    everything_goes_in_one_step_with_a_row_in_each_history,
    a_secret_case_goes_to_nobody_who_does_not_read_it,
    several_get_theirs_by_registry,
    three_hundred_take_as_many_statements_as_few,
    only_the_administrator_hands_over,
    over_the_api,
);

const LEAVER: &str = "slutar@exempel.se";
const HEIR: &str = "tar.over@exempel.se";
const PAGE: &str = "/aktorer/aneby-kommun/lamna-over";

fn of_leaver(subject: &str) -> CaseContent {
    CaseContent {
        officer: LEAVER.into(),
        ..content(subject)
    }
}

fn secret(subject: &str) -> CaseContent {
    CaseContent {
        secrecy_provision: "OSL 18:8".into(),
        secrecy_on: "2026-11-22".parse().ok(),
        secrecy_authority: "Kommunstyrelsen".into(),
        ..of_leaver(subject)
    }
}

/// Somebody with an account; one who registers when said.
async fn somebody(world: &World<'_>, address: &str, registers: bool) -> Actor {
    let actor = world.officer(address).await;
    if registers {
        let tx = world.db.begin("registers").await.unwrap();
        let grant = Grant::at_party(world.county.parties[0], Role::Representative).unwrap();
        let id = actor.person().unwrap().id;
        give_role(&tx, &SYSTEM, id, &grant, "Aneby kommun")
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    actor
}

fn id_of(actor: &Actor) -> String {
    actor.person().unwrap().id.to_string()
}

async fn find(world: &World<'_>, case: &Case) -> Case {
    let tx = world.db.read().await.unwrap();
    let found = samverk_cases::store::find_case_by_id(&tx, case.id.0).await;
    found.unwrap().unwrap()
}

async fn everything_goes_in_one_step_with_a_row_in_each_history(db: Db) {
    let world = World::of(&db).await;
    let (leaver, heir) = (
        somebody(&world, LEAVER, false).await,
        somebody(&world, HEIR, true).await,
    );
    let first = world.register(of_leaver("Bygglov")).await;
    let second = world.register(secret("Skyddad")).await;
    let other = world.register(content("Någon annans")).await;
    let admin = world.administrator();
    let list = world.house.page(&admin, PAGE).await;
    assert!(list.contains("Handläggaren"), "{list}");
    let one = format!("{PAGE}/{}", id_of(&leaver));
    let page = world.house.page(&admin, &one).await;
    assert!(page.contains("2 öppna ärenden och 0 uppgifter"), "{page}");
    // What is secret is told by number alone.
    assert!(page.contains(&second.number), "{page}");
    assert!(!page.contains("Skyddad"), "{page}");
    let to = id_of(&heir);
    let lacking = [("to", to.as_str()), ("reason", " ")];
    let (status, told) = world.house.post(&admin, &one, &lacking).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    assert_eq!(find(&world, &first).await.officer, first.officer);
    let same = [("to", id_of(&leaver)), ("reason", "Slutar".to_owned())];
    let same = same.each_ref().map(|(name, value)| (*name, value.as_str()));
    let (status, told) = world.house.post(&admin, &one, &same).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    assert!(told.contains("Personen har redan ärendena"), "{told}");
    let said = [("to", to.as_str()), ("reason", "Slutar i december")];
    world.house.submit(&admin, &one, &said).await;
    for case in [&first, &second] {
        let now = find(&world, case).await;
        assert_eq!(now.officer, heir.person().map(|one| one.id));
        assert_eq!(now.revision, case.revision + 1);
        let href = format!("{REGISTRY_PAGE}/arenden/{}", case.key);
        let page = world.house.page(&admin, &href).await;
        assert!(page.contains("Lämnades över"), "{page}");
        assert!(page.contains("Slutar i december"), "{page}");
        // Both are called so.
        let names = "Handläggare: Handläggaren ändrades till Handläggaren";
        assert!(page.contains(names), "{page}");
    }
    assert_eq!(find(&world, &other).await, other);
    // Whoever opened a form before gets told that it changed meanwhile.
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        limit: 100,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &filter).await.unwrap();
    let over = events.iter().filter(|one| one.kind == "case.handed_over");
    let over: Vec<String> = over.map(|one| format!("{one:?}")).collect();
    assert_eq!(over.len(), 2);
    assert!(over.iter().all(|one| !one.contains("Skyddad")), "{over:?}");
    // The receiver is told once, of the registry.
    let person = heir.person().unwrap().id;
    let notices = samverk_notices::store::unsent_of(&tx, person)
        .await
        .unwrap();
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert_eq!(notices[0].why, "cases-handed");
    drop(tx);
    let (status, told) = world.house.post(&admin, &one, &said).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
}

async fn a_secret_case_goes_to_nobody_who_does_not_read_it(db: Db) {
    let world = World::of(&db).await;
    let leaver = somebody(&world, LEAVER, false).await;
    let reader = somebody(&world, HEIR, false).await;
    let open = world.register(of_leaver("Bygglov")).await;
    let hidden = world.register(secret("Skyddad")).await;
    let admin = world.administrator();
    let one = format!("{PAGE}/{}", id_of(&leaver));
    let to = id_of(&reader);
    let said = [("to", to.as_str()), ("reason", "Slutar")];
    let page = world.house.submit(&admin, &one, &said).await;
    assert!(page.contains(&hidden.number), "{page}");
    assert!(!page.contains(&open.number), "{page}");
    assert_eq!(find(&world, &hidden).await, hidden);
    let person = reader.person().map(|one| one.id);
    assert_eq!(find(&world, &open).await.officer, person);
    let href = format!("{REGISTRY_PAGE}/arenden/{}", hidden.key);
    let (status, _) = world.house.get(&reader, &href).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

async fn other_registry(world: &World<'_>) {
    let tx = world.db.begin("registry").await.unwrap();
    let owner = samverk_parties::Owner::seen_by(&SYSTEM, world.party(&tx).await);
    let said = registry("BN", NumberShape::CodeYearNumber);
    let kept = key("byggnadsnamnden");
    let saved = REGISTRY.save(&tx, &SYSTEM, &owner, kept, &said, Seen::New);
    saved.await.unwrap();
    tx.commit().await.unwrap();
}

async fn several_get_theirs_by_registry(db: Db) {
    let world = World::of(&db).await;
    let leaver = somebody(&world, LEAVER, false).await;
    let heir = somebody(&world, HEIR, false).await;
    let builder = somebody(&world, "bygger@exempel.se", false).await;
    other_registry(&world).await;
    let first = world.register(of_leaver("Styrelsens")).await;
    let tx = db.begin("register").await.unwrap();
    let registrar = world.registrar();
    let desk = RegistryDesk::find(&tx, &registrar, OWN, "byggnadsnamnden").await;
    let said = of_leaver("Nämndens");
    let second = samverk_cases::actions::register_case(&tx, &registrar, &desk.unwrap(), said).await;
    let second = second.unwrap();
    tx.commit().await.unwrap();
    // Who has left already is still there to hand over from.
    let tx = db.begin("leave").await.unwrap();
    let grant = Grant::at_party(world.county.parties[0], Role::Reader).unwrap();
    let id = leaver.person().unwrap().id;
    take_role(&tx, &SYSTEM, id, &grant, "Aneby kommun")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let admin = world.administrator();
    let list = world.house.page(&admin, PAGE).await;
    assert!(list.contains("Nej, har slutat"), "{list}");
    let (to, of_board) = (id_of(&heir), id_of(&builder));
    let said = [
        ("to", to.as_str()),
        ("to_byggnadsnamnden", of_board.as_str()),
        ("reason", "Slutar"),
    ];
    let one = format!("{PAGE}/{}", id_of(&leaver));
    world.house.submit(&admin, &one, &said).await;
    let officer = |case: Case| case.officer.map(|one| one.to_string());
    assert_eq!(officer(find(&world, &first).await), Some(to));
    assert_eq!(officer(find(&world, &second).await), Some(of_board));
}

async fn three_hundred_take_as_many_statements_as_few(db: Db) {
    let world = World::of(&db).await;
    let leaver = somebody(&world, LEAVER, false).await;
    let heir = somebody(&world, HEIR, false).await;
    let admin = world.administrator();
    let mut made = Vec::new();
    for (from, to, count) in [(&leaver, &heir, 3), (&heir, &leaver, 300)] {
        let tx = db.begin("register").await.unwrap();
        let registrar = world.registrar();
        let desk = world.desk(&tx, &registrar).await;
        let address = if count == 3 { LEAVER } else { HEIR };
        let already = if count == 3 { 0 } else { 3 };
        for number in already..count {
            let said = CaseContent {
                officer: address.into(),
                ..content(&format!("Ärende {number}"))
            };
            let done = samverk_cases::actions::register_case(&tx, &registrar, &desk, said).await;
            done.unwrap();
        }
        tx.commit().await.unwrap();
        let one = format!("{PAGE}/{}", id_of(from));
        let page = world.house.page(&admin, &one).await;
        assert!(page.contains(&format!("{count} öppna ärenden")), "{page}");
        let to = id_of(to);
        let said = [("to", to.as_str()), ("reason", "Slutar")];
        let before = db.query_count();
        let (status, told) = world.house.post(&admin, &one, &said).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
        made.push(db.query_count() - before);
    }
    // What is written goes in stretches, so that a few more come with hundreds of rows.
    assert!(made[1] <= made[0] + 8, "{made:?}");
}

async fn only_the_administrator_hands_over(db: Db) {
    let world = World::of(&db).await;
    let leaver = somebody(&world, LEAVER, false).await;
    world.register(of_leaver("Bygglov")).await;
    let one = format!("{PAGE}/{}", id_of(&leaver));
    for who in [world.registrar(), world.reader(), world.county.stranger()] {
        for page in [PAGE, one.as_str()] {
            let (status, told) = world.house.get(&who, page).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{told}");
        }
        let said = [("to", ""), ("reason", "Slutar")];
        let (status, told) = world.house.post(&who, &one, &said).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{told}");
    }
}

async fn over_the_api(db: Db) {
    let world = World::of(&db).await;
    let leaver = somebody(&world, LEAVER, false).await;
    somebody(&world, HEIR, false).await;
    world.register(of_leaver("Bygglov")).await;
    let hidden = world.register(secret("Skyddad")).await;
    let admin = client(&db, world.administrator());
    let all = admin.get("/parties/aneby-kommun/officers").await.told(200);
    let one = &all.body["officers"][0];
    assert_eq!((&one["cases"], &one["secretCases"]), (&json!(2), &json!(1)));
    let path = format!(
        "/parties/aneby-kommun/officers/{}/handovers",
        id_of(&leaver)
    );
    let said = json!({ "to": "ingen@exempel.se", "reason": "Slutar" });
    let refused = admin.post(&path, "", &said).await.told(422);
    assert_eq!(refused.errors(), [("handing_receiver_unknown", "/to")]);
    let said = json!({ "to": HEIR, "reason": "Slutar" });
    client(&db, world.registrar())
        .post(&path, "", &said)
        .await
        .told(403);
    let done = admin.post(&path, "", &said).await.told(200);
    assert_eq!(done.body["cases"], 1);
    assert_eq!(done.body["remainingCases"], json!([hidden.number]));
}
