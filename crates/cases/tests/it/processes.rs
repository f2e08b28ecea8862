//! A party's processes: made from what ships, published, never changed afterwards, and replaced by another version.

use crate::world::{MIGRATIONS, World, shipped_process};
use axum::http::StatusCode;
use samverk_cases::CASE_PROCESS;
use samverk_cases::processes::{HeldCaseProcess, ProcessStatus};
use samverk_county::{SYSTEM, person};
use samverk_database::Db;
use samverk_foundation::{Actor, Role};
use samverk_parties::Owner;

samverk_testing::db_tests!(MIGRATIONS;
    a_process_is_made_from_one_that_ships_and_published,
    a_published_version_never_changes,
    what_cases_could_not_go_by_is_not_published,
    a_version_is_replaced_once,
    a_draft_is_the_partys_own,
);

const LIST: &str = "/aktorer/aneby-kommun/arendeprocesser";

fn administrator(world: &World<'_>) -> Actor {
    let roles = [(world.county.parties[0], Role::PartyAdministrator)];
    person("Administratören", &[], &roles)
}

async fn all(world: &World<'_>) -> Vec<HeldCaseProcess> {
    let tx = world.db.read().await.unwrap();
    let owner = Owner::seen_by(&SYSTEM, world.party(&tx).await);
    CASE_PROCESS.all(&tx, &owner).await.unwrap()
}

async fn a_process_is_made_from_one_that_ships_and_published(db: Db) {
    let world = World::of(&db).await;
    let (house, who) = (&world.house, administrator(&world));
    let list = house.page(&who, LIST).await;
    assert!(list.contains(&format!("{LIST}/ny/fran")), "{list}");
    let from = format!("{LIST}/ny/fran");
    let offered = house.page(&who, &from).await;
    assert_eq!(offered.matches("value=\"samverk:").count(), 5, "{offered}");
    let sent = [("from", "samverk:remiss-till-oss"), ("name", "")];
    let page = house.submit(&who, &from, &sent).await;
    assert!(
        page.contains("Remiss till oss 1") && page.contains("Utkast"),
        "{page}"
    );
    // It is drawn, and the table beside says the same.
    assert!(
        page.contains("<svg") && page.contains("<title>Expediera") == page.contains("Expediera")
    );
    assert!(
        page.contains("Handlingen Förslag till yttrande är registrerad"),
        "{page}"
    );
    let english = house
        .page(&who, &format!("{LIST}/remiss-till-oss?lang=en"))
        .await;
    assert!(
        english.contains("Yttrandet är expedierat") || english.contains("The answer has been sent")
    );
    let one = format!("{LIST}/remiss-till-oss");
    let publish = [("to", "published"), ("revision", "1")];
    let page = house.submit(&who, &format!("{one}/beslut"), &publish).await;
    assert!(page.contains("Publicerad"), "{page}");
    // Once more under its own name.
    let sent = [
        ("from", "samverk:remiss-till-oss"),
        ("name", "Remisser till nämnden"),
    ];
    house.submit(&who, &from, &sent).await;
    let sent = [("from", "samverk:remiss-till-oss"), ("name", "")];
    house.submit(&who, &from, &sent).await;
    let all = all(&world).await;
    let keys: Vec<&str> = all.iter().map(|one| one.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "remiss-till-oss",
            "remiss-till-oss-2",
            "remisser-till-namnden"
        ]
    );
    let (status, told) = house.post(&who, &from, &[("from", "samverk:zebra")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    for other in [
        world.registrar(),
        world.reader(),
        world.county.representative(1),
    ] {
        let (status, _) = house.get(&other, &from).await;
        assert!(status == StatusCode::FORBIDDEN, "{status}");
    }
}

async fn a_published_version_never_changes(db: Db) {
    let world = World::of(&db).await;
    let (house, who) = (&world.house, administrator(&world));
    let one = world.process("begaran-om-handling").await;
    assert_eq!(one.status, ProcessStatus::Published);
    let page = house.page(&who, &format!("{LIST}/{}", one.key)).await;
    assert!(!page.contains(&format!("{}/redigera\"", one.key)), "{page}");
    let tx = db.begin("change").await.unwrap();
    let owner = Owner::seen_by(&who, world.party(&tx).await);
    let mut changed = one.value.clone();
    changed.states.0[0].name = "Något annat".into();
    let seen = samverk_kept::Seen::Revision(one.revision);
    let saved = CASE_PROCESS.save(&tx, &who, &owner, one.key.clone(), &changed, seen);
    let problems = saved.await.unwrap_err();
    assert_eq!(samverk_county::codes(&problems), ["already_settled"]);
    drop(tx);
    // The next one begins as the same, and may say something else.
    let next = format!("{LIST}/{}/ny-version", one.key);
    let page = house.submit(&who, &next, &[]).await;
    assert!(
        page.contains("Skyndsamt") || page.contains("skyndsamt"),
        "{page}"
    );
    let all = all(&world).await;
    let next = all.iter().find(|one| one.version.0 == 2).unwrap();
    assert_eq!(next.key.as_str(), "begaran-om-handling-2");
    assert_eq!(next.replaces.as_ref().unwrap().id(), Some(one.id));
    assert_eq!(
        (next.status, &next.states),
        (ProcessStatus::Draft, &one.states)
    );
    // A draft is changed as it is.
    let again = format!("{LIST}/{}/ny-version", next.key);
    let (status, _) = house.post(&who, &again, &[]).await;
    assert_eq!(status, StatusCode::CONFLICT);
}

async fn what_cases_could_not_go_by_is_not_published(db: Db) {
    let world = World::of(&db).await;
    let (house, who) = (&world.house, administrator(&world));
    let (_, mut process) = shipped_process("begaran-om-handling");
    process
        .transitions
        .0
        .retain(|way| way.to.as_str() != "provning");
    let tx = db.begin("process").await.unwrap();
    let owner = Owner::seen_by(&SYSTEM, world.party(&tx).await);
    let kept = samverk_county::key("trasig");
    let saved = CASE_PROCESS.save(
        &tx,
        &SYSTEM,
        &owner,
        kept,
        &process,
        samverk_kept::Seen::New,
    );
    saved.await.unwrap();
    tx.commit().await.unwrap();
    let publish = [("to", "published"), ("revision", "1")];
    let (status, told) = house
        .post(&who, &format!("{LIST}/trasig/beslut"), &publish)
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        told.contains("Ingen väg leder till steget Sekretessprövas"),
        "{told}"
    );
    assert_eq!(all(&world).await[0].status, ProcessStatus::Draft);
}

async fn a_version_is_replaced_once(db: Db) {
    let world = World::of(&db).await;
    let (house, who) = (&world.house, administrator(&world));
    let one = world.process("begaran-om-handling").await;
    for _ in 0..2 {
        let next = format!("{LIST}/{}/ny-version", one.key);
        house.submit(&who, &next, &[]).await;
    }
    let is_draft = |one: &HeldCaseProcess| one.status == ProcessStatus::Draft;
    let all_now = all(&world).await.into_iter();
    let drafts: Vec<_> = all_now.filter(is_draft).collect();
    assert_eq!(drafts.len(), 1, "pressed twice");
    // Another may still be written by hand.
    let tx = db.begin("another").await.unwrap();
    let owner = Owner::seen_by(&who, world.party(&tx).await);
    let other = samverk_county::key("begaran-om-handling-3");
    let saved = CASE_PROCESS.save(
        &tx,
        &who,
        &owner,
        other,
        &drafts[0].value,
        samverk_kept::Seen::New,
    );
    saved.await.unwrap();
    tx.commit().await.unwrap();
    let drafts: Vec<_> = all(&world).await.into_iter().filter(is_draft).collect();
    assert_eq!(drafts.len(), 2);
    let publish = [("to", "published"), ("revision", "1")];
    let path = |draft: &HeldCaseProcess| format!("{LIST}/{}/beslut", draft.key);
    house.submit(&who, &path(&drafts[0]), &publish).await;
    let (status, told) = house.post(&who, &path(&drafts[1]), &publish).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(told.contains("ersätter redan samma version"), "{told}");
    // A number that is no later is told at its field.
    let edit = format!("{LIST}/{}/redigera", drafts[1].key);
    let sent = [
        ("name", "Begäran"),
        ("version", "1"),
        ("replaces", one.key.as_str()),
        ("revision", "1"),
    ];
    let (status, told) = house.post(&who, &edit, &sent).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("högre nummer än version 1"), "{told}");
}

async fn a_draft_is_the_partys_own(db: Db) {
    let world = World::of(&db).await;
    let (house, who) = (&world.house, administrator(&world));
    let from = format!("{LIST}/ny/fran");
    house
        .submit(
            &who,
            &from,
            &[("from", "samverk:arende-for-beslut"), ("name", "")],
        )
        .await;
    let one = format!("{LIST}/arende-for-beslut");
    for own in [world.reader(), world.registrar()] {
        assert!(house.page(&own, &one).await.contains("Utkast"));
    }
    for other in [world.county.representative(1), Actor::Public] {
        let (status, _) = house.get(&other, &one).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(!house.page(&other, LIST).await.contains("arende-for-beslut"));
    }
    house
        .submit(
            &who,
            &format!("{one}/beslut"),
            &[("to", "published"), ("revision", "1")],
        )
        .await;
    assert!(
        house
            .page(&Actor::Public, &one)
            .await
            .contains("Väntar på laga kraft")
    );
}
