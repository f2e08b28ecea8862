//! A letter: who decided what on which text, and what does not count.

use crate::world::{MIGRATIONS, World, hidden};
use axum::http::StatusCode;
use samverk_agreements::waiting;
use samverk_county::{COUNCIL, MEMBERS};
use samverk_database::Db;
use samverk_foundation::Actor;
use samverk_parties::WaitingFor;

samverk_testing::db_tests!(MIGRATIONS;
    a_template_becomes_a_letter_that_is_sent_filled_in,
    who_decides_and_signs_is_no_longer_asked,
    a_changed_text_is_not_what_was_decided_on,
    a_party_decides_once_on_a_text,
    nobody_decides_or_signs_for_another_party,
    what_cannot_be_filled_in_is_not_sent,
    nothing_is_sent_that_cannot_be_answered_in_time,
    it_is_in_force_when_enough_have_signed_and_not_offered_before,
    only_members_are_asked,
);

pub const LETTER: &str = "/samverkan/radet/avsiktsforklaringar/namnd";

pub const TEXT: &str =
    "# Avsikt\n\n{parter} avser att samverka om {initiativ}. Beslut senast {svara_senast}.";

/// A letter with this text, drafted.
pub async fn drafted(world: &World<'_>, more: &[(&str, &str)]) {
    let mut letter = vec![
        ("key", "namnd"),
        ("title", "Avsiktsförklaring om plattformen"),
        ("sort", "intent"),
        ("initiative", "plattform"),
        ("text", TEXT),
        ("answer_by", "2026-12-31"),
    ];
    letter.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    letter.extend(more);
    let new = format!("{COUNCIL}/avsiktsforklaringar/ny");
    world.house.submit(&world.coordinator, &new, &letter).await;
}

pub async fn send(world: &World<'_>) -> (StatusCode, String) {
    let path = format!("{LETTER}/skicka");
    let page = world.house.page(&world.coordinator, &path).await;
    let revision = hidden(&page, "revision");
    world
        .house
        .post(&world.coordinator, &path, &[("revision", &revision)])
        .await
}

pub async fn sent(world: &World<'_>, more: &[(&str, &str)]) {
    drafted(world, more).await;
    let (status, told) = send(world).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
}

pub fn of(party: usize, rest: &str) -> String {
    format!("{LETTER}/svar/{}{rest}", MEMBERS[party].0)
}

/// The party decides, on the text that its page shows.
pub async fn decides(
    world: &World<'_>,
    actor: &Actor,
    party: usize,
    answer: &str,
) -> (StatusCode, String) {
    let page = world.house.page(actor, &of(party, "")).await;
    let checksum = hidden(&page, "checksum");
    decides_on(world, actor, party, (answer, &checksum)).await
}

pub async fn decides_on(
    world: &World<'_>,
    actor: &Actor,
    party: usize,
    (answer, checksum): (&str, &str),
) -> (StatusCode, String) {
    let form = [
        ("answer", answer),
        ("checksum", checksum),
        ("body", "Kommunstyrelsen"),
        ("date", "2026-11-20"),
        ("paragraph", "§ 7"),
        ("registry_number", "KS 2026:9"),
        ("said_by", "Kommunchefen"),
    ];
    world.house.post(actor, &of(party, ""), &form).await
}

pub async fn signs(world: &World<'_>, actor: &Actor, party: usize) -> (StatusCode, String) {
    let form = [
        ("how", "confirmation"),
        ("on", "2026-11-21"),
        ("signer", "Kommunchefen"),
        ("copy", ""),
    ];
    world
        .house
        .post(actor, &of(party, "/underskrift"), &form)
        .await
}

/// A party decides and signs.
pub async fn binds(world: &World<'_>, party: usize) {
    let own = world.county.representative(party);
    let (status, told) = decides(world, &own, party, "accepted").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let (status, told) = signs(world, &own, party).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
}

/// Writes another text.
pub async fn rewrite(world: &World<'_>, text: &str) -> (StatusCode, String) {
    let path = format!("{LETTER}/redigera");
    let page = world.house.page(&world.coordinator, &path).await;
    let revision = hidden(&page, "revision");
    let form = [
        ("title", "Avsiktsförklaring om plattformen"),
        ("sort", "intent"),
        ("initiative", "plattform"),
        ("answer_by", "2026-12-31"),
        ("text", text),
        ("revision", &revision),
    ];
    world.house.post(&world.coordinator, &path, &form).await
}

async fn a_template_becomes_a_letter_that_is_sent_filled_in(db: Db) {
    let world = World::of(&db).await;
    let new = format!("{COUNCIL}/avtalsmallar/ny");
    let begins = world.house.page(&world.coordinator, &new).await;
    assert!(begins.contains("Avsiktsförklaringen gäller när parterna"));
    let template = [
        ("key", "mall"),
        ("title", "Avsiktsförklaring"),
        ("sort", "intent"),
        ("text", TEXT),
    ];
    world
        .house
        .submit(&world.coordinator, &new, &template)
        .await;
    let list = format!("{COUNCIL}/avsiktsforklaringar");
    let page = world.house.page(&world.coordinator, &list).await;
    let from_template = format!("{COUNCIL}/avtalsmallar/mall/ny-avsiktsforklaring");
    assert!(page.contains(&from_template));
    let made = [
        ("title", "Avsikt om plattformen"),
        ("initiative", "plattform"),
    ];
    let page = world
        .house
        .submit(&world.coordinator, &from_template, &made)
        .await;
    assert!(page.contains("Avsikt om plattformen") && page.contains("Utkast"));
    let (status, _) = world
        .house
        .get(&world.county.representative(0), &from_template)
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    sent(&world, &[]).await;
    let page = world
        .house
        .page(&world.county.representative(0), LETTER)
        .await;
    for words in [
        "Aneby kommun, Eksjö kommun och Habo kommun avser att samverka om Gemensam plattform.",
        "Beslut senast 2026-12-31.",
        "0 av 3 parter har undertecknat text 1, skickad 2026-11-22. 3 behövs.",
        "Har inte svarat",
        "Skickad",
        "Besluta för Aneby kommun",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
}

async fn asked(world: &World<'_>) -> Vec<(&'static str, WaitingFor)> {
    let tx = world.db.read().await.unwrap();
    let all = waiting(&tx, &[world.county.council]).await.unwrap();
    all.into_iter().map(|one| (one.code, one.whose)).collect()
}

async fn who_decides_and_signs_is_no_longer_asked(db: Db) {
    let world = World::of(&db).await;
    drafted(&world, &[]).await;
    assert!(asked(&world).await.is_empty(), "a draft waits for nobody");
    let (status, _) = send(&world).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let [aneby, eksjo, habo] = world.county.parties.map(WaitingFor::Party);
    let answer = "letter-answer";
    assert_eq!(
        asked(&world).await,
        [(answer, aneby), (answer, eksjo), (answer, habo)]
    );
    let own = world.county.representative(0);
    let (status, _) = signs(&world, &own, 0).await;
    assert_eq!(status, StatusCode::CONFLICT, "nothing is decided yet");
    decides(&world, &own, 0, "accepted").await;
    decides(&world, &world.county.representative(1), 1, "declined").await;
    assert_eq!(
        asked(&world).await,
        [("letter-signature", aneby), (answer, habo)]
    );
    let (status, _) = signs(&world, &own, 0).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(asked(&world).await, [(answer, habo)]);
    let (status, page) = signs(&world, &own, 0).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("har redan undertecknat"));
    let page = world.house.page(&own, LETTER).await;
    for words in [
        "Har undertecknat",
        "Avstår",
        "KS 2026:9",
        "Kommunstyrelsen",
        "§ 7",
        "Bekräftad av Aneby kommun",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
}

async fn a_changed_text_is_not_what_was_decided_on(db: Db) {
    let world = World::of(&db).await;
    sent(&world, &[]).await;
    binds(&world, 0).await;
    let own = world.county.representative(1);
    let before = world.house.page(&own, &of(1, "")).await;
    let seen = hidden(&before, "checksum");
    let page = world.house.page(&world.coordinator, LETTER).await;
    assert!(!page.contains("Skicka ändrad text"), "nothing is changed");
    let (status, _) = rewrite(&world, "{parter} avser något helt annat.").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let page = world.house.page(&world.coordinator, LETTER).await;
    assert!(page.contains("Texten är ändrad sedan den skickades."));
    assert!(page.contains("Skicka ändrad text"));
    assert!(
        page.contains("Har undertecknat"),
        "the parties read what was sent"
    );
    let (status, _) = send(&world).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let page = world.house.page(&world.coordinator, LETTER).await;
    for words in [
        "0 av 3 parter har undertecknat text 2",
        "Beslutade om en annan text",
        "behöver besluta om den som nu gäller: Aneby kommun.",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("Har undertecknat"), "never silently valid");
    // Who had the old text on the screen decided on that.
    let (status, page) = decides_on(&world, &own, 1, ("accepted", &seen)).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("text 2 är ute nu"));
    let [aneby, ..] = world.county.parties.map(WaitingFor::Party);
    assert!(asked(&world).await.contains(&("letter-anew", aneby)));
    let (status, page) = send(&world).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Texten är densamma"));
    // The text that was decided on is still read.
    let page = world.house.page(&own, &format!("{LETTER}/text/1")).await;
    assert!(
        page.contains("avser att samverka om Gemensam plattform") && page.contains("Aneby kommun")
    );
    assert!(page.contains("En senare text är ute.") && page.contains(&seen));
    // Deciding on the new one binds again.
    binds(&world, 0).await;
    let page = world.house.page(&world.coordinator, LETTER).await;
    assert!(page.contains("1 av 3 parter har undertecknat text 2"));
    // And back to the words of the first: it is they that were decided on.
    let (status, _) = rewrite(&world, TEXT).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    send(&world).await;
    let page = world.house.page(&world.coordinator, LETTER).await;
    assert!(
        page.contains("0 av 3 parter har undertecknat text 3"),
        "{page}"
    );
}

async fn a_party_decides_once_on_a_text(db: Db) {
    let world = World::of(&db).await;
    sent(&world, &[]).await;
    let own = world.county.representative(0);
    let (status, _) = decides(&world, &own, 0, "declined").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, _) = decides(&world, &own, 0, "declined").await;
    assert_eq!(status, StatusCode::CONFLICT);
    let (status, _) = decides(&world, &own, 0, "accepted").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "a council may decide anew");
    for answer in ["accepted", "declined"] {
        let (status, page) = decides(&world, &own, 0, answer).await;
        assert_eq!(status, StatusCode::CONFLICT, "{answer}");
        assert!(page.contains("Parten har redan beslutat om den här texten."));
    }
    let path = of(0, "/ta-tillbaka");
    let (status, _) = world.house.post(&own, &path, &[("reason", "Fel")]).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = world
        .house
        .post(&world.coordinator, &path, &[("reason", "")])
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = world
        .house
        .submit(&world.coordinator, &path, &[("reason", "Fel paragraf")])
        .await;
    assert!(page.contains("Fel paragraf"), "it stays to be read");
    let (status, _) = decides(&world, &own, 0, "accepted").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let late = [
        ("answer", "accepted"),
        ("checksum", ""),
        ("body", "Kommunstyrelsen"),
        ("date", "2026-11-23"),
    ];
    let eksjo = world.county.representative(1);
    let page = world.house.page(&eksjo, &of(1, "")).await;
    let checksum = hidden(&page, "checksum");
    let mut late = late.to_vec();
    late[1].1 = &checksum;
    let (status, _) = world.house.post(&eksjo, &of(1, ""), &late).await;
    assert_eq!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nobody has decided it yet"
    );
}

async fn nobody_decides_or_signs_for_another_party(db: Db) {
    let world = World::of(&db).await;
    sent(&world, &[("parties", "aneby-kommun")]).await;
    let eksjo = world.county.representative(1);
    let page = world.house.page(&world.coordinator, &of(0, "")).await;
    let checksum = hidden(&page, "checksum");
    let (status, _) = decides_on(&world, &eksjo, 0, ("accepted", &checksum)).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = decides_on(&world, &eksjo, 1, ("accepted", &checksum)).await;
    assert_eq!(
        status,
        StatusCode::NOT_FOUND,
        "it was not sent to that party"
    );
    let stranger = world.county.stranger();
    let (status, _) = world.house.get(&stranger, LETTER).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = decides_on(
        &world,
        &world.county.economist(),
        0,
        ("accepted", &checksum),
    )
    .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    // Whoever runs the collaboration records what a party says, and does not sign for it.
    let (status, _) = decides_on(&world, &world.coordinator, 0, ("accepted", &checksum)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, _) = signs(&world, &world.coordinator, 0).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let copy = [
        ("how", "copy"),
        ("on", "2026-11-21"),
        ("signer", "Kommunchefen"),
        ("copy", "inte-uppladdad.pdf"),
    ];
    let (status, page) = world
        .house
        .post(&world.coordinator, &of(0, "/underskrift"), &copy)
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Välj den undertecknade kopian."));
    let (status, _) = world.house.get(&eksjo, &format!("{LETTER}/skicka")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

async fn what_cannot_be_filled_in_is_not_sent(db: Db) {
    let world = World::of(&db).await;
    let new = format!("{COUNCIL}/avsiktsforklaringar/ny");
    let wrong = [
        ("key", "namnd"),
        ("title", "A"),
        ("sort", "intent"),
        ("text", "{partner}"),
    ];
    let (status, page) = world.house.post(&world.coordinator, &new, &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("{partner} går inte att fylla i."));
    drafted(
        &world,
        &[("text", "Senast {svara_senast}"), ("answer_by", "")],
    )
    .await;
    let (status, page) = send(&world).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("{svara_senast} har inget att fylla i."));
    let page = world.house.page(&world.coordinator, LETTER).await;
    assert!(page.contains("Utkast"), "nothing was half sent");
}

async fn nothing_is_sent_that_cannot_be_answered_in_time(db: Db) {
    let world = World::of(&db).await;
    drafted(&world, &[("answer_by", "2026-11-21")]).await;
    let page = format!("{LETTER}/skicka");
    let told = world.house.page(&world.coordinator, &page).await;
    let (above, _) = told.split_once("avser").unwrap();
    assert!(above.contains("2026-11-21 och har passerat"), "{told}");
    let (status, told) = send(&world).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(told.contains("2026-11-21 och har passerat"), "{told}");
    let step = [("to", "sent"), ("reason", ""), ("revision", "1")];
    let path = format!("{LETTER}/beslut");
    let (status, _) = world.house.post(&world.coordinator, &path, &step).await;
    assert_eq!(status, StatusCode::CONFLICT);
    // On the last day itself there is still time.
    let letter = [
        ("title", "Avsiktsförklaring om plattformen"),
        ("sort", "intent"),
        ("initiative", "plattform"),
        ("text", TEXT),
        ("answer_by", "2026-11-22"),
        ("revision", "1"),
    ];
    let path = format!("{LETTER}/redigera");
    let house = &world.house;
    house.submit(&world.coordinator, &path, &letter).await;
    let (status, told) = send(&world).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
}

async fn it_is_in_force_when_enough_have_signed_and_not_offered_before(db: Db) {
    let world = World::of(&db).await;
    sent(&world, &[("needed", "2")]).await;
    binds(&world, 0).await;
    let path = format!("{LETTER}/beslut");
    let page = world.house.page(&world.coordinator, &path).await;
    assert!(page.contains("Ändra läge för avsiktsförklaring"), "{page}");
    assert!(!page.contains("value=\"in_force\""), "{page}");
    assert!(page.contains("value=\"ended\""), "{page}");
    assert!(page.contains("1 har undertecknat och 2 behövs"), "{page}");
    binds(&world, 1).await;
    let page = world.house.page(&world.coordinator, LETTER).await;
    assert!(page.contains(">Gäller<"), "{page}");
}

async fn only_members_are_asked(db: Db) {
    let world = World::of(&db).await;
    let county = &world.county;
    county
        .outsider(&db, "utanfor-kommun", "Utanför kommun")
        .await;
    for form in [
        "/avsiktsforklaringar/ny",
        "/deltagandesvar/ny",
        "/initiativ/ny",
        "/behov/ny",
    ] {
        let path = format!("{COUNCIL}{form}");
        let page = world.house.page(&world.coordinator, &path).await;
        assert!(page.contains("Aneby kommun"), "{form}: {page}");
        assert!(!page.contains("Utanför kommun"), "{form}: {page}");
    }
}
