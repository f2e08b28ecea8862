//! Secret cases are read by the officer and by those who register, and told nowhere else.

use crate::world::{MIGRATIONS, OWN, REGISTRY_PAGE, World, content};
use axum::http::StatusCode;
use samverk_cases::model::CaseContent;
use samverk_database::{Db, EventFilter, list_events};
use samverk_foundation::Actor;

samverk_testing::db_tests!(MIGRATIONS;
    a_secret_case_is_the_officers_and_the_registrars,
    the_log_of_the_house_tells_no_subject,
    what_was_secret_stays_with_those_who_register,
);

fn secret(subject: &str) -> CaseContent {
    CaseContent {
        secrecy_provision: "OSL 18:8".into(),
        secrecy_on: "2026-11-22".parse().ok(),
        secrecy_authority: "Kommunstyrelsen".into(),
        ..content(subject)
    }
}

async fn a_secret_case_is_the_officers_and_the_registrars(db: Db) {
    let world = World::of(&db).await;
    let officer = world.officer("handlaggare@exempel.se").await;
    let mut case = secret("Skyddad uppgift");
    case.officer = "handlaggare@exempel.se".into();
    world.register(case).await;
    world.register(content("Öppen uppgift")).await;
    let one = format!("{REGISTRY_PAGE}/arenden/ks-2026-00001");
    for (who, reads) in [
        (world.registrar(), true),
        (officer, true),
        (world.reader(), false),
    ] {
        let list = world.house.page(&who, REGISTRY_PAGE).await;
        assert_eq!(list.contains("Skyddad uppgift"), reads, "{list}");
        assert!(list.contains("Öppen uppgift"), "{list}");
        // Where a secret case is in its life is told as of any other.
        let open = list.matches(">Pågår</span>").count();
        assert_eq!(open, 1 + usize::from(reads), "{list}");
        let found = world
            .house
            .page(&who, &format!("{REGISTRY_PAGE}?sok=skyddad"))
            .await;
        assert_eq!(found.contains("Skyddad uppgift"), reads, "{found}");
        let (status, page) = world.house.get(&who, &one).await;
        let expected = if reads {
            StatusCode::OK
        } else {
            StatusCode::NOT_FOUND
        };
        assert_eq!(status, expected, "{page}");
        assert_eq!(page.contains("Sekretess enligt OSL 18:8"), reads, "{page}");
        let title = page.split("<title>").nth(1).unwrap();
        let title = title.split("</title>").next().unwrap();
        assert!(!title.contains("Skyddad"), "{title}");
    }
    let page = world.house.page(&Actor::Public, REGISTRY_PAGE).await;
    assert!(
        page.contains("KS 2026/00001") && !page.contains("Skyddad"),
        "{page}"
    );
    let party = world
        .house
        .page(&world.registrar(), &format!("/aktorer/{OWN}"))
        .await;
    assert!(!party.contains("Skyddad"), "{party}");
}

async fn the_log_of_the_house_tells_no_subject(db: Db) {
    let world = World::of(&db).await;
    world.register(secret("Skyddad uppgift")).await;
    // What is marked only afterwards stands in no log either.
    world.register(content("Blir hemlig sedan")).await;
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        limit: 100,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &filter).await.unwrap();
    let of_cases: Vec<_> = events
        .iter()
        .filter(|one| one.object_kind == "case")
        .collect();
    assert_eq!(of_cases.len(), 2);
    for event in of_cases {
        let told = format!("{event:?}");
        assert!(
            told.contains("KS 2026/0000") && !told.contains("emlig"),
            "{told}"
        );
        assert!(!told.contains("Skyddad"), "{told}");
        assert_eq!(event.on_behalf_of, Some(world.county.parties[0]));
    }
}

async fn what_was_secret_stays_with_those_who_register(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Öppet")).await;
    let one = format!("{REGISTRY_PAGE}/arenden/ks-2026-00001");
    let edit = format!("{one}/redigera");
    let (registrar, reader) = (world.registrar(), world.reader());
    let marked = [
        ("subject", "Zebrans hemlighet"),
        ("begun", "own"),
        ("secrecy_provision", "OSL 18:8"),
        ("secrecy_on", "2026-11-22"),
        ("secrecy_authority", "Kommunstyrelsen"),
        ("revision", "1"),
    ];
    world.house.submit(&registrar, &edit, &marked).await;
    let open = [("subject", "Öppet"), ("begun", "own"), ("revision", "2")];
    world.house.submit(&registrar, &edit, &open).await;
    let page = world.house.page(&registrar, &one).await;
    assert!(page.contains("Zebrans hemlighet"), "{page}");
    let page = world.house.page(&reader, &one).await;
    assert!(
        !page.contains("Zebrans") && page.contains("uppgifterna visas inte"),
        "{page}"
    );
    let client = crate::api::client(&db, reader);
    let events = format!("{}/ks-2026-00001/events", crate::api::CASES);
    let told = client.get(&events).await.told(200);
    assert!(
        !told.body.to_string().contains("Zebrans"),
        "{:?}",
        told.body
    );
}
