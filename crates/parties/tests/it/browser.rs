//! Somebody at a browser: asks for pages and sends forms, through the real routes.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samverk_database::Db;
use samverk_foundation::{Actor, Language};
use samverk_parties::{Above, Told};
use samverk_testing::site::{self, Answer, Site};
use samverk_web::TextSource;
use std::collections::BTreeSet;

/// No domain stands above in these tests.
pub const NOTHING_ABOVE: Above = Above {
    kinds: Vec::new,
    names_party: |_, _| Box::pin(async { Ok(false) }),
    party_has_people: |_, _| Box::pin(async { Ok(false) }),
    collaboration_has_people: |_, _| Box::pin(async { Ok(false) }),
    opened: |_, _, _| Box::pin(async { Ok(()) }),
    tell_of_party: |_, _, _| Box::pin(async { Ok(Told::default()) }),
};

pub struct Browser {
    site: Site,
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
        let pages = [
            samverk_web::module(),
            samverk_kept::module(),
            samverk_parties::module(),
        ];
        let mut words = site::words(&pages);
        words.push(sheets_texts());
        let site = Site::new(db, &actor, &pages, &words).with(NOTHING_ABOVE);
        Self { site }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.site.get(path).await
    }

    /// A page that must be there, whole and without faults that a machine can find.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        check_html(path, &answer.text);
        answer.text
    }

    /// Without fields only the revision that the page shows goes along.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = match fields.is_empty() {
            true => self.get(path).await.text,
            false => String::new(),
        };
        let shown = page.split("name=\"revision\" value=\"").nth(1);
        let shown = shown.and_then(|rest| rest.split('"').next());
        match shown {
            Some(revision) => self.site.post(path, &[("revision", revision)]).await,
            None => self.site.post(path, fields).await,
        }
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
        // A step of a new collaboration leads on to the next.
        let next = match answer.location.contains("/borja?") {
            true => self.get(&answer.location).await.location,
            false => answer.location,
        };
        self.page(&next).await
    }

    pub async fn upload(&self, path: &str, file: &[u8]) -> Answer {
        let mut body = b"--x\r\nContent-Disposition: form-data; name=\"file\"; \
            filename=\"f.csv\"\r\nContent-Type: text/csv\r\n\r\n"
            .to_vec();
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let kind = "multipart/form-data; boundary=x";
        let request = Request::post(path).header(header::CONTENT_TYPE, kind);
        self.site
            .send(request.body(Body::from(body)).unwrap())
            .await
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
