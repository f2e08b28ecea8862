//! How Samverk proves to a provider that it is Samverk.

use crate::database_tests;
use crate::issuer::{Issuer, NOW, SECRET, SigningKey, providers, round_trip};
use crate::world::{World, at, exempelstad};
use base64::prelude::*;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    UnparsedPublicKey,
};
use samverk_database::Db;
use samverk_foundation::{Role, TestClock};
use serde_json::{Value, json};
use std::sync::Arc;

database_tests! {
    with_its_secret_in_the_header_or_the_body,
    with_a_signature_instead_of_a_secret,
}

async fn with_its_secret_in_the_header_or_the_body(db: Db, clock: Arc<TestClock>) {
    let key = SigningKey::new("key-1");
    let issuer = Issuer::start(&key).await;
    let world = World::new(db.clone(), clock.clone()).with_providers(&issuer.provider());
    world
        .person("Anna", &[at(exempelstad(), Role::Reader)])
        .await;
    assert_eq!(
        round_trip(&mut world.browser(), &issuer, &key, |_| {})
            .await
            .status,
        303
    );
    let basic = BASE64_STANDARD.encode(format!("samverk:{SECRET}"));
    assert_eq!(issuer.desk().authorization, format!("Basic {basic}"));
    assert!(!issuer.desk().token_request.contains_key("client_secret"));

    let methods = json!(["client_secret_post"]);
    issuer
        .desk()
        .metadata
        .insert("token_endpoint_auth_methods_supported", methods);
    let world = World::new(db, clock).with_providers(&issuer.provider());
    assert_eq!(
        round_trip(&mut world.browser(), &issuer, &key, |_| {})
            .await
            .status,
        303
    );
    assert_eq!(issuer.desk().token_request["client_secret"], SECRET);
    assert_eq!(issuer.desk().authorization, "");
}

fn part(assertion: &str, number: usize) -> Value {
    let part = assertion.split('.').nth(number).unwrap();
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

async fn with_a_signature_instead_of_a_secret(db: Db, clock: Arc<TestClock>) {
    let random = SystemRandom::new();
    let rules = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let document = EcdsaKeyPair::generate_pkcs8(rules, &random).unwrap();
    let own = EcdsaKeyPair::from_pkcs8(rules, document.as_ref(), &random).unwrap();
    let body = BASE64_STANDARD.encode(document.as_ref());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("samverk.pem");
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
    std::fs::write(&file, pem).unwrap();

    let key = SigningKey::new("key-1");
    let issuer = Issuer::start(&key).await;
    let mut settings = issuer.settings();
    settings["client_secret_env"] = Value::Null;
    settings["private_key_file"] = json!(file);
    settings["private_key_id"] = json!("samverk-1");
    let at_issuer = providers(&[settings.clone()]);
    settings["assertion_audience"] = json!("token_endpoint");
    let at_endpoint = providers(&[settings]);
    let world = World::new(db.clone(), clock.clone()).with_providers(&at_issuer);
    world
        .person("Anna", &[at(exempelstad(), Role::Reader)])
        .await;

    let mut ids = Vec::new();
    let endpoint = format!("{}/token", issuer.address);
    for (providers, audience) in [
        (&at_issuer, issuer.address.clone()),
        (&at_issuer, issuer.address.clone()),
        (&at_endpoint, endpoint),
    ] {
        let world = World::new(db.clone(), clock.clone()).with_providers(providers);
        let answer = round_trip(&mut world.browser(), &issuer, &key, |_| {}).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let desk = issuer.desk();
        assert_eq!(desk.authorization, "");
        assert!(!desk.token_request.contains_key("client_secret"));
        assert_eq!(
            desk.token_request["client_assertion_type"],
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        );
        let assertion = &desk.token_request["client_assertion"];
        let (signed, signature) = assertion.rsplit_once('.').unwrap();
        let signature = BASE64_URL_SAFE_NO_PAD.decode(signature).unwrap();
        let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, own.public_key().as_ref());
        public.verify(signed.as_bytes(), &signature).unwrap();
        let expected = json!({ "alg": "ES256", "typ": "JWT", "kid": "samverk-1" });
        assert_eq!(part(assertion, 0), expected);
        let mut claims = part(assertion, 1);
        ids.push(claims["jti"].take().to_string());
        let expected = json!({
            "iss": "samverk", "sub": "samverk", "aud": audience, "jti": null, "iat": NOW, "exp": NOW + 60,
        });
        assert_eq!(claims, expected);
    }
    ids.dedup();
    assert_eq!(ids.len(), 3, "each statement is good once");
}
