//! What a secret case is about is told by no way out to those who may not read it, and by no title or log to anybody.

use crate::file_forms::last_file;
use crate::long_work::{call, token_for};
use crate::world::House;
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::Db;

samverk_testing::db_tests!(&migrations();
    a_secret_case_says_nothing_to_others,
);

/// Nothing else says this.
const CANARY: &str = "Hemligzebra";
/// What is looked for may be said again where it was asked; it leads to all that begins so.
const BEGINS: &str = "Hemlig";

struct Secret {
    house: House,
    cookie: String,
    party: String,
    case: String,
}

async fn secret(db: Db) -> Secret {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("partsadministrator").await;
    let party = house.own_party(&cookie).await;
    let registry =
        "name=Kommunstyrelsen&code=KS&shape=code_year_number&digits=5&publicity=documents";
    house
        .sent(&cookie, &format!("{party}/diarier/ny"), registry)
        .await;
    let form = format!(
        "subject={CANARY}+i+%C3%A4rendet&begun=incoming&counterpart={CANARY}+AB&deadline=2026-12-02&officer=partsadministrator%40exempel.se&secrecy_provision=OSL+18%3A8&secrecy_on=2026-01-02&secrecy_authority=Kommunstyrelsen"
    );
    let registry = format!("{party}/diarier/kommunstyrelsen");
    let case = house
        .sent(&cookie, &format!("{registry}/arenden/ny"), &form)
        .await;
    let case = case.split('?').next().unwrap().to_owned();
    let place = house.place_for_files(&case, &cookie).await;
    let file = format!("{CANARY}.pdf");
    let sent = (
        &[] as &[_],
        file.as_str(),
        b"%PDF-1.7\nHemligzebra" as &[u8],
    );
    house.send_file(&place, &cookie, sent).await;
    let page = house.get(&case, &cookie).await.text;
    let file = last_file(&page);
    let file = file.split('/').nth(2).unwrap();
    let document = format!(
        "title={CANARY}+handling&direction=incoming&dated_on=2026-01-02&sort=official&file={file}%2F1"
    );
    house
        .sent(&cookie, &format!("{case}/handlingar/ny"), &document)
        .await;
    Secret {
        house,
        cookie,
        party,
        case,
    }
}

async fn a_secret_case_says_nothing_to_others(db: Db) {
    let one = secret(db).await;
    let (house, party, case) = (&one.house, &one.party, &one.case);
    samverk_app::start::prepare_search(&house.db).await.unwrap();
    // Whoever registers reads it, under a title that says the number alone.
    let own = house.get(case, &one.cookie).await.text;
    let title = own
        .split("<title>")
        .nth(1)
        .unwrap()
        .split("</title>")
        .next()
        .unwrap();
    assert!(title.starts_with("KS "), "{title}");
    for said in [" i ärendet", " AB", " handling", ".pdf"] {
        assert!(own.contains(&format!("{CANARY}{said}")), "{said}: {own}");
    }
    let registry = format!("{party}/diarier/kommunstyrelsen");
    let key = case.rsplit('/').next().unwrap();
    let places = [
        "/".to_owned(),
        "/arbeten".to_owned(),
        "/logg".to_owned(),
        "/samverkan".to_owned(),
        party.clone(),
        registry.clone(),
        format!("{registry}?sok={BEGINS}"),
        format!("{registry}/lista.csv"),
        format!("{registry}/offentligt/{key}"),
        format!("{registry}/att-gallra"),
        format!("{party}/delade-arenden"),
        format!("{party}/leveranser"),
        format!("/sok?q={BEGINS}"),
        format!("/sok/forslag?q={BEGINS}"),
        format!("/personuppgifter?namn={BEGINS}"),
        case.clone(),
        format!("{case}/handlingar/1"),
        format!("{case}/lasningar"),
        format!("{case}/gallring"),
    ];
    for who in ["lasare", "samordnare", "ekonom", "administrator", ""] {
        let cookie = match who {
            "" => String::new(),
            who => house.sign_in(who).await,
        };
        for place in &places {
            let answer = house.get(place, &cookie).await;
            let told = answer.text;
            assert!(!told.contains(CANARY), "{who} {place}: {told}");
        }
        let page = house.get(case, &cookie).await;
        assert_ne!(page.status, StatusCode::OK, "{who}");
    }
    let reader = house.sign_in("lasare").await;
    let token = token_for(house, &reader, &["cases"]).await;
    let key = party.rsplit('/').next().unwrap();
    let api = format!("/api/v1/parties/{key}/registries/kommunstyrelsen/cases");
    let (listed, _) = call(house, &token, &api, "").await;
    assert!(
        listed.status == StatusCode::OK && !listed.text.contains(CANARY),
        "{}",
        listed.text
    );
    // What awaits its own officer is told by the number: letters and calendars are written from that.
    let mine = house.get("/", &one.cookie).await.text;
    assert!(mine.contains("KS ") && !mine.contains(CANARY), "{mine}");
    let log = house.get("/logg", &one.cookie).await.text;
    assert!(!log.contains(CANARY), "{log}");
}
