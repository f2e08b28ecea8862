//! What a case says of somebody is corrected, restricted, and told to whoever asks.

use crate::api::client;
use crate::world::{MIGRATIONS, REGISTRY_PAGE, World, content};
use axum::http::StatusCode;
use samverk_cases::Publicity;
use samverk_cases::model::{Begun, Case, CaseContent};
use samverk_database::{Db, EventFilter, list_events};
use samverk_foundation::Actor;
use serde_json::json;

samverk_testing::db_tests!(MIGRATIONS;
    what_was_wrong_is_the_administrators_alone,
    what_is_restricted_is_read_by_few_and_says_so,
    a_person_gets_what_is_kept_of_them,
    nobody_is_found_by_a_personal_number,
);

fn of(counterpart: &str, subject: &str) -> CaseContent {
    CaseContent {
        counterpart: counterpart.into(),
        begun: Begun::Incoming,
        public_subject: "Ansökan".into(),
        ..content(subject)
    }
}

fn page(case: &Case) -> String {
    format!("{REGISTRY_PAGE}/arenden/{}", case.key)
}

async fn what_was_wrong_is_the_administrators_alone(db: Db) {
    let world = World::of(&db).await;
    let case = world.register(of("Vilhelmina Felsson", "Ansökan")).await;
    let one = page(&case);
    let (admin, registrar, reader) = (world.administrator(), world.registrar(), world.reader());
    let fields = |counterpart, reason| {
        [
            ("subject", "Ansökan"),
            ("public_subject", "Ansökan"),
            ("counterpart", counterpart),
            ("reason", reason),
            ("revision", "1"),
        ]
    };
    let correct = format!("{one}/ratta");
    for who in [&registrar, &reader] {
        let (status, told) = world.house.get(who, &correct).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{told}");
        let said = fields("Vera Rättsson", "Fel person");
        let (status, told) = world.house.post(who, &correct, &said).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{told}");
    }
    let form = world.house.page(&admin, &correct).await;
    assert!(form.contains("Vilhelmina Felsson"), "{form}");
    for (counterpart, reason, code) in [
        ("Vera Rättsson", "", StatusCode::UNPROCESSABLE_ENTITY),
        ("Vilhelmina Felsson", "Fel", StatusCode::CONFLICT),
    ] {
        let said = fields(counterpart, reason);
        let (status, told) = world.house.post(&admin, &correct, &said).await;
        assert_eq!(status, code, "{told}");
    }
    let said = fields("Vera Rättsson", "Fel person");
    world.house.submit(&admin, &correct, &said).await;
    for who in [&registrar, &reader, &admin] {
        let seen = world.house.page(who, &one).await;
        assert!(
            seen.contains("Vera Rättsson") && seen.contains("Fel person"),
            "{seen}"
        );
        let reads = *who == admin;
        assert_eq!(seen.contains("Felsson"), reads, "{seen}");
        assert_eq!(seen.contains("(rättad uppgift)"), !reads, "{seen}");
        let found = world
            .house
            .page(who, &format!("{REGISTRY_PAGE}?sok=felsson"))
            .await;
        assert!(!found.contains(&case.number), "{found}");
    }
    let path = "/parties/aneby-kommun/registries/kommunstyrelsen/cases/ks-2026-00001/events";
    for (who, reads) in [(&registrar, false), (&admin, true)] {
        let events = client(&db, who.clone()).get(path).await.told(200);
        let told = events.body.to_string();
        assert_eq!(told.contains("Felsson"), reads, "{told}");
    }
    assert!(!log(&db).await.contains("sson"));
}

async fn log(db: &Db) -> String {
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        limit: 100,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &filter).await.unwrap();
    format!("{events:?}")
}

async fn what_is_restricted_is_read_by_few_and_says_so(db: Db) {
    let world = World::of(&db).await;
    world.show(Publicity::Documents).await;
    let officer = world.officer("handlaggare@exempel.se").await;
    let case = world
        .register(CaseContent {
            officer: "handlaggare@exempel.se".into(),
            ..of("Vilhelmina Tvistsson", "Tvistig uppgift")
        })
        .await;
    world.register(content("Ett annat")).await;
    let file = world.lay(&case, ("kvitto.txt", b"kvitto")).await;
    let one = page(&case);
    let admin = world.administrator();
    let said = [("reason", "Riktigheten utreds."), ("revision", "1")];
    let restrict = format!("{one}/begransa");
    let (status, _) = world.house.post(&world.registrar(), &restrict, &said).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    world.house.submit(&admin, &restrict, &said).await;
    let fetch = format!("/filer/{file}/1/kvitto.txt");
    for (who, reads) in [
        (admin.clone(), true),
        (officer, true),
        (world.registrar(), false),
        (world.reader(), false),
    ] {
        let (status, told) = world.house.get(&who, &one).await;
        assert_eq!(status == StatusCode::OK, reads, "{told}");
        assert_eq!(told.contains("Tvist"), reads, "{told}");
        assert!(told.contains("begränsad"), "it says so: {told}");
        let list = world.house.page(&who, REGISTRY_PAGE).await;
        assert_eq!(list.contains("Tvistig"), reads, "{list}");
        assert!(list.contains("Ett annat"), "{list}");
        let words = world
            .house
            .page(&who, &format!("{REGISTRY_PAGE}?sok=tvistig"))
            .await;
        assert!(!words.contains(&case.number), "by no word: {words}");
        let found = world
            .house
            .page(&who, &format!("{REGISTRY_PAGE}?sok=00001"))
            .await;
        assert_eq!(found.contains("Tvistig"), reads, "{found}");
        let (status, _) = world.site(&who).get(&fetch).await.told();
        assert_eq!(status == StatusCode::OK, reads);
        let (_, csv) = world
            .house
            .get(&who, &format!("{REGISTRY_PAGE}/lista.csv"))
            .await;
        assert_eq!(csv.contains("Tvistig"), who == admin, "{csv}");
    }
    let registrar = client(&db, world.registrar());
    let all = "/parties/aneby-kommun/registries/kommunstyrelsen/cases";
    let listed = registrar.get(all).await.told(200);

    let shown = listed.body["cases"].as_array().map(Vec::len);
    assert_eq!(shown, Some(1), "{}", listed.body);
    assert!(
        listed.body.to_string().contains("\"totalRecords\":1"),
        "{}",
        listed.body
    );
    let refused = registrar
        .get(&format!("{all}/ks-2026-00001"))
        .await
        .told(409);
    assert_eq!(refused.code(), "case_is_restricted");
    // Nobody outside gets anything of it but its number.
    let list = world.house.page(&Actor::Public, REGISTRY_PAGE).await;
    assert!(
        list.contains("KS 2026/00001") && !list.contains("Ansökan"),
        "{list}"
    );
    let (status, _) = world
        .house
        .get(
            &Actor::Public,
            &format!("{REGISTRY_PAGE}/offentligt/ks-2026-00001"),
        )
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(!log(&db).await.contains("Tvist"));
    let ended = [("reason", "Utrett."), ("revision", "2")];
    world
        .house
        .submit(&admin, &format!("{one}/hav-begransning"), &ended)
        .await;
    let seen = world.house.page(&world.reader(), &one).await;
    assert!(
        seen.contains("Tvistig") && seen.contains("Begränsningen hävdes"),
        "{seen}"
    );
    let words = world
        .house
        .page(&world.reader(), &format!("{REGISTRY_PAGE}?sok=tvistig"))
        .await;
    assert!(words.contains(&case.number), "{words}");
}

async fn a_person_gets_what_is_kept_of_them(db: Db) {
    let world = World::of(&db).await;
    let admin = world.administrator();
    world.register(of("Zacharias Exempelsson", "Ansökan")).await;
    world
        .register(of("Zacharias Exempelsson-Lind", "Annan person"))
        .await;
    world
        .register(content("Klagomål från zacharias exempelsson"))
        .await;
    let letter = "From: Z <zacharias@exempel.se>\r\nTo: r@exempel.se\r\nSubject: Hej\r\n\
        Message-ID: <9@exempel.se>\r\n\r\nHej!\r\n";
    let send = format!("{REGISTRY_PAGE}/arenden/ks-2026-00002/epost");
    let body = format!(
        "--zebra\r\nContent-Disposition: form-data; name=\"direction\"\r\n\r\nincoming\r\n--zebra\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"brev.eml\"\r\n\r\n{letter}\r\n--zebra--\r\n"
    );
    let request = axum::http::Request::post(send)
        .header("content-type", "multipart/form-data; boundary=zebra")
        .body(axum::body::Body::from(body));
    let sent = world.site(&world.registrar()).send(request.unwrap()).await;
    let (status, told) = sent.told();
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let ask = format!("{REGISTRY_PAGE}/registerutdrag");
    let (status, _) = world.house.get(&world.registrar(), &ask).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let fields = |name, email| {
        [
            ("name", name),
            ("email", email),
            ("identity", "Legitimation visad"),
            ("received_on", "2026-11-20"),
        ]
    };
    for (name, email) in [("Zacharias", ""), ("", ""), ("900101-9802 A", "")] {
        let (status, told) = world.house.post(&admin, &ask, &fields(name, email)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(!told.contains('⟦'), "{told}");
    }
    let said = fields("Zacharias Exempelsson", "zacharias@exempel.se");
    let page = world.house.submit(&admin, &ask, &said).await;
    for words in [
        "Avsändare eller mottagare",
        "Nämns i ärendemeningen",
        "Avsändare av ett e-postmeddelande",
        "KS 2026/00001",
        "KS 2026/00002-1",
        "KS 2026/00003",
        "artikel 6.1 c",
        "gallringsplan",
        // A month after it came in, which is a Sunday: the Monday.
        "2026-12-21",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Exempelsson-Lind"), "{page}");
    // The question is a case with a last day, and who took the report out is noted.
    let case = format!("{REGISTRY_PAGE}/arenden/ks-2026-00004");
    let asked = world.house.page(&admin, &case).await;
    assert!(
        asked.contains("Begäran om registerutdrag") && asked.contains("/registerutdrag\""),
        "{asked}"
    );
    let readings = world.house.page(&admin, &format!("{case}/lasningar")).await;
    assert!(readings.contains("Registerutdraget"), "{readings}");
    let (status, _) = world
        .house
        .get(&world.registrar(), &format!("{case}/registerutdrag"))
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = world
        .house
        .get(
            &admin,
            &format!("{REGISTRY_PAGE}/arenden/ks-2026-00001/registerutdrag"),
        )
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND, "nobody asks in that case");
    let path = "/parties/aneby-kommun/registries/kommunstyrelsen/cases/ks-2026-00004/findings";
    let found = client(&db, admin).get(path).await.told(200);
    let told = found.body.to_string();
    assert!(told.contains("sender") && !told.contains("Lind"), "{told}");
    assert!(!log(&db).await.contains("Exempelsson"));
}

async fn nobody_is_found_by_a_personal_number(db: Db) {
    let world = World::of(&db).await;
    let case = world
        .register(content("Ansökan av 19900101-9802 om stöd"))
        .await;
    for typed in [
        "19900101-9802",
        "900101-9802",
        "9001019802",
        "19900101",
        "9802",
    ] {
        let found = world
            .house
            .page(&world.registrar(), &format!("{REGISTRY_PAGE}?sok={typed}"))
            .await;
        assert!(!found.contains(&case.number), "{typed}: {found}");
    }
    let found = world
        .house
        .page(
            &world.registrar(),
            &format!("{REGISTRY_PAGE}?sok=st%C3%B6d"),
        )
        .await;
    assert!(found.contains(&case.number), "{found}");
    assert!(!log(&db).await.contains("9802"));
    let registrar = client(&db, world.registrar());
    let all = "/parties/aneby-kommun/registries/kommunstyrelsen/cases";
    let none = registrar
        .get(&format!("{all}?search=900101-9802"))
        .await
        .told(200);
    assert_eq!(none.body["cases"], json!([]));
}
