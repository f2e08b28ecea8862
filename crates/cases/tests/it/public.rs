//! What everybody reads where a registry shows documents, and asking for one.

use crate::case_files::{form, missive};
use crate::world::{MIGRATIONS, OWN, REGISTRY_PAGE, World, content, shipped_process};
use axum::http::StatusCode;
use samverk_cases::Publicity;
use samverk_cases::model::Case;
use samverk_cases::processes::CaseProcess;
use samverk_database::Db;
use samverk_foundation::Actor;

samverk_testing::db_tests!(MIGRATIONS;
    everybody_reads_official_documents_and_gets_what_is_marked,
    nothing_is_told_of_documents_elsewhere,
    a_request_is_a_case_with_a_last_day,
    requests_are_counted,
    a_process_shows_no_more_than_it_says,
);

const PDF: &[u8] = b"%PDF-1.7\n";
const PUBLIC: &str = "/aktorer/aneby-kommun/diarier/kommunstyrelsen/offentligt/ks-2026-00001";
const ONE: &str = "/aktorer/aneby-kommun/diarier/kommunstyrelsen/arenden/ks-2026-00001";
const REQUEST: &str = "/aktorer/aneby-kommun/diarier/kommunstyrelsen/begar";

/// A case with three documents: one that everybody gets, one that is told of, and a working paper.
async fn with_documents(world: &World<'_>) -> Case {
    let case = world
        .register(content("Hemligt namn i ärendemeningen"))
        .await;
    let file = world.lay(&case, ("missiv.pdf", PDF)).await;
    let registrar = world.registrar();
    let new = format!("{ONE}/handlingar/ny");
    let mut given = missive(&file);
    given.push(("public", "true".to_owned()));
    world.house.submit(&registrar, &new, &form(&given)).await;
    let mut told = missive(&file);
    told.retain(|(name, _)| *name != "public_title");
    world.house.submit(&registrar, &new, &form(&told)).await;
    let mut working = missive(&file);
    working.retain(|(name, _)| *name != "sort");
    working.push(("sort", "working".to_owned()));
    world.house.submit(&registrar, &new, &form(&working)).await;
    working.push(("public", "true".to_owned()));
    let (status, page) = world.house.post(&registrar, &new, &form(&working)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Arbetsmaterial lämnas inte ut"), "{page}");
    case
}

async fn everybody_reads_official_documents_and_gets_what_is_marked(db: Db) {
    let world = World::of(&db).await;
    with_documents(&world).await;
    world.show(Publicity::Documents).await;
    let site = world.site(&Actor::Public);
    let list = world.house.page(&Actor::Public, REGISTRY_PAGE).await;
    assert!(list.contains(&format!("href=\"{PUBLIC}\"")), "{list}");
    let page = world.house.page(&Actor::Public, PUBLIC).await;
    assert!(
        page.contains("noindex, nofollow") && page.contains("Missiv till remissen"),
        "{page}"
    );
    assert!(
        page.contains("KS 2026/00001-2") && !page.contains("KS 2026/00001-3"),
        "{page}"
    );
    for hidden in ["Hemligt namn", "missiv.pdf", "Arbetsmaterial"] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }
    // Nobody has judged the file, so nobody gets it before somebody answers for it.
    let file = format!("{PUBLIC}/1/missiv.pdf");
    assert_eq!(site.get(&file).await.status, StatusCode::NOT_FOUND);
    let release = format!("{ONE}/handlingar/1/slapp");
    world
        .house
        .submit(&world.administrator(), &release, &[])
        .await;
    let page = world.house.page(&Actor::Public, PUBLIC).await;
    assert!(page.contains(&format!("href=\"{file}\"")), "{page}");
    let got = site.get(&file).await;
    assert_eq!((got.status, got.bytes.as_slice()), (StatusCode::OK, PDF));
    for other in [
        "2/missiv.pdf",
        "3/missiv.pdf",
        "1/annat.pdf",
        "9/missiv.pdf",
    ] {
        let got = site.get(&format!("{PUBLIC}/{other}")).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{other}");
    }
}

async fn nothing_is_told_of_documents_elsewhere(db: Db) {
    let world = World::of(&db).await;
    with_documents(&world).await;
    let public = Actor::Public;
    for publicity in [Publicity::Hidden, Publicity::Subjects] {
        world.show(publicity).await;
        let (status, _) = world.house.get(&public, PUBLIC).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let list = world.house.page(&public, REGISTRY_PAGE).await;
        assert!(!list.contains("/offentligt/"), "{list}");
    }
    let (status, _) = world.house.get(&public, REQUEST).await;
    assert_eq!(status, StatusCode::OK);
    world.show(Publicity::Documents).await;
    let secret = [
        ("subject", "Nu hemligt"),
        ("begun", "own"),
        ("secrecy_provision", "OSL 18:8"),
        ("secrecy_on", "2026-11-22"),
        ("secrecy_authority", "Kommunstyrelsen"),
        ("revision", "1"),
    ];
    let registrar = world.registrar();
    world
        .house
        .submit(&registrar, &format!("{ONE}/redigera"), &secret)
        .await;
    for rest in ["", "/1/missiv.pdf"] {
        let got = world.site(&public).get(&format!("{PUBLIC}{rest}")).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{rest}");
    }
    let list = world.house.page(&public, REGISTRY_PAGE).await;
    assert!(
        list.contains("KS 2026/00001") && !list.contains("/offentligt/"),
        "{list}"
    );
    let about = format!("{REQUEST}?arende=ks-2026-00001&handling=1");
    let (status, _) = world.house.get(&public, &about).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

async fn a_request_is_a_case_with_a_last_day(db: Db) {
    let world = World::of(&db).await;
    with_documents(&world).await;
    world.show(Publicity::Documents).await;
    let public = Actor::Public;
    let about = format!("{REQUEST}?arende=ks-2026-00001&handling=1");
    let before = db.query_count();
    let page = world.house.page(&public, &about).await;
    assert!(db.query_count() > before && page.contains("KS 2026/00001-1, Missiv till remissen"));
    let token = page.split("name=\"token\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let said = [
        ("what", "KS 2026/00001-1, tack"),
        ("contact", "zacharias@exempel.se"),
        ("arende", "ks-2026-00001"),
        ("handling", "1"),
        ("token", token),
    ];
    let (status, empty) = world.house.post(&public, REQUEST, &said[2..]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{empty}");
    let told = world.house.submit(&public, REQUEST, &said).await;
    // 22 November 2026 is a Sunday.
    assert!(
        told.contains("KS 2026/00002") && told.contains("2026-11-23"),
        "{told}"
    );
    let again = world.house.submit(&public, REQUEST, &said).await;
    assert!(again.contains("KS 2026/00002"), "pressed twice: {again}");
    let list = world.house.page(&public, REGISTRY_PAGE).await;
    assert!(list.contains("Begäran om allmän handling") && !list.contains("KS 2026/00003"));
    for page in [told, list] {
        assert!(!page.contains("zacharias"), "{page}");
    }
    let one = format!("{REGISTRY_PAGE}/arenden/ks-2026-00002");
    let page = world.house.page(&world.registrar(), &one).await;
    for known in [
        "zacharias@exempel.se",
        "KS 2026/00001-1, tack",
        "Någon på webben",
    ] {
        assert!(page.contains(known), "{known}: {page}");
    }
    // It awaits those who register, by number and until its last day.
    let waiting = awaiting(&db, &world.registrar()).await;
    let day = samverk_county::day("2026-11-23");
    let asked = (
        "waiting-case-request",
        "KS 2026/00002".to_owned(),
        Some(day),
    );
    assert_eq!(waiting, [asked]);
    assert_eq!(awaiting(&db, &world.reader()).await, []);
    assert!(
        page.contains("handlingar=0#documents-heading\">KS 2026/00001-1</a>"),
        "{page}"
    );
    // Nobody asks for a working paper by its number, and other cases have no such page.
    let working = format!("{REQUEST}?arende=ks-2026-00001&handling=3");
    let other = format!("{REGISTRY_PAGE}/begart/ks-2026-00001");
    for path in [working, other] {
        let (status, _) = world.house.get(&public, &path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    // The whole case is asked for, too.
    let of_case = [("what", "Allt i ärendet"), ("arende", "ks-2026-00001")];
    world.house.submit(&public, REQUEST, &of_case).await;
    let whole = format!("{REGISTRY_PAGE}/arenden/ks-2026-00003");
    let page = world.house.page(&world.registrar(), &whole).await;
    assert!(page.contains("ks-2026-00001\">KS 2026/00001</a>"), "{page}");
    // Whoever knows nothing asks in words and says no name.
    let told = world
        .house
        .submit(&public, REQUEST, &[("what", "Allt om cykelvägar")])
        .await;
    assert!(told.contains("KS 2026/00004"), "{told}");
    world.show_nothing().await;
    let (status, _) = world.house.post(&public, REQUEST, &said).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

type Awaited = (&'static str, String, Option<chrono::NaiveDate>);

async fn awaiting(db: &Db, who: &Actor) -> Vec<Awaited> {
    let tx = db.read().await.unwrap();
    let party = samverk_parties::store::find_party(&tx, OWN).await.unwrap();
    let own = [party.unwrap()];
    let all = samverk_cases::cases_waiting(&tx, who, &own).await.unwrap();
    let told = all.into_iter().map(|one| (one.text, one.number, one.due));
    told.collect()
}

async fn requests_are_counted(db: Db) {
    let world = World::of(&db).await;
    let said = [("what", "Allt")];
    for _ in 0..60 {
        world.house.submit(&Actor::Public, REQUEST, &said).await;
    }
    let (status, _) = world.house.post(&Actor::Public, REQUEST, &said).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
}

async fn a_process_shows_no_more_than_it_says(db: Db) {
    let world = World::of(&db).await;
    world.show(Publicity::Documents).await;
    let registrar = world.registrar();
    let new = format!("{REGISTRY_PAGE}/arenden/ny");
    for (name, publicity) in [
        ("dold", Some(Publicity::Hidden)),
        ("bara-meningar", Some(Publicity::Subjects)),
        ("allt", Some(Publicity::Documents)),
        ("som-diariet", None),
    ] {
        let (_, process) = shipped_process("begaran-om-handling");
        let process = CaseProcess {
            publicity,
            ..process
        };
        world.publish(name, &process).await;
        let subject = format!("Om {name}");
        let case = [
            ("subject", subject.as_str()),
            ("public_subject", &subject),
            ("begun", "own"),
            ("procedure", name),
        ];
        world.house.submit(&registrar, &new, &case).await;
    }
    let public = Actor::Public;
    let list = world.house.page(&public, REGISTRY_PAGE).await;
    assert!(
        !list.contains("Om dold") && !list.contains("2026/00001"),
        "{list}"
    );
    for name in ["bara-meningar", "allt", "som-diariet"] {
        assert!(list.contains(&format!("Om {name}")), "{name} in {list}");
    }
    for (number, expected) in [(1, 404), (2, 404), (3, 200), (4, 200)] {
        let path = format!("{REGISTRY_PAGE}/offentligt/ks-2026-0000{number}");
        let (status, told) = world.house.get(&public, &path).await;
        assert_eq!(status.as_u16(), expected, "{number}: {told}");
        assert_eq!(list.contains(&path), expected == 200, "{number}");
    }
    let own = world.house.page(&registrar, REGISTRY_PAGE).await;
    assert!(own.contains("Om dold"), "{own}");
    // What the registry does not show no process shows.
    world.show(Publicity::Subjects).await;
    let path = format!("{REGISTRY_PAGE}/offentligt/ks-2026-00003");
    let (status, _) = world.house.get(&public, &path).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
