//! Another system, in a house that has the API of one module.

use crate::site;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use samverk_database::Db;
use samverk_foundation::Actor;
use samverk_rest::{Api, ROOT, Resource, problems_as_json, trace_context};
use samverk_web::{Module, TextSource};
use serde_json::Value;
use std::sync::Arc;
use tower::ServiceExt;

/// A program with somebody's token, or without any.
pub struct Client {
    router: Router,
    actor: Actor,
    below: String,
}

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

impl Client {
    /// Every path that it asks for is `below` this one.
    pub fn new(
        db: &Db,
        actor: Actor,
        (module, resources): (&Module, Vec<Resource>),
        words: &[TextSource],
        below: &str,
    ) -> Self {
        let state = site::state(db, &[], words, "http://localhost");
        let api = Arc::new(Api::new(resources));
        let operations = samverk_rest::router(&api, &module.actions)
            .layer(from_fn_with_state(state.clone(), problems_as_json))
            .layer(from_fn(trace_context));
        Self {
            router: Router::new().nest(ROOT, operations).with_state(state),
            actor,
            below: below.to_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, "", None).await
    }

    /// `tag` is what the client saw last, or empty.
    pub async fn put(&self, path: &str, tag: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, tag, Some(body)).await
    }

    pub async fn post(&self, path: &str, tag: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, tag, Some(body)).await
    }

    pub async fn delete(&self, path: &str, tag: &str) -> Answer {
        self.send(Method::DELETE, path, tag, None).await
    }

    /// With headers of its own.
    pub async fn post_with(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        self.send_with(Method::POST, path, headers, Some(body))
            .await
    }

    async fn send(&self, method: Method, path: &str, tag: &str, body: Option<&Value>) -> Answer {
        let seen = [(header::IF_MATCH.as_str(), tag)];
        let seen = if tag.is_empty() { &[] } else { &seen[..] };
        self.send_with(method, path, seen, body).await
    }

    async fn send_with(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let uri = format!("{ROOT}{}{path}", self.below);
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let request = request.extension(Arc::new(self.actor.clone())).body(body);
        let response = self.router.clone().oneshot(request.unwrap()).await.unwrap();
        let header = |name| {
            let value = response.headers().get(name);
            value.map_or(String::new(), |value| value.to_str().unwrap().to_owned())
        };
        let (tag, location) = (header(header::ETAG), header(header::LOCATION));
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Answer {
            status,
            tag,
            location,
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
        }
    }
}
