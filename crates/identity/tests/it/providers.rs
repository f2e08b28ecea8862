//! The way to a provider and back, and out of it again.

use crate::database_tests;
use crate::issuer::{Away, Issuer, SigningKey, providers, round_trip};
use crate::world::{World, at, exempelstad, grannby};
use samverk_database::Db;
use samverk_foundation::{Role, TestClock};
use serde_json::{Value, json};
use std::sync::Arc;

database_tests! {
    providers_stand_side_by_side_on_the_sign_in_page,
    the_way_out_carries_state_nonce_and_challenge,
    a_new_session_takes_the_place_of_the_old_one,
    signing_out_ends_both_sessions,
    the_rest_is_asked_for_when_the_id_token_is_silent,
    a_provider_that_does_not_answer_is_told_of,
}

async fn world(db: Db, clock: Arc<TestClock>) -> (World, Issuer, SigningKey) {
    let key = SigningKey::new("key-1");
    let issuer = Issuer::start(&key).await;
    let world = World::new(db, clock).with_providers(&issuer.provider());
    world
        .person("Anna", &[at(exempelstad(), Role::Reader)])
        .await;
    (world, issuer, key)
}

async fn providers_stand_side_by_side_on_the_sign_in_page(db: Db, clock: Arc<TestClock>) {
    let (one_key, other_key) = (SigningKey::new("a"), SigningKey::new("b"));
    let (one, other) = (
        Issuer::start(&one_key).await,
        Issuer::start(&other_key).await,
    );
    let mut grannbys = other.settings();
    grannbys["key"] = json!("grannby");
    grannbys["name"] = json!("Grannbys inloggning");
    grannbys["party"] = json!("grannby");
    let world = World::new(db, clock).with_providers(&providers(&[one.settings(), grannbys]));
    world
        .person("Anna", &[at(exempelstad(), Role::Reader)])
        .await;
    world.person("Bo", &[at(grannby(), Role::Reader)]).await;

    let page = world.browser().get("/logga-in?till=/mina-uppgifter").await;
    for (key, name) in [
        ("exempelstad", "Exempelstads inloggning"),
        ("grannby", "Grannbys inloggning"),
    ] {
        let link = format!("href=\"/logga-in/{key}?till=%2Fmina-uppgifter\"");
        assert!(
            page.body.contains(&link) && page.body.contains(name),
            "{}",
            page.body
        );
    }
    assert!(
        !World::new(world.db.clone(), world.clock.clone())
            .browser()
            .get("/logga-in")
            .await
            .body
            .contains("Logga in med din organisation")
    );
    assert_eq!(world.browser().get("/logga-in/fjallby").await.status, 404);

    let at_exempelstad = round_trip(&mut world.browser(), &one, &one_key, |_| {}).await;
    assert_eq!(at_exempelstad.status, 303);
    let mut browser = world.browser();
    let away = Away::from(&mut browser, "/logga-in/grannby?till=//ond.se").await;
    let mut bo = other.claims(away.nonce());
    bo["email"] = json!("bo@exempel.se");
    other.desk().id_token = other_key.sign(&bo);
    let path = format!("/logga-in/grannby/svar?code=kod&state={}", away.state());
    let answer = browser.get(&path).await;
    assert_eq!((answer.status, answer.location.as_str()), (303, "/"));
    let page = browser.get("/mina-uppgifter").await;
    assert!(
        page.body.contains("bo@exempel.se"),
        "the same subject at another issuer is another person"
    );
}

async fn the_way_out_carries_state_nonce_and_challenge(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, _) = world(db, clock).await;
    let mut browser = world.browser();
    let away = Away::from(&mut browser, "/logga-in/exempelstad").await;
    let said = |name: &str| away.query[name].as_str();
    assert_eq!(said("response_type"), "code");
    assert_eq!(said("client_id"), "samverk");
    assert_eq!(
        said("redirect_uri"),
        "http://samverk.test/logga-in/exempelstad/svar"
    );
    assert_eq!(said("scope"), "openid profile email");
    assert_eq!(said("code_challenge_method"), "S256");
    assert_eq!(said("ui_locales"), "sv");
    let others = Away::from(&mut world.browser(), "/logga-in/exempelstad").await;
    for name in ["state", "nonce", "code_challenge"] {
        assert_eq!(said(name).len(), 43, "256 bits of {name}");
        assert_ne!(said(name), others.query[name], "{name}");
    }
    away.back(&mut browser).await;
    let desk = issuer.desk();
    use base64::prelude::*;
    use sha2::{Digest, Sha256};
    let verifier = &desk.token_request["code_verifier"];
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    assert_eq!(challenge, said("code_challenge"));
    assert_eq!(desk.token_request["redirect_uri"], said("redirect_uri"));
}

async fn a_new_session_takes_the_place_of_the_old_one(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    let mut browser = world.browser();
    let away = Away::from(&mut browser, "/logga-in/exempelstad").await;
    let answer = browser
        .sign_in("anna@exempel.se", crate::world::PASSWORD)
        .await;
    assert_eq!(answer.status, 303);
    let mut before = browser.clone();
    issuer.desk().id_token = key.sign(&issuer.claims(away.nonce()));
    assert_eq!(away.back(&mut browser).await.status, 303);
    assert_ne!(before.cookie, browser.cookie);
    assert_eq!(
        before.get("/mina-uppgifter").await.status,
        303,
        "the old session is over"
    );
    assert_eq!(browser.get("/mina-uppgifter").await.status, 200);
    assert_eq!(
        browser.provider_cookie.as_deref(),
        Some("samverk-provider=")
    );
}

async fn signing_out_ends_both_sessions(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    let mut browser = world.browser();
    assert_eq!(
        round_trip(&mut browser, &issuer, &key, |_| {}).await.status,
        303
    );
    let mut before = browser.clone();
    let page = browser.post("/logga-ut", &[]).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(
        page.body.contains("Du är utloggad från Samverk"),
        "{}",
        page.body
    );
    let address = page.refresh.strip_prefix("0; url=").unwrap();
    let (end, query) = address.split_once('?').unwrap();
    assert_eq!(end, format!("{}/end", issuer.address));
    let said: std::collections::HashMap<_, _> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    assert_eq!(said["id_token_hint"], issuer.desk().id_token);
    assert_eq!(said["post_logout_redirect_uri"], "http://samverk.test/");
    assert_eq!(said["client_id"], "samverk");
    assert_eq!(
        before.get("/mina-uppgifter").await.status,
        303,
        "the session is over"
    );
    let again = before.post("/logga-ut", &[]).await;
    assert_eq!((again.status, again.location.as_str()), (303, "/"));

    let mut with_password = world.signed_in("Anna").await;
    let answer = with_password.post("/logga-ut", &[]).await;
    assert_eq!((answer.status, answer.location.as_str()), (303, "/"));
}

async fn the_rest_is_asked_for_when_the_id_token_is_silent(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    let silent = |told: &mut Value| {
        for claim in ["email", "email_verified", "name"] {
            told.as_object_mut().unwrap().remove(claim);
        }
    };
    issuer.desk().user_info =
        json!({ "sub": "somebody-else", "email": "anna@exempel.se", "email_verified": true });
    let refused = round_trip(&mut world.browser(), &issuer, &key, silent).await;
    assert!(refused.body.contains("(userinfo)"), "{}", refused.body);
    issuer.desk().user_info["sub"] = json!("subject-1");
    let answer = round_trip(&mut world.browser(), &issuer, &key, silent).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

async fn a_provider_that_does_not_answer_is_told_of(db: Db, clock: Arc<TestClock>) {
    let key = SigningKey::new("key-1");
    let issuer = Issuer::start(&key).await;
    let mut settings = issuer.settings();
    settings["issuer"] = json!(format!("{}/nowhere", issuer.address));
    let world = World::new(db.clone(), clock.clone()).with_providers(&providers(&[settings]));
    let answer = world.browser().get("/logga-in/exempelstad").await;
    assert_eq!(answer.status, 409);
    assert!(
        answer
            .body
            .contains("Exempelstads inloggning svarar inte som det ska"),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("name=\"password\""),
        "the other way in stands below"
    );

    let unprotected = json!("http://login.exempelstad.se/token");
    issuer.desk().metadata.insert("token_endpoint", unprotected);
    let world = World::new(db, clock).with_providers(&issuer.provider());
    let answer = world.browser().get("/logga-in/exempelstad").await;
    assert_eq!(answer.status, 409, "secrets travel only over TLS");
}
