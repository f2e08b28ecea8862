//! A new version of a process reaches cases under way as a long work, which tells what became of each.

use crate::long_work::{call, token_for};
use crate::world::House;
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::Db;

samverk_testing::db_tests!(&migrations();
    a_new_version_is_applied_beside_and_tells_case_by_case,
);

impl House {
    /// Sends a form that is to be accepted, and answers where it leads.
    pub async fn sent(&self, cookie: &str, path: &str, form: &str) -> String {
        let answer = self.post(path, cookie, form).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{path}: {}",
            answer.text
        );
        answer.location
    }
}

async fn a_new_version_is_applied_beside_and_tells_case_by_case(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("partsadministrator").await;
    let party = house.own_party(&cookie).await;
    let registry =
        "name=Kommunstyrelsen&code=KS&shape=code_year_number&digits=5&publicity=subjects";
    house
        .sent(&cookie, &format!("{party}/diarier/ny"), registry)
        .await;
    let processes = format!("{party}/arendeprocesser");
    let from = "from=samverk%3Abegaran-om-handling&name=";
    house
        .sent(&cookie, &format!("{processes}/ny/fran"), from)
        .await;
    let one = format!("{processes}/begaran-om-handling");
    house
        .sent(&cookie, &format!("{one}/beslut"), "to=published&revision=1")
        .await;
    let cases = format!("{party}/diarier/kommunstyrelsen/arenden");
    for _ in 0..2 {
        let case = "subject=Beg%C3%A4ran&begun=incoming";
        let case = house.sent(&cookie, &format!("{cases}/ny"), case).await;
        let case = case.split('?').next().unwrap();
        let chosen = "procedure=begaran-om-handling&revision=1";
        house
            .sent(&cookie, &format!("{case}/process"), chosen)
            .await;
    }
    // What awaits somebody in a case is told by its number.
    let mine = house.get("/", &cookie).await.text;
    assert!(
        mine.contains("Leta fram handlingen") && mine.contains("/00001"),
        "{mine}"
    );
    house.sent(&cookie, &format!("{one}/ny-version"), "").await;
    let next = format!("{processes}/begaran-om-handling-2");
    house
        .sent(
            &cookie,
            &format!("{next}/beslut"),
            "to=published&revision=1",
        )
        .await;
    let asked = house
        .sent(&cookie, &format!("{next}/tillampa"), "numbers=")
        .await;
    let (path, form) = asked.split_once('?').unwrap();
    assert_eq!(path, "/arbeten/ny/arendeversion");
    let page = house.get(&asked, &cookie).await;
    assert!(
        page.text.contains("Begäran om allmän handling 2"),
        "{}",
        page.text
    );
    let work = house.begin(&cookie, "arendeversion", form).await;
    house.work_long().await;
    let (bytes, _) = house.file(&format!("{work}/hamta"), &cookie).await;
    let told = String::from_utf8(bytes.to_vec()).unwrap();
    let told_before = told.clone();
    assert_eq!(
        told.matches("Följer den nya versionen i samma steg")
            .count(),
        2,
        "{told}"
    );
    let case = house
        .get(&format!("{cases}/{}", first_case(&told)), &cookie)
        .await
        .text;
    assert!(case.contains("begaran-om-handling-2\""), "{case}");
    // Nobody else has such a work done.
    let other = house.sign_in("representant").await;
    let refused = house.post("/arbeten/ny/arendeversion", &other, form).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    // Another system applies the version after that.
    house.sent(&cookie, &format!("{next}/ny-version"), "").await;
    let last = format!("{processes}/begaran-om-handling-3");
    house
        .sent(
            &cookie,
            &format!("{last}/beslut"),
            "to=published&revision=1",
        )
        .await;
    let key = party.rsplit('/').next().unwrap();
    let body = format!(
        r#"{{ "kind": "case-version", "party": "{key}", "procedure": "begaran-om-handling-3" }}"#
    );
    let token = token_for(&house, &cookie, &["works"]).await;
    let (begun, told) = call(&house, &token, "/api/v1/long-works", &body).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED, "{told}");
    house.work_long().await;
    let case = format!("{cases}/{}", first_case(&told_before));
    let case = house.get(&case, &cookie).await.text;
    assert!(case.contains("begaran-om-handling-3\""), "{case}");
}

/// The key of the first case that the file names.
fn first_case(told: &str) -> String {
    let number = told.split("KS ").nth(1).unwrap();
    let number: String = number
        .chars()
        .take_while(|one| *one != ';' && *one != ',')
        .collect();
    format!("ks-{}", number.trim_matches('"').replace('/', "-"))
}
