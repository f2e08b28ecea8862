//! Minutes are approved once, then stand for good, and are announced.

use crate::world::World;
use samverk_county::{COUNCIL, day};
use samverk_database::Db;
use samverk_meetings::waiting;
use samverk_parties::WaitingFor;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    minutes_are_approved_once_and_by_all_who_are_named,
    what_is_decided_stands_and_is_corrected_by_notes,
    a_secret_paragraph_leaves_its_number,
    an_announcement_says_what_the_law_asks_for,
    limits_and_action_points_are_waited_for,
    nobody_has_two_votes,
);

/// The meeting is held, with those who approve.
async fn held(world: &World<'_>, signed: &str) {
    world.meeting("formal", "2026-11-12").await;
    world.matter("arendet", &[]).await;
    let meeting = [
        ("title", "Rådets möte"),
        ("series", "serien"),
        ("date", "2026-11-12"),
        ("begins", "09:30"),
        ("published", "true"),
        ("adjusters.0.name", "Ordföranden"),
        ("adjusters.0.signed_on", "2026-11-18"),
        ("adjusters.1.name", "Justeraren"),
        ("adjusters.1.signed_on", signed),
        ("revision", "1"),
    ];
    world.submit("/moten/mote/redigera", &meeting).await;
    world.step("held", "2").await;
}

async fn minutes_are_approved_once_and_by_all_who_are_named(db: Db) {
    let world = World::of(&db).await;
    held(&world, "").await;
    let approve = |revision| [("to", "approved"), ("reason", ""), ("revision", revision)];
    let told = world.refused("/moten/mote/beslut", &approve("3")).await;
    assert!(told.contains("”arendet” är inte avgjort"), "{told}");
    world.decide("arendet", "decided", "1").await;
    let told = world.refused("/moten/mote/beslut", &approve("3")).await;
    assert!(told.contains("Justeraren har inte justerat än"), "{told}");
    let signed = [
        ("title", "Rådets möte"),
        ("series", "serien"),
        ("date", "2026-11-12"),
        ("adjusters.0.name", "Ordföranden"),
        ("adjusters.0.signed_on", "2026-11-18"),
        ("adjusters.1.name", "Justeraren"),
        ("adjusters.1.signed_on", "2026-11-19"),
        ("revision", "3"),
    ];
    world.submit("/moten/mote/redigera", &signed).await;
    world.step("approved", "4").await;
    let page = world.page("/moten/mote").await;
    assert!(page.contains("2026-11-19"), "the last day: {page}");
    let path = format!("{COUNCIL}/moten/mote/beslut");
    let (status, _) = world
        .house
        .post(&world.coordinator, &path, &approve("5"))
        .await;
    assert!(matches!(status.as_u16(), 403 | 409), "once only: {status}");
}

async fn approved(world: &World<'_>) {
    held(world, "2026-11-19").await;
    world.decide("arendet", "decided", "1").await;
    world.step("approved", "3").await;
}

async fn what_is_decided_stands_and_is_corrected_by_notes(db: Db) {
    let world = World::of(&db).await;
    approved(&world).await;
    let other = [
        ("title", "arendet"),
        ("meeting", "mote"),
        ("kind", "decision"),
        ("decision", "Något annat."),
        ("revision", "2"),
    ];
    world.refused("/arenden/arendet/redigera", &other).await;
    let other = [
        ("title", "Annat"),
        ("date", "2026-11-12"),
        ("revision", "4"),
    ];
    world.refused("/moten/mote/redigera", &other).await;
    let onto = [("title", "Sent"), ("kind", "decision")];
    world.refused("/moten/mote/dagordning", &onto).await;
    let note = [
        ("meeting", "mote"),
        ("date", "2026-11-21"),
        ("author", "Sekreteraren"),
        ("text", "Beloppet ska vara 120 000 kr."),
        ("why", "Skrivfel."),
    ];
    world.submit("/rattelser/ny", &note).await;
    let page = world.page("/moten/mote").await;
    for told in [
        "Beloppet ska vara",
        "Sekreteraren",
        "Skrivfel.",
        "2026-11-21",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
}

async fn a_secret_paragraph_leaves_its_number(db: Db) {
    let world = World::of(&db).await;
    held(&world, "2026-11-19").await;
    let unfounded = [("title", "x"), ("kind", "decision"), ("secret", "true")];
    let told = world.refused("/arenden/ny", &unfounded).await;
    assert!(told.contains("vilken bestämmelse"), "{told}");
    let secret = [
        ("secret", "true"),
        ("secrecy", "OSL 19 kap. 3 §"),
        ("title", "Avtalet med Bolaget"),
    ];
    world.matter("hemligt", &secret).await;
    world.decide("arendet", "decided", "1").await;
    world.decide("hemligt", "decided", "1").await;
    world.step("approved", "3").await;
    let path = format!("{COUNCIL}/moten/mote");
    let public = world.house.page(&world.county.stranger(), &path).await;
    assert!(
        public.contains("§ 1 arendet") && public.contains("Rådet antar förslaget."),
        "{public}"
    );
    assert!(
        public.contains("§ 2 Sekretess") && public.contains("OSL 19 kap. 3 §"),
        "{public}"
    );
    assert!(
        !public.contains("Bolaget") && !public.contains("hemligt\""),
        "{public}"
    );
    assert!(
        world
            .page("/moten/mote")
            .await
            .contains("Avtalet med Bolaget")
    );
}

async fn an_announcement_says_what_the_law_asks_for(db: Db) {
    let world = World::of(&db).await;
    held(&world, "2026-11-19").await;
    world.decide("arendet", "decided", "1").await;
    let told = world.refused("/moten/mote/anslag", &[]).await;
    assert!(told.contains("inte justerat"), "{told}");
    world.step("approved", "3").await;
    world.submit("/moten/mote/anslag", &[]).await;
    let told = world.refused("/moten/mote/anslag", &[]).await;
    assert!(told.contains("redan anslagen"), "{told}");
    let path = format!("{COUNCIL}/anslag/radet-2026-11-12");
    let public = world.house.page(&world.county.stranger(), &path).await;
    for fact in [
        "Rådet",
        "2026-11-12",
        "2026-11-19",
        "Rådhuset i Aneby",
        "2026-11-22",
        // Three weeks end on a Sunday, and so on the Monday.
        "2026-12-15",
    ] {
        assert!(public.contains(fact), "{fact}: {public}");
    }
    let short = [
        ("body", "Rådet"),
        ("meeting_date", "2026-11-12"),
        ("approved_on", "2026-11-19"),
        ("minutes_place", "Rådhuset"),
        ("up_on", "2026-11-22"),
        ("down_on", "2026-12-14"),
        ("revision", "1"),
    ];
    let told = world
        .refused("/anslag/radet-2026-11-12/redigera", &short)
        .await;
    assert!(told.contains("tidigast till 2026-12-15"), "{told}");
}

async fn limits_and_action_points_are_waited_for(db: Db) {
    let world = World::of(&db).await;
    held(&world, "2026-11-19").await;
    let point = [
        ("title", "Skicka planen"),
        ("party", "eksjo-kommun"),
        ("due", "2026-12-01"),
    ];
    world.submit("/atgarder/ny", &point).await;
    let told = async || {
        let tx = db.read().await.unwrap();
        let found = waiting(&tx, &[world.county.council]).await.unwrap();
        let told = found.into_iter().map(|one| (one.code, one.due, one.whose));
        told.collect::<Vec<_>>()
    };
    let first = told().await;
    assert_eq!(first[0].0, "minutes-approve");
    assert_eq!(first[0].1, Some(day("2026-11-26")));
    let party = WaitingFor::Party(world.county.parties[1]);
    assert_eq!(first[1], ("action-point", Some(day("2026-12-01")), party));
    world.decide("arendet", "decided", "1").await;
    world.step("approved", "3").await;
    let then = told().await;
    assert_eq!(
        (then[0].0, then[0].1),
        ("minutes-announce", Some(day("2026-11-23")))
    );
    world.submit("/moten/mote/anslag", &[]).await;
    assert_eq!(told().await.len(), 1);
    let done = [
        ("title", "Skicka planen"),
        ("party", "eksjo-kommun"),
        ("done_on", "2026-11-22"),
        ("revision", "1"),
    ];
    world
        .submit("/atgarder/skicka-planen/redigera", &done)
        .await;
    assert!(told().await.is_empty());
}

async fn nobody_has_two_votes(db: Db) {
    let world = World::of(&db).await;
    world.meeting("formal", "2026-11-20").await;
    let twice = [
        ("key", "omrostning"),
        ("title", "Omröstning"),
        ("meeting", "mote"),
        ("kind", "decision"),
        ("votes.0.party", "aneby-kommun"),
        ("votes.0.name", "Ordföranden"),
        ("votes.0.voice", "yes"),
        ("votes.1.party", "eksjo-kommun"),
        ("votes.1.name", "ordföranden"),
        ("votes.1.voice", "yes"),
    ];
    let told = world.refused("/arenden/ny", &twice).await;
    assert!(told.contains("har redan röstat"), "{told}");
}
