//! Who takes part: each party answers for itself, and what does not hold is refused.

use crate::world::{MIGRATIONS, QUESTION, World};
use axum::http::StatusCode;
use samverk_agreements::participation::PARTICIPATION;
use samverk_agreements::waiting;
use samverk_county::{COUNCIL, SYSTEM, day};
use samverk_database::Db;
use samverk_parties::WaitingFor;
use samverk_parties::model::Member;

samverk_testing::db_tests!(MIGRATIONS;
    a_party_answers_and_the_matrix_tells_it,
    another_day_keeps_the_decision,
    nobody_answers_before_they_are_asked,
    nobody_is_asked_when_the_day_has_passed,
    the_coordinator_says_who_said_so,
    nobody_answers_for_another_party,
    who_has_not_answered_is_asked_until_then,
    it_does_not_begin_before_what_it_is_about,
    who_is_no_member_does_not_take_part,
    the_newest_answer_counts_and_the_others_are_kept,
    a_closed_question_takes_no_answers,
    what_parties_take_part_in_stays,
);

fn answer(party: &str) -> String {
    format!("{QUESTION}/svar/{party}")
}

/// What a party says that takes part from a day.
pub fn takes_part(from: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("answer", "takes_part"),
        ("from", from),
        ("body", "Kommunstyrelsen"),
        ("decided", "2026-11-18"),
        ("paragraph", "§ 12"),
        ("registry_number", "KS 2026:114"),
        ("contact", "Digitaliseringschefen"),
        ("cost", "50000"),
        ("hours", "120"),
        ("given", "2026-11-20"),
    ]
}

fn with(
    mut form: Vec<(&'static str, &'static str)>,
    name: &'static str,
    value: &'static str,
) -> Vec<(&'static str, &'static str)> {
    form.retain(|(known, _)| *known != name);
    form.push((name, value));
    form
}

async fn a_party_answers_and_the_matrix_tells_it(db: Db) {
    let world = World::asked(&db, &[]).await;
    let aneby = world.county.representative(0);
    let page = world.house.page(&aneby, QUESTION).await;
    assert!(page.contains("Svara för Aneby kommun") && page.contains("0 av 3 har svarat"));
    assert!(
        !page.contains("Svara för Eksjö kommun"),
        "only for the own party"
    );
    let page = world
        .house
        .submit(&aneby, &answer("aneby-kommun"), &takes_part("2027-01-01"))
        .await;
    for words in [
        "1 av 3 har svarat, 1 deltar",
        "Kommunstyrelsen 2026-11-18 § 12",
        "KS 2026:114",
        "Digitaliseringschefen",
        "50 000",
        "120",
        "Summa för 1 som deltar",
        "Har inte svarat",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    let form = world.house.page(&aneby, &answer("aneby-kommun")).await;
    assert!(
        form.contains("Digitaliseringschefen"),
        "what stands is there to be changed"
    );
}

/// What a field of a form holds.
fn held<'p>(form: &'p str, name: &str) -> &'p str {
    let (_, after) = form.split_once(&format!(" name=\"{name}\"")).unwrap();
    let (input, _) = after.split_once('>').unwrap();
    let value = input.split_once("value=\"").map(|(_, value)| value);
    value
        .and_then(|value| value.split_once('"'))
        .map_or("", |(value, _)| value)
}

async fn another_day_keeps_the_decision(db: Db) {
    let world = World::asked(&db, &[]).await;
    let (aneby, path) = (world.county.representative(0), answer("aneby-kommun"));
    let first = takes_part("2027-01-01");
    world.house.submit(&aneby, &path, &first).await;
    let form = world.house.page(&aneby, &path).await;
    let mut again = vec![("answer", "takes_part"), ("from", "2027-03-01")];
    for name in [
        "body",
        "decided",
        "paragraph",
        "registry_number",
        "contact",
        "cost",
        "hours",
        "given",
    ] {
        again.push((name, held(&form, name)));
    }
    let page = world.house.submit(&aneby, &path, &again).await;
    for words in [
        "2027-03-01",
        "Kommunstyrelsen 2026-11-18 § 12",
        "KS 2026:114",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
}

async fn nobody_answers_before_they_are_asked(db: Db) {
    let world = World::of(&db).await;
    let question = [("key", "sjalva"), ("title", "Deltagande i rådet")];
    let new = format!("{COUNCIL}/deltagande/ny");
    world
        .house
        .submit(&world.coordinator, &new, &question)
        .await;
    let question = format!("{COUNCIL}/deltagande/sjalva");
    let page = world.house.page(&world.coordinator, &question).await;
    assert!(page.contains("De här parterna får frågan"), "{page}");
    assert!(page.contains("Aneby kommun") && !page.contains("Har inte svarat"));
    let own = world.county.representative(0);
    let path = format!("{question}/svar/aneby-kommun");
    let (status, page) = world.house.get(&own, &path).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Frågan är inte öppen"), "{page}");
}

async fn the_coordinator_says_who_said_so(db: Db) {
    let world = World::asked(&db, &[]).await;
    let path = answer("habo-kommun");
    let (status, page) = world
        .house
        .post(&world.coordinator, &path, &takes_part("2027-01-01"))
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Skriv vem hos parten som har lämnat uppgiften."));
    let said = with(
        takes_part("2027-01-01"),
        "said_by",
        "Kommunchefen, per telefon",
    );
    world.house.submit(&world.coordinator, &path, &said).await;
    let list = world
        .house
        .page(
            &world.coordinator,
            &format!("{COUNCIL}/deltagandesvar/habo-kommun-plattform"),
        )
        .await;
    assert!(list.contains("Kommunchefen, per telefon"));
}

async fn nobody_answers_for_another_party(db: Db) {
    let world = World::asked(&db, &[]).await;
    let said = takes_part("2027-01-01");
    let eksjo = world.county.representative(1);
    let (status, _) = world
        .house
        .post(&eksjo, &answer("aneby-kommun"), &said)
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = world.house.get(&eksjo, &answer("aneby-kommun")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let economist = world.county.economist();
    let (status, _) = world
        .house
        .post(&economist, &answer("aneby-kommun"), &said)
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = world
        .house
        .get(&world.coordinator, &answer("okand-kommun"))
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let stranger = world.county.stranger();
    for path in [QUESTION.to_owned(), answer("aneby-kommun")] {
        let (status, _) = world.house.get(&stranger, &path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    let tx = db.read().await.unwrap();
    assert!(
        PARTICIPATION
            .whole(&tx, world.county.council.0)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn asked(world: &World<'_>) -> Vec<WaitingFor> {
    let tx = world.db.read().await.unwrap();
    let all = waiting(&tx, &[world.county.council]).await.unwrap();
    assert!(all.iter().all(|one| one.code == "participation-answer"));
    assert!(all.iter().all(|one| one.due == Some(day("2026-12-15"))));
    all.into_iter().map(|one| one.whose).collect()
}

async fn who_has_not_answered_is_asked_until_then(db: Db) {
    let world = World::asked(&db, &[]).await;
    let [aneby, eksjo, habo] = world.county.parties.map(WaitingFor::Party);
    assert_eq!(asked(&world).await, [aneby, eksjo, habo]);
    let representative = world.county.representative(1);
    let observes = vec![("answer", "observing"), ("given", "2026-11-20")];
    world
        .house
        .submit(&representative, &answer("eksjo-kommun"), &observes)
        .await;
    assert_eq!(asked(&world).await, [aneby, habo]);
    world.decide(QUESTION, "closed").await;
    assert!(asked(&world).await.is_empty());
}

async fn nobody_is_asked_when_the_day_has_passed(db: Db) {
    let world = World::of(&db).await;
    let question = [
        ("key", "plattform"),
        ("title", "Deltagande i plattformen"),
        ("answer_by", "2026-11-21"),
    ];
    let coordinator = &world.coordinator;
    let new = format!("{COUNCIL}/deltagande/ny");
    world.house.submit(coordinator, &new, &question).await;
    let step = [("to", "open"), ("revision", "1")];
    let path = format!("{QUESTION}/beslut");
    let (status, told) = world.house.post(coordinator, &path, &step).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    assert!(told.contains("2026-11-21 och har passerat"), "{told}");
    let today = [question[1], ("answer_by", "2026-11-22"), ("revision", "1")];
    let change = format!("{QUESTION}/redigera");
    world.house.submit(coordinator, &change, &today).await;
    world.decide(QUESTION, "open").await;
}

async fn it_does_not_begin_before_what_it_is_about(db: Db) {
    let world = World::asked(&db, &[]).await;
    let aneby = world.county.representative(0);
    let path = answer("aneby-kommun");
    let refused = async |said: Vec<(&'static str, &'static str)>, words: &str| {
        let (status, page) = world.house.post(&aneby, &path, &said).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(page.contains(words), "{words} in {page}");
    };
    refused(
        takes_part("2026-12-31"),
        "Initiativet börjar 2027-01-01. Ange den dagen eller en senare.",
    )
    .await;
    refused(
        with(takes_part("2027-01-01"), "from", ""),
        "Ange från vilken dag parten deltar.",
    )
    .await;
    refused(
        with(takes_part("2027-01-01"), "answer", "leaves"),
        "Ange den sista dag som parten deltar.",
    )
    .await;
    refused(
        with(takes_part("2027-01-01"), "decided", "2026-12-01"),
        "Beslutsdagen har inte varit än.",
    )
    .await;
    refused(
        with(takes_part("2027-01-01"), "given", "2026-11-23"),
        "Ange när svaret gavs.",
    )
    .await;
    refused(with(takes_part("2027-01-01"), "cost", "-1"), "kr").await;
}

/// The council's members, from these days to these.
async fn members(world: &World<'_>, days: [(Option<&str>, Option<&str>); 3]) {
    let tx = world.db.begin("members").await.unwrap();
    let scope = world.county.scope(&tx, &SYSTEM).await;
    let changed = scope
        .members
        .iter()
        .zip(days)
        .map(|(member, (from, to))| Member {
            from: from.map(day),
            to: to.map(day),
            ..member.clone()
        });
    let changed: Vec<Member> = changed.collect();
    samverk_parties::store::replace_members(&tx, world.county.council, None, &changed)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn who_is_no_member_does_not_take_part(db: Db) {
    let world = World::asked(&db, &[]).await;
    let begins = Some("2026-01-01");
    let days = [
        (begins, Some("2027-06-30")),
        (Some("2026-06-01"), None),
        (begins, None),
    ];
    members(&world, days).await;
    let aneby = world.county.representative(0);
    let path = answer("aneby-kommun");
    let (status, page) = world
        .house
        .post(&aneby, &path, &takes_part("2027-07-01"))
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Parten är inte medlem i samverkan 2027-07-01."));
    world
        .house
        .submit(&aneby, &path, &takes_part("2027-06-30"))
        .await;
    // Of the collaboration itself nobody answered before it began.
    let itself = [("key", "sjalva"), ("title", "Deltagande i rådet")];
    let new = format!("{COUNCIL}/deltagande/ny");
    world.house.submit(&world.coordinator, &new, &itself).await;
    world
        .decide("/samverkan/radet/deltagande/sjalva", "open")
        .await;
    let path = "/samverkan/radet/deltagande/sjalva/svar/aneby-kommun";
    let early = with(takes_part("2025-12-31"), "given", "2026-11-20");
    let (status, page) = world.house.post(&aneby, path, &early).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Samverkan började 2026-01-01."), "{page}");
    let early = takes_part("2026-05-31");
    let eksjo = world.county.representative(1);
    let path = "/samverkan/radet/deltagande/sjalva/svar/eksjo-kommun";
    let (status, page) = world.house.post(&eksjo, path, &early).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Parten är inte medlem i samverkan 2026-05-31."));
}

async fn the_newest_answer_counts_and_the_others_are_kept(db: Db) {
    let world = World::asked(&db, &[]).await;
    let aneby = world.county.representative(0);
    let path = answer("aneby-kommun");
    world
        .house
        .submit(&aneby, &path, &takes_part("2027-01-01"))
        .await;
    let (status, page) = world
        .house
        .post(&aneby, &path, &takes_part("2027-01-01"))
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("samma svar"));
    let leaves = [
        ("answer", "leaves"),
        ("to", "2027-12-31"),
        ("given", "2026-11-22"),
    ];
    let page = world.house.submit(&aneby, &path, &leaves).await;
    assert!(page.contains("Lämnar") && page.contains("2027-12-31") && page.contains("2027-01-01"));
    let all = world
        .house
        .page(&aneby, &format!("{COUNCIL}/deltagandesvar"))
        .await;
    assert!(all.contains("Deltar") && all.contains("Lämnar"));
}

async fn a_closed_question_takes_no_answers(db: Db) {
    let world = World::asked(&db, &[]).await;
    world.decide(QUESTION, "closed").await;
    let (status, page) = world
        .house
        .post(
            &world.county.representative(0),
            &answer("aneby-kommun"),
            &takes_part("2027-01-01"),
        )
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Frågan är inte öppen"));
}

async fn what_parties_take_part_in_stays(db: Db) {
    let world = World::asked(&db, &[]).await;
    let aneby = world.county.representative(0);
    world
        .house
        .submit(&aneby, &answer("aneby-kommun"), &takes_part("2027-01-01"))
        .await;
    let path = format!("{COUNCIL}/initiativ/plattform/ta-bort");
    let (status, _) = world
        .house
        .post(&world.coordinator, &path, &[("revision", "1")])
        .await;
    assert_eq!(
        status,
        StatusCode::CONFLICT,
        "what parties take part in stays"
    );
    let path = format!("{COUNCIL}/deltagandesvar/aneby-kommun-plattform/ta-bort");
    let (status, _) = world.house.post(&aneby, &path, &[("revision", "1")]).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}
