//! A client of the REST API, with or without a token.

use crate::world::House;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::response::Parts;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use samverk_foundation::{Actor, CollaborationId, Person, PersonId, TokenAccess, TokenScope};
use serde_json::Value;
use std::sync::Arc;
use tower::ServiceExt;

/// An answer of the API.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Answer {
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    pub fn told(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{:#}", self.body);
        self
    }
}

/// Everything that a token may be used for.
pub fn all_scopes() -> Vec<TokenScope> {
    let modules = samverk_app::modules::modules();
    modules
        .iter()
        .flat_map(|module| module.scopes)
        .copied()
        .collect()
}

/// A client with or without a token.
pub struct Client {
    router: Router,
    actor: Option<Arc<Actor>>,
}

impl Client {
    pub fn public(house: &House) -> Self {
        Self {
            router: house.router(),
            actor: None,
        }
    }

    /// With the token of an administrator.
    pub fn with_token(house: &House, scopes: &[TokenScope], only: Option<CollaborationId>) -> Self {
        let token = TokenAccess {
            collaboration: only,
            ..TokenAccess::of(scopes.iter().copied())
        };
        let person = Person {
            id: PersonId(house.db.clock().new_id()),
            name: "Ada Exempel".to_owned(),
            email: "ada@exempel.se".to_owned(),
            session: None,
            token: Some(token),
            administrator: true,
            opener: false,
            collaboration_roles: Vec::new(),
            party_roles: Vec::new(),
        };
        Self::acting(house, Actor::Person(person))
    }

    pub fn acting(house: &House, actor: Actor) -> Self {
        Self {
            router: house.router(),
            actor: Some(Arc::new(actor)),
        }
    }

    pub fn administrator(house: &House) -> Self {
        Self::with_token(house, &all_scopes(), None)
    }

    /// Whatever the answer is.
    pub async fn bytes(&self, mut request: Request<Body>) -> (Parts, Vec<u8>) {
        if let Some(actor) = &self.actor {
            request.extensions_mut().insert(Arc::clone(actor));
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        (head, bytes.to_vec())
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (head, bytes) = self.bytes(request).await;
        let kind = head.headers.get(header::CONTENT_TYPE);
        let kind = kind.map_or("", |kind| kind.to_str().unwrap());
        if head.status.is_client_error() || head.status.is_server_error() {
            assert_eq!(kind, "application/problem+json", "{}", head.status);
        }
        Answer {
            status: head.status,
            headers: head.headers,
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(at(path)).body(Body::empty()).unwrap())
            .await
    }

    pub async fn write(&self, method: Method, path: &str, tag: &str, body: &Value) -> Answer {
        let mut request = Request::builder().method(method).uri(at(path));
        if !tag.is_empty() {
            request = request.header(header::IF_MATCH, tag);
        }
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    pub async fn put(&self, path: &str, tag: &str, body: &Value) -> Answer {
        self.write(Method::PUT, path, tag, body).await
    }

    pub async fn delete(&self, path: &str, tag: &str) -> Answer {
        self.write(Method::DELETE, path, tag, &Value::Null).await
    }
}

pub fn at(path: &str) -> String {
    format!("/api/v1{path}")
}
