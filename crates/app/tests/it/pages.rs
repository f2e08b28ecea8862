//! The pages of the whole house: what they show, to whom, with how many statements.

use crate::world::{House, example};
use axum::body::Body;
use axum::http::{Request, header};
use samverk_app::bundle::{self, Outcome};
use samverk_app::modules::migrations;
use samverk_database::Db;

samverk_testing::db_tests!(&migrations();
    every_number_of_document_003_is_on_its_pages,
    html_in_a_name_stays_text,
    a_page_asks_the_database_the_same_number_of_times_whatever_the_size,
    an_upload_that_is_too_large_is_refused,
    an_upload_that_does_not_tell_its_length_is_refused_too,
    a_null_byte_is_refused,
    another_site_cannot_send_forms,
    the_pages_speak_english_too,
    unknown_addresses_show_the_way_back,
);

pub const PRINTED: [(&str, &str, &str); 14] = [
    (
        "Region Jönköpings län",
        "30 % av kostnad löpande verksamhet",
        "369 000 kr",
    ),
    ("Aneby kommun", "1,90 %", "82 859 kr"),
    ("Eksjö kommun", "4,80 %", "209 328 kr"),
    ("Gislaveds kommun", "8,50 %", "370 685 kr"),
    ("Gnosjö kommun", "2,80 %", "122 108 kr"),
    ("Habo kommun", "3,20 %", "139 552 kr"),
    ("Jönköpings kommun", "38,00 %", "1 657 180 kr"),
    ("Mullsjö kommun", "2,10 %", "91 581 kr"),
    ("Nässjö kommun", "8,70 %", "379 407 kr"),
    ("Sävsjö kommun", "3,20 %", "139 552 kr"),
    ("Tranås kommun", "5,40 %", "235 494 kr"),
    ("Vaggeryds kommun", "3,90 %", "170 079 kr"),
    ("Vetlanda kommun", "7,80 %", "340 158 kr"),
    ("Värnamo kommun", "9,70 %", "423 017 kr"),
];

pub const BUDGET: [&str; 12] = [
    "800 000 kr",
    "185 000 kr",
    "300 000 kr",
    "150 000 kr",
    "1 435 000 kr",
    "2 350 000 kr",
    "2 200 000 kr",
    "500 000 kr",
    "1 900 000 kr",
    "6 950 000",
    "3 655 000 kr",
    "4 730 000 kr",
];

pub fn plain(page: &str) -> String {
    page.replace('\u{a0}', " ").replace("&nbsp;", " ")
}

async fn every_number_of_document_003_is_on_its_pages(db: Db) {
    let house = House::furnished(db).await;
    let page = house
        .get("/samverkan/digitaliseringsradet/fordelning/2021", "")
        .await;
    let page = plain(&page.text);
    for (party, _, amount) in PRINTED {
        assert!(
            page.contains(party) && page.contains(amount),
            "{party} {amount}"
        );
    }
    for number in [
        "4 730 000 kr",
        "430 500 kr",
        "369 000 kr",
        "1 435 000 kr",
        "1 230 000 kr",
    ] {
        assert!(page.contains(number), "{number} is not on the page");
    }
    let budget = house
        .get("/samverkan/digitaliseringsradet/budget/2021", "")
        .await;
    let budget = plain(&budget.text);
    for number in BUDGET {
        assert!(budget.contains(number), "{number} is not in the budget");
    }
    let why = "/samverkan/digitaliseringsradet/fordelning/2021/aneby-kommun";
    let why = plain(&house.get(why, "").await.text);
    assert!(why.contains("4 361 000 kr × 1,90 % = 82 859 kr"), "{why}");
}

async fn html_in_a_name_stays_text(db: Db) {
    let house = House::empty(db).await;
    let mut folder = example("varmdo");
    let parties = "key,kind,name,short_name,municipality_code,region_code,organisation_number,note\n\
        elak,company,<script>alert(1)</script>,<b>Elak</b>,,,,\"\"\"><img src=x>\"\n";
    folder.insert("parties.csv", parties);
    assert!(matches!(
        house.import(folder, true).await,
        Outcome::Saved(_)
    ));
    for path in ["/aktorer?namn=script", "/aktorer/elak"] {
        let page = house.get(path, "").await.text;
        assert!(
            page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"),
            "{page}"
        );
        assert!(
            !page.contains("<script>") && !page.contains("<img src=x"),
            "{path}"
        );
    }
}

/// Doubling groups and parties must not add statements to any page.
async fn a_page_asks_the_database_the_same_number_of_times_whatever_the_size(db: Db) {
    let paths = [
        "/",
        "/samverkan/digitaliseringsradet",
        "/samverkan/digitaliseringsradet/medlemmar",
        "/samverkan/digitaliseringsradet/grupper",
        "/samverkan/digitaliseringsradet/planer/2021-2023",
        "/samverkan/digitaliseringsradet/budget/2021",
        "/samverkan/digitaliseringsradet/fordelning/2021",
        "/aktorer",
        "/aktorer/jonkopings-kommun",
    ];
    let house = House::furnished(db).await;
    let cookie = house.sign_in("samordnare").await;
    let mut before = Vec::new();
    for path in paths {
        before.push(statements(&house, path, &cookie).await);
    }
    let mut folder = example("jonkoping");
    let groups = "collaborations/digitaliseringsradet/groups.csv";
    let mut text = String::from_utf8(folder.get(groups).unwrap().to_vec()).unwrap();
    for n in 0..60 {
        text += &format!("ny-{n},Ny grupp {n},inside,,,regional,,,,,,,\n");
    }
    folder.insert(groups, text);
    assert!(matches!(
        house.import(folder, true).await,
        Outcome::Saved(_)
    ));
    for (path, before) in paths.iter().zip(before) {
        let after = statements(&house, path, &cookie).await;
        assert!(
            after <= before,
            "{path}: {before} statements became {after}"
        );
        assert!(after <= 48, "{path} asks {after} times");
    }
}

async fn statements(house: &House, path: &str, cookie: &str) -> u64 {
    let before = house.db.query_count();
    let answer = house.get(path, cookie).await;
    assert_eq!(answer.status, 200, "{path}");
    house.db.query_count() - before
}

async fn an_upload_that_is_too_large_is_refused(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    let megabyte = axum::body::Bytes::from(vec![b'x'; 1024 * 1024]);
    let body = Body::from(megabyte.repeat(12));
    let request = Request::post("/aktorer/folkmangd")
        .header(header::COOKIE, &cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header(header::CONTENT_LENGTH, 200 * 1024 * 1024);
    let answer = house.send(request.body(body).unwrap()).await;
    assert_eq!(answer.status, 413);
    assert!(answer.text.contains("10 MB"), "{}", answer.text);
}

async fn an_upload_that_does_not_tell_its_length_is_refused_too(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    let head = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
    let pieces = std::iter::once(head.as_bytes().to_vec())
        .chain(std::iter::repeat_with(|| vec![b'x'; 64 * 1024]).take(200))
        .map(Ok::<_, std::io::Error>);
    let stream = Body::from_stream(futures_util::stream::iter(pieces));
    let request = Request::post("/aktorer/folkmangd")
        .header("cookie", cookie)
        .header("host", "localhost")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(stream)
        .unwrap();
    let answer = house.send(request).await;
    assert_eq!(answer.status, 413);
    assert!(answer.text.contains("10 MB"), "{}", answer.text);
}

async fn a_null_byte_is_refused(db: Db) {
    let house = House::furnished(db).await;
    for path in ["/samverkan/a%00b", "/aktorer/a%00b", "/sok?q=a%00b"] {
        assert_eq!(house.get(path, "").await.status, 404, "{path}");
    }
    let cookie = house.sign_in("samordnare").await;
    let form = "name=A%00B&key=ab";
    let answer = house
        .post("/samverkan/digitaliseringsradet/redigera", &cookie, form)
        .await;
    assert_eq!(answer.status, 422, "{}", answer.text);
}

async fn another_site_cannot_send_forms(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("samordnare").await;
    let request = Request::post("/logga-ut")
        .header(header::COOKIE, &cookie)
        .header(header::HOST, "localhost")
        .header(header::ORIGIN, "https://annan.exempel")
        .header("sec-fetch-site", "cross-site");
    let answer = house.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 403);
}

async fn the_pages_speak_english_too(db: Db) {
    let house = House::furnished(db).await;
    for path in [
        "/",
        "/samverkan/digitaliseringsradet/fordelning/2021",
        "/aktorer",
    ] {
        let page = house.get(path, "language=en").await;
        assert!(page.text.contains("<html lang=\"en\""), "{path}");
        assert!(!page.text.contains('⟦'), "{path} lacks a text");
    }
}

async fn unknown_addresses_show_the_way_back(db: Db) {
    let house = House::empty(db).await;
    let answer = house.get("/samverkan/finns-inte", "").await;
    assert_eq!(answer.status, 404);
    assert!(answer.text.contains("Till startsidan"));
    let nothing = house.get("/ingenstans", "").await;
    assert_eq!(nothing.status, 404);
    assert!(nothing.text.contains("Till startsidan"));
    let exported = bundle::export(&house.db, &[]).await.unwrap();
    assert_eq!(exported.paths().collect::<Vec<_>>(), ["bundle.toml"]);
}
