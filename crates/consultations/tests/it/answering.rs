//! Each party opens its own case, decides in its own name, or says that it does not answer.

use crate::world::{CONSULTATION, MIGRATIONS, RESULT, World, answer, hidden};
use axum::http::StatusCode;
use samverk_consultations::waiting;
use samverk_county::{COUNCIL, SYSTEM, person};
use samverk_database::Db;
use samverk_foundation::Role;
use samverk_parties::WaitingFor;
use samverk_parties::model::Member;

samverk_testing::db_tests!(MIGRATIONS;
    opening_it_offers_it_to_each_member,
    a_case_of_its_own_opens_the_answer_in_one_step,
    half_a_case_is_none,
    nobody_answers_for_another_party,
    who_does_not_answer_says_by_whom_and_why,
    the_sender_is_told_that_there_is_no_answer,
    a_wrong_number_is_corrected_by_the_party,
    what_is_closed_is_read_and_what_was_decided_is_sent,
    both_matrices_tell_what_was_decided,
    who_joins_after_dispatch_is_asked_too,
    who_has_not_answered_is_asked_until_their_own_last_day,
    the_others_find_nothing,
);

async fn opening_it_offers_it_to_each_member(db: Db) {
    let world = World::opened(&db).await;
    let page = world.house.page(&world.coordinator, CONSULTATION).await;
    for words in [
        "0 av 3 svar är expedierade",
        "Aneby kommun",
        "Eksjö kommun",
        "Habo kommun",
        "2026-12-18",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
}

async fn a_case_of_its_own_opens_the_answer_in_one_step(db: Db) {
    let world = World::opened(&db).await;
    let aneby = world.county.representative(0);
    let page = world.house.page(&aneby, &answer(0)).await;
    assert!(page.contains("Registrera ärende"), "{page}");
    let path = format!("{}/arende", answer(0));
    let registry = [("registry", "kommunstyrelsen")];
    let page = world.fill(&aneby, &path, &registry).await;
    assert!(page.contains("KS 2026/00001"), "{page}");
    let case = "/aktorer/aneby-kommun/diarier/kommunstyrelsen/arenden/ks-2026-00001";
    assert!(page.contains(case), "the number leads to the case: {page}");
    let case = world.house.page(&aneby, case).await;
    for words in [
        "Remiss: Digital infrastruktur",
        "Påhittade myndigheten",
        "2026-12-18",
    ] {
        assert!(case.contains(words), "{words} in {case}");
    }
    let page = world.house.page(&world.coordinator, &answer(0)).await;
    assert!(
        page.contains("KS 2026/00001") && !page.contains("/diarier/"),
        "others read the number, not the case: {page}"
    );
}

/// The case and the answer's step stand together or not at all.
async fn half_a_case_is_none(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/00009").await;
    let aneby = world.county.representative(0);
    let path = format!("{}/arende", answer(0));
    let registry = [("registry", "kommunstyrelsen")];
    let (status, told) = world.send(&aneby, &path, &registry).await;
    assert_eq!(status, 409, "{told}");
    let registry = "/aktorer/aneby-kommun/diarier/kommunstyrelsen";
    let page = world.house.page(&aneby, registry).await;
    assert!(!page.contains("00001"), "no number was taken: {page}");
}

async fn nobody_answers_for_another_party(db: Db) {
    let world = World::opened(&db).await;
    let eksjo = world.county.representative(1);
    let path = format!("{}/nummer", answer(0));
    let (status, _) = world.house.get(&eksjo, &path).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let form = [("number", "1"), ("revision", "1")];
    let (status, _) = world.house.post(&eksjo, &path, &form).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let page = world.house.page(&eksjo, &answer(0)).await;
    assert!(!page.contains("Ange diarienummer"), "{page}");
}

async fn who_does_not_answer_says_by_whom_and_why(db: Db) {
    let world = World::opened(&db).await;
    let habo = world.county.representative(2);
    let path = format!("{}/avstar", answer(2));
    let (status, told) = world
        .send(&habo, &path, &[("decline_reason", "Berör oss inte")])
        .await;
    assert_eq!(status, 409, "{told}");
    assert!(told.contains("Ange vem som beslutade att avstå"), "{told}");
    let said = [
        ("declined_by", "Kommundirektören på delegation"),
        ("decline_reason", "Berör oss inte"),
        ("dispatched_on", "2026-11-22"),
    ];
    let page = world.fill(&habo, &path, &said).await;
    for words in [
        "Avstår",
        "Kommundirektören på delegation",
        "Berör oss inte",
        "2026-11-22",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
}

/// Who declines is waited for until the sender knows, and who answers after all has not declined.
async fn the_sender_is_told_that_there_is_no_answer(db: Db) {
    let world = World::opened(&db).await;
    let habo = world.county.representative(2);
    let path = format!("{}/avstar", answer(2));
    let by = ("declined_by", "Kommundirektören på delegation");
    let later = [by, ("dispatched_on", "2031-01-01")];
    let (status, told) = world.send(&habo, &path, &later).await;
    assert_eq!(status, 409, "{told}");
    world.fill(&habo, &path, &[by]).await;
    let codes = async || {
        let tx = db.read().await.unwrap();
        let asked = waiting(&tx, &[world.county.council]).await.unwrap();
        let habo = WaitingFor::Party(world.county.parties[2]);
        let own = asked.iter().filter(|one| one.whose == habo);
        own.map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(codes().await, ["consultation-decline"]);
    let path = format!("{}/meddelat", answer(2));
    let page = world
        .fill(&habo, &path, &[("dispatched_on", "2026-11-22")])
        .await;
    assert!(page.contains("2026-11-22"), "{page}");
    assert!(codes().await.is_empty());
    let back = format!("{}/tillbaka", answer(2));
    let page = world
        .fill(&habo, &back, &[("reason", "Nämnden vill svara")])
        .await;
    let facts = page.split("</dl>").next().unwrap();
    assert!(!facts.contains("Vem som beslutade att avstå"), "{page}");
}

async fn a_wrong_number_is_corrected_by_the_party(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/99").await;
    let aneby = world.county.representative(0);
    let path = format!("{}/ratta-nummer", answer(0));
    let page = world.fill(&aneby, &path, &[("number", "KS 2026/1")]).await;
    assert!(
        page.contains("KS 2026/1<") && page.contains("Bereds"),
        "{page}"
    );
}

/// Closed while somebody writes: nothing more is written, and what was decided late is sent.
async fn what_is_closed_is_read_and_what_was_decided_is_sent(db: Db) {
    let world = World::opened(&db).await;
    let own = answer(0);
    world.open(0, "KS 2026/1").await;
    world.open(1, "2026-77").await;
    let aneby = world.county.representative(0);
    let eksjo = world.county.representative(1);
    world.adopt(&aneby, &own, None).await;
    world.decide(0).await;
    let path = format!("{}/yttrande", answer(1));
    let form = world.house.page(&eksjo, &path).await;
    let revision = hidden(&form, "revision");
    world.step(CONSULTATION, "closed").await;
    let typed = [
        ("revision", revision.as_str()),
        ("summary", "Vi hann inte."),
    ];
    let (status, told) = world.house.post(&eksjo, &path, &typed).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        told.contains("Vi hann inte."),
        "what was typed is there: {told}"
    );
    assert!(told.contains("Remissen är inte öppen"), "{told}");
    let adopt = format!("{}/anta", answer(1));
    let (status, _) = world.house.post(&eksjo, &adopt, &[]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let sent = [("dispatched_on", "2026-11-22")];
    let page = world
        .fill(&aneby, &format!("{own}/expedierat"), &sent)
        .await;
    assert!(page.contains("Expedierat"), "{page}");
}

async fn both_matrices_tell_what_was_decided(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    world.adopt_and_send(0, "2026-11-22").await;
    world.open(1, "2026-77").await;
    let eksjo = world.county.representative(1);
    world.adopt(&eksjo, &answer(1), None).await;
    let page = world.house.page(&world.coordinator, CONSULTATION).await;
    assert!(page.contains("1 av 3 svar är expedierade"), "{page}");
    assert!(page.contains("KS 2026/1"), "{page}");
    let page = world.house.page(&world.coordinator, RESULT).await;
    assert!(page.contains("1 av 3 svar är beslutade"), "{page}");
    assert!(
        page.contains("Antalet säger inget om kvaliteten."),
        "{page}"
    );
    let path = format!("{RESULT}?tabell=punkter&format=csv");
    let table = world.house.page(&world.coordinator, &path).await;
    assert!(table.contains("Aneby kommun"), "{table}");
    assert!(!table.contains("Eksjö"), "not decided: {table}");
}

async fn who_joins_after_dispatch_is_asked_too(db: Db) {
    let world = World::opened(&db).await;
    let joined = world
        .county
        .outsider(&db, "tranas-kommun", "Tranås kommun")
        .await;
    let tx = db.begin("join").await.unwrap();
    let scope = world.county.scope(&tx, &SYSTEM).await;
    let party = samverk_parties::store::find_parties(&tx, &[joined])
        .await
        .unwrap();
    let mut members = scope.members.clone();
    members.push(Member {
        party: party.into_iter().next().unwrap(),
        ..scope.members[0].clone()
    });
    samverk_parties::store::replace_members(&tx, world.county.council, None, &members)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let page = world.house.page(&world.coordinator, CONSULTATION).await;
    assert!(
        page.contains("Har inte fått frågan") && page.contains("Svara för Tranås kommun"),
        "{page}"
    );
    let path = format!("{CONSULTATION}/parter/tranas-kommun");
    let page = world.house.submit(&world.coordinator, &path, &[]).await;
    assert!(page.contains("Remissvar från Tranås kommun"), "{page}");
    let (status, _) = world.house.post(&world.coordinator, &path, &[]).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "it has one already");
    // It takes part as the others do.
    let tranas = person("Tranås kommun", &[], &[(joined, Role::Representative)]);
    let own = format!("{COUNCIL}/remissvar/infrastruktur-tranas-kommun");
    world
        .fill(&tranas, &format!("{own}/nummer"), &[("number", "2026-9")])
        .await;
    world.adopt(&tranas, &own, None).await;
    let decision = [("body", "Kommunstyrelsen"), ("decided_on", "2026-11-21")];
    world
        .fill(&tranas, &format!("{own}/antaget"), &decision)
        .await;
    let sent = [("dispatched_on", "2026-11-22")];
    let page = world
        .fill(&tranas, &format!("{own}/expedierat"), &sent)
        .await;
    assert!(page.contains("Expedierat"), "{page}");
    let page = world.house.page(&world.coordinator, CONSULTATION).await;
    assert!(page.contains("1 av 4 svar är expedierade"), "{page}");
    let page = world.house.page(&world.coordinator, RESULT).await;
    assert!(page.contains("1 av 4 svar är beslutade"), "{page}");
}

async fn who_has_not_answered_is_asked_until_their_own_last_day(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    world.adopt_and_send(0, "2026-11-22").await;
    let eksjo = world.county.representative(1);
    let extension = [
        ("extension_asked_on", "2026-11-20"),
        ("extended_until", "2027-01-15"),
    ];
    let path = format!("{}/anstand", answer(1));
    let page = world.fill(&eksjo, &path, &extension).await;
    assert!(
        page.contains("Svara senast 2027-01-15, efter anstånd"),
        "{page}"
    );
    let tx = db.read().await.unwrap();
    let asked = waiting(&tx, &[world.county.council]).await.unwrap();
    let told: Vec<_> = asked
        .iter()
        .map(|one| (one.whose, one.code, one.due.unwrap().to_string()))
        .collect();
    let party = |number: usize| WaitingFor::Party(world.county.parties[number]);
    assert_eq!(
        told,
        [
            (party(1), "consultation-open", "2027-01-15".to_owned()),
            (party(2), "consultation-open", "2026-12-18".to_owned()),
        ]
    );
}

async fn the_others_find_nothing(db: Db) {
    let world = World::opened(&db).await;
    let stranger = world.county.stranger();
    for path in [
        CONSULTATION,
        RESULT,
        &answer(0),
        &format!("{COUNCIL}/remisser"),
    ] {
        let (status, told) = world.house.get(&stranger, path).await;
        assert!(
            matches!(status.as_u16(), 403 | 404),
            "{path} {status} {told}"
        );
    }
}
