//! Somebody at a browser: asks for pages and sends forms, through the real routes.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use samverk_database::Db;
use samverk_foundation::{Actor, Language};
use samverk_parties::{Above, Told};
use samverk_web::{AppState, Settings, TextSource, Texts};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tower::ServiceExt;

/// No domain stands above in these tests.
const NOTHING_ABOVE: Above = Above {
    names_party: |_, _| Box::pin(async { Ok(false) }),
    party_has_people: |_, _| Box::pin(async { Ok(false) }),
    collaboration_has_people: |_, _| Box::pin(async { Ok(false) }),
    tell_of_party: |_, _, _| Box::pin(async { Ok(Told::default()) }),
};

pub struct Browser {
    router: Router,
}

pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
}

fn sheets_texts() -> TextSource {
    let text = include_str!("../../../sheets/texts/sv.ftl");
    TextSource {
        language: Language::Sv,
        name: "sheets/sv",
        text,
    }
}

impl Browser {
    pub fn new(db: &Db, actor: Actor) -> Self {
        let modules = [samverk_web::module(), samverk_parties::module()];
        let mut texts: Vec<_> = modules
            .iter()
            .flat_map(|module| module.texts.clone())
            .collect();
        texts.push(sheets_texts());
        let texts = Texts::new(&texts).unwrap();
        let settings = Settings {
            base_url: "http://localhost".to_owned(),
            demo: false,
            ..Settings::default()
        };
        let tabs = modules
            .iter()
            .flat_map(|module| module.tabs.clone())
            .collect();
        let state = AppState::new(
            db.clone(),
            texts,
            settings,
            HashMap::new(),
            tabs,
            Vec::new(),
        );
        let routes = modules
            .iter()
            .map(|module| module.router())
            .fold(Router::new(), Router::merge);
        let router = routes
            .fallback(|| async { StatusCode::NOT_FOUND })
            .layer(axum::middleware::from_fn_with_state(
                state.clone(),
                samverk_web::render_problems,
            ))
            .layer(axum::Extension(Arc::new(actor)))
            .layer(axum::Extension(NOTHING_ABOVE))
            .with_state(state);
        Self { router }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response.headers().get(header::LOCATION);
        let location = location
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Answer {
            status,
            location,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// A page that must be there, whole and without faults that a machine can find.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        check_html(path, &answer.text);
        answer.text
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let kind = "application/x-www-form-urlencoded";
        let request = Request::post(path).header(header::CONTENT_TYPE, kind);
        self.send(request.body(Body::from(body.finish())).unwrap())
            .await
    }

    /// A form that must be accepted; gives the page that follows.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(path, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{path}: {}",
            answer.text
        );
        self.page(&answer.location).await
    }

    pub async fn upload(&self, path: &str, file: &[u8]) -> Answer {
        let mut body = b"--x\r\nContent-Disposition: form-data; name=\"file\"; \
            filename=\"f.csv\"\r\nContent-Type: text/csv\r\n\r\n"
            .to_vec();
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let kind = "multipart/form-data; boundary=x";
        let request = Request::post(path).header(header::CONTENT_TYPE, kind);
        self.send(request.body(Body::from(body)).unwrap()).await
    }
}

/// One h1, no heading level skipped, every id once, every text there.
pub fn check_html(path: &str, html: &str) {
    assert!(
        !html.contains('⟦'),
        "{path} lacks a text: {}",
        around(html, '⟦')
    );
    let mut ids = BTreeSet::new();
    for id in attribute_values(html, " id=\"") {
        assert!(
            ids.insert(id.clone()),
            "{path} has two elements with the id {id}"
        );
    }
    for targets in attribute_values(html, " aria-labelledby=\"") {
        for target in targets.split_whitespace() {
            assert!(
                ids.contains(target),
                "{path} names an element {target} that is not there"
            );
        }
    }
    let levels: Vec<u8> = html
        .match_indices("<h")
        .filter_map(|(at, _)| {
            html.as_bytes()
                .get(at + 2)
                .filter(|byte| byte.is_ascii_digit())
        })
        .map(|byte| byte - b'0')
        .collect();
    assert_eq!(
        levels.iter().filter(|level| **level == 1).count(),
        1,
        "{path}: {levels:?}"
    );
    let skipped = levels.windows(2).any(|pair| pair[1] > pair[0] + 1);
    assert!(!skipped, "{path} skips a heading level: {levels:?}");
}

fn around(html: &str, sign: char) -> String {
    let at = html.find(sign).unwrap_or_default();
    html[at..].chars().take(40).collect()
}

fn attribute_values(html: &str, start: &str) -> Vec<String> {
    let parts = html.split(start).skip(1);
    parts
        .filter_map(|part| part.split('"').next())
        .map(str::to_owned)
        .collect()
}
