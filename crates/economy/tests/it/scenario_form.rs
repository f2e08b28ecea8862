//! The form of a what-if, filled in as a browser would.

use crate::site::*;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_economy::records::ScenarioRecord;
use samverk_economy::store;
use samverk_foundation::Actor;

pub const NEW: &str = "/scenarier/ny?utgangspunkt=fordelning.2021";

pub async fn furnished(db: &Db) -> World {
    let world = world(db).await;
    import_example(db).await;
    world
}

pub async fn scenario(db: &Db, name: &str) -> Option<ScenarioRecord> {
    let tx = db.read().await.unwrap();
    let of = scope(&tx, &SYSTEM).await.collaboration.id;
    store::find_scenario(&tx, of, name).await.unwrap()
}

pub async fn count(db: &Db) -> usize {
    let tx = db.read().await.unwrap();
    let of = scope(&tx, &SYSTEM).await.collaboration.id;
    store::list_scenarios(&tx, of).await.unwrap().len()
}

/// The fields of the form on a page, as a browser would send them back.
pub fn fields(html: &str) -> Vec<(String, String)> {
    let plain = |text: &str| {
        text.replace("&#38;", "&")
            .replace("&amp;", "&")
            .replace("&#34;", "\"")
    };
    let attribute = |tag: &str, name: &str| {
        let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        let rest = &tag[start..];
        Some(plain(&rest[..rest.find('"')?]))
    };
    let form = html.split("<form class=\"form\"").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let mut fields = Vec::new();
    for tag in form.split("<input").skip(1) {
        let tag = tag.split('>').next().unwrap();
        let kind = attribute(tag, "type").unwrap_or_default();
        let is_choice = kind == "checkbox" || kind == "radio";
        let name = attribute(tag, "name");
        if let Some(name) = name.filter(|_| !is_choice || tag.ends_with(" checked")) {
            fields.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    for area in form.split("<textarea").skip(1) {
        let name = attribute(area, "name").unwrap();
        let text = area.split('>').nth(1).unwrap().split('<').next().unwrap();
        fields.push((name, plain(text)));
    }
    fields
}

pub fn set(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    fields.retain(|(known, _)| known != name);
    fields.push((name.to_owned(), value.to_owned()));
}

/// The value beside a row's words: `years.0.value` for what stands at `years.0.what`.
pub fn row_named(fields: &[(String, String)], table: &str, words: &str) -> String {
    let found = fields
        .iter()
        .find(|(name, value)| name.starts_with(&format!("{table}.")) && value.contains(words));
    let (name, _) = found.unwrap_or_else(|| panic!("{words} in {fields:?}"));
    name.replace(".what", ".value")
}

pub async fn send(
    db: &Db,
    actor: &Actor,
    path: &str,
    fields: &[(String, String)],
) -> (StatusCode, String) {
    let pairs: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    post(db, actor, path, &pairs).await
}

pub async fn filled(db: &Db, actor: &Actor, path: &str, title: &str) -> Vec<(String, String)> {
    let mut form = fields(&page(db, actor, path).await);
    set(&mut form, "title", title);
    form
}

pub async fn saved(db: &Db, actor: &Actor, form: &[(String, String)]) -> String {
    let (status, to) = send(db, actor, "/scenarier/ny", form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    to.rsplit('/')
        .next()
        .unwrap()
        .split('?')
        .next()
        .unwrap()
        .to_owned()
}
