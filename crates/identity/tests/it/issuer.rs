//! An identity provider of our own that says whatever a test wants it to say.

use crate::browser::{Answer, Browser};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::prelude::*;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use samverk_identity::{ProviderFile, Providers};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

pub const SECRET: &str = "mycket-hemligt";
/// 2026-11-22 10:00 UTC, when every test begins.
pub const NOW: i64 = 1_795_341_600;

pub struct SigningKey {
    pub id: &'static str,
    pair: EcdsaKeyPair,
}

impl SigningKey {
    pub fn new(id: &'static str) -> Self {
        let random = SystemRandom::new();
        let rules = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(rules, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(rules, document.as_ref(), &random).unwrap();
        Self { id, pair }
    }

    pub fn public(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    pub fn jwk(&self) -> Value {
        let (x, y) = self.public()[1..].split_at(32);
        let number = |bytes| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.id, "x": number(x), "y": number(y) })
    }

    pub fn sign(&self, claims: &Value) -> String {
        let header = json!({ "alg": "ES256", "kid": self.id });
        let signed = signing_input(&header, claims);
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes());
        let signature = BASE64_URL_SAFE_NO_PAD.encode(signature.unwrap().as_ref());
        format!("{signed}.{signature}")
    }
}

pub fn signing_input(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(claims))
}

/// What the provider has to say, and what it was asked.
#[derive(Default)]
pub struct Desk {
    pub keys: Vec<Value>,
    pub metadata: HashMap<&'static str, Value>,
    pub id_token: String,
    pub user_info: Value,
    pub token_request: HashMap<String, String>,
    pub authorization: String,
    pub key_fetches: usize,
}

#[derive(Clone)]
pub struct Issuer {
    pub address: String,
    pub desk: Arc<Mutex<Desk>>,
}

impl Issuer {
    /// With the one key that signs.
    pub async fn start(key: &SigningKey) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = Self {
            address: format!("http://{}", listener.local_addr().unwrap()),
            desk: Arc::default(),
        };
        issuer.desk().keys.push(key.jwk());
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(user_info))
            .with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        issuer
    }

    pub fn desk(&self) -> std::sync::MutexGuard<'_, Desk> {
        self.desk.lock().unwrap()
    }

    /// The settings of Exempelstad's provider, which are this issuer's.
    pub fn settings(&self) -> Value {
        json!({
            "key": "exempelstad",
            "name": "Exempelstads inloggning",
            "issuer": self.address,
            "client_id": "samverk",
            "client_secret_env": "SECRET",
            "party": "exempelstad",
            "role": "reader",
            "just_in_time": true,
        })
    }

    pub fn provider(&self) -> Providers {
        providers(&[self.settings()])
    }

    /// What an honest provider says about Anna.
    pub fn claims(&self, nonce: &str) -> Value {
        json!({
            "iss": self.address,
            "sub": "subject-1",
            "aud": "samverk",
            "exp": NOW + 300,
            "iat": NOW,
            "nonce": nonce,
            "email": "anna@exempel.se",
            "email_verified": true,
            "name": "Anna Ek",
        })
    }
}

pub fn providers(settings: &[Value]) -> Providers {
    let file = |settings: &Value| serde_json::from_value::<ProviderFile>(settings.clone());
    let files: Result<Vec<_>, _> = settings.iter().map(file).collect();
    let environment = |name: &str| (name == "SECRET").then(|| SECRET.to_owned());
    Providers::read(&files.unwrap(), &environment).unwrap()
}

/// Somebody who has been sent to the provider's sign-in page.
pub struct Away {
    pub query: HashMap<String, String>,
}

impl Away {
    pub async fn from(browser: &mut Browser, path: &str) -> Self {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let (_, query) = answer.location.split_once('?').unwrap();
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
        Self {
            query: pairs.collect(),
        }
    }

    pub fn state(&self) -> &str {
        &self.query["state"]
    }

    pub fn nonce(&self) -> &str {
        &self.query["nonce"]
    }

    /// Comes back to Exempelstad's address with a code.
    pub async fn back(&self, browser: &mut Browser) -> Answer {
        let state = self.state();
        let path = format!("/logga-in/exempelstad/svar?code=kod&state={state}");
        browser.get(&path).await
    }
}

/// To the provider and back: it says what `claims` makes of the honest claims.
pub async fn round_trip(
    browser: &mut Browser,
    issuer: &Issuer,
    key: &SigningKey,
    claims: impl FnOnce(&mut Value),
) -> Answer {
    let away = Away::from(browser, "/logga-in/exempelstad?till=/mina-uppgifter").await;
    let mut told = issuer.claims(away.nonce());
    claims(&mut told);
    issuer.desk().id_token = key.sign(&told);
    away.back(browser).await
}

async fn metadata(State(issuer): State<Issuer>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", issuer.address);
    let mut document = json!({
        "issuer": issuer.address,
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "userinfo_endpoint": at("/userinfo"),
        "jwks_uri": at("/keys"),
        "end_session_endpoint": at("/end"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    });
    for (name, value) in &issuer.desk().metadata {
        document[*name] = value.clone();
    }
    Json(document)
}

async fn keys(State(issuer): State<Issuer>) -> Json<Value> {
    let mut desk = issuer.desk();
    desk.key_fetches += 1;
    Json(json!({ "keys": desk.keys }))
}

async fn token(
    State(issuer): State<Issuer>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Json<Value> {
    let mut desk = issuer.desk();
    let authorization = headers
        .get("authorization")
        .map(|value| value.to_str().unwrap());
    desk.authorization = authorization.unwrap_or_default().to_owned();
    desk.token_request = form;
    Json(json!({ "access_token": "at", "token_type": "Bearer", "id_token": desk.id_token }))
}

async fn user_info(State(issuer): State<Issuer>) -> Json<Value> {
    Json(issuer.desk().user_info.clone())
}
