//! A token all the way: made on the page, used in the API, revoked.

use crate::world::House;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_foundation::Language;
use serde_json::Value;
use tower::ServiceExt;

samverk_testing::db_tests!(&migrations();
    a_token_is_made_used_and_revoked,
    a_token_that_does_not_hold_is_refused_everywhere,
    a_token_sees_no_more_people_than_its_person,
);

const OBJECT: &str = "/api/v1/collaborations/digitaliseringsradet";

async fn call(house: &House, path: &str, token: &str) -> (StatusCode, HeaderMap, Value) {
    let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
    let request = request.body(Body::empty()).unwrap();
    let response = house.router().oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    let body = serde_json::from_slice(&bytes).unwrap_or_default();
    (head.status, head.headers, body)
}

fn assert_refused((status, headers, body): (StatusCode, HeaderMap, Value), code: &str) {
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(body["code"], code);
    assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
    let told = &headers[header::WWW_AUTHENTICATE];
    assert_eq!(told, r#"Bearer error="invalid_token""#);
}

async fn a_token_is_made_used_and_revoked(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    let last_day = house.db.clock().today() + chrono::Days::new(30);
    let form = format!("name=Prov&scopes=parties%3Aread&last_day={last_day}");
    let page = house
        .post("/mina-uppgifter/tokens/ny", &cookie, &form)
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let (_, rest) = page.text.split_once("Bearer ").unwrap();
    let token = rest.split('<').next().unwrap().to_owned();

    let (status, headers, _) = call(&house, OBJECT, &token).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::CACHE_CONTROL], "no-cache, private");

    let home = house.get("/mina-uppgifter", &cookie).await.text;
    assert!(!home.contains(&token));
    let (_, rest) = home.split_once(r#"name="token" value=""#).unwrap();
    let id = rest.split('"').next().unwrap();
    let path = "/mina-uppgifter/tokens/aterkalla";
    let revoked = house.post(path, &cookie, &format!("token={id}")).await;
    assert_eq!(revoked.status, StatusCode::SEE_OTHER);
    assert_refused(call(&house, OBJECT, &token).await, "token_revoked");
}

/// Also where everybody reads, so that nobody takes what is published for all there is.
async fn a_token_that_does_not_hold_is_refused_everywhere(db: Db) {
    let house = House::empty(db).await;
    for path in ["/api/v1/api-info", "/api/v1/parties", "/api/v1/nowhere"] {
        assert_refused(call(&house, path, "samverk_x").await, "token_invalid");
    }
}

async fn a_token_sees_no_more_people_than_its_person(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("representant").await;
    let last_day = house.db.clock().today() + chrono::Days::new(30);
    let scopes = "scopes=people%3Aread&scopes=log%3Aread";
    let form = format!("name=Prov&{scopes}&last_day={last_day}");
    let new = "/mina-uppgifter/tokens/ny";
    let page = house.post(new, &cookie, &form).await.text;
    let (_, rest) = page.split_once("Bearer ").unwrap();
    let token = rest.split('<').next().unwrap();
    let (status, _, body) = call(&house, &format!("{OBJECT}/people"), token).await;
    assert_eq!(status, StatusCode::OK, "{body:#}");
    let email = |name: &str| {
        let mut people = body["people"].as_array().unwrap().iter();
        people.find(|one| one["name"] == name).unwrap()["email"].clone()
    };
    assert_eq!(email("Representant Exempel"), "representant@exempel.se");
    assert_eq!(email("Samordnare Exempel"), Value::Null);
    for path in [format!("{OBJECT}/events"), "/api/v1/people".to_owned()] {
        let (status, _, body) = call(&house, &path, token).await;
        assert_eq!(
            (status, &body["code"]),
            (StatusCode::FORBIDDEN, &"forbidden".into())
        );
    }
}

#[test]
fn every_scope_has_words() {
    for module in samverk_app::modules::modules() {
        for scope in module.scopes {
            let code = scope.code().replace(':', "-");
            for language in [Language::Sv, Language::En] {
                for begins in ["token-scope", "value-scopes"] {
                    let line = format!("\n{begins}-{code} = ");
                    let modules = samverk_app::modules::modules();
                    let mut texts = modules.iter().flat_map(|module| &module.texts);
                    let is_said =
                        texts.any(|one| one.language == language && one.text.contains(&line));
                    assert!(is_said, "{line} {language:?}");
                }
            }
        }
    }
}
