//! Contracts: who may know what they cost, what is to be done and by when, lists that are brought in, and when several
//! parties can buy together.

use crate::long_work::{call, token_for};
use crate::world::House;
use axum::http::StatusCode;
use chrono::{Days, Months, NaiveDate};
use samverk_app::modules::migrations;
use samverk_database::Db;
use serde_json::{Value, json};

samverk_testing::db_tests!(&migrations();
    a_price_is_told_to_those_who_may_know_it,
    a_list_is_tried_before_it_is_saved,
    look_alikes_are_merged_and_parted_again,
    the_window_tells_who_can_buy_together_and_how,
    what_is_to_be_done_awaits_the_people_of_the_party,
    two_contracts_for_one_system_are_told_of,
    what_a_contract_cannot_say_is_told_at_its_field,
    what_colleagues_are_not_told_does_not_exist,
    contracts_go_out_as_open_contracting_records,
    a_window_begins_an_initiative_with_its_letter,
    the_windows_of_all_needs_are_a_long_work,
);

const COUNCIL: &str = "/samverkan/digitaliseringsradet";

struct Register {
    house: House,
    cookie: String,
    token: String,
}

fn far(house: &House, months: u32) -> NaiveDate {
    house.db.clock().today() + Months::new(months)
}

impl Register {
    /// A house in which the administrator has laid an area and a supplier.
    async fn of(db: Db) -> Self {
        let house = House::with_council(db).await;
        let cookie = house.sign_in("administrator").await;
        let token = token_for(&house, &cookie, &["systems", "contracts", "parties"]).await;
        let register = Self {
            house,
            cookie,
            token,
        };
        register
            .put("/need-areas/diarium", &json!({ "name": "Diarium" }))
            .await;
        register
            .put("/suppliers/diktad", &json!({ "name": "Diktad Data AB" }))
            .await;
        register
    }

    async fn write(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        use axum::body::Body;
        use axum::http::{Request, header};
        let request = Request::put(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()));
        let answer = self.house.send(request.unwrap()).await;
        let told = serde_json::from_str(&answer.text).unwrap_or_default();
        (answer.status, told)
    }

    async fn put(&self, path: &str, body: &Value) {
        let (status, told) = self.write(path, body).await;
        assert_eq!(status, StatusCode::CREATED, "{path}: {told}");
    }

    async fn contract(&self, party: &str, key: &str, more: Value) {
        let path = format!("/parties/{party}/contracts/{key}");
        self.put(&path, &contract(key, more)).await;
    }
}

fn contract(key: &str, more: Value) -> Value {
    let mut body = json!({
        "title": format!("Avtal {key}"), "area": "diarium", "supplier": "diktad", "term": "fixed",
        "priceReaders": "own", "shown": "colleagues", "noticeAtMonthEnd": false, "isFramework": false,
    });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// With nothing between the digits of amounts.
fn plain(text: &str) -> String {
    let mut plain = text.replace("&nbsp;", "").replace("&#160;", "");
    plain.retain(|one| !one.is_whitespace());
    plain
}

const PRICE: &str = "987654";
const PARTY: &str = "habo-kommun";

async fn a_price_is_told_to_those_who_may_know_it(db: Db) {
    let register = Register::of(db).await;
    let house = &register.house;
    let end = far(house, 30).to_string();
    let priced = json!({
        "yearlyValue": PRICE, "priceReason": "OSL 31:16", "end": end,
        "isFramework": true, "ceiling": "3987654",
    });
    register.contract(PARTY, "hemligt", priced).await;
    let at = format!("/aktorer/{PARTY}/avtal");
    let ways = |at: &str| {
        vec![
            at.to_owned(),
            format!("{at}/hemligt"),
            format!("{at}/hemligt/redigera"),
            format!("{at}?tabell=avtal&format=csv"),
            format!("{at}?kolumner=title.yearly_value.ceiling"),
            format!("{COUNCIL}/avtalsfonster?omrade=diarium"),
            format!("{COUNCIL}/avtalsfonster?omrade=diarium&tabell=fonster&format=csv"),
            format!("/aktorer/{PARTY}"),
            "/sok?q=hemligt".to_owned(),
            "/sok?q=987654".to_owned(),
        ]
    };
    let colleague = house.sign_in("lasare").await;
    for who in ["", &colleague] {
        for way in ways(&at) {
            let text = plain(&house.get(&way, who).await.text);
            // What was asked for may be said again.
            let text = text.replace("value=\"987654\"", "").replace("q=987654", "");
            let told = text.contains(PRICE) && !way.contains("q=987654");
            assert!(!told, "{way} tells the price");
        }
        let (bytes, _) = house
            .file(&format!("{at}?tabell=avtal&format=xlsx"), &colleague)
            .await;
        if let Ok(book) = words_of_workbook(&bytes) {
            assert!(!book.contains(PRICE), "the workbook tells the price");
        }
    }
    let token = token_for(house, &colleague, &["parties"]).await;
    let one = format!("/api/v1/parties/{PARTY}/contracts/hemligt");
    for path in [&one, &format!("/api/v1/parties/{PARTY}/contracts")] {
        let (answer, _) = call(house, &token, path, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        assert!(!answer.text.contains(PRICE), "{path} tells the price");
    }
    let page = house.get(&format!("{at}/hemligt"), &colleague).await.text;
    assert!(page.contains("OSL 31:16"), "{page}");
    // Those of the party, and everybody who reads it once it says so.
    let own = house.get(&format!("{at}/hemligt"), &register.cookie).await;
    assert!(plain(&own.text).contains(PRICE));
    let open = json!({ "yearlyValue": PRICE, "priceReaders": "readers", "end": end });
    register.contract(PARTY, "oppet", open).await;
    let told = house.get(&format!("{at}/oppet"), &colleague).await.text;
    assert!(plain(&told).contains(PRICE));
    let yesterday = house.db.clock().today() - Days::new(1);
    let over = json!({
        "yearlyValue": PRICE, "priceReason": "OSL 31:16", "priceUntil": yesterday.to_string(), "end": end,
    });
    register.contract(PARTY, "utgatt", over).await;
    let told = house.get(&format!("{at}/utgatt"), &colleague).await.text;
    assert!(plain(&told).contains(PRICE));
}

/// All words of a workbook, or nothing when the bytes are none.
fn words_of_workbook(bytes: &[u8]) -> Result<String, String> {
    let mut archive =
        zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let mut all = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(|e| e.to_string())?;
        std::io::Read::read_to_string(&mut file, &mut all).unwrap_or_default();
    }
    Ok(all)
}

const LIST: &str = "Avtal;Behovsområde;Leverantör;Slut;Option;Uppsägning;Årskostnad\n\
    Diariet;Diarium;Diktad Data;2029-06-30;2 x 12;3;450 000\n\
    Växeln;Telefoni;Hittepå IT AB;tills vidare;;6;\n";

async fn a_list_is_tried_before_it_is_saved(db: Db) {
    let register = Register::of(db).await;
    let house = &register.house;
    let cookie = &register.cookie;
    let at = format!("/aktorer/{PARTY}/avtal");
    let path = format!("{at}/las-in");
    let send = async |fields: &[(&str, &str)], list: &str| {
        let file = (fields, "avtal.csv", list.as_bytes());
        house.send_file(&path, cookie, file).await
    };
    let tried = send(&[], LIST).await;
    assert_eq!(tried.status, StatusCode::OK, "{}", tried.text);
    for told in [
        "2 avtal läggs till",
        "Telefoni",
        "Diktad Data liknar Diktad Data AB",
    ] {
        assert!(tried.text.contains(told), "{told}: {}", tried.text);
    }
    let list = house.get(&at, cookie).await.text;
    assert!(!list.contains("Växeln"), "nothing is saved yet");
    assert!(
        !house
            .get("/leverantorer", cookie)
            .await
            .text
            .contains("Hittepå IT AB")
    );
    let saved = send(&[("saves", "true")], LIST).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let list = house.get(&at, cookie).await.text;
    for told in ["Växeln", "Diariet", "Bör upphandlas"] {
        assert!(list.contains(told), "{told}: {list}");
    }
    // The same file again changes nothing.
    let again = send(&[], LIST).await.text;
    assert!(again.contains("2 avtal är redan likadana"), "{again}");
    // What is wrong is told row by row, and nothing of the file is saved.
    let wrong = "Avtal;Område;Leverantör;Slut;Optioner;Uppsägning;Start\n\
        Nytt;Diarium;Diktad Data AB;2027-01-01;massor;3;2026-01-01\n\
        Bakvänt;Diarium;Diktad Data AB;2025-01-01;;3;2026-01-01\n";
    let refused = send(&[("saves", "true")], wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("massor"), "{}", refused.text);
    let backwards = wrong.replace("massor", "");
    let refused = send(&[("saves", "true")], &backwards).await;
    assert!(
        refused.text.contains("slutar före sin första dag"),
        "{}",
        refused.text
    );
    assert!(!house.get(&at, cookie).await.text.contains("Nytt"));
    let lacking = send(&[], "Avtal;Leverantör\nEtt;Diktad\n").await;
    assert!(lacking.text.contains("saknar kolumnen"), "{}", lacking.text);
    // Who may not save may not try either.
    let reader = house.sign_in("lasare").await;
    let file = (&[] as &[_], "avtal.csv", LIST.as_bytes());
    let answer = house.send_file(&path, &reader, file).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

async fn look_alikes_are_merged_and_parted_again(db: Db) {
    let register = Register::of(db).await;
    let house = &register.house;
    let cookie = &register.cookie;
    for (key, name, number) in [
        ("diktad-2", "Diktad Data", ""),
        ("nielsen", "N.C. Nielsen AB", "556000-0001"),
        ("nielsen-2", "N.C. Nielsen A/S", "559000-0005"),
    ] {
        let (status, told) = register
            .write(
                &format!("/suppliers/{key}"),
                &json!({ "name": name, "organisationNumber": number }),
            )
            .await;
        assert_eq!(status, StatusCode::CREATED, "{told}");
    }
    let page = house.get("/leverantorer/liknande", cookie).await.text;
    assert!(page.contains("Bara bolagsform eller land"), "{page}");
    assert!(page.contains("Troligen är det två företag"), "{page}");
    let say = async |form: &str| house.post("/leverantorer/liknande", cookie, form).await;
    let merged = say("one=diktad-2&other=diktad&judgement=same").await;
    assert_eq!(merged.status, StatusCode::SEE_OTHER, "{}", merged.text);
    let different = say("one=nielsen&other=nielsen-2&judgement=different").await;
    assert_eq!(
        different.status,
        StatusCode::SEE_OTHER,
        "{}",
        different.text
    );
    let page = house.get("/leverantorer/liknande", cookie).await.text;
    assert!(page.contains("Inga namn liknar varandra"), "{page}");
    // The one that counts cannot itself point on, and nothing points to itself.
    let refused = say("one=diktad&other=nielsen&judgement=same").await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.text
    );
    let itself = say("one=nielsen&other=nielsen&judgement=same").await;
    assert_eq!(itself.status, StatusCode::UNPROCESSABLE_ENTITY);
    let read = || async {
        let (_, told) = call(house, &register.token, "/api/v1/suppliers/diktad-2", "").await;
        told["sameAs"].clone()
    };
    assert_eq!(read().await, "diktad");
    let undone = say("one=diktad-2&judgement=apart").await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
    assert_eq!(read().await, Value::Null);
    let page = house.get("/leverantorer/liknande", cookie).await.text;
    assert!(page.contains("Bara bolagsform eller land"), "{page}");
}

async fn the_window_tells_who_can_buy_together_and_how(db: Db) {
    let register = Register::of(db).await;
    let house = &register.house;
    let today = house.db.clock().today();
    let end = far(house, 36);
    let one = json!({
        "start": today.to_string(), "end": (end - Months::new(12)).to_string(),
        "optionCount": 1, "optionMonths": 12, "optionCallMonths": 3,
    });
    register.contract("habo-kommun", "ett", one).await;
    let two = json!({ "start": today.to_string(), "end": end.to_string() });
    register.contract("aneby-kommun", "tva", two).await;
    let three = json!({ "term": "open", "noticeMonths": 6 });
    register.contract("eksjo-kommun", "tre", three).await;
    let page = format!("{COUNCIL}/avtalsfonster?omrade=diarium&overlapp=1");
    let coordinator = house.sign_in("samordnare").await;
    let text = house.get(&page, &coordinator).await.text;
    for told in [
        "Habo kommun, Aneby kommun",
        "Utnyttja option 1",
        "Säg upp så att det är mottaget",
        "Fullmakterna ska vara inne senast",
        "Bör upphandlas",
        "<svg",
    ] {
        let parts: Vec<&str> = told.split(", ").collect();
        assert!(
            parts.iter().all(|part| text.contains(part)),
            "{told}: {text}"
        );
    }
    let framework = format!("{page}&satt=ramavtal");
    let text = house.get(&framework, &coordinator).await.text;
    assert!(text.contains("Avrop kan göras till och med"), "{text}");
    let outside = house.get(&format!("{page}&ramtid=49"), &coordinator).await;
    assert_eq!(outside.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stranger = house.get(&page, "").await;
    assert_ne!(stranger.status, StatusCode::OK);
}

async fn what_is_to_be_done_awaits_the_people_of_the_party(db: Db) {
    let register = Register::of(db).await;
    let house = &register.house;
    let cookie = house.sign_in("partsadministrator").await;
    let at = house.own_party(&cookie).await;
    let party = at.rsplit('/').next().unwrap().to_owned();
    let end = far(house, 4).to_string();
    let called = json!({
        "start": "2024-01-01", "end": end, "optionCount": 1, "optionMonths": 12, "optionCallMonths": 3,
    });
    register.contract(&party, "option", called).await;
    let mine = house.get("/", &cookie).await.text;
    assert!(mine.contains("Utnyttja en option"), "{mine}");
    // The same in a calendar that one subscribes to.
    let page = house
        .post("/mina-uppgifter/kalendrar", &cookie, "of=")
        .await
        .text;
    let feed = page.split("/kalender/").nth(1).unwrap();
    let feed = format!("/kalender/{}", feed.split('"').next().unwrap());
    let feed = house.get(&feed, "").await.text.replace("\r\n ", "");
    assert!(feed.contains("Utnyttja en option"), "{feed}");
    // Sent in time without a receipt it still awaits somebody, and extends nothing.
    let today = house.db.clock().today().to_string();
    let sent = json!({
        "start": "2024-01-01", "end": end, "optionCount": 1, "optionMonths": 12, "optionCallMonths": 3,
        "optionCalls": [{ "number": 1, "called": today, "sent": today }],
    });
    register.contract(&party, "sand", sent).await;
    let mine = house.get("/", &cookie).await.text;
    assert!(
        mine.contains("Få mottagandet av en option bekräftat"),
        "{mine}"
    );
    let page = house.get(&format!("{at}/avtal/sand"), &cookie).await.text;
    assert!(page.contains(&format!("Avtalet slutar {end}")), "{page}");
    // Too late to call: what is longer would be a new contract.
    let late = json!({
        "start": "2024-01-01", "end": far(house, 1).to_string(),
        "optionCount": 1, "optionMonths": 12, "optionCallMonths": 3,
    });
    register.contract(&party, "sent", late).await;
    let page = house.get(&format!("{at}/avtal/sent"), &cookie).await.text;
    assert!(page.contains("ny direktupphandling"), "{page}");
    let party_page = house.get(&at, &cookie).await.text;
    assert!(
        party_page.contains("3 avtal är registrerade"),
        "{party_page}"
    );
}

async fn two_contracts_for_one_system_are_told_of(db: Db) {
    let register = Register::of(db).await;
    let house = &register.house;
    let system =
        json!({ "title": "Diariet", "area": "diarium", "status": "in_use", "shown": "colleagues" });
    register
        .put(&format!("/parties/{PARTY}/it-systems/diariet"), &system)
        .await;
    let during =
        |start: &str, end: &str| json!({ "start": start, "end": end, "systems": ["diariet"] });
    register
        .contract(PARTY, "licens", during("2026-01-01", "2028-12-31"))
        .await;
    register
        .contract(PARTY, "drift", during("2027-01-01", "2029-12-31"))
        .await;
    register
        .contract(PARTY, "gammalt", during("2020-01-01", "2025-12-31"))
        .await;
    let page = format!("/aktorer/{PARTY}/avtal/licens");
    let text = house.get(&page, &register.cookie).await.text;
    assert!(
        text.contains("fler avtal under samma tid: Avtal drift."),
        "{text}"
    );
}

async fn what_a_contract_cannot_say_is_told_at_its_field(db: Db) {
    let register = Register::of(db).await;
    let cases = [
        (
            json!({ "start": "2027-01-01", "end": "2026-01-01" }),
            "contract_ends_before",
            "/end",
        ),
        (
            json!({ "start": "2026-01-01", "end": "2026-06-30", "term": "renewing", "renewalMonths": 12, "noticeMonths": 9 }),
            "contract_notice_too_long",
            "/noticeMonths",
        ),
        (
            json!({ "term": "renewing", "noticeMonths": 3 }),
            "contract_renewal_missing",
            "/renewalMonths",
        ),
        (
            json!({ "term": "open" }),
            "contract_notice_missing",
            "/noticeMonths",
        ),
        (
            json!({ "optionCount": 2 }),
            "contract_option_incomplete",
            "/optionCount",
        ),
        (
            json!({ "term": "open", "noticeMonths": 3, "optionCount": 1, "optionMonths": 12, "optionCallMonths": 3 }),
            "contract_options_only_fixed",
            "/optionCount",
        ),
        (
            json!({ "optionCalls": [{ "number": 1, "called": "2026-01-01" }] }),
            "contract_option_calls_too_many",
            "/optionCalls",
        ),
        (
            json!({
                "optionCount": 1, "optionMonths": 12, "optionCallMonths": 3,
                "optionCalls": [{ "number": 1, "called": "2026-02-01", "sent": "2026-01-01" }],
            }),
            "contract_option_call_backwards",
            "/optionCalls",
        ),
        (
            json!({ "yearlyValue": "1000" }),
            "contract_price_reason_missing",
            "/priceReason",
        ),
        (
            json!({ "ceiling": "1000", "priceReason": "OSL" }),
            "contract_ceiling_only_framework",
            "/ceiling",
        ),
        (json!({ "area": "okant" }), "need_area_unknown", "/area"),
    ];
    for (more, code, pointer) in cases {
        let path = format!("/parties/{PARTY}/contracts/fel");
        let (status, told) = register.write(&path, &contract("fel", more)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{code}: {told}");
        let errors = told["errors"].as_array().unwrap();
        let is_it = |error: &Value| error["code"] == code && error["pointer"] == pointer;
        assert!(errors.iter().any(is_it), "{code}: {told}");
    }
}

async fn what_colleagues_are_not_told_does_not_exist(db: Db) {
    let register = Register::of(db).await;
    let house = &register.house;
    let own = json!({ "shown": "own", "end": "2029-01-01" });
    register.contract(PARTY, "eget", own).await;
    let system = json!({
        "title": "Hemliga systemet", "area": "diarium", "status": "in_use", "shown": "own",
    });
    register
        .put(&format!("/parties/{PARTY}/it-systems/hemliga"), &system)
        .await;
    let colleague = house.sign_in("lasare").await;
    for who in ["", &colleague] {
        for path in ["avtal/eget", "system/hemliga"] {
            let answer = house.get(&format!("/aktorer/{PARTY}/{path}"), who).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in [
            format!("{COUNCIL}/systemkarta"),
            format!("{COUNCIL}/avtalsfonster"),
            format!("/aktorer/{PARTY}"),
            "/behovsomraden/diarium".to_owned(),
        ] {
            let text = house.get(&path, who).await.text;
            assert!(!text.contains("Hemliga systemet"), "{path}");
            assert!(!text.contains("Avtal eget"), "{path}");
        }
    }
    let shown = json!({
        "title": "Visade systemet", "area": "diarium", "status": "in_use", "shown": "colleagues",
    });
    register
        .put(&format!("/parties/{PARTY}/it-systems/visade"), &shown)
        .await;
    for path in [
        format!("{COUNCIL}/systemkarta"),
        "/behovsomraden/diarium".to_owned(),
    ] {
        let text = house.get(&path, &colleague).await.text;
        assert!(text.contains("Visade systemet"), "{path}: {text}");
        let text = house.get(&path, "").await.text;
        assert!(!text.contains("Visade systemet"), "{path} by a stranger");
    }
}

async fn contracts_go_out_as_open_contracting_records(db: Db) {
    let register = Register::of(db).await;
    let house = &register.house;
    let today = house.db.clock().today();
    let end = far(house, 20);
    let options = json!({
        "start": today.to_string(), "end": end.to_string(), "yearlyValue": PRICE, "priceReason": "OSL 31:16",
        "optionCount": 2, "optionMonths": 12, "optionCallMonths": 3,
    });
    register.contract(PARTY, "oppet", options).await;
    let path = format!("/aktorer/{PARTY}/avtal/open-contracting.json");
    let colleague = house.sign_in("lasare").await;
    let text = house.get(&path, &colleague).await.text;
    assert!(!text.contains(PRICE));
    let package: Value = serde_json::from_str(&text).unwrap();
    let release = &package["releases"][0];
    for needed in ["ocid", "id", "date", "tag", "initiationType"] {
        assert!(!release[needed].is_null(), "{needed}: {release}");
    }
    let period = &release["contracts"][0]["period"];
    assert_eq!(period["endDate"], format!("{end}T23:59:59Z"));
    let latest = end + Months::new(24);
    assert!(
        period["maxExtentDate"].as_str().unwrap() >= latest.to_string().as_str(),
        "{period}"
    );
    // A stranger reads no contracts of a party, and so gets none.
    let stranger: Value = serde_json::from_str(&house.get(&path, "").await.text).unwrap();
    assert_eq!(stranger["releases"], json!([]));
}

async fn a_window_begins_an_initiative_with_its_letter(db: Db) {
    let register = Register::of(db).await;
    let house = &register.house;
    let end = far(house, 36);
    let body = json!({ "start": "2024-01-01", "end": end.to_string() });
    register.contract("habo-kommun", "ett", body.clone()).await;
    register.contract("aneby-kommun", "tva", body).await;
    let coordinator = house.sign_in("samordnare").await;
    let start = end + Days::new(1);
    let form = format!("omrade=diarium&satt=start&overlapp=1&start={start}");
    let path = format!("{COUNCIL}/avtalsfonster/starta");
    let begun = house.post(&path, &coordinator, &form).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    let there = begun.location.split('?').next().unwrap().to_owned();
    let page = house.get(&there, &coordinator).await.text;
    for told in [
        "Gemensam upphandling: Diarium",
        "Habo kommun",
        "Aneby kommun",
        "Avsiktsförklaring om gemensam upphandling",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let portfolio = house
        .get(&format!("{COUNCIL}/initiativ"), &coordinator)
        .await
        .text;
    assert!(
        portfolio.contains("Gemensam upphandling: Diarium"),
        "{portfolio}"
    );
    // Only those whose power of attorney was in when it was announced can be in it.
    let form = house
        .get(&format!("{there}/redigera"), &coordinator)
        .await
        .text;
    let revision = form.split("name=\"revision\" value=\"").nth(1).unwrap();
    let revision = revision.split('"').next().unwrap();
    let announced = format!(
        "revision={revision}&title=Upphandlingen&area=diarium&way=common_start&start={start}&announced_on=2026-12-01\
         &parties.0.party=habo-kommun&parties.0.power_on=2026-11-30&parties.1.party=aneby-kommun"
    );
    let late = house
        .post(&format!("{there}/redigera"), &coordinator, &announced)
        .await;
    assert_eq!(
        late.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        late.text
    );
    assert!(
        late.text.contains("hade ingen fullmakt inne"),
        "{}",
        late.text
    );
    // Nobody can begin on a day that no contract allows, and a reader begins nothing.
    let gone = house
        .post(
            &path,
            &coordinator,
            "omrade=diarium&satt=start&overlapp=0&start=2027-01-01",
        )
        .await;
    assert_eq!(gone.status, StatusCode::CONFLICT, "{}", gone.text);
    let reader = house.sign_in("lasare").await;
    let refused = house.post(&path, &reader, "omrade=diarium").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

async fn the_windows_of_all_needs_are_a_long_work(db: Db) {
    let register = Register::of(db).await;
    let house = &register.house;
    let end = far(house, 36);
    let body = json!({ "start": "2024-01-01", "end": end.to_string() });
    register.contract("habo-kommun", "ett", body.clone()).await;
    register.contract("aneby-kommun", "tva", body).await;
    let coordinator = house.sign_in("samordnare").await;
    let work = house
        .begin(
            &coordinator,
            "avtalsfonster",
            "samverkan=digitaliseringsradet",
        )
        .await;
    house.work_long().await;
    let (bytes, _) = house.file(&format!("{work}/hamta"), &coordinator).await;
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains("Diarium") && text.contains("Habo kommun"),
        "{text}"
    );
}
