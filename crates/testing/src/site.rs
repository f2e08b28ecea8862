//! Somebody at a browser, in a house that has the pages of some modules and no others. Whoever the
//! test says is let in.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use axum::{Extension, Router};
use samverk_database::Db;
use samverk_foundation::Actor;
use samverk_web::{AppState, Module, Settings, TextSource, Texts, render_problems};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use tower::ServiceExt;

pub struct Site {
    router: Router,
}

pub struct Answer {
    pub status: StatusCode,
    /// Where it leads, or empty.
    pub location: String,
    pub text: String,
    /// What was sent, for files.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Where it leads or what it says, with common spaces in amounts.
    pub fn told(self) -> (StatusCode, String) {
        let told = match self.location.is_empty() {
            true => self.text.replace('\u{a0}', " "),
            false => self.location,
        };
        (self.status, told)
    }
}

/// The words of some modules.
pub fn words(modules: &[Module]) -> Vec<TextSource> {
    let texts = modules.iter().flat_map(|module| module.texts.clone());
    texts.collect()
}

impl Site {
    pub fn new(db: &Db, actor: &Actor, pages: &[Module], words: &[TextSource]) -> Self {
        let state = state(db, pages, words, "");
        let routes = pages.iter().map(Module::router);
        let problems = axum::middleware::from_fn_with_state(state.clone(), render_problems);
        let router = routes
            .fold(Router::new(), Router::merge)
            .fallback(|| async { StatusCode::NOT_FOUND })
            .layer(problems)
            .layer(Extension(Arc::new(actor.clone())))
            .with_state(state);
        Self { router }
    }

    /// Something else that the pages find in every request.
    pub fn with<E: Clone + Send + Sync + 'static>(self, extension: E) -> Self {
        let router = self.router.layer(Extension(extension));
        Self { router }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).body(Body::empty());
        self.send(request.unwrap()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let kind = "application/x-www-form-urlencoded";
        let request = Request::post(path).header(header::CONTENT_TYPE, kind);
        let request = request.body(Body::from(body.finish()));
        self.send(request.unwrap()).await
    }

    /// What is answered, before anything of its body is read.
    pub async fn answer(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.answer(request).await;
        let status = response.status();
        let location = response.headers().get(header::LOCATION);
        let location = location.map(|value| value.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Answer {
            status,
            location: location.unwrap_or_default(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.into(),
        }
    }
}

pub(crate) fn state(db: &Db, pages: &[Module], words: &[TextSource], base_url: &str) -> AppState {
    let settings = Settings {
        base_url: base_url.to_owned(),
        demo: false,
        ..Settings::default()
    };
    AppState::new(db.clone(), texts(words), settings, HashMap::new(), pages)
}

/// The texts, read once in a process: to read them takes longer than most tests.
pub fn texts(words: &[TextSource]) -> Texts {
    static READ: Mutex<BTreeMap<Vec<&str>, Texts>> = Mutex::new(BTreeMap::new());
    let names = words.iter().map(|source| source.name).collect();
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let texts = read
        .entry(names)
        .or_insert_with(|| Texts::new(words).expect("the texts can be read"));
    texts.clone()
}
