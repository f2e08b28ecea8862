//! What was decided, sent or declined stands as it was, whoever changes what it was made of.

use crate::world::{ARCHIVE, CONSULTATION, MIGRATIONS, SERVICES, World, answer, hidden};
use samverk_consultations::{AnswerDesk, Letter, keep_what_was_settled};
use samverk_county::{COUNCIL, MEMBERS, SYSTEM};
use samverk_database::{Db, withdraw_adopted};
use samverk_foundation::Actor;

samverk_testing::db_tests!(MIGRATIONS;
    what_was_asked_stands_when_somebody_has_decided,
    the_last_day_of_what_was_sent_is_that_of_then,
    an_answered_point_is_not_moved,
    sections_of_what_was_sent_neither_come_change_nor_go,
    what_was_decided_is_written_anew_by_a_step_back_alone,
    nothing_is_decided_on_that_says_nothing,
    a_section_says_something,
    files_are_laid_by_the_partys_own_people_until_it_is_sent,
    a_step_back_takes_the_letter_back,
    what_was_settled_before_is_kept_once,
);

async fn letter(world: &World<'_>, party: usize) -> Letter {
    desk(world, &world.coordinator, party).await.letter()
}

async fn desk(world: &World<'_>, actor: &Actor, party: usize) -> AnswerDesk {
    let tx = world.db.read().await.unwrap();
    let key = format!("infrastruktur-{}", MEMBERS[party].0);
    AnswerDesk::find(&tx, actor, "radet", &key).await.unwrap()
}

/// The first member has sent what the joint draft says.
async fn sent(db: &Db) -> World<'_> {
    let world = World::opened(db).await;
    world.open(0, "KS 2026/1").await;
    world.adopt_and_send(0, "2026-11-22").await;
    world
}

fn consultation<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let stands = [
        ("title", "Digital infrastruktur"),
        ("direction", "received"),
        ("sender", "Påhittade myndigheten"),
        ("sender_number", "PM 2026/0417"),
        ("missive", "Vi vill ha synpunkter på två förslag."),
        ("received_on", "2026-11-02"),
        ("last_day", "2026-12-18"),
    ];
    let is_kept = |name: &str| changed.iter().all(|(other, _)| *other != name);
    let kept = stands.into_iter().filter(|(name, _)| is_kept(name));
    kept.chain(changed.iter().copied()).collect()
}

async fn what_was_asked_stands_when_somebody_has_decided(db: Db) {
    let world = sent(&db).await;
    let before = letter(&world, 0).await;
    let eksjo = world.county.representative(1);
    let path = format!("{CONSULTATION}/redigera");
    for changed in [("title", "Något annat"), ("sender_number", "ZZ")] {
        let form = consultation(&[changed]);
        let (status, told) = world.send(&eksjo, &path, &form).await;
        assert_eq!(status, 422, "{changed:?}: {told}");
        assert!(
            told.contains("Ett svar på remissen är redan beslutat"),
            "{told}"
        );
    }
    let path = format!("{COUNCIL}/remisspunkter/{ARCHIVE}/redigera");
    let point = [
        ("consultation", "infrastruktur"),
        ("title", "Ett annat e-arkiv"),
        ("text", "Alla ska använda samma e-arkiv."),
        ("stance", "approve"),
        ("reason", "Ett e-arkiv behövs."),
    ];
    let (status, told) = world.send(&eksjo, &path, &point).await;
    assert_eq!(status, 422, "{told}");
    world
        .draft(&eksjo, ARCHIVE, "reject", "Nu säger vi nej.")
        .await;
    assert_eq!(letter(&world, 0).await, before, "the others write on");
}

/// Eksjö is two weeks late when the sender has moved the last day for those who have not answered.
async fn the_last_day_of_what_was_sent_is_that_of_then(db: Db) {
    let world = World::opened(&db).await;
    let path = format!("{CONSULTATION}/redigera");
    let early = consultation(&[("last_day", "2026-11-11")]);
    world.fill(&world.coordinator, &path, &early).await;
    world.open(0, "KS 2026/1").await;
    world.adopt_and_send(0, "2026-11-22").await;
    let later = consultation(&[("last_day", "2027-06-30")]);
    world.fill(&world.coordinator, &path, &later).await;
    let desk = desk(&world, &world.coordinator, 0).await;
    assert_eq!(desk.days_late(), Some(11));
    let page = world.house.page(&world.coordinator, &answer(0)).await;
    assert!(page.contains("Svara senast 2026-11-11"), "{page}");
}

async fn an_answered_point_is_not_moved(db: Db) {
    let world = World::opened(&db).await;
    let other = [
        ("key", "komplettering"),
        ("title", "Komplettering"),
        ("direction", "received"),
        ("sender", "Påhittade myndigheten"),
    ];
    world.submit("/remisser/ny", &other).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    world.adopt(&aneby, &answer(0), None).await;
    let path = format!("{COUNCIL}/remisspunkter/{SERVICES}/redigera");
    let moved = [
        ("consultation", "komplettering"),
        ("title", "Fler e-tjänster"),
        ("text", "Antalet e-tjänster ska mätas."),
        ("stance", "reject"),
        ("reason", "Antalet säger inget om kvaliteten."),
    ];
    let (status, told) = world.send(&aneby, &path, &moved).await;
    assert_eq!(status, 422, "{told}");
    assert!(told.contains("hör till sin remiss"), "{told}");
}

async fn sections_of_what_was_sent_neither_come_change_nor_go(db: Db) {
    let world = sent(&db).await;
    let list = format!("{COUNCIL}/remissvarsavsnitt");
    let key = format!("{ARCHIVE}-infrastruktur-{}", MEMBERS[0].0);
    let mut keys = Vec::new();
    let page = world.house.page(&world.coordinator, &list).await;
    for part in page.split("/remissvarsavsnitt/").skip(1) {
        let key = part.split(['"', '/', '?', '#']).next().unwrap_or_default();
        if key.starts_with(ARCHIVE) {
            keys.push(key.to_owned());
        }
    }
    let key = keys.first().cloned().unwrap_or(key);
    let before = letter(&world, 0).await;
    let path = format!("{list}/{key}/ta-bort");
    let (status, told) = world
        .house
        .post(&world.coordinator, &path, &[("revision", "1")])
        .await;
    assert_eq!(status.as_u16(), 409, "{told}");
    let other = [
        ("statement", "infrastruktur-aneby-kommun"),
        ("point", ARCHIVE),
        ("way", "own"),
        ("stance", "approve"),
        ("reason", "PÅHITTAT"),
    ];
    let path = format!("{list}/ny");
    let (status, told) = world.house.post(&world.coordinator, &path, &other).await;
    assert_eq!(status.as_u16(), 422, "{told}");
    let path = format!("{list}/{key}/redigera");
    let mut changed = other.to_vec();
    changed.push(("revision", "1"));
    let (status, told) = world.house.post(&world.coordinator, &path, &changed).await;
    assert_eq!(status.as_u16(), 422, "{told}");
    assert!(told.contains("Svaret är beslutat"), "{told}");
    // A point that came afterwards is none of what was decided.
    let point = [("title", "En tredje punkt"), ("text", "")];
    world
        .submit("/remisser/infrastruktur/punkter/ny", &point)
        .await;
    let third = [
        ("statement", "infrastruktur-aneby-kommun"),
        ("point", "en-tredje-punkt"),
        ("way", "own"),
        ("stance", "approve"),
        ("reason", "PÅHITTAT"),
    ];
    let path = format!("{list}/ny");
    let (status, told) = world.house.post(&world.coordinator, &path, &third).await;
    assert_eq!(status.as_u16(), 422, "{told}");
    assert_eq!(letter(&world, 0).await, before);
}

async fn what_was_decided_is_written_anew_by_a_step_back_alone(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    let own = answer(0);
    world.adopt(&aneby, &own, None).await;
    world.decide(0).await;
    let path = format!("{own}/redigera");
    let stands = [
        ("consultation", "infrastruktur"),
        ("party", "aneby-kommun"),
        ("on_list", "true"),
        ("number", "KS 2026/1"),
        ("body", "PÅHITTAD NÄMND"),
        ("decided_on", "2030-12-12"),
        ("paragraph", "§ 999"),
    ];
    let (status, told) = world.send(&world.coordinator, &path, &stands).await;
    assert_eq!(status, 422, "{told}");
    assert!(told.contains("Svaret är beslutat"), "{told}");
    let path = format!("{own}/ta-bort");
    let page = world.house.page(&world.coordinator, &path).await;
    let revision = [("revision", hidden(&page, "revision"))];
    let revision: Vec<(&str, &str)> = revision.iter().map(|(a, b)| (*a, b.as_str())).collect();
    let (status, told) = world.house.post(&world.coordinator, &path, &revision).await;
    assert_eq!(status.as_u16(), 409, "{told}");
    let kept = letter(&world, 0).await;
    assert_eq!(
        (kept.body.as_str(), kept.paragraph.as_str()),
        ("Kommunstyrelsen", "§ 12")
    );
}

async fn nothing_is_decided_on_that_says_nothing(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    let path = format!("{}/antaget", answer(0));
    let decision = [("body", "Kommunstyrelsen"), ("decided_on", "2026-11-21")];
    let (status, told) = world.send(&aneby, &path, &decision).await;
    assert_eq!(status, 409, "{told}");
    assert!(told.contains("Svaret säger inget än"), "{told}");
}

async fn a_section_says_something(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    let path = format!("{}/avsnitt/{ARCHIVE}", answer(0));
    let nothing = [("way", "own"), ("stance", ""), ("reason", "  ")];
    let (status, told) = world.send(&aneby, &path, &nothing).await;
    assert_eq!(status, 422, "{told}");
    assert!(
        told.contains("Ta ställning, eller skriv ett skäl"),
        "{told}"
    );
}

async fn takes_files(world: &World<'_>, actor: &Actor, party: usize) -> bool {
    let id = desk(world, actor, party).await.answer.id;
    let things = samverk_consultations::module().things;
    let found = things
        .iter()
        .find(|kind| kind.code == "consultation_answer");
    let tx = world.db.read().await.unwrap();
    (found.unwrap().find)(&tx, actor, id)
        .await
        .unwrap()
        .takes_files
}

async fn files_are_laid_by_the_partys_own_people_until_it_is_sent(db: Db) {
    let world = World::opened(&db).await;
    let (aneby, eksjo) = (
        world.county.representative(0),
        world.county.representative(1),
    );
    assert!(takes_files(&world, &aneby, 0).await);
    assert!(takes_files(&world, &world.coordinator, 0).await);
    assert!(!takes_files(&world, &eksjo, 0).await, "of another party");
    world.open(0, "KS 2026/1").await;
    world.adopt_and_send(0, "2026-11-22").await;
    assert!(!takes_files(&world, &aneby, 0).await, "it is sent");
}

async fn a_step_back_takes_the_letter_back(db: Db) {
    let world = sent(&db).await;
    let aneby = world.county.representative(0);
    let back = format!("{}/tillbaka", answer(0));
    let reason = [("reason", "Fel fil skickades")];
    world.fill(&aneby, &back, &reason).await;
    let decided = letter(&world, 0).await;
    assert_eq!(decided.dispatched_on, None);
    world.fill(&aneby, &back, &reason).await;
    assert!(
        desk(&world, &aneby, 0).await.kept.is_none(),
        "a draft again"
    );
    let said = [
        ("way", "own"),
        ("stance", "change"),
        ("reason", "Vi har tänkt om."),
    ];
    let path = format!("{}/avsnitt/{ARCHIVE}", answer(0));
    world.fill(&aneby, &path, &said).await;
    world.decide(0).await;
    let anew = letter(&world, 0).await;
    assert_eq!(anew.points[0].reason, "Vi har tänkt om.");
}

async fn what_was_settled_before_is_kept_once(db: Db) {
    let world = sent(&db).await;
    let before = letter(&world, 0).await;
    let id = desk(&world, &world.coordinator, 0).await.answer.id;
    let tx = db.begin("forget").await.unwrap();
    withdraw_adopted(&tx, id).await.unwrap();
    withdraw_adopted(&tx, id).await.unwrap();
    keep_what_was_settled(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let kept = desk(&world, &SYSTEM, 0).await.kept;
    assert_eq!(kept.map(|kept| kept.letter), Some(before));
}
