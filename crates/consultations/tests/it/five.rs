//! Five people write in one draft at once: what one saves is never saved over unseen, and nothing that was typed is lost.

use crate::world::{ARCHIVE, CONSULTATION, MIGRATIONS, SERVICES, World, answer};
use futures_util::future::join_all;
use samverk_county::COUNCIL;
use samverk_database::{Db, list_object_events};
use samverk_foundation::Actor;

samverk_testing::db_tests!(MIGRATIONS;
    five_in_different_points_all_save,
    five_in_one_point_lose_nothing,
    five_of_one_party_in_one_section_lose_nothing,
    nobody_adopts_a_text_that_they_have_not_read,
    nobody_adapts_a_text_that_they_have_not_read,
    nobody_decides_on_a_text_that_they_have_not_read,
    what_others_move_hinders_nobody,
);

/// The coordinator, somebody of each party, and another of the first.
fn writers(world: &World<'_>) -> Vec<Actor> {
    let of = |party| world.county.representative(party);
    vec![world.coordinator.clone(), of(0), of(1), of(2), of(0)]
}

fn form_of(point: &str) -> String {
    format!("{COUNCIL}/remisspunkter/{point}/redigera")
}

fn reason(writer: usize) -> String {
    format!("Skäl nummer {writer}.")
}

/// Who types, where, on which page, and what.
type Typed = (Actor, String, String, Vec<(&'static str, String)>);

/// Sends what each has typed in the form that was opened before, all at once.
async fn at_once(world: &World<'_>, sent: &[Typed]) -> Vec<(u16, String)> {
    let all = sent.iter().map(async |(actor, path, page, said)| {
        let said: Vec<(&str, &str)> = said.iter().map(|(name, is)| (*name, is.as_str())).collect();
        world.send_from(actor, path, page, &said).await
    });
    join_all(all).await
}

fn joint(title: &str, writer: usize) -> Vec<(&'static str, String)> {
    vec![
        ("consultation", "infrastruktur".to_owned()),
        ("title", title.to_owned()),
        ("stance", "change".to_owned()),
        ("reason", reason(writer)),
    ]
}

async fn five_in_different_points_all_save(db: Db) {
    let world = World::opened(&db).await;
    let mut sent = Vec::new();
    for (number, actor) in writers(&world).into_iter().enumerate() {
        let title = format!("Punkt {number}");
        let point = [("title", title.as_str()), ("text", "Vad tycker ni?")];
        world
            .submit("/remisser/infrastruktur/punkter/ny", &point)
            .await;
        let path = form_of(&format!("punkt-{number}"));
        let page = world.house.page(&actor, &path).await;
        sent.push((actor, path, page, joint(&title, number)));
    }
    for (status, told) in at_once(&world, &sent).await {
        assert_eq!(status, 303, "{told}");
    }
    let page = world.house.page(&world.coordinator, CONSULTATION).await;
    for writer in 0..5 {
        assert!(page.contains(&reason(writer)), "{writer} in {page}");
    }
}

async fn five_in_one_point_lose_nothing(db: Db) {
    let world = World::opened(&db).await;
    let path = form_of(SERVICES);
    let mut sent = Vec::new();
    for (number, actor) in writers(&world).into_iter().enumerate() {
        let page = world.house.page(&actor, &path).await;
        sent.push((actor, path.clone(), page, joint("Fler e-tjänster", number)));
    }
    let answers = at_once(&world, &sent).await;
    let first = only_one(&answers);
    // Each of the others reads both texts, and saves over what stands when they have.
    for (number, (actor, path, ..)) in sent.iter().enumerate() {
        if number == first {
            continue;
        }
        let told = &answers[number].1;
        assert!(told.contains(&reason(number)), "what was typed: {told}");
        assert!(told.contains(&reason(first)), "what stands: {told}");
        let page = world.house.page(actor, path).await;
        let own = joint("Fler e-tjänster", number);
        let own: Vec<(&str, &str)> = own.iter().map(|(name, is)| (*name, is.as_str())).collect();
        let (status, told) = world.send_from(actor, path, &page, &own).await;
        assert_eq!(status, 303, "{told}");
    }
    // Every version can be read, with who wrote it.
    let point = format!("{COUNCIL}/remisspunkter/{SERVICES}");
    let page = world.house.page(&world.coordinator, &point).await;
    let history = page.split("history__list").nth(1).unwrap_or_default();
    for (number, (actor, ..)) in sent.iter().enumerate() {
        assert!(history.contains(&reason(number)), "{number} in {history}");
        let name = &actor.person().unwrap().name;
        assert!(history.contains(name), "{name} in {history}");
    }
}

/// The number of the one that was saved; the others were told that somebody was first.
fn only_one(answers: &[(u16, String)]) -> usize {
    let statuses: Vec<u16> = answers.iter().map(|(status, _)| *status).collect();
    let mut counted = statuses.clone();
    counted.sort_unstable();
    assert_eq!(counted, [303, 409, 409, 409, 409], "{answers:?}");
    statuses.iter().position(|status| *status == 303).unwrap()
}

fn own_section(party: usize, point: &str) -> String {
    format!("{}/avsnitt/{point}", answer(party))
}

fn own(way: &'static str, writer: usize) -> Vec<(&'static str, String)> {
    vec![
        ("way", way.to_owned()),
        ("stance", "change".to_owned()),
        ("reason", reason(writer)),
    ]
}

/// Nobody has written anything about the point before.
async fn five_of_one_party_in_one_section_lose_nothing(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let path = own_section(0, ARCHIVE);
    let mut sent = Vec::new();
    for number in 0..5 {
        let actor = world.county.representative(0);
        let page = world.house.page(&actor, &path).await;
        sent.push((actor, path.clone(), page, own("own", number)));
    }
    let answers = at_once(&world, &sent).await;
    let first = only_one(&answers);
    for (number, (_, told)) in answers.iter().enumerate() {
        if number != first {
            assert!(told.contains(&reason(number)), "what was typed: {told}");
            assert!(told.contains(&reason(first)), "what stands: {told}");
        }
    }
    let page = world.house.page(&sent[0].0, &answer(0)).await;
    assert!(page.contains(&reason(first)), "{page}");
}

async fn nobody_adopts_a_text_that_they_have_not_read(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    let read = world.house.page(&aneby, &answer(0)).await;
    let habo = world.county.representative(2);
    world
        .draft(&habo, ARCHIVE, "reject", "Ett e-arkiv behövs inte.")
        .await;
    for point in [None, Some(ARCHIVE)] {
        let from = (answer(0), read.as_str());
        let (status, told) = world.adopt_from(&aneby, (&from.0, from.1), point).await;
        assert_eq!(status, 409, "{told}");
        for words in [
            "har ändrats sedan du läste det",
            "Avstyrker",
            "<ins>",
            "När du läste: Tillstyrker",
        ] {
            assert!(told.contains(words), "{words} in {told}");
        }
        let page = world.house.page(&aneby, &answer(0)).await;
        assert!(
            page.contains("inget än om 2 punkter"),
            "nothing is adopted: {page}"
        );
        if point.is_some() {
            let again = world.adopt_from(&aneby, (&from.0, &told), point).await;
            assert_eq!(again.0, 303, "what is shown now has been read: {}", again.1);
        }
    }
    let page = world.house.page(&aneby, &answer(0)).await;
    assert!(page.contains("Ett e-arkiv behövs inte."), "{page}");
    let (status, _) = world
        .house
        .post(&aneby, &format!("{}/anta", answer(0)), &[])
        .await;
    assert_eq!(
        status.as_u16(),
        409,
        "whoever tells of no text has read none"
    );
}

async fn nobody_adapts_a_text_that_they_have_not_read(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    let path = own_section(0, ARCHIVE);
    let read = world.house.page(&aneby, &path).await;
    let habo = world.county.representative(2);
    world
        .draft(&habo, ARCHIVE, "reject", "Ett e-arkiv behövs inte.")
        .await;
    let adapted = own("adapts", 1);
    let said: Vec<(&str, &str)> = adapted
        .iter()
        .map(|(name, is)| (*name, is.as_str()))
        .collect();
    let (status, told) = world.send_from(&aneby, &path, &read, &said).await;
    assert_eq!(status, 409, "{told}");
    for words in ["Gemensamt utkast nu", "behövs inte", &reason(1)] {
        assert!(told.contains(words), "{words} in {told}");
    }
    let (status, told) = world.send_from(&aneby, &path, &told, &said).await;
    assert_eq!(status, 303, "{told}");
    let own_words = own("own", 2);
    let said: Vec<(&str, &str)> = own_words
        .iter()
        .map(|(name, is)| (*name, is.as_str()))
        .collect();
    let (status, told) = world
        .send_from(&aneby, &own_section(0, SERVICES), &read, &said)
        .await;
    assert_eq!(
        status, 303,
        "who writes by themselves needs no joint text: {told}"
    );
}

async fn nobody_decides_on_a_text_that_they_have_not_read(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    world.adopt(&aneby, &answer(0), None).await;
    let decide = format!("{}/antaget", answer(0));
    let read = world.house.page(&aneby, &decide).await;
    let said = own("own", 7);
    let said: Vec<(&str, &str)> = said.iter().map(|(name, is)| (*name, is.as_str())).collect();
    world.fill(&aneby, &own_section(0, ARCHIVE), &said).await;
    let decision = [("body", "Kommunstyrelsen"), ("decided_on", "2026-11-21")];
    let (status, told) = world.send_from(&aneby, &decide, &read, &decision).await;
    assert_eq!(status, 409, "{told}");
    for words in ["Svaret säger nu", &reason(7), "<del>", "Kommunstyrelsen"] {
        assert!(told.contains(words), "{words} in {told}");
    }
    let (status, told) = world.send_from(&aneby, &decide, &told, &decision).await;
    assert_eq!(status, 303, "{told}");
}

/// The points are put in another order, and what became of one is told: the text is as it was read.
async fn what_others_move_hinders_nobody(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    let read = world.house.page(&aneby, &answer(0)).await;
    let became = [
        ("consultation", "infrastruktur"),
        ("title", "Ett gemensamt e-arkiv"),
        ("stance", "approve"),
        ("reason", "Ett e-arkiv behövs."),
        ("became", "kept"),
    ];
    world
        .fill(&world.coordinator, &form_of(ARCHIVE), &became)
        .await;
    let own = answer(0);
    let (status, told) = world.adopt_from(&aneby, (&own, &read), None).await;
    assert_eq!(status, 303, "{told}");
    let tx = db.read().await.unwrap();
    let scope = world.county.scope(&tx, &aneby).await;
    let sections = samverk_consultations::CONSULTATION_SECTION
        .bare(&tx, &scope)
        .await
        .unwrap();
    assert_eq!(sections.len(), 2);
    let log = list_object_events(&tx, sections[0].id, 10).await.unwrap();
    assert_eq!(log.len(), 1, "adopted once: {log:?}");
}
