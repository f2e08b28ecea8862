//! Answers that no honest provider gives, or that were not given to whoever brings them.

use crate::database_tests;
use crate::issuer::{Away, Issuer, NOW, SECRET, SigningKey, providers, round_trip, signing_input};
use crate::world::{World, at, exempelstad};
use base64::prelude::*;
use chrono::TimeDelta;
use ring::hmac;
use samverk_database::Db;
use samverk_foundation::{Role, TestClock};
use serde_json::{Value, json};
use std::sync::Arc;

database_tests! {
    claims_that_were_not_made_for_us_are_refused,
    clocks_may_differ_by_a_minute,
    signatures_that_are_not_the_providers_are_refused,
    new_keys_are_fetched_once_and_old_ones_are_forgotten,
    an_answer_belongs_to_one_attempt_in_one_browser,
    an_attempt_is_good_for_ten_minutes_at_its_own_provider,
    an_answer_of_another_provider_is_refused,
    a_provider_that_refuses_is_told_of,
    bad_answers_close_the_door_for_the_address,
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

/// The browsers of a test that makes many mistakes come from many addresses.
fn stranger(world: &World, number: usize) -> crate::browser::Browser {
    let mut browser = world.browser();
    browser.address = format!("198.51.100.{number}:5000").parse().unwrap();
    browser
}

async fn claims_that_were_not_made_for_us_are_refused(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    let cases: [(&str, &str, Value); 13] = [
        ("nonce", "nonce", json!("another")),
        ("nonce", "nonce", Value::Null),
        ("audience", "aud", json!("another-client")),
        ("audience", "aud", json!(["samverk", "another-client"])),
        ("audience", "aud", json!([])),
        ("audience", "azp", json!("another-client")),
        ("issuer", "iss", json!("https://login.ond.se")),
        ("issuer", "iss", json!(format!("{}/", issuer.address))),
        ("expired", "exp", json!(NOW - 61)),
        ("expired", "iat", json!(NOW + 61)),
        ("token", "at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA")),
        ("token", "exp", json!("never")),
        ("token", "sub", Value::Null),
    ];
    for (number, (fault, claim, value)) in cases.into_iter().enumerate() {
        let mut browser = stranger(&world, number);
        let refused = round_trip(&mut browser, &issuer, &key, |told| {
            told[claim] = value.clone();
        });
        let refused = refused.await;
        assert_eq!(refused.status, 422, "{claim} {value}");
        let told = format!("({fault})");
        assert!(
            refused.body.contains(&told),
            "{claim} {value}: {}",
            refused.body
        );
        assert_eq!(browser.cookie, None, "{claim} {value} opens no session");
    }
}

async fn clocks_may_differ_by_a_minute(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    for (claim, moment) in [("exp", NOW - 59), ("iat", NOW + 59)] {
        let mut browser = world.browser();
        let answer = round_trip(&mut browser, &issuer, &key, |told| {
            told[claim] = json!(moment)
        });
        assert_eq!(answer.await.status, 303, "{claim}");
    }
}

fn mac(header: &Value, claims: &Value, secret: &[u8]) -> String {
    let signed = signing_input(header, claims);
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    let tag = hmac::sign(&key, signed.as_bytes());
    format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(tag.as_ref()))
}

fn tampered(token: &str) -> String {
    let parts: Vec<&str> = token.split('.').collect();
    let payload = BASE64_URL_SAFE_NO_PAD.decode(parts[1]).unwrap();
    let payload = String::from_utf8(payload).unwrap();
    let payload = payload.replace("anna@exempel.se", "admin@exempel.se");
    let payload = BASE64_URL_SAFE_NO_PAD.encode(payload);
    format!("{}.{payload}.{}", parts[0], parts[2])
}

async fn signatures_that_are_not_the_providers_are_refused(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    let none = |claims: &Value| format!("{}.", signing_input(&json!({ "alg": "none" }), claims));
    let none_with_signature = |claims: &Value| none(claims) + "AAAA";
    let confused = json!({ "alg": "HS256", "kid": "key-1" });
    let with_public = |claims: &Value| mac(&confused, claims, key.public());
    let jwk = key.jwk().to_string();
    let with_jwk = |claims: &Value| mac(&confused, claims, jwk.as_bytes());
    let with_secret = |claims: &Value| mac(&json!({ "alg": "HS256" }), claims, SECRET.as_bytes());
    let impostor = SigningKey::new("key-1");
    let with_other_key = |claims: &Value| impostor.sign(claims);
    let changed = |claims: &Value| tampered(&key.sign(claims));
    let cut = |claims: &Value| key.sign(claims).rsplit_once('.').unwrap().0.to_owned() + ".";
    let nothing = |_: &Value| String::new();
    let noise = |_: &Value| "inte.en.token".to_owned();
    type Forge<'a> = &'a dyn Fn(&Value) -> String;
    let cases: [(&str, &str, Forge<'_>); 10] = [
        ("none", "unsigned", &none),
        ("none with a signature", "unsigned", &none_with_signature),
        ("HS256 with the public key", "algorithm", &with_public),
        ("HS256 with the published key", "algorithm", &with_jwk),
        ("HS256 with the client's secret", "algorithm", &with_secret),
        (
            "another key under the same name",
            "signature",
            &with_other_key,
        ),
        ("a changed address", "signature", &changed),
        ("no signature", "signature", &cut),
        ("nothing", "token", &nothing),
        ("noise", "token", &noise),
    ];
    for (number, (what, fault, forge)) in cases.into_iter().enumerate() {
        let mut browser = stranger(&world, number);
        let away = Away::from(&mut browser, "/logga-in/exempelstad").await;
        issuer.desk().id_token = forge(&issuer.claims(away.nonce()));
        let refused = away.back(&mut browser).await;
        assert_eq!(refused.status, 422, "{what}");
        assert!(
            refused.body.contains(&format!("({fault})")),
            "{what}: {}",
            refused.body
        );
        assert_eq!(browser.cookie, None, "{what}");
    }
    let mut browser = world.browser();
    let honest = round_trip(&mut browser, &issuer, &key, |_| {}).await;
    assert_eq!(honest.status, 303, "{}", honest.body);
}

async fn new_keys_are_fetched_once_and_old_ones_are_forgotten(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, old) = world(db, clock).await;
    let answer = round_trip(&mut world.browser(), &issuer, &old, |_| {}).await;
    assert_eq!((answer.status, issuer.desk().key_fetches), (303, 1));

    let new = SigningKey::new("key-2");
    let unknown = round_trip(&mut world.browser(), &issuer, &new, |_| {}).await;
    assert!(unknown.body.contains("(signature)"), "{}", unknown.body);
    assert_eq!(
        issuer.desk().key_fetches,
        2,
        "an unknown key is looked for once"
    );

    issuer.desk().keys = vec![new.jwk()];
    let rotated = round_trip(&mut world.browser(), &issuer, &new, |_| {}).await;
    assert_eq!((rotated.status, issuer.desk().key_fetches), (303, 3));
    let again = round_trip(&mut world.browser(), &issuer, &new, |_| {}).await;
    assert_eq!((again.status, issuer.desk().key_fetches), (303, 3));
    let retired = round_trip(&mut world.browser(), &issuer, &old, |_| {}).await;
    assert!(retired.body.contains("(signature)"), "{}", retired.body);
}

async fn an_answer_belongs_to_one_attempt_in_one_browser(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    let mut browser = world.browser();
    let away = Away::from(&mut browser, "/logga-in/exempelstad").await;
    issuer.desk().id_token = key.sign(&issuer.claims(away.nonce()));
    let taken = browser.provider_cookie.clone();

    let made_up = BASE64_URL_SAFE_NO_PAD.encode([9; 32]);
    for state in ["", "x", made_up.as_str()] {
        browser.provider_cookie = taken.clone();
        let path = format!("/logga-in/exempelstad/svar?code=kod&state={state}");
        let refused = browser.get(&path).await;
        assert_eq!(refused.status, 422, "{state}");
        assert!(
            refused.body.contains("påbörjad i en annan webbläsare"),
            "{state}"
        );
    }
    browser.provider_cookie = Some(format!("samverk-provider={made_up}"));
    let path = format!("/logga-in/exempelstad/svar?code=kod&state={made_up}");
    assert_eq!(
        browser.get(&path).await.status,
        422,
        "a state that nobody left with"
    );

    let mut victim = world.browser();
    let lured = away.back(&mut victim).await;
    assert_eq!(
        (lured.status, victim.cookie),
        (422, None),
        "another browser"
    );

    browser.provider_cookie = taken.clone();
    assert_eq!(away.back(&mut browser).await.status, 303);
    let mut thief = world.browser();
    thief.provider_cookie = taken;
    let replayed = away.back(&mut thief).await;
    assert_eq!(
        (replayed.status, thief.cookie),
        (422, None),
        "a replayed answer"
    );
    assert!(
        replayed.body.contains("är redan använd"),
        "{}",
        replayed.body
    );
}

async fn an_attempt_is_good_for_ten_minutes_at_its_own_provider(db: Db, clock: Arc<TestClock>) {
    let key = SigningKey::new("key-1");
    let issuer = Issuer::start(&key).await;
    let mut other = issuer.settings();
    other["key"] = json!("grannby");
    let both = providers(&[issuer.settings(), other]);
    let world = World::new(db, clock).with_providers(&both);
    world
        .person("Anna", &[at(exempelstad(), Role::Reader)])
        .await;

    let mut browser = world.browser();
    let away = Away::from(&mut browser, "/logga-in/grannby").await;
    issuer.desk().id_token = key.sign(&issuer.claims(away.nonce()));
    assert_eq!(
        away.back(&mut browser).await.status,
        422,
        "an attempt at Grannby's"
    );

    let away = Away::from(&mut browser, "/logga-in/exempelstad").await;
    issuer.desk().id_token = key.sign(&issuer.claims(away.nonce()));
    world.clock.advance(TimeDelta::minutes(10));
    let late = away.back(&mut browser).await;
    assert!(late.body.contains("för gammal"), "{}", late.body);
    assert_eq!(browser.cookie, None);
}

async fn an_answer_of_another_provider_is_refused(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    let promised = json!(true);
    let name = "authorization_response_iss_parameter_supported";
    issuer.desk().metadata.insert(name, promised);
    for (issuer_told, status) in [
        ("", 422),
        ("&iss=https%3A%2F%2Flogin.ond.se", 422),
        ("own", 303),
    ] {
        let mut browser = world.browser();
        let away = Away::from(&mut browser, "/logga-in/exempelstad").await;
        issuer.desk().id_token = key.sign(&issuer.claims(away.nonce()));
        let told = match issuer_told {
            "own" => format!("&iss={}", issuer.address),
            other => other.to_owned(),
        };
        let path = format!(
            "/logga-in/exempelstad/svar?code=kod&state={}{told}",
            away.state()
        );
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, status, "{issuer_told}: {}", answer.body);
        assert_eq!(
            answer.body.contains("(issuer)"),
            status == 422,
            "{issuer_told}"
        );
    }
}

async fn a_provider_that_refuses_is_told_of(db: Db, clock: Arc<TestClock>) {
    let (world, ..) = world(db, clock).await;
    let mut browser = world.browser();
    let away = Away::from(&mut browser, "/logga-in/exempelstad").await;
    let words = "error=access_denied&error_description=%3Cb%3Enej%3C%2Fb%3E";
    let path = format!("/logga-in/exempelstad/svar?{words}&state={}", away.state());
    let refused = browser.get(&path).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("lät dig inte logga in"),
        "{}",
        refused.body
    );
    assert!(
        !refused.body.contains("nej"),
        "the provider's own words are not shown"
    );
    let answer = away.back(&mut browser).await;
    assert_eq!(answer.status, 422, "the attempt is used up");
}

async fn bad_answers_close_the_door_for_the_address(db: Db, clock: Arc<TestClock>) {
    let (world, issuer, key) = world(db, clock).await;
    for number in 0_u8..20 {
        let state = BASE64_URL_SAFE_NO_PAD.encode([number; 32]);
        let path = format!("/logga-in/exempelstad/svar?code=kod&state={state}");
        assert_eq!(world.browser().get(&path).await.status, 422, "{number}");
    }
    let closed = round_trip(&mut world.browser(), &issuer, &key, |_| {}).await;
    assert_eq!(closed.status, 429, "{}", closed.body);
    let mut elsewhere = stranger(&world, 1);
    let open = round_trip(&mut elsewhere, &issuer, &key, |_| {}).await;
    assert_eq!(open.status, 303);
}
