//! One thing of every kind that can be removed, made over the API: where it is, what it says, and
//! a field of it to change.

use crate::api_client::Client;
use crate::kinds_place::{lay_at_party, lay_members};
use axum::http::{Method, header};
use samverk_app::modules::kinds;
use samverk_fields::FieldKind;
use samverk_foundation::interned;
use samverk_kept::{AnyKind, example};
use serde_json::{Value, json};

pub const NEW: &str = "/collaborations/zz-ny";

pub struct Thing {
    pub path: String,
    pub body: Value,
    pub field: &'static str,
    /// What its collection is sent to, when the collection gives the thing its key.
    collection: Option<String>,
    /// It may name what the collaboration has.
    names_members: bool,
    /// It names what its party has.
    names_of_party: bool,
}

impl Thing {
    fn new(path: impl Into<String>, field: &'static str, body: Value) -> Self {
        let path = path.into();
        Self {
            path,
            body,
            field,
            collection: None,
            names_members: false,
            names_of_party: false,
        }
    }

    fn posted(path: String, field: &'static str, body: Value) -> Self {
        let collection = path.rsplit_once('/').map(|(above, _)| above.to_owned());
        Self {
            collection,
            ..Self::new(path, field, body)
        }
    }

    /// Makes it, and answers its tag.
    pub async fn make(&self, client: &Client) -> String {
        if self.names_members {
            lay_members(client).await;
        }
        if self.names_of_party {
            lay_at_party(client).await;
        }
        let made = match &self.collection {
            Some(above) => client.write(Method::POST, above, "", &self.body).await,
            None => client.put(&self.path, "", &self.body).await,
        };
        let told = made.status.as_u16();
        assert_eq!(told, 201, "{}: {}", self.path, made.body);
        made.header(header::ETAG).to_owned()
    }
}

/// In an order in which each can be made; the later ones stand in the earlier ones.
pub fn things() -> Vec<Thing> {
    let council = "/collaborations/digitaliseringsradet";
    let plan = format!("{NEW}/plans/zz");
    let version = format!("{plan}/plan-versions/1");
    // As the examples of what is described name it.
    let year = json!({ "year": 2027, "text": "Gemensam kompetensutveckling" });
    let own = vec![
        Thing::new(
            "/parties/zz-natet",
            "note",
            json!({ "kind": "network", "name": "Zznätet" }),
        ),
        Thing::new(
            NEW,
            "source",
            json!({
                "name": "Zzny", "legalForm": "network", "reach": "regional",
            }),
        ),
        Thing::new(
            &*plan,
            "source",
            json!({
                "title": "Planen", "from": "2027-01-01", "to": "2029-12-31",
            }),
        ),
        Thing::posted(
            format!("{version}/focus-areas/kompetens"),
            "purpose",
            json!({
                "name": "Kompetens",
            }),
        ),
        Thing::posted(
            format!("{version}/effect-goals/gemensam-kompetensutveckling"),
            "withoutIndicator",
            json!({
                "focusArea": "kompetens", "years": [year],
            }),
        ),
        Thing::new(
            format!("{council}/budgets/2099"),
            "note",
            json!({ "title": "Budget 2099" }),
        ),
        Thing::new(
            format!("{council}/distribution-models/zz"),
            "note",
            json!({
                "name": "Modellen", "purpose": "cost",
                "rules": [{ "key": "regel", "name": "Regel", "takers": "all", "base": "total" }],
            }),
        ),
        Thing::new(
            format!("{council}/distributions/zz"),
            "note",
            json!({
                "title": "Fördelningen", "year": 2021, "model": "2021-trettio-procent",
                "shared": true, "confirmWarnings": true,
            }),
        ),
        Thing::new(
            format!("{council}/scenarios/zz"),
            "note",
            json!({
                "title": "Tänk om", "basedOn": { "distribution": "2021-30-procent" },
            }),
        ),
    ];
    let described = kinds().into_iter().map(described);
    own.into_iter().chain(described).collect()
}

/// What the description itself says that one can look like.
fn described(kind: &'static dyn AnyKind) -> Thing {
    let facts = kind.facts();
    let form = kind.form();
    let words = form.questions().find(|question| is_words(&question.kind));
    let field = words.expect("something can be written").key.camel();
    let path = format!("{}/{}/zz", in_new(facts.ground.api), facts.api.plural);
    Thing {
        names_members: !facts.offers.is_empty(),
        names_of_party: ["delivery", "disposal", "it_system", "contract", "product"]
            .contains(&facts.code),
        ..Thing::new(path, interned(field), example(kind))
    }
}

/// An address or a folder in the new collaboration and in its plan, or at a party.
pub fn in_new(pattern: &str) -> String {
    let pattern = pattern.replace("{collaboration}", "zz-ny");
    let pattern = pattern.replace("{plan}", "zz");
    pattern.replace("{party}", "habo-kommun")
}

fn is_words(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Line | FieldKind::Prose { .. })
}
