//! Another party reads one case until a day, and who read what is noted.

use crate::case_files::{form, missive};
use crate::world::{MIGRATIONS, REGISTRY_PAGE, World, content};
use axum::http::StatusCode;
use chrono::TimeDelta;
use samverk_cases::actions::forget_readings;
use samverk_cases::model::CaseContent;
use samverk_database::Db;
use samverk_foundation::{Actor, TestClock};
use samverk_testing::{postgres_with_clock, sqlite_with_clock};
use std::sync::Arc;

samverk_testing::db_tests!(MIGRATIONS;
    a_party_reads_what_is_open_to_it_until_it_ends,
    only_the_owner_shares,
    who_read_what_is_told_to_the_administrator_alone,
    nobody_is_chosen_until_somebody_is_and_sharing_twice_shares_once,
    a_secret_case_is_shared_only_when_that_is_said,
);

mod clocked {
    use super::*;

    #[tokio::test]
    async fn a_day_that_has_passed_sqlite() {
        sqlite_with_clock(MIGRATIONS, super::when_time_goes).await;
    }

    #[tokio::test]
    async fn a_day_that_has_passed_postgres() {
        postgres_with_clock(MIGRATIONS, super::when_time_goes).await;
    }
}

const ONE: &str = "/aktorer/aneby-kommun/diarier/kommunstyrelsen/arenden/ks-2026-00001";
const SHARED: &str = "/aktorer/eksjo-kommun/delade-arenden";
const PDF: &[u8] = b"%PDF-1.7\n";

fn secret() -> CaseContent {
    CaseContent {
        secrecy_provision: "OSL 18:8".into(),
        secrecy_on: "2026-11-22".parse().ok(),
        secrecy_authority: "Kommunstyrelsen".into(),
        ..content("Skyddad uppgift")
    }
}

/// Shares the case; answers the address at which the other party reads it.
async fn shared(world: &World<'_>, said: &[(&str, &str)]) -> String {
    let base = [("party", "eksjo-kommun"), ("reason", "Gemensamt yttrande")];
    let said = [&base[..], said].concat();
    let to = format!("{ONE}/delning/ny");
    world.house.submit(&world.registrar(), &to, &said).await;
    let list = world
        .house
        .page(&world.county.representative(1), SHARED)
        .await;
    let link = list.split(&format!("href=\"{SHARED}/")).last().unwrap();
    format!("{SHARED}/{}", link.split('"').next().unwrap())
}

async fn a_party_reads_what_is_open_to_it_until_it_ends(db: Db) {
    let world = World::of(&db).await;
    let case = world.register(secret()).await;
    let file = world.lay(&case, ("missiv.pdf", PDF)).await;
    let registrar = world.registrar();
    let new = format!("{ONE}/handlingar/ny");
    for _ in 0..2 {
        world
            .house
            .submit(&registrar, &new, &form(&missive(&file)))
            .await;
    }
    let other = world.county.representative(1);
    let (status, _) = world.house.get(&other, ONE).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let named = [
        ("scope", "documents"),
        ("documents", "2"),
        ("ends_on", "2026-12-31"),
        ("with_secrecy", "true"),
    ];
    let place = shared(&world, &named).await;
    let page = world.house.page(&other, &place).await;
    assert!(
        page.contains("KS 2026/00001-2") && !page.contains("KS 2026/00001-1"),
        "{page}"
    );
    assert!(!page.contains("Skyddad uppgift"), "{page}");
    let site = world.site(&other);
    let got = site.get(&format!("{place}/handlingar/2/missiv.pdf")).await;
    assert_eq!((got.status, got.bytes.as_slice()), (StatusCode::OK, PDF));
    let got = site.get(&format!("{place}/handlingar/1/missiv.pdf")).await;
    assert_eq!(got.status, StatusCode::NOT_FOUND);
    // Nothing else of the case is theirs, and nobody else has it.
    for path in [ONE.to_owned(), format!("/filer/{file}")] {
        let (status, _) = world.house.get(&other, &path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    let third = world.county.representative(2);
    for who in [third, world.registrar()] {
        let (status, _) = world.house.get(&who, &place).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
    let shares = world
        .house
        .page(&registrar, &format!("{ONE}/delning"))
        .await;
    let end = shares
        .split("href=\"")
        .find(|part| part.contains("/avsluta\""));
    let end = end.unwrap().split('"').next().unwrap().to_owned();
    let page = world
        .house
        .submit(&registrar, &end, &[("revision", "1")])
        .await;
    assert!(page.contains("Upphörd"), "{page}");
    let got = site.get(&format!("{place}/handlingar/2/missiv.pdf")).await;
    assert_eq!(got.status, StatusCode::NOT_FOUND, "the page was open");
    let (status, _) = world.house.get(&other, &place).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = world
        .house
        .post(&registrar, &end, &[("revision", "2")])
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    let page = world.house.page(&registrar, ONE).await;
    assert!(
        page.contains("Ärendet delades") && page.contains("En delning avslutades"),
        "{page}"
    );
}

async fn only_the_owner_shares(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Öppet")).await;
    let to = format!("{ONE}/delning/ny");
    let said = [
        ("party", "eksjo-kommun"),
        ("scope", "case"),
        ("ends_on", "2026-12-31"),
        ("reason", "Gemensamt yttrande"),
    ];
    for (who, expected) in [
        (world.reader(), StatusCode::FORBIDDEN),
        (world.county.representative(1), StatusCode::NOT_FOUND),
    ] {
        let (status, _) = world.house.post(&who, &to, &said).await;
        assert_eq!(status, expected);
    }
    let place = shared(&world, &said[1..3]).await;
    let other = world.county.representative(1);
    let page = world.house.page(&other, &place).await;
    assert!(
        page.contains("Öppet") && page.contains("2026-12-31"),
        "{page}"
    );
    // What is open to them is read and nothing more.
    for rest in ["/redigera", "/delning", "/delning/ny", "/lasningar"] {
        let (status, _) = world.house.get(&other, &format!("{ONE}{rest}")).await;
        assert!(
            status == StatusCode::NOT_FOUND || status == StatusCode::FORBIDDEN,
            "{rest}"
        );
    }
    let registrar = world.registrar();
    for (field, wrong) in [
        ("party", "zebra"),
        ("party", "aneby-kommun"),
        ("ends_on", "2026-11-21"),
        ("documents", "7"),
    ] {
        let mut said = said.to_vec();
        said.retain(|(name, _)| *name != field);
        said.push((field, wrong));
        let (status, told) = world.house.post(&registrar, &to, &said).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {wrong}");
        assert!(
            told.contains(&format!("-{field}\"")),
            "{field} {wrong}: {told}"
        );
    }
}

async fn who_read_what_is_told_to_the_administrator_alone(db: Db) {
    let world = World::of(&db).await;
    let case = world.register(content("Öppet")).await;
    let file = world.lay(&case, ("missiv.pdf", PDF)).await;
    let readings = format!("{ONE}/lasningar");
    let reader = world.reader();
    for _ in 0..3 {
        world.house.page(&reader, ONE).await;
        world.house.page(&reader, REGISTRY_PAGE).await;
    }
    let got = world
        .site(&reader)
        .get(&format!("/filer/{file}/1/missiv.pdf"))
        .await;
    assert_eq!(got.status, StatusCode::OK);
    for who in [&reader, &world.registrar()] {
        let (status, _) = world.house.get(who, &readings).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
    }
    let page = world.house.page(&world.administrator(), &readings).await;
    // One row for the case and one for the file; lists are not noted.
    assert!(
        page.contains("Filen missiv.pdf (1)") && page.contains(">3<"),
        "{page}"
    );
    assert_eq!(page.matches("<tr").count(), 3, "{page}");
    let (status, _) = world.house.get(&Actor::Public, &readings).await;
    assert!(status == StatusCode::UNAUTHORIZED || status == StatusCode::SEE_OTHER);
}

async fn when_time_goes(db: Db, clock: Arc<TestClock>) {
    let world = World::of(&db).await;
    world.register(content("Öppet")).await;
    let place = shared(&world, &[("scope", "case"), ("ends_on", "2026-11-23")]).await;
    let other = world.county.representative(1);
    world.house.page(&other, &place).await;
    // The last day lasts until midnight by Swedish clocks.
    clock.advance(TimeDelta::days(1));
    world.house.page(&other, &place).await;
    clock.advance(TimeDelta::days(1));
    let (status, _) = world.house.get(&other, &place).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let list = world.house.page(&other, SHARED).await;
    assert!(!list.contains("KS 2026/00001"), "{list}");
    let readings = format!("{ONE}/lasningar");
    forget_readings(&db).await.unwrap();
    let page = world.house.page(&world.administrator(), &readings).await;
    assert!(page.contains("Eksjö kommun"), "{page}");
    clock.advance(TimeDelta::days(800));
    forget_readings(&db).await.unwrap();
    let page = world.house.page(&world.administrator(), &readings).await;
    assert!(page.contains("Ingen läsning är antecknad"), "{page}");
}

const SHARE: [(&str, &str); 4] = [
    ("party", "Eksjö kommun"),
    ("scope", "case"),
    ("ends_on", "2026-12-31"),
    ("reason", "Gemensamt yttrande"),
];

async fn nobody_is_chosen_until_somebody_is_and_sharing_twice_shares_once(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Öppet")).await;
    let (registrar, other) = (world.registrar(), world.county.representative(1));
    let to = format!("{ONE}/delning/ny");
    let page = world.house.page(&registrar, &to).await;
    let party = page.split("name=\"party\"").nth(1).unwrap();
    let party = party.split('>').next().unwrap();
    assert!(!party.contains("value=\"a"), "{party}");
    let (status, _) = world.house.post(&registrar, &to, &SHARE[1..]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        let (status, told) = world.house.post(&registrar, &to, &SHARE).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    }
    let list = world.house.page(&other, SHARED).await;
    assert_eq!(list.matches("KS 2026/00001").count(), 1, "{list}");
    let mut longer = SHARE;
    longer[2] = ("ends_on", "2027-01-31");
    let (status, told) = world.house.post(&registrar, &to, &longer).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(told.contains("till och med 2026-12-31"), "{told}");
}

async fn a_secret_case_is_shared_only_when_that_is_said(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Ännu öppet")).await;
    let (registrar, other) = (world.registrar(), world.county.representative(1));
    let house = &world.house;
    let place = shared(&world, &SHARE[1..]).await;
    house.page(&other, &place).await;
    // Marked as secret afterwards it is closed.
    let edit = format!("{ONE}/redigera");
    let page = house.page(&registrar, &edit).await;
    assert!(page.contains("stängs delningen"), "{page}");
    let marked = [
        ("subject", "Skyddad uppgift"),
        ("begun", "own"),
        ("secrecy_provision", "OSL 18:8"),
        ("secrecy_on", "2026-11-22"),
        ("secrecy_authority", "Kommunstyrelsen"),
        ("revision", "1"),
    ];
    house.submit(&registrar, &edit, &marked).await;
    let (status, _) = house.get(&other, &place).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let list = house.page(&other, SHARED).await;
    assert!(!list.contains("KS 2026/00001"), "{list}");
    let shares = house.page(&registrar, &format!("{ONE}/delning")).await;
    assert!(
        shares.contains("Stängd: ärendet är sekretessmarkerat"),
        "{shares}"
    );
    // To a third party, without and with the word that it may have it.
    let third = world.county.representative(2);
    let to = format!("{ONE}/delning/ny");
    let mut said = SHARE.to_vec();
    said[0] = ("party", samverk_county::MEMBERS[2].0);
    let (status, told) = house.post(&registrar, &to, &said).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("-with_secrecy\""), "{told}");
    said.push(("with_secrecy", "true"));
    let (status, told) = house.post(&registrar, &to, &said).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let theirs = format!("/aktorer/{}/delade-arenden", samverk_county::MEMBERS[2].0);
    let list = house.page(&third, &theirs).await;
    assert!(list.contains("KS 2026/00001"), "{list}");
}
