//! Whoever an administrator lets open collaborations opens one, runs it, and sees nothing else by that.

use crate::api_client::{Client, all_scopes};
use crate::world::{Answer, House};
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_foundation::{Actor, Person, PersonId, TokenAccess};
use serde_json::json;

samverk_testing::db_tests!(&migrations();
    an_opener_opens_one_and_runs_it,
    an_opener_sees_nothing_else,
    the_demos_opener_begins_from_their_own_work,
    whoever_loses_the_right_keeps_what_was_opened,
    a_token_of_an_opener_opens_one_too,
);

const NEW: &str = "/samverkan/ny";
const FACTS: &str = "purpose=Att+prova&legal_form=network&reach=regional";

/// The page of the demo's party administrator, for those who look after the installation.
async fn page_of_person(house: &House) -> String {
    let cookie = house.sign_in("administrator").await;
    let people = house.get("/personer", &cookie).await.text;
    let (before, _) = people.split_once("partsadministrator@exempel.se").unwrap();
    let (_, id) = before.rsplit_once("/personer/").unwrap();
    format!("/personer/{}", id.split('"').next().unwrap())
}

async fn as_administrator(house: &House, rest: &str, form: &str) {
    let cookie = house.sign_in("administrator").await;
    let path = format!("{}{rest}", page_of_person(house).await);
    let done = house.post(&path, &cookie, form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
}

/// The person has no other role afterwards.
async fn let_open(house: &House) -> String {
    let cookie = house.sign_in("administrator").await;
    let page = house.get(&page_of_person(house).await, &cookie).await.text;
    let parties = page.split("name=\"party\" value=\"").skip(1);
    for party in parties.filter_map(|rest| rest.split('"').next()) {
        let form = format!("role=party_administrator&collaboration=&party={party}");
        as_administrator(house, "/ta-bort-roll", &form).await;
    }
    as_administrator(house, "/roll", "role=opener").await;
    house.sign_in("partsadministrator").await
}

async fn open(house: &House, cookie: &str, name: &str) -> Answer {
    house
        .post(NEW, cookie, &format!("name={name}&{FACTS}"))
        .await
}

async fn an_opener_opens_one_and_runs_it(db: Db) {
    let house = House::with_council(db).await;
    let opener = house.sign_in("partsadministrator").await;
    assert_eq!(house.get(NEW, &opener).await.status, StatusCode::FORBIDDEN);
    let opener = let_open(&house).await;
    let list = house.get("/samverkan", &opener).await.text;
    assert!(list.contains("href=\"/samverkan/ny\""), "{list}");
    let form = house.get(NEW, &opener).await.text;
    assert!(form.contains("Du blir samordnare i samverkan"), "{form}");

    let opened = open(&house, &opener, "Bildningen").await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
    assert!(
        opened.location.starts_with("/samverkan/bildningen/borja"),
        "{}",
        opened.location
    );
    let edit = house.get("/samverkan/bildningen/redigera", &opener).await;
    assert_eq!(edit.status, StatusCode::OK);
    let people = house.get("/samverkan/bildningen/personer", &opener).await;
    assert!(
        people.text.contains("Samordnare, Bildningen"),
        "{}",
        people.text
    );
    let account = house.get("/mina-uppgifter", &opener).await.text;
    assert!(
        account.contains("Initiativtagare (får starta samverkan)"),
        "{account}"
    );
}

async fn an_opener_sees_nothing_else(db: Db) {
    let house = House::with_council(db).await;
    let administrator = house.sign_in("administrator").await;
    let hidden = open(&house, &administrator, "Hemliga").await;
    assert_eq!(hidden.status, StatusCode::SEE_OTHER, "{}", hidden.text);
    let opener = let_open(&house).await;
    for page in ["/samverkan/hemliga", "/samverkan/hemliga/karta"] {
        assert_eq!(
            house.get(page, &opener).await.status,
            StatusCode::NOT_FOUND,
            "{page}"
        );
    }
    assert!(
        !house
            .get("/samverkan", &opener)
            .await
            .text
            .contains("Hemliga")
    );
    assert!(!house.get(NEW, &opener).await.text.contains("Hemliga"));
    for page in ["/personer", "/administration", "/aktorer/ny"] {
        assert_eq!(
            house.get(page, &opener).await.status,
            StatusCode::FORBIDDEN,
            "{page}"
        );
    }
    // Another with the name of what is hidden gets a key of its own.
    let same = open(&house, &opener, "Hemliga").await;
    assert_eq!(same.status, StatusCode::SEE_OTHER, "{}", same.text);
    assert!(
        !same.location.starts_with("/samverkan/hemliga/"),
        "{}",
        same.location
    );
    assert_eq!(
        house.get("/samverkan/hemliga", &opener).await.status,
        StatusCode::NOT_FOUND
    );
}

async fn the_demos_opener_begins_from_their_own_work(db: Db) {
    let house = House::with_council(db).await;
    let opener = house.sign_in("initiativtagare").await;
    let own = house.get("/", &opener).await.text;
    assert!(own.contains("href=\"/samverkan/ny\""), "{own}");
    let other = house.sign_in("lasare").await;
    let own = house.get("/", &other).await.text;
    assert!(!own.contains("/samverkan/ny"), "{own}");
    let opened = open(&house, &opener, "Bildningen").await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
    let own = house.get("/", &opener).await.text;
    assert!(own.contains("Bildningen"), "{own}");
}

async fn whoever_loses_the_right_keeps_what_was_opened(db: Db) {
    let house = House::with_council(db).await;
    let opener = let_open(&house).await;
    open(&house, &opener, "Bildningen").await;
    as_administrator(&house, "/ta-bort-roll", "role=opener&collaboration=&party=").await;
    assert_eq!(house.get(NEW, &opener).await.status, StatusCode::FORBIDDEN);
    let refused = open(&house, &opener, "Nya").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(
        refused
            .text
            .contains("initiativtagare (får starta samverkan) eller administratör")
    );
    let edit = house.get("/samverkan/bildningen/redigera", &opener).await;
    assert_eq!(edit.status, StatusCode::OK);
}

async fn a_token_of_an_opener_opens_one_too(db: Db) {
    let house = House::with_council(db).await;
    let_open(&house).await;
    let page = page_of_person(&house).await;
    let id = page.rsplit('/').next().unwrap().parse().unwrap();
    let acting = |opener| {
        Client::acting(
            &house,
            Actor::Person(Person {
                id: PersonId(id),
                name: "Partsadministratör Exempel".to_owned(),
                email: "partsadministrator@exempel.se".to_owned(),
                session: None,
                token: Some(TokenAccess::of(all_scopes())),
                administrator: false,
                opener,
                collaboration_roles: Vec::new(),
                party_roles: Vec::new(),
            }),
        )
    };
    let body = json!({ "name": "Bildningen", "legalForm": "network", "reach": "regional" });
    let path = "/collaborations/bildningen";
    acting(false).put(path, "", &body).await.told(403);
    acting(true).put(path, "", &body).await.told(201);
    let opener = house.sign_in("partsadministrator").await;
    let edit = house.get("/samverkan/bildningen/redigera", &opener).await;
    assert_eq!(edit.status, StatusCode::OK);
}
