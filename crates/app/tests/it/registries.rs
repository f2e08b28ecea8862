//! Cases in the whole house: what lies at them stays with them, and what names somebody is found.

use crate::api_client::Client;
use crate::text_round_trip::{exported, goes_round};
use crate::world::House;
use axum::http::{Method, StatusCode, header};
use samverk_app::bundle::Outcome;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_exchange::Folder;
use serde_json::json;

samverk_testing::db_tests!(&migrations();
    what_lies_at_a_case_is_in_no_folder,
    the_command_takes_out_cases_and_brings_them_in_unchanged,
    who_is_named_in_a_case_is_found,
    what_somebody_holds_is_told_where_people_are_looked_after,
);

const REGISTRY: &str = "/aktorer/jonkopings-kommun/diarier/ks";
const CASE: &str = "/aktorer/jonkopings-kommun/diarier/ks/arenden/ks-2026-00001";

/// A house with a case, and the cookie of who registered it.
async fn with_case(db: Db) -> (House, String) {
    let house = House::with_council(db).await;
    let registry = json!({
        "name": "Kommunstyrelsen", "code": "KS", "shape": "code_year_number",
        "digits": 5, "publicity": "hidden",
    });
    let path = "/parties/jonkopings-kommun/registries/ks";
    Client::administrator(&house)
        .put(path, "", &registry)
        .await
        .told(201);
    let cookie = house.sign_in("representant").await;
    let form = "subject=Giraffen&begun=incoming&counterpart=Zacharias+Exempel\
                &officer=representant%40exempel.se";
    let new = format!("{REGISTRY}/arenden/ny");
    let made = house.post(&new, &cookie, form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    (house, cookie)
}

async fn what_lies_at_a_case_is_in_no_folder(db: Db) {
    let (house, cookie) = with_case(db).await;
    let before = exported(&house).await;
    let place = house.place_for_files(CASE, &cookie).await;
    let file = (&[] as &[(&str, &str)], "giraff.pdf", b"%PDF-1.7\n" as &[u8]);
    let sent = house.send_file(&place, &cookie, file).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let (_, thing) = place.split_once("/filer/ny/").unwrap();
    let said = "text=Om+giraffen&audience=members";
    let said = house
        .post(&format!("/kommentarer/{thing}"), &cookie, said)
        .await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
    assert_eq!(exported(&house).await, before);
    goes_round(&house).await;
    // A void case takes no more.
    let void = house
        .post(
            &format!("{CASE}/makulera"),
            &cookie,
            "reason=Fel&revision=1",
        )
        .await;
    assert_eq!(void.status, StatusCode::SEE_OTHER, "{}", void.text);
    let page = house.get(CASE, &cookie).await.text;
    assert!(!page.contains("/filer/ny/"), "{page}");
    let late = (&[] as &[(&str, &str)], "sen.pdf", b"%PDF-1.7\n" as &[u8]);
    let late = house.send_file(&place, &cookie, late).await;
    assert_eq!(late.status, StatusCode::FORBIDDEN, "{}", late.text);
}

/// A third case goes by a process of the party's own, in which one of two tasks is done.
async fn begin_a_process(house: &House, cookie: &str) {
    let client = Client::administrator(house);
    let process = json!({
        "name": "Enkel", "version": 1, "status": "draft",
        "states": [
            { "key": "ny", "name": "Ny", "closes": false },
            { "key": "klar", "name": "Klar", "closes": true },
        ],
        "transitions": [
            { "key": "gor-klar", "from": "ny", "to": "klar", "name": "Gör klar", "by": "officer" },
        ],
        "tasks": [
            { "key": "las", "state": "ny", "title": "Läs", "by": "officer" },
            { "key": "svara", "state": "ny", "title": "Svara", "by": "officer" },
        ],
    });
    let one = "/parties/jonkopings-kommun/procedures/enkel";
    let made = client.put(one, "", &process).await.told(201);
    let tag = made.header(header::ETAG).to_owned();
    let publish = json!({ "to": "published" });
    let decisions = format!("{one}/decisions");
    client
        .write(Method::POST, &decisions, &tag, &publish)
        .await
        .told(200);
    let form = "subject=I+process&begun=own&procedure=enkel";
    let made = house
        .post(&format!("{REGISTRY}/arenden/ny"), cookie, form)
        .await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let case = format!("{REGISTRY}/arenden/ks-2026-00003");
    let page = house.get(&case, cookie).await.text;
    let task = page
        .split('"')
        .find(|part| part.starts_with(&format!("{case}/uppgifter/")));
    let done = house.post(task.unwrap(), cookie, "").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
}

async fn who_is_named_in_a_case_is_found(db: Db) {
    let (house, _) = with_case(db).await;
    let cookie = house.sign_in("administrator").await;
    for (words, fields) in [
        ("zacharias", &["Avsändare eller mottagare"] as &[&str]),
        (
            "representant+ex",
            &["Handläggare", "Registrerat eller ändrat av"],
        ),
        ("representant%40exempel.se", &["Handläggare"]),
    ] {
        let path = format!("/personuppgifter?namn={words}");
        let page = house.get(&path, &cookie).await.text;
        assert!(page.contains("Ärende i ett diarium"), "{words}: {page}");
        for field in fields {
            assert!(page.contains(field), "{words}: {field}: {page}");
        }
        // What the case is about is the party's own.
        let tells = ["Giraffen", "KS 2026", "/arenden/"];
        assert!(!tells.iter().any(|told| page.contains(told)), "{page}");
    }
}

async fn the_command_takes_out_cases_and_brings_them_in_unchanged(db: Db) {
    let (house, cookie) = with_case(db).await;
    let place = house.place_for_files(CASE, &cookie).await;
    let file = (&[] as &[(&str, &str)], "giraff.pdf", b"%PDF-1.7\n" as &[u8]);
    let sent = house.send_file(&place, &cookie, file).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let new = format!("{CASE}/handlingar/ny");
    let form = house.get(&new, &cookie).await.text;
    let version = form.split("/1\">giraff.pdf").next().unwrap();
    let version = version.rsplit("value=\"").next().unwrap();
    let said = format!(
        "title=Missiv&public_title=&direction=incoming&dated_on=2026-11-20&sort=official&file={version}%2F1"
    );
    let made = house.post(&new, &cookie, &said).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let secret = "subject=Hemligt&begun=own&secrecy_provision=OSL+18%3A8&secrecy_on=2026-11-20\
                  &secrecy_authority=Kommunstyrelsen";
    let made = house
        .post(&format!("{REGISTRY}/arenden/ny"), &cookie, secret)
        .await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    begin_a_process(&house, &cookie).await;
    let out = house.export(&[]).await;
    let below = "parties/jonkopings-kommun/registries/ks";
    let cases = out.folder.get(&format!("{below}/cases.csv")).unwrap();
    let cases = String::from_utf8_lossy(cases).into_owned();
    assert!(
        cases.contains("Giraffen") && cases.contains("OSL 18:8"),
        "{cases}"
    );
    let standings = out.folder.get(&format!("{below}/standings.csv")).unwrap();
    let standings = String::from_utf8_lossy(standings).into_owned();
    let row = standings.lines().nth(1).unwrap();
    assert!(
        row.starts_with("KS 2026/00003,enkel,ny,") && row.ends_with(",1,,task-las"),
        "{standings}"
    );
    let documents = out.folder.get(&format!("{below}/documents.csv")).unwrap();
    let documents = String::from_utf8_lossy(documents).into_owned();
    assert!(documents.contains(",giraff-pdf/1,"), "{documents}");
    let folder = Folder::read(out.place.path()).unwrap();
    let again = house.import(folder.clone(), true).await;
    assert!(matches!(again, Outcome::Saved(_)), "{again:?}");
    samverk_testing::on_sqlite(&migrations(), |empty| async move {
        let other = House::empty(empty).await;
        // People lie in no folder: whoever brings it in is told that the officer is not here.
        let without = cases.replace("representant@exempel.se", "");
        let outcome = other.import(folder.clone(), false).await;
        let Outcome::Unconfirmed(warnings) = outcome else {
            panic!("an officer who is not here is told of: {outcome:?}");
        };
        let codes: Vec<&str> = warnings.iter().map(|one| one.code).collect();
        assert!(codes.contains(&"case_officers_not_here"), "{codes:?}");
        let outcome = other.import(folder, true).await;
        assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
        let there = other.export(&[]).await;
        let text = |path: &str| {
            let text = there.folder.get(&format!("{below}/{path}")).unwrap();
            String::from_utf8_lossy(text).into_owned()
        };
        assert_eq!(text("cases.csv"), without);
        assert_eq!(text("documents.csv"), documents);
        assert_eq!(text("standings.csv"), standings, "with what is left to do");
        assert_eq!(there.laid, out.laid);
    })
    .await;
}

async fn what_somebody_holds_is_told_where_people_are_looked_after(db: Db) {
    let (house, _) = with_case(db).await;
    let cookie = house.sign_in("partsadministrator").await;
    let people = "/aktorer/jonkopings-kommun/personer";
    let page = house.get(people, &cookie).await.text;
    assert!(page.contains("Har ett öppet ärende: lämna över"), "{page}");
    let over = page
        .split("href=\"/aktorer/jonkopings-kommun/lamna-over/")
        .nth(1);
    let person = over.unwrap().split('"').next().unwrap().to_owned();
    let form = format!("/aktorer/jonkopings-kommun/lamna-over/{person}");
    let page = house.get(&form, &cookie).await.text;
    assert!(page.contains("1 öppna ärenden"), "{page}");
    // Whoever looks after the installation is told how many, and not led to what they may not do.
    let administrator = house.sign_in("administrator").await;
    let one = format!("/personer/{person}");
    let page = house.get(&one, &administrator).await.text;
    assert!(
        page.contains("Jönköpings kommun: ett öppet ärende"),
        "{page}"
    );
    assert!(
        !page.contains(&form) && !page.contains("Giraffen"),
        "{page}"
    );
    let refused = house.get(&form, &administrator).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
