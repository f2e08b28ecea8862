//! Registering and opening, and a proposal of the collaboration's own.

use crate::world::{CONSULTATION, MIGRATIONS, World, hidden};
use samverk_county::COUNCIL;
use samverk_database::Db;

samverk_testing::db_tests!(MIGRATIONS;
    a_party_registers_it_once,
    what_supplements_it_is_told_on_both_pages,
    what_was_opened_by_mistake_is_taken_back,
    who_is_asked_knows_what_and_by_when,
    an_own_proposal_is_sent_and_what_became_of_it_told,
);

async fn a_party_registers_it_once(db: Db) {
    let world = World::registered(&db).await;
    let habo = world.county.representative(2);
    let page = world.house.page(&habo, CONSULTATION).await;
    assert!(
        page.contains("PM 2026/0417") && page.contains("Förbereds"),
        "{page}"
    );
    assert!(page.contains("Öppna remissen"), "{page}");
    let form = [
        ("key", "komplettering"),
        ("title", "Digital infrastruktur, komplettering"),
        ("direction", "received"),
        ("sender", "Påhittade myndigheten"),
        ("supplements", "infrastruktur"),
    ];
    let path = format!("{COUNCIL}/remisser/ny");
    world.house.submit(&habo, &path, &form).await;
    let path = format!("{COUNCIL}/remisser/komplettering");
    let page = world.house.page(&habo, &path).await;
    assert!(
        page.contains("Kompletterar remissen") && page.contains("/remisser/infrastruktur"),
        "{page}"
    );
}

/// Förvaltningslagen 26 §.
async fn who_is_asked_knows_what_and_by_when(db: Db) {
    let world = World::registered(&db).await;
    let form = [
        ("key", "utan-dag"),
        ("title", "Utan sista dag"),
        ("direction", "sent"),
        ("missive", "Vad tycker ni?"),
    ];
    world.submit("/remisser/ny", &form).await;
    let path = format!("{COUNCIL}/remisser/utan-dag/beslut");
    let page = world.house.page(&world.coordinator, &path).await;
    let revision = hidden(&page, "revision");
    let step = [
        ("to", "open"),
        ("reason", ""),
        ("revision", revision.as_str()),
    ];
    let (status, told) = world.house.post(&world.coordinator, &path, &step).await;
    assert_eq!(status.as_u16(), 409, "{told}");
    assert!(told.contains("Fyll i missiv och sista dag"), "{told}");
}

async fn an_own_proposal_is_sent_and_what_became_of_it_told(db: Db) {
    let world = World::registered(&db).await;
    let form = [
        ("key", "eget"),
        ("title", "Vårt eget förslag"),
        ("direction", "sent"),
        ("missive", "Vad tycker ni?"),
        ("last_day", "2026-12-18"),
    ];
    world.submit("/remisser/ny", &form).await;
    let own = format!("{COUNCIL}/remisser/eget");
    let point = [
        ("title", "Gemensam drift"),
        ("text", "Vi driver det gemensamt."),
    ];
    world.submit("/remisser/eget/punkter/ny", &point).await;
    world.step(&own, "open").await;
    let other = [("organisation", "Påhittade bolaget"), ("number", "")];
    let receive = "/remisser/eget/svar/ny";
    let page = world.submit(receive, &other).await;
    assert!(page.contains("Inväntas"), "its own words: {page}");
    let path = format!("{COUNCIL}{receive}");
    let again = [("organisation", "påhittade  Bolaget")];
    let (status, told) = world.house.post(&world.coordinator, &path, &again).await;
    assert_eq!(status.as_u16(), 422, "one answer for each: {told}");
    let page = world.house.page(&world.coordinator, &own).await;
    assert!(
        page.contains("Påhittade bolaget") && page.contains("0 av 4 svar"),
        "{page}"
    );
    let answer = format!("{COUNCIL}/remissvar/eget-pahittade-bolaget");
    let said = [
        ("way", "own"),
        ("stance", "reject"),
        ("reason", "Det blir dyrt."),
    ];
    let section = format!("{answer}/avsnitt/gemensam-drift");
    world.fill(&world.coordinator, &section, &said).await;
    let came = [("dispatched_on", "2026-11-20")];
    let path = format!("{answer}/inkommet");
    let page = world.fill(&world.coordinator, &path, &came).await;
    assert!(page.contains("Inkommet"), "{page}");
    let result = format!("{own}/sammanstallning");
    let page = world.house.page(&world.coordinator, &result).await;
    assert!(
        page.contains("Avstyrker") && page.contains("Det blir dyrt."),
        "{page}"
    );
    let point = format!("{COUNCIL}/remisspunkter/gemensam-drift/redigera");
    let became = [
        ("consultation", "eget"),
        ("title", "Gemensam drift"),
        ("text", "Vi driver det gemensamt."),
        ("became", "withdrawn"),
        ("became_why", "Kostnaden blev för stor."),
    ];
    world.fill(&world.coordinator, &point, &became).await;
    let page = world.house.page(&world.coordinator, &own).await;
    assert!(
        page.contains("Drogs tillbaka") && page.contains("Kostnaden blev för stor."),
        "{page}"
    );
}

async fn what_supplements_it_is_told_on_both_pages(db: Db) {
    let world = World::registered(&db).await;
    let other = [
        ("key", "komplettering"),
        ("title", "Frågor om kostnader"),
        ("direction", "received"),
        ("sender", "Påhittade myndigheten"),
        ("supplements", "infrastruktur"),
    ];
    world.submit("/remisser/ny", &other).await;
    let page = world.house.page(&world.coordinator, CONSULTATION).await;
    assert!(
        page.contains("Kompletteras av") && page.contains("Frågor om kostnader"),
        "{page}"
    );
}

async fn what_was_opened_by_mistake_is_taken_back(db: Db) {
    let world = World::opened(&db).await;
    let page = world.house.page(&world.coordinator, CONSULTATION).await;
    assert!(!page.contains("Ta bort remissen"), "it is asked: {page}");
    world.step(CONSULTATION, "draft").await;
    let page = world.house.page(&world.coordinator, CONSULTATION).await;
    assert!(page.contains("Förbereds"), "{page}");
    let list = format!("{COUNCIL}/remissvar");
    let page = world.house.page(&world.coordinator, &list).await;
    assert!(page.contains("Inga remissvar finns än"), "{page}");
    world.step(CONSULTATION, "open").await;
    world.open(0, "KS 2026/1").await;
    let path = format!("{CONSULTATION}/beslut");
    let back = [("to", "draft"), ("reason", "")];
    let (status, told) = world.send(&world.coordinator, &path, &back).await;
    assert_eq!(status, 409, "{told}");
    assert!(told.contains("Någon har redan börjat svara"), "{told}");
}
