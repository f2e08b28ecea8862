//! The joint draft is written together, and each party adopts it, adapts it or writes its own.

use crate::world::{ARCHIVE, MIGRATIONS, World, all_hidden, answer, hidden};
use samverk_database::Db;

samverk_testing::db_tests!(MIGRATIONS;
    who_adopts_says_what_the_joint_draft_said,
    who_adapts_shows_the_difference,
    what_was_adopted_is_kept_when_the_draft_changes,
    what_is_decided_does_not_change,
    an_own_text_is_not_replaced_by_one_press,
    who_changes_what_was_adopted_adapts_it,
    what_was_typed_stays_when_it_was_decided_meanwhile,
);

fn section(party: usize, point: &str) -> String {
    format!("{}/avsnitt/{point}", answer(party))
}

async fn who_adopts_says_what_the_joint_draft_said(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    let page = world.house.page(&aneby, &answer(0)).await;
    assert!(
        page.contains("Svaret säger inget än om 2 punkter"),
        "{page}"
    );
    let page = world.adopt(&aneby, &answer(0), None).await;
    for words in [
        "Antar det gemensamma",
        "Tillstyrker",
        "Avstyrker",
        "Ett e-arkiv behövs.",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("Skillnaden mot det gemensamma"), "{page}");
}

async fn who_adapts_shows_the_difference(db: Db) {
    let world = World::opened(&db).await;
    world.open(1, "2026-77").await;
    let eksjo = world.county.representative(1);
    let form = world.house.page(&eksjo, &section(1, ARCHIVE)).await;
    assert!(
        form.contains("Ett e-arkiv behövs."),
        "it begins with the joint text: {form}"
    );
    let said = [
        ("way", "adapts"),
        ("stance", "change"),
        ("reason", "Ett e-arkiv behövs, men inte ett enda."),
    ];
    let page = world.fill(&eksjo, &section(1, ARCHIVE), &said).await;
    for words in [
        "Anpassar det gemensamma",
        "Vill ändra",
        "Det gemensamma utkastet: Tillstyrker",
        "<ins>",
        "<del>",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
}

async fn what_was_adopted_is_kept_when_the_draft_changes(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    world.adopt(&aneby, &answer(0), None).await;
    let habo = world.county.representative(2);
    world
        .draft(&habo, ARCHIVE, "points_out", "Vem betalar?")
        .await;
    let page = world.house.page(&aneby, &answer(0)).await;
    assert!(page.contains("Ett e-arkiv behövs."), "{page}");
    assert!(page.contains("har ändrats sedan det togs"), "{page}");
    let page = world.adopt(&aneby, &answer(0), Some(ARCHIVE)).await;
    assert!(page.contains("Påpekar brister"), "{page}");
    assert!(!page.contains("har ändrats sedan det togs"), "{page}");
}

async fn what_is_decided_does_not_change(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let page = world.adopt_and_send(0, "2026-11-22").await;
    assert!(page.contains("Expedierat"), "{page}");
    let aneby = world.county.representative(0);
    let (status, told) = world.house.get(&aneby, &section(0, ARCHIVE)).await;
    assert_eq!(status.as_u16(), 409, "{told}");
    let reason = [("reason", "Nämnden återremitterade")];
    let back = format!("{}/tillbaka", answer(0));
    let page = world.fill(&aneby, &back, &reason).await;
    assert!(page.contains("Registrera expediering"), "{page}");
}

async fn an_own_text_is_not_replaced_by_one_press(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    let said = [
        ("way", "own"),
        ("stance", "change"),
        ("reason", "Vårt eget skäl."),
    ];
    let before = world.house.page(&aneby, &answer(0)).await;
    let mut read = all_hidden(&before, "read").into_iter();
    let read = read.find(|one| one.starts_with(ARCHIVE)).unwrap();
    world.fill(&aneby, &section(0, ARCHIVE), &said).await;
    let path = format!("{}/anta", answer(0));
    let pressed = [("read", read.as_str())];
    let (status, told) = world.house.post(&aneby, &path, &pressed).await;
    assert_eq!(status.as_u16(), 409, "{told}");
    // And not by the press of somebody who has seen it.
    let (status, told) = world.send_from(&aneby, &path, &told, &[]).await;
    assert_eq!(status, 409, "{told}");
    let page = world.house.page(&aneby, &answer(0)).await;
    assert!(page.contains("Vårt eget skäl."), "{page}");
}

async fn who_changes_what_was_adopted_adapts_it(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    world.adopt(&aneby, &answer(0), None).await;
    let form = world.house.page(&aneby, &section(0, ARCHIVE)).await;
    let adapts = form.split("value=\"adapts\"").nth(1).unwrap();
    let adapts = adapts.split('>').next().unwrap();
    assert!(adapts.contains("checked"), "it is chosen: {form}");
    let said = [
        ("way", "adopts"),
        ("stance", "reject"),
        ("reason", "Något helt annat."),
    ];
    let (status, told) = world.send(&aneby, &section(0, ARCHIVE), &said).await;
    assert_eq!(status, 422, "{told}");
    assert!(told.contains("Något helt annat."), "{told}");
}

async fn what_was_typed_stays_when_it_was_decided_meanwhile(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    let form = world.house.page(&aneby, &section(0, ARCHIVE)).await;
    let revision = hidden(&form, "revision");
    world.adopt(&aneby, &answer(0), None).await;
    world.decide(0).await;
    let said = [
        ("revision", revision.as_str()),
        ("way", "own"),
        ("stance", "change"),
        ("reason", "En lång text."),
    ];
    let (status, told) = world.house.post(&aneby, &section(0, ARCHIVE), &said).await;
    assert_eq!(status.as_u16(), 409);
    assert!(
        told.contains("En lång text.") && told.contains("Svaret är beslutat"),
        "{told}"
    );
}
