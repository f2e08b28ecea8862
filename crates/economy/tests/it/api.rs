//! Budgets, models, distributions and scenarios as other systems meet them.

use crate::site::texts;
use crate::world::*;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use samverk_database::Db;
use samverk_foundation::{Actor, CollaborationId, PersonId, Role, TokenAccess, TokenScope};
use samverk_rest::{Api, ROOT, problems_as_json};
use samverk_web::{AppState, Settings};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use tower::ServiceExt;

pub struct Answer {
    pub status: StatusCode,
    pub tag: String,
    pub location: String,
    pub body: Value,
}

impl Answer {
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    pub fn told(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{:#}", self.body);
        self
    }

    /// Code and place of each thing that is wrong.
    pub fn errors(&self) -> Vec<(&str, &str)> {
        let errors = self.body["errors"].as_array().unwrap().iter();
        errors
            .map(|error| {
                let text = |name: &str| error[name].as_str().unwrap();
                (text("code"), text("pointer"))
            })
            .collect()
    }
}

pub struct Client {
    router: Router,
    actor: Actor,
}

impl Client {
    fn of(db: &Db, actor: Actor) -> Self {
        let module = samverk_economy::module();
        let settings = Settings {
            base_url: "http://localhost".to_owned(),
            demo: false,
            ..Settings::default()
        };
        let (assets, tabs, panels) = (HashMap::new(), Vec::new(), Vec::new());
        let state = AppState::new(db.clone(), texts(), settings, assets, tabs, panels);
        let api = Arc::new(Api::new(samverk_economy::api()));
        let problems = axum::middleware::from_fn_with_state(state.clone(), problems_as_json);
        let operations = samverk_rest::router(&api, &module.actions).layer(problems);
        let router = Router::new().nest(ROOT, operations).with_state(state);
        Self { router, actor }
    }

    /// With a token of somebody who has the role in the council.
    pub fn with_role(db: &Db, world: &World, role: Role) -> Self {
        Self::with_token(db, world, role, None)
    }

    pub fn with_token(db: &Db, world: &World, role: Role, only: Option<CollaborationId>) -> Self {
        let Actor::Person(mut person) = person(&[(world.council, role)], &[]) else {
            panic!("somebody")
        };
        // Each role is somebody of their own.
        person.id = PersonId(uuid::Uuid::from_u128(role as u128 + 1));
        person.token = Some(TokenAccess {
            scopes: TokenScope::ALL.into(),
            collaboration: only,
        });
        Self::of(db, Actor::Person(person))
    }

    pub fn public(db: &Db) -> Self {
        Self::of(db, Actor::Public)
    }

    async fn send(&self, method: Method, path: &str, tag: &str, body: Option<&Value>) -> Answer {
        let uri = format!("{ROOT}/collaborations/{COUNCIL}{path}");
        let mut request = Request::builder().method(method).uri(uri);
        if !tag.is_empty() {
            request = request.header(header::IF_MATCH, tag);
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let kind = (header::CONTENT_TYPE, "application/json");
        let request = request.header(kind.0, kind.1).body(body);
        let mut request = request.unwrap();
        let actor = Arc::new(self.actor.clone());
        request.extensions_mut().insert(actor);
        let response = self.router.clone().oneshot(request).await.unwrap();
        let header = |name| {
            let value = response.headers().get(name);
            value.map_or(String::new(), |value| value.to_str().unwrap().to_owned())
        };
        let (tag, location) = (header(header::ETAG), header(header::LOCATION));
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        Answer {
            status,
            tag,
            location,
            body,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, "", None).await
    }

    pub async fn put(&self, path: &str, tag: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, tag, Some(body)).await
    }

    pub async fn post(&self, path: &str, tag: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, tag, Some(body)).await
    }

    pub async fn delete(&self, path: &str, tag: &str) -> Answer {
        self.send(Method::DELETE, path, tag, None).await
    }
}

pub fn budget(amount: &str) -> Value {
    json!({
        "title": "Budget 2022",
        "parts": [{ "key": "drift", "name": "Drift", "kind": "running" }],
        "lines": [
            { "part": "drift", "name": "Samordnare", "kind": "cost", "amount": amount },
            { "name": "Kvar", "kind": "unspent", "amount": "100000" },
        ],
        "confirmWarnings": true,
    })
}

/// The region pays thirty percent, the municipalities the rest by inhabitants.
pub fn model() -> Value {
    json!({
        "name": "Modell 2022",
        "rules": [
            {
                "key": "regionen",
                "name": "Regionen",
                "takers": ["region-jonkopings-lan"],
                "base": ["drift"],
                "function": { "kind": "percentage", "percent": "30" },
            },
            {
                "key": "kommunerna",
                "name": "Kommunerna",
                "takers": "municipality",
                "base": "rest",
                "measure": { "kind": "population", "year": -2 },
            },
        ],
    })
}

pub fn distribution() -> Value {
    json!({ "title": "Fördelning 2022", "year": 2022, "model": "2022", "confirmWarnings": true })
}

pub fn decision() -> Value {
    json!({ "body": "Styrgruppen", "date": "2021-11-20", "paragraph": "§ 7", "confirmWarnings": true })
}

/// A year of its own: budget, model and a draft distribution.
pub async fn write_a_year(client: &Client) {
    client
        .put("/budgets/2022", "", &budget("1000000"))
        .await
        .told(201);
    client
        .put("/distribution-models/2022", "", &model())
        .await
        .told(201);
    client
        .put("/distributions/2022", "", &distribution())
        .await
        .told(201);
}
