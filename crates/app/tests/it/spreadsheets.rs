//! Workbooks: downloaded, filled in and read back in the browser.

use crate::sheets::{MEMBERS, made, sheet, sheet_of};
use crate::world::House;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use samverk_app::bundle::{self, Outcome};
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_sheets::{Cell, read_workbook, write_xlsx};
use tower::ServiceExt;

samverk_testing::db_tests!(&migrations();
    a_workbook_that_is_downloaded_and_read_back_changes_nothing,
    a_changed_workbook_changes_what_is_there,
    what_is_wrong_stands_by_sheet_row_and_column_and_nothing_is_saved,
    warnings_are_confirmed_for_the_workbook_they_are_about,
    a_draft_budget_is_filled_in,
    next_years_budget_begins_with_the_last,
    measurements_are_filled_in,
    bad_workbooks_are_refused_with_what_to_do,
    only_those_who_may_reach_the_workbooks,
);

const HERE: &str = "/samverkan/digitaliseringsradet/kalkylblad";
const BASE: &str = "collaborations/digitaliseringsradet";

const GROUPS: &[&str] = &[
    "key",
    "name",
    "kind",
    "organiser",
    "parent",
    "reach",
    "legal_form",
    "host",
    "purpose",
    "cooperation",
    "cost",
    "financed_by",
    "note",
];

pub async fn download(house: &House, path: &str, cookie: &str) -> Vec<u8> {
    let request = Request::get(path).header(header::COOKIE, cookie);
    let response = house
        .router()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap()
        .to_vec()
}

/// Sends the form with the file and other fields.
pub async fn send(
    house: &House,
    path: &str,
    cookie: &str,
    bytes: &[u8],
    fields: &[(&str, &str)],
) -> crate::world::Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    body.extend(
        b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"min bok.xlsx\"\r\n\r\n",
    );
    body.extend(bytes);
    body.extend(b"\r\n--x--\r\n");
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::HOST, "localhost")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_LENGTH, body.len())
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    house.send(request.body(Body::from(body)).unwrap()).await
}

fn saved(answer: &crate::world::Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(
        answer.location,
        format!("{HERE}?notis=spreadsheet-imported")
    );
}

pub async fn events(db: &Db) -> usize {
    let tx = db.read().await.unwrap();
    let filter = samverk_database::EventFilter {
        limit: 10_000,
        ..Default::default()
    };
    samverk_database::list_events(&tx, &filter)
        .await
        .unwrap()
        .len()
}

async fn a_workbook_that_is_downloaded_and_read_back_changes_nothing(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("samordnare").await;
    let before = bundle::export(&house.db, &[]).await.unwrap();
    let list = house.get(HERE, &cookie).await;
    assert!(list.text.contains("Grupper och medlemmar"), "{}", list.text);
    let bytes = download(&house, &format!("{HERE}/grupper/arbetsbok.xlsx"), &cookie).await;
    let book = read_workbook(&bytes, "f.xlsx").unwrap();
    let names: Vec<&str> = book
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["(Så här fyller du i)", "groups", "members", "(Listor)"]
    );
    let recorded = events(&house.db).await;
    saved(&send(&house, &format!("{HERE}/grupper"), &cookie, &bytes, &[]).await);
    assert_eq!(bundle::export(&house.db, &[]).await.unwrap(), before);
    assert_eq!(events(&house.db).await, recorded);
}

async fn a_changed_workbook_changes_what_is_there(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("samordnare").await;
    let before = bundle::export(&house.db, &["digitaliseringsradet".to_owned()])
        .await
        .unwrap();
    let mut groups = sheet_of(
        "groups",
        "groups.csv",
        before.get(&format!("{BASE}/groups.csv")).unwrap(),
    );
    let mut new = vec![Cell::Empty; GROUPS.len()];
    new[0] = Cell::text("ny-grupp");
    new[1] = Cell::text("Ny grupp");
    new[2] = Cell::text("inside");
    new[5] = Cell::text("regional");
    new[10] = Cell::Kronor(samverk_foundation::Ore::from_kronor(185_000));
    groups.rows.push(new);
    let mut members = sheet_of(
        "members",
        "members.csv",
        before.get(&format!("{BASE}/members.csv")).unwrap(),
    );
    members.rows.push(vec![
        Cell::text("ny-grupp"),
        Cell::text("habo-kommun"),
        Cell::text("member"),
        Cell::Date(chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()),
        Cell::Empty,
        Cell::Empty,
    ]);
    let bytes = write_xlsx(&[members, groups], made()).unwrap();
    saved(&send(&house, &format!("{HERE}/grupper"), &cookie, &bytes, &[]).await);
    let page = house
        .get("/samverkan/digitaliseringsradet/grupper/ny-grupp", &cookie)
        .await;
    for words in [
        "Ny grupp",
        "Habo kommun",
        "2026-11-22",
        "185\u{a0}000\u{a0}kr",
    ] {
        assert!(page.text.contains(words), "{words}");
    }
}

async fn what_is_wrong_stands_by_sheet_row_and_column_and_nothing_is_saved(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("samordnare").await;
    let before = bundle::export(&house.db, &[]).await.unwrap();
    let members = sheet(
        "members",
        MEMBERS,
        &[
            &["", "ingen-kommun", "member", "", "", ""],
            &["e-och-it-strateger", "habo-kommun", "gäst", "", "", ""],
            &["", "habo-kommun", "member", "22/11 2026", "", ""],
        ],
    );
    let other = sheet(
        "../e-forvaltning-i-varmdo members",
        MEMBERS,
        &[&["", "habo-kommun", "member", "", "", ""]],
    );
    let bytes = write_xlsx(&[members, other], made()).unwrap();
    let answer = send(&house, &format!("{HERE}/grupper"), &cookie, &bytes, &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let rows = table_rows(&answer.text);
    let has = |row: &[&str; 3]| rows.iter().any(|found| found[..3] == row[..]);
    for row in [
        ["members", "2", "party"],
        ["members", "3", "standing"],
        ["members", "4", "from"],
    ] {
        assert!(has(&row), "{row:?} in {rows:?}");
    }
    assert!(
        rows.iter()
            .any(|row| row[3].starts_with("Bladet hör inte till formatet")),
        "{rows:?}"
    );
    assert_eq!(bundle::export(&house.db, &[]).await.unwrap(), before);
}

/// The cells of the table with what is wrong.
fn table_rows(html: &str) -> Vec<Vec<String>> {
    let page = scraper::Html::parse_document(html);
    let (row, cell) = (selector("#fel tbody tr"), selector("th, td"));
    let text = |cell: scraper::ElementRef| cell.text().collect::<String>().trim().to_owned();
    page.select(&row)
        .map(|row| row.select(&cell).map(text).collect())
        .collect()
}

fn selector(text: &str) -> scraper::Selector {
    scraper::Selector::parse(text).unwrap()
}

fn value_of(html: &str, name: &str) -> String {
    let page = scraper::Html::parse_document(html);
    let input = selector(&format!("input[name={name}]"));
    let found = page.select(&input).next().unwrap();
    found.value().attr("value").unwrap_or_default().to_owned()
}

async fn warnings_are_confirmed_for_the_workbook_they_are_about(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("samordnare").await;
    let path = format!("{HERE}/grupper");
    let book = |note: &str| {
        let rows: &[&[&str]] = &[&["", "habo-kommun", "member", "", "", note]];
        write_xlsx(&[sheet("members", MEMBERS, rows)], made()).unwrap()
    };
    let asked = send(&house, &path, &cookie, &book("ett"), &[]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        table_rows(&asked.text)[0][0],
        "members",
        "rows are missing from the table"
    );
    let (content, about) = (
        value_of(&asked.text, "content"),
        value_of(&asked.text, "asked_about"),
    );

    let fields = [("asked_about", about.as_str()), ("confirmed", "true")];
    let other = send(&house, &path, &cookie, &book("två"), &fields).await;
    assert_eq!(
        other.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "another workbook is asked about anew"
    );

    let fields = [
        ("content", content.as_str()),
        ("asked_about", &about),
        ("confirmed", "true"),
    ];
    saved(&send(&house, &path, &cookie, b"", &fields).await);
    let page = house
        .get("/samverkan/digitaliseringsradet/medlemmar", &cookie)
        .await;
    assert!(page.text.contains("ett"));
    assert!(
        page.text.contains("Aneby kommun"),
        "what the workbook lacks is kept"
    );
}

async fn a_draft_budget_is_filled_in(db: Db) {
    let house = House::furnished(db).await;
    let mut folder = Folder::default();
    folder.insert("bundle.toml", "format = 1\ntitle = \"Budget\"\n");
    let document = "year = 2027\ntitle = \"Budget 2027\"\nstatus = \"draft\"\npublished = false\n\
        [[part]]\nkey = \"drift\"\nname = \"Drift\"\nkind = \"running\"\n";
    folder.insert(format!("{BASE}/budgets/2027/budget.toml"), document);
    let outcome = house.import(folder, true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");

    let cookie = house.sign_in("ekonom").await;
    let list = house.get(HERE, &cookie).await;
    assert!(list.text.contains("Budget 2027"), "{}", list.text);
    assert!(
        !list.text.contains("Budget 2021"),
        "what is adopted is locked"
    );
    let path = format!("{HERE}/budget-2027");
    let bytes = download(&house, &format!("{path}/arbetsbok.xlsx"), &cookie).await;
    let book = read_workbook(&bytes, "f.xlsx").unwrap();
    assert_eq!(
        book.sheets[1]
            .table(&["part", "name", "kind", "amount", "note"])
            .unwrap()
            .len(),
        0
    );

    let amount = |kronor| Cell::Kronor(samverk_foundation::Ore(kronor));
    let mut lines = sheet("lines", &["part", "name", "kind", "amount", "note"], &[]);
    lines.rows = vec![
        vec![
            "drift".into(),
            "Samordnare".into(),
            "cost".into(),
            amount(80_000_050),
            Cell::Empty,
        ],
        vec![
            "drift".into(),
            "Avgifter".into(),
            "income".into(),
            amount(10_000_000),
            Cell::Empty,
        ],
    ];
    let bytes = write_xlsx(&[lines.clone()], made()).unwrap();
    saved(&send(&house, &path, &cookie, &bytes, &[]).await);
    let page = house
        .get("/samverkan/digitaliseringsradet/budget/2027", &cookie)
        .await;
    for words in ["Samordnare", "800\u{a0}000,50\u{a0}kr", "Avgifter"] {
        assert!(page.text.contains(words), "{words}");
    }
    lines.rows[0][0] = "okand-del".into();
    let bytes = write_xlsx(&[lines], made()).unwrap();
    let answer = send(&house, &path, &cookie, &bytes, &[]).await;
    assert_eq!(table_rows(&answer.text)[0][..3], ["lines", "2", "part"]);
}

async fn next_years_budget_begins_with_the_last(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("ekonom").await;
    let list = house.get(HERE, &cookie).await;
    assert!(
        list.text
            .contains("Budget 2022, ny, med delar och rader från 2021"),
        "{}",
        list.text
    );
    let path = format!("{HERE}/budget-2022");
    let bytes = download(&house, &format!("{path}/arbetsbok.xlsx"), &cookie).await;
    let columns = ["part", "name", "kind", "amount", "note"];
    let book = read_workbook(&bytes, "f.xlsx").unwrap();
    let first = book.sheets[1].table(&columns).unwrap();
    let mut lines = sheet("lines", &columns, &[]);
    for row in first.rows() {
        let text = |name: &str| row.text(name);
        let amount = match text("name").as_str() {
            "Medlemsavgift Sambruk" => "190000".to_owned(),
            _ => text("amount"),
        };
        let amount = samverk_foundation::Ore::parse(&amount).unwrap();
        let cells = ["part", "name", "kind"].map(|name| Cell::from(text(name).as_str()));
        let [part, name, kind] = cells;
        lines
            .rows
            .push(vec![part, name, kind, Cell::Kronor(amount), Cell::Empty]);
    }
    assert!(lines.rows.len() > 4 && lines.rows.len() == first.len());
    let bytes = write_xlsx(&[lines], made()).unwrap();
    saved(&send(&house, &path, &cookie, &bytes, &[]).await);
    let page = house
        .get("/samverkan/digitaliseringsradet/budget/2022", &cookie)
        .await;
    for words in [
        "Budget för 2022",
        "Utkast",
        "190\u{a0}000\u{a0}kr",
        "Säkerhet &#38; trygghet",
    ] {
        assert!(page.text.contains(words), "{words} in {}", page.text);
    }
    let last = house
        .get("/samverkan/digitaliseringsradet/budget/2021", &cookie)
        .await;
    assert!(
        last.text.contains("185\u{a0}000\u{a0}kr"),
        "the last one stands"
    );
    let list = house.get(HERE, &cookie).await;
    assert!(list.text.contains("Budget 2022") && !list.text.contains("Budget 2023"));
}

async fn measurements_are_filled_in(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    let path = "/samverkan/e-forvaltning-i-varmdo/kalkylblad/matningar-2010-2015";
    let bytes = download(&house, &format!("{path}/arbetsbok.xlsx"), &cookie).await;
    let read = read_workbook(&bytes, "f.xlsx").unwrap();
    let columns = [
        "indicator",
        "date",
        "value",
        "numerator",
        "denominator",
        "note",
    ];
    assert_eq!(read.sheets[1].table(&columns).unwrap().len(), 0);
    let mut sheet = sheet("measurements", &columns, &[]);
    let day = chrono::NaiveDate::from_ymd_opt(2012, 12, 31).unwrap();
    sheet.rows = vec![vec![
        "andel-elektroniska-inkop".into(),
        Cell::Date(day),
        Cell::Percent("38".parse().unwrap()),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
    ]];
    let bytes = write_xlsx(&[sheet], made()).unwrap();
    let answer = send(&house, path, &cookie, &bytes, &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let folder = bundle::export(&house.db, &["e-forvaltning-i-varmdo".to_owned()])
        .await
        .unwrap();
    let table = "collaborations/e-forvaltning-i-varmdo/plans/2010-2015/measurements.csv";
    let text = String::from_utf8(folder.get(table).unwrap().to_vec()).unwrap();
    assert!(
        text.contains("andel-elektroniska-inkop,2012-12-31,38,"),
        "{text}"
    );
}

async fn bad_workbooks_are_refused_with_what_to_do(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("samordnare").await;
    let path = format!("{HERE}/grupper");
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    old.extend([0; 600]);
    let empty = write_xlsx(&[sheet("Blad1", &["a"], &[])], made()).unwrap();
    let nothing = write_xlsx(&[sheet("(Blad1)", &["a"], &[])], made()).unwrap();
    for (bytes, words) in [
        (
            b"party\nhabo-kommun\n".to_vec(),
            "inte en arbetsbok i formatet XLSX",
        ),
        (old, "äldre Excelformat"),
        (empty, "inget ifyllt blad som heter groups, members"),
        (nothing, "inget ifyllt blad som heter groups, members"),
        (Vec::new(), "Välj en fil under"),
    ] {
        let answer = send(&house, &path, &cookie, &bytes, &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains(words), "{words}: {}", answer.text);
    }
    let large = send(&house, &path, &cookie, &vec![0; 100 * 1024 * 1024], &[]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}

async fn only_those_who_may_reach_the_workbooks(db: Db) {
    let house = House::furnished(db).await;
    let path = format!("{HERE}/grupper");
    let stranger = house.get(HERE, "").await;
    assert!(stranger.location.starts_with("/logga-in"));
    let reader = house.sign_in("lasare").await;
    assert_eq!(house.get(HERE, &reader).await.status, StatusCode::FORBIDDEN);
    let economist = house.sign_in("ekonom").await;
    assert_eq!(house.get(HERE, &economist).await.status, StatusCode::OK);
    for answer in [
        house.get(&path, &economist).await,
        house
            .get(&format!("{path}/arbetsbok.xlsx"), &economist)
            .await,
        send(&house, &path, &economist, b"x", &[]).await,
    ] {
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    let coordinator = house.sign_in("samordnare").await;
    let elsewhere = "/samverkan/e-forvaltning-i-varmdo/kalkylblad";
    let answer = house.get(elsewhere, &coordinator).await;
    assert!(answer.status != StatusCode::OK, "{}", answer.status);
    let front = house
        .get("/samverkan/digitaliseringsradet", &coordinator)
        .await;
    assert!(front.text.contains(&format!("href=\"{HERE}\"")));
    let front = house.get("/samverkan/digitaliseringsradet", &reader).await;
    assert!(!front.text.contains("/kalkylblad"));
}
