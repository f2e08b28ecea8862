//! Where described kinds are tried: a collaboration that nobody else has anything in, and what the
//! descriptions say of one thing.

use crate::api_client::Client;
use crate::things::{NEW, in_new};
use crate::world::House;
use axum::http::{Method, StatusCode, header};
use form_urlencoded::Serializer;
use samverk_app::modules::kinds;
use samverk_database::Db;
use samverk_fields::{FieldKind, Rule, from_json, to_form};
use samverk_kept::{AnyKind, example};
use serde_json::{Value, json};

/// A house with a collaboration of its own that nobody else has anything in.
pub struct Place {
    pub house: House,
    pub cookie: String,
    pub client: Client,
}

impl Place {
    pub async fn of(db: Db, is_published: bool) -> Self {
        let house = House::furnished(db).await;
        let client = Client::administrator(&house);
        let collaboration = json!({
            "name": "Zzny", "legalForm": "network", "reach": "regional", "published": is_published,
        });
        client.put(NEW, "", &collaboration).await.told(201);
        lay_grounds(&client, is_published).await;
        let cookie = house.sign_in("administrator").await;
        Self {
            house,
            cookie,
            client,
        }
    }

    pub async fn get(&self, path: &str) -> String {
        let answer = self.house.get(path, &self.cookie).await;
        assert_eq!(answer.status.as_u16(), 200, "{path}");
        answer.text
    }
}

/// What kinds hang on inside the collaboration, with what the examples say of it.
pub async fn lay_grounds(client: &Client, is_published: bool) {
    let plan = format!("{NEW}/plans/zz");
    let body = json!({ "title": "Planen", "from": "2027-01-01", "to": "2029-12-31" });
    client.put(&plan, "", &body).await.told(201);
    let version = format!("{plan}/plan-versions/1");
    let area = json!({ "name": "Kompetens" });
    let areas = format!("{version}/focus-areas");
    client
        .write(Method::POST, &areas, "", &area)
        .await
        .told(201);
    let goal = json!({
        "focusArea": "kompetens",
        "years": [{ "year": 2027, "text": "Gemensam kompetensutveckling" }],
    });
    let goals = format!("{version}/effect-goals");
    client
        .write(Method::POST, &goals, "", &goal)
        .await
        .told(201);
    let mut read = client.get(&version).await;
    read.body["published"] = json!(is_published);
    let tag = read.header(header::ETAG).to_owned();
    client.put(&version, &tag, &read.body).await.told(200);
    lay_members(client).await;
    lay_at_party(client).await;
}

/// The keys of those that are there before, since examples of other kinds name them.
pub fn laid_before(kind: &dyn AnyKind) -> Vec<&'static str> {
    match kind.facts().code {
        "registry" | "delivery_agreement" | "need_area" | "supplier" => {
            vec![kind.facts().api.example]
        }
        _ => Vec::new(),
    }
}

/// What kinds of a party name there, as the examples say it.
pub async fn lay_at_party(client: &Client) {
    for kind in kinds() {
        let Some(key) = laid_before(kind).pop() else {
            continue;
        };
        let path = format!("{}/{key}", api(kind));
        if client.get(&path).await.status != StatusCode::OK {
            client.put(&path, "", &example(kind)).await.told(201);
        }
    }
}

/// A member whom examples name.
pub async fn lay_members(client: &Client) {
    let path = format!("{NEW}/members");
    let read = client.get(&path).await;
    if read.body["_meta"]["totalRecords"] == 0 {
        let tag = read.header(header::ETAG);
        let members = json!({ "members": [{ "party": "habo-kommun" }] });
        client.put(&path, tag, &members).await.told(200);
    }
}

pub fn api(kind: &dyn AnyKind) -> String {
    format!(
        "{}/{}",
        in_new(kind.facts().ground.api),
        kind.facts().api.plural
    )
}

pub fn pages(kind: &dyn AnyKind) -> String {
    format!(
        "{}/{}",
        in_new(kind.facts().ground.web),
        kind.facts().pages.segment
    )
}

/// The form that changes the one with the key.
pub fn form_of(kind: &dyn AnyKind, key: &str) -> String {
    format!("{}/{key}{}", pages(kind), kind.facts().pages.form)
}

/// What hangs on the installation is known to everybody.
pub fn has_ground(kind: &dyn AnyKind) -> bool {
    kind.facts().ground.column.is_some()
}

/// What hangs on a collaboration, whose roles count there.
pub fn is_in_collaboration(kind: &dyn AnyKind) -> bool {
    has_ground(kind) && kind.facts().ground.web.contains("{collaboration}")
}

/// Where one is read: its own page, or the list.
pub fn page_of(kind: &dyn AnyKind, key: &str) -> String {
    match kind.facts().pages.has_page() {
        true => format!("{}/{key}", pages(kind)),
        false => pages(kind),
    }
}

/// The example as a browser sends it.
pub fn form(kind: &dyn AnyKind, more: &[(&str, &str)]) -> String {
    let record = from_json(kind.form(), &example(kind)).unwrap();
    let mut pairs = Serializer::new(String::new());
    pairs.extend_pairs(to_form(kind.form(), &record));
    pairs.extend_pairs(more).finish()
}

/// The example in other words, where it has words.
pub fn in_other_words(kind: &dyn AnyKind) -> Value {
    let mut changed = example(kind);
    let elsewhere = kind.facts().keeping.elsewhere;
    let questions = kind.form().questions();
    // What only pages of its own ask for depends on what else is said.
    for question in questions.filter(|one| !elsewhere.contains(&one.key)) {
        let mut rules = question.rules.iter();
        let is_free = rules.all(|rule| !matches!(rule, Rule::Matches(_)));
        if is_free && matches!(question.kind, FieldKind::Line | FieldKind::Prose { .. }) {
            changed[question.key.camel()] = json!(format!("Giraff {}", question.key.as_str()));
        }
    }
    changed
}
