//! The life of a letter: in force when enough have signed, one party leaves, notice, and the end; and what a council's
//! decision does.

use crate::letters::{LETTER, binds, decides, decides_on, of, sent, signs};
use crate::world::{MIGRATIONS, World, hidden};
use axum::http::StatusCode;
use samverk_agreements::LETTER as LETTER_KIND;
use samverk_agreements::letters::actions::{AcceptLetter, accept_letter};
use samverk_agreements::letters::{LetterDesk, LetterState};
use samverk_county::{codes, day, key};
use samverk_database::Db;
use samverk_foundation::Decision;

samverk_testing::db_tests!(MIGRATIONS;
    it_is_in_force_when_as_many_as_are_needed_have_signed,
    one_leaves_and_the_others_stay,
    what_has_ended_takes_no_answers,
    a_decision_of_the_council_accepts_the_text_it_decided_on,
    what_was_sent_is_not_removed,
);

async fn state(world: &World<'_>) -> LetterState {
    let tx = world.db.read().await.unwrap();
    let scope = world.county.scope(&tx, &world.coordinator).await;
    LETTER_KIND
        .find(&tx, &scope, "namnd")
        .await
        .unwrap()
        .unwrap()
        .status
}

async fn it_is_in_force_when_as_many_as_are_needed_have_signed(db: Db) {
    let world = World::of(&db).await;
    sent(&world, &[("needed", "2")]).await;
    let path = format!("{LETTER}/beslut");
    let page = world.house.page(&world.coordinator, &path).await;
    let early = [
        ("to", "in_force"),
        ("reason", ""),
        ("revision", &hidden(&page, "revision")),
    ];
    let (status, page) = world.house.post(&world.coordinator, &path, &early).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("0 har undertecknat och 2 behövs."));
    binds(&world, 0).await;
    assert_eq!(state(&world).await, LetterState::Sent);
    binds(&world, 2).await;
    assert_eq!(state(&world).await, LetterState::InForce);
    let page = world.house.page(&world.coordinator, LETTER).await;
    assert!(page.contains("Gäller") && page.contains("2 av 3 parter har undertecknat"));
    let (status, page) = crate::letters::rewrite(&world, "Något annat").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Texten gäller och ändras inte."));
}

async fn in_force(db: &Db) -> World<'_> {
    let world = World::of(db).await;
    sent(&world, &[]).await;
    for party in 0..3 {
        binds(&world, party).await;
    }
    assert_eq!(state(&world).await, LetterState::InForce);
    world
}

async fn one_leaves_and_the_others_stay(db: Db) {
    let world = in_force(&db).await;
    let leaves = |last: &'static str| {
        [
            ("last_day", last),
            ("body", "Kommunfullmäktige"),
            ("date", "2026-11-22"),
            ("paragraph", "§ 3"),
        ]
    };
    let path = of(1, "/uttrade");
    let (status, _) = world
        .house
        .post(
            &world.county.representative(0),
            &path,
            &leaves("2026-12-31"),
        )
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let own = world.county.representative(1);
    let (status, _) = world.house.post(&own, &path, &leaves("2026-11-20")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "before it signed");
    let page = world.house.submit(&own, &path, &leaves("2026-11-21")).await;
    assert!(page.contains("Har lämnat") && page.contains("2026-11-21"));
    assert!(page.contains("Färre än 3 är bundna nu."));
    assert_eq!(
        state(&world).await,
        LetterState::InForce,
        "the others are bound"
    );
}

async fn what_has_ended_takes_no_answers(db: Db) {
    let world = in_force(&db).await;
    let path = format!("{LETTER}/uppsagning");
    let page = world.house.page(&world.coordinator, &path).await;
    let revision = hidden(&page, "revision");
    let notice = |ends: &'static str| {
        [
            ("ends", ends.to_owned()),
            ("reason", "Rådet beslutade § 4".to_owned()),
            ("revision", revision.clone()),
        ]
    };
    let post = async |form: [(&'static str, String); 3]| {
        let form: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        world.house.post(&world.coordinator, &path, &form).await
    };
    let (status, _) = post(notice("2026-11-21")).await;
    assert_eq!(
        status,
        StatusCode::CONFLICT,
        "the last day is not one that has been"
    );
    let (status, told) = post(notice("2026-12-31")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    assert_eq!(state(&world).await, LetterState::NoticeGiven);
    let page = world.house.page(&world.coordinator, LETTER).await;
    assert!(page.contains("Uppsagd") && page.contains("Gäller till och med 2026-12-31."));
    world.decide(LETTER, "ended").await;
    let own = world.county.representative(0);
    let page = world.house.page(&own, &of(0, "")).await;
    let checksum = hidden(&page, "checksum");
    let (status, page) = decides_on(&world, &own, 0, ("declined", &checksum)).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Den är avslutad"));
    let (status, _) = signs(&world, &own, 0).await;
    assert_eq!(status, StatusCode::CONFLICT);
}

async fn a_decision_of_the_council_accepts_the_text_it_decided_on(db: Db) {
    let world = World::of(&db).await;
    sent(&world, &[]).await;
    let tx = db.begin("meeting").await.unwrap();
    let scope = world.county.scope(&tx, &world.coordinator).await;
    let desk = LetterDesk::find(&tx, &world.coordinator, "radet", "namnd")
        .await
        .unwrap();
    let checksum = desk.current().unwrap().checksum.clone();
    let accept = |checksum: &str| AcceptLetter {
        party: key("aneby-kommun"),
        checksum: checksum.to_owned(),
        decision: Decision::new("Rådet", day("2026-11-20"), "§ 5").unwrap(),
        registry_number: String::new(),
        said_by: "Protokoll § 5".to_owned(),
    };
    let other = accept_letter(&tx, &world.coordinator, &scope, "namnd", accept("00")).await;
    assert_eq!(codes(&other.unwrap_err()), ["letter_text_changed"]);
    let given = accept_letter(&tx, &world.coordinator, &scope, "namnd", accept(&checksum)).await;
    assert_eq!(given.unwrap().checksum, checksum);
    tx.commit().await.unwrap();
    let page = world.house.page(&world.coordinator, LETTER).await;
    assert!(
        page.contains("Har beslutat, inte undertecknat") && page.contains("enligt Protokoll § 5")
    );
    let own = world.county.representative(0);
    let (status, _) = decides(&world, &own, 0, "accepted").await;
    assert_eq!(status, StatusCode::CONFLICT, "it has decided");
    let (status, _) = signs(&world, &own, 0).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
}

async fn what_was_sent_is_not_removed(db: Db) {
    let world = World::of(&db).await;
    sent(&world, &[]).await;
    let path = format!("{LETTER}/ta-bort");
    let (status, page) = world
        .house
        .post(&world.coordinator, &path, &[("revision", "2")])
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Avsluta den i stället"));
    let tx = db.read().await.unwrap();
    let parties = samverk_agreements::names_party(&tx, &key("habo-kommun")).await;
    assert!(parties.unwrap(), "who was sent it is not removed");
}
