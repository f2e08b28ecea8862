//! Every route that is not for everybody refuses strangers, signed in or not.

use crate::world::House;
use samverk_app::modules::{migrations, modules};
use samverk_database::Db;
use samverk_web::Policy;

samverk_testing::db_tests!(&migrations();
    nobody_gets_in_without_signing_in,
    a_role_elsewhere_opens_nothing,
    every_public_page_answers,
    no_page_or_form_names_what_is_hidden,
);

/// A path with real keys in it, so that a refusal is a refusal and not a missing object.
fn filled(path: &str) -> String {
    let keys = [
        ("{collaboration}", "digitaliseringsradet"),
        ("{party}", "jonkopings-kommun"),
        ("{plan}", "2021-2023"),
        ("{version}", "1"),
        ("{number}", "1"),
        ("{budget}", "2021"),
        ("{year}", "2021"),
        ("{distribution}", "2021"),
        ("{scenario}", "folkmangd-2020"),
        ("{model}", "2021-antagen"),
        ("{ladder}", "samverkanstrappan"),
        ("{catalogue}", "utveckling-i-en-digital-tid"),
        ("/grupper/{thing}", "/grupper/inera"),
        ("{person}", "019a0000-0000-7000-8000-000000000000"),
        ("{session}", "019a0000-0000-7000-8000-000000000000"),
        ("{area}", "kompetens"),
        ("{goal}", "oppna-data"),
    ];
    keys.iter()
        .fold(path.to_owned(), |path, (name, key)| path.replace(name, key))
}

async fn nobody_gets_in_without_signing_in(db: Db) {
    let house = House::furnished(db).await;
    for route in modules().iter().flat_map(|module| module.routes.clone()) {
        if route.policy == Policy::Public {
            continue;
        }
        let path = filled(route.path);
        let answer = match route.method.as_str() {
            "GET" => house.get(&path, "").await,
            _ => house.post(&path, "", "").await,
        };
        let status = answer.status.as_u16();
        let to_sign_in = status == 303 && answer.location.starts_with("/logga-in");
        assert!(
            to_sign_in || matches!(status, 401 | 403 | 404),
            "{} {path} answered {status} to a stranger",
            route.method
        );
    }
}

/// The reader of Jönköping may read a lot, and change nothing.
async fn a_role_elsewhere_opens_nothing(db: Db) {
    let house = House::furnished(db).await;
    let reader = house.sign_in("lasare").await;
    for module in modules() {
        let open_to_readers: Vec<_> = module
            .actions
            .iter()
            .filter(|row| row.allowed.contains(&samverk_foundation::Role::Reader))
            .map(|row| row.code)
            .collect();
        for route in &module.routes {
            let Policy::Action(code) = route.policy else {
                continue;
            };
            if open_to_readers.contains(&code) {
                continue;
            }
            let path = filled(route.path);
            let answer = match route.method.as_str() {
                "GET" => house.get(&path, &reader).await,
                _ => house.post(&path, &reader, "").await,
            };
            let status = answer.status.as_u16();
            assert!(
                matches!(status, 403 | 404),
                "{} {path} ({code}) answered {status} to a reader",
                route.method
            );
        }
    }
}

async fn every_public_page_answers(db: Db) {
    let house = House::furnished(db).await;
    for route in modules().iter().flat_map(|module| module.routes.clone()) {
        let path = filled(route.path);
        if route.policy != Policy::Public || route.method != "GET" || path.contains('{') {
            continue;
        }
        let answer = house.get(&path, "").await;
        let status = answer.status.as_u16();
        // Where nobody signs there is no authority.
        let is_missing = path == "/underskrifter/ca.pem" && status == 404;
        assert!(
            matches!(status, 200 | 303) || is_missing,
            "{path} answered {status}"
        );
        assert!(
            !answer.text.contains('⟦'),
            "{path} lacks a text: {}",
            missing_text(&answer.text)
        );
    }
}

/// Neither the coordinator nor the economist of one collaboration finds another's draft anywhere.
async fn no_page_or_form_names_what_is_hidden(db: Db) {
    let house = House::furnished(db).await;
    let administrator = house.sign_in("administrator").await;
    let name = "Hemliga bildningen";
    let facts = "name=Hemliga+bildningen&key=hemliga&purpose=x&legal_form=network&reach=local\
        &host=jonkopings-kommun";
    let opened = house.post("/samverkan/ny", &administrator, facts).await;
    assert_eq!(
        opened.location,
        "/samverkan/hemliga/borja?notis=collaboration-opened"
    );
    let list = house.get("/samverkan", &administrator).await;
    assert!(list.text.contains(name));
    for who in ["samordnare", "ekonom"] {
        let cookie = house.sign_in(who).await;
        let mut seen = 0;
        for route in modules().iter().flat_map(|module| module.routes.clone()) {
            let path = filled(route.path);
            if route.method != "GET" || path.contains('{') || path.contains(".pdf") {
                continue;
            }
            let answer = house.get(&path, &cookie).await;
            seen += usize::from(answer.status == 200);
            assert!(!answer.text.contains(name), "{path} names it to {who}");
        }
        assert!(seen > 40, "{who} saw {seen} pages only");
        let there = house.get("/samverkan/hemliga", &cookie).await;
        let nowhere = house.get("/samverkan/ingens", &cookie).await;
        assert_eq!([there.status.as_u16(), nowhere.status.as_u16()], [404, 404]);
    }
}

fn missing_text(page: &str) -> String {
    page.split('⟦')
        .nth(1)
        .unwrap_or_default()
        .chars()
        .take(60)
        .collect()
}
