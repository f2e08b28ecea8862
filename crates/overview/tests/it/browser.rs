//! Somebody at a browser, in a house with the parties' pages and ours.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use samverk_database::Db;
use samverk_foundation::Actor;
use samverk_parties::Above;
use samverk_testing::site::{self, Site};
use samverk_web::{Module, TextSource};

const ABOVE: Above = Above {
    kinds: Vec::new,
    names_party: |_, _| Box::pin(async { Ok(false) }),
    party_has_people: |_, _| Box::pin(async { Ok(false) }),
    collaboration_has_people: |_, _| Box::pin(async { Ok(false) }),
    opened: |_, _, _| Box::pin(async { Ok(()) }),
    tell_of_party: samverk_overview::tell_of_party,
};

pub fn words() -> Vec<TextSource> {
    site::words(&[
        samverk_web::module(),
        samverk_kept::module(),
        samverk_identity::module(),
        samverk_parties::module(),
        samverk_goals::module(),
        samverk_economy::module(),
        samverk_development::module(),
        samverk_talk::module(),
        samverk_notices::module(),
        samverk_overview::module(),
    ])
}

fn site(db: &Db, actor: &Actor) -> Site {
    // The people's pages need a directory; their place in a party's menu does not.
    let people = Module {
        party_places: samverk_identity::module().party_places,
        ..Module::default()
    };
    let pages = [
        samverk_parties::module(),
        samverk_overview::module(),
        people,
    ];
    Site::new(db, actor, &pages, &words()).with(ABOVE)
}

pub async fn get(db: &Db, actor: &Actor, path: &str) -> (StatusCode, String) {
    site(db, actor).get(path).await.told()
}

/// A form that must be accepted.
pub async fn submit(db: &Db, actor: &Actor, path: &str, fields: &[(&str, &str)]) {
    let answer = site(db, actor).post(path, fields).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{path}: {}",
        answer.text
    );
}

/// A page that must be there with all its words.
pub async fn page(db: &Db, actor: &Actor, path: &str) -> String {
    let (status, text) = get(db, actor, path).await;
    assert_eq!(status, StatusCode::OK, "{path}: {text}");
    assert!(!text.contains('⟦'), "{path} lacks a text: {text}");
    text
}

pub async fn english(db: &Db, actor: &Actor, path: &str) -> String {
    let request = Request::get(path).header("cookie", "language=en");
    let request = request.body(Body::empty()).unwrap();
    let (status, text) = site(db, actor).send(request).await.told();
    assert_eq!(status, StatusCode::OK, "{path}: {text}");
    assert!(!text.contains('⟦'), "{path} lacks a text: {text}");
    text
}

/// The part of a page that stands below a heading with this id.
pub fn section<'t>(page: &'t str, id: &str) -> &'t str {
    let start = format!("aria-labelledby=\"{id}-heading\"");
    let at = page
        .find(&start)
        .unwrap_or_else(|| panic!("no section {id}: {page}"));
    page[at..].split("</section>").next().unwrap()
}
