//! Who has left: parties whose membership has ended, people whose role was taken, tokens of both.

use crate::world::House;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samverk_app::modules::migrations;
use samverk_database::Db;

samverk_testing::db_tests!(&migrations();
    a_membership_that_has_ended_gives_no_rights,
    one_that_is_to_begin_does,
    a_token_of_the_collaboration_gives_nothing_of_it_after_its_party_has_left,
);

const COUNCIL: &str = "/samverkan/digitaliseringsradet";
/// Where the demo's reader has the role.
const PARTY: &str = "Jönköpings kommun";

/// The members as the form has them, with the days of one of them changed.
async fn change_days(house: &House, party: &str, days: &str) {
    let coordinator = house.sign_in("samordnare").await;
    let form = house
        .get(&format!("{COUNCIL}/medlemmar/redigera"), &coordinator)
        .await
        .text;
    let revision = form.split("name=\"revision\" value=\"").nth(1).unwrap();
    let revision = revision.split('"').next().unwrap();
    let csv = house
        .get(
            &format!("{COUNCIL}/medlemmar?format=csv&tabell=medlemmar"),
            &coordinator,
        )
        .await
        .text;
    let names = csv
        .lines()
        .skip(1)
        .filter_map(|line| line.split(';').next());
    let names: Vec<&str> = names.map(|name| name.trim_matches('"')).collect();
    assert!(names.contains(&party), "{names:?}");
    let rows = names.iter().enumerate().map(|(n, name)| {
        let days = if *name == party { days } else { "" };
        let own = format!("members.{n}.party={}", name.replace(' ', "+"));
        days.split('&')
            .filter(|day| !day.is_empty())
            .fold(own, |row, day| format!("{row}&members.{n}.{day}"))
    });
    let rows: Vec<String> = rows.collect();
    let body = format!("revision={revision}&{}", rows.join("&"));
    let saved = house
        .post(
            &format!("{COUNCIL}/medlemmar/redigera"),
            &coordinator,
            &body,
        )
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
}

async fn a_membership_that_has_ended_gives_no_rights(db: Db) {
    let house = House::with_council(db).await;
    let reader = house.sign_in("lasare").await;
    let risks = format!("{COUNCIL}/risker");
    assert_eq!(house.get(&risks, &reader).await.status, StatusCode::OK);
    let people = format!("{COUNCIL}/personer");
    assert_eq!(house.get(&people, &reader).await.status, StatusCode::OK);
    change_days(&house, PARTY, "to=2021-12-31").await;
    let refused = house.get(&risks, &reader).await.status;
    assert!(
        refused.is_client_error() || refused == StatusCode::SEE_OTHER,
        "{refused}"
    );
    let refused = house.get(&people, &reader).await.status;
    assert!(
        refused.is_client_error() || refused == StatusCode::SEE_OTHER,
        "{refused}"
    );
    let work = house.get("/", &reader).await.text;
    assert!(
        !work.contains(&format!("href=\"{COUNCIL}\"")),
        "not among one's own: {work}"
    );
}

async fn one_that_is_to_begin_does(db: Db) {
    let house = House::with_council(db).await;
    let reader = house.sign_in("lasare").await;
    change_days(&house, PARTY, "from=2031-01-01").await;
    let risks = format!("{COUNCIL}/risker");
    assert_eq!(
        house.get(&risks, &reader).await.status,
        StatusCode::OK,
        "drafts are read before"
    );
}

async fn a_token_of_the_collaboration_gives_nothing_of_it_after_its_party_has_left(db: Db) {
    let house = House::with_council(db).await;
    let reader = house.sign_in("lasare").await;
    let last_day = house.db.clock().today() + chrono::Days::new(30);
    let scopes = "scopes=people%3Aread&scopes=parties%3Aread";
    let form = format!("name=Prov&{scopes}&collaboration=digitaliseringsradet&last_day={last_day}");
    let page = house
        .post("/mina-uppgifter/tokens/ny", &reader, &form)
        .await;
    let (_, rest) = page.text.split_once("Bearer ").unwrap();
    let token = rest.split('<').next().unwrap().to_owned();
    let asked = async |path: &str| {
        let path = format!("/api/v1/collaborations/digitaliseringsradet{path}");
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
        house.send(request.body(Body::empty()).unwrap()).await
    };
    for path in ["/people", "/risks"] {
        let before = asked(path).await;
        assert_eq!(before.status, StatusCode::OK, "{path}: {}", before.text);
    }
    change_days(&house, PARTY, "to=2021-12-31").await;
    for path in ["/people", "/risks"] {
        let after = asked(path).await;
        assert_eq!(
            after.status,
            StatusCode::NOT_FOUND,
            "{path}: {}",
            after.text
        );
        assert!(!after.text.contains("Exempel"), "{}", after.text);
    }
}
