use super::resource as goals_resource;
use crate::actions::{CatalogueDraft, save_catalogue};
use crate::model::{Catalogue, CatalogueGoal};
use crate::policy::Action;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Key, Problem};
use samverk_rest::{
    Call, Found, KeySchema, Linked, NoQuery, Operation, Page, Parameter, Refusal, Representation,
    Resource, Saved, Tag, Title,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

const CATALOGUE: Parameter = Parameter::key(
    "catalogue",
    ["Strategins nyckel.", "The strategy's key."],
    "utveckling-i-en-digital-tid",
);

const INVALID: [&str; 6] = [
    "key_reserved",
    "field_missing",
    "catalogue_period_backwards",
    "catalogue_unknown",
    "catalogue_code_invalid",
    "catalogue_code_repeated",
];

pub fn resource() -> Resource {
    let all = "/catalogues";
    let one = "/catalogues/{catalogue}";
    goals_resource(
        "catalogues",
        [
            "Strategier vars mål planer arbetar för.",
            "Strategies whose goals plans work for.",
        ],
    )
    .parameter(CATALOGUE)
    .with(
        Operation::list(all, "listCatalogues", list)
            .about("Strategierna efter namn.", "The strategies by name."),
    )
    .with(Operation::get(one, "getCatalogue", get).about("En strategi.", "One strategy."))
    .with(
        Operation::post(all, "postCatalogue", post)
            .about(
                "Lägger upp en strategi. Finns nyckeln redan svaras 409.",
                "Adds a strategy. When the key is taken the answer is 409.",
            )
            .action(Action::AddCatalogue.code())
            .invalid(&INVALID)
            .conflict(&["already_exists"]),
    )
    .with(
        Operation::replace(one, "putCatalogue", put)
            .about("Ändrar en strategi.", "Changes a strategy.")
            .action(Action::SaveCatalogue.code())
            .invalid(&INVALID),
    )
}

/// A strategy.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Catalogue")]
pub struct CatalogueView {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: CatalogueContent,
}

/// A new strategy.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCatalogue {
    #[schemars(with = "KeySchema")]
    key: Key,
    name: Title,
    #[serde(default)]
    publisher: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    valid_from: Option<i32>,
    #[serde(default)]
    valid_to: Option<i32>,
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    successor: Option<Key>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    goals: Vec<CatalogueGoal>,
}

/// What can be said of a strategy.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CatalogueContent {
    name: Title,
    #[serde(default)]
    publisher: String,
    /// The edition.
    #[serde(default)]
    version: String,
    /// The first year it holds.
    #[serde(default)]
    valid_from: Option<i32>,
    /// The last year it holds.
    #[serde(default)]
    valid_to: Option<i32>,
    /// The strategy that came after.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    successor: Option<Key>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    goals: Vec<CatalogueGoal>,
}

impl NewCatalogue {
    fn parts(self) -> (Key, CatalogueContent) {
        let content = CatalogueContent {
            name: self.name,
            publisher: self.publisher,
            version: self.version,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            successor: self.successor,
            source: self.source,
            goals: self.goals,
        };
        (self.key, content)
    }
}

impl CatalogueContent {
    fn draft(self, key: Key, seen: Option<i64>) -> CatalogueDraft {
        CatalogueDraft {
            key,
            name: self.name.0,
            publisher: self.publisher,
            version: self.version,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            successor: self.successor,
            source: self.source,
            goals: self.goals,
            seen,
        }
    }
}

impl Representation for CatalogueContent {
    fn example() -> Self {
        Self {
            name: "Länets digitala agenda".into(),
            publisher: "Region Jönköpings län".to_owned(),
            version: "2026".to_owned(),
            valid_from: Some(2026),
            valid_to: Some(2030),
            successor: None,
            source: String::new(),
            goals: vec![CatalogueGoal {
                code: "A1".to_owned(),
                name: "Data delas".to_owned(),
                text: String::new(),
                successors: Vec::new(),
            }],
        }
    }
}

impl Representation for NewCatalogue {
    fn example() -> Self {
        let content = CatalogueContent::example();
        Self {
            key: Key::from_name("Länets digitala agenda"),
            name: content.name,
            publisher: content.publisher,
            version: content.version,
            valid_from: content.valid_from,
            valid_to: content.valid_to,
            successor: content.successor,
            source: content.source,
            goals: content.goals,
        }
    }
}

impl Representation for CatalogueView {
    fn example() -> Self {
        Self {
            key: Key::from_name("Länets digitala agenda"),
            content: CatalogueContent::example(),
        }
    }
}

fn tag(catalogue: &Catalogue) -> Tag {
    Tag::of(&(catalogue.id, catalogue.revision))
}

fn linked(one: Catalogue) -> Linked<CatalogueView> {
    let path = format!("/catalogues/{}", one.key);
    let next = one
        .successor
        .as_ref()
        .map(|key| format!("/catalogues/{key}"));
    let view = CatalogueView {
        key: one.key,
        content: CatalogueContent {
            name: one.name.into(),
            publisher: one.publisher,
            version: one.version,
            valid_from: one.valid_from,
            valid_to: one.valid_to,
            successor: one.successor,
            source: one.source,
            goals: one.goals,
        },
    };
    let linked = Linked::at(path, view).link("collection", "/catalogues");
    match next {
        Some(next) => linked.link("successor-version", next),
        None => linked,
    }
}

async fn list(call: Call, _: NoQuery) -> Result<Page<CatalogueView>, Refusal> {
    let tx = call.read().await?;
    let all = store::list_catalogues(&tx).await?;
    Ok(Page::of(all, call.paging, linked))
}

async fn find(tx: &Tx, key: &str) -> Result<(Catalogue, Vec<Catalogue>), Problem> {
    let all = store::list_catalogues(tx).await?;
    let found = all.iter().find(|one| one.key.as_str() == key).cloned();
    Ok((found.ok_or_else(Problem::not_found)?, all))
}

async fn get(call: Call) -> Result<Found<CatalogueView>, Refusal> {
    let tx = call.read().await?;
    let (one, _) = find(&tx, call.part("catalogue")).await?;
    let tag = tag(&one);
    Ok(Found::new(linked(one), tag))
}

async fn post(call: Call, new: NewCatalogue) -> Result<Saved<CatalogueView>, Refusal> {
    let tx = call.begin("api_post_catalogue").await?;
    let known = store::list_catalogues(&tx).await?;
    let (key, content) = new.parts();
    if known.iter().any(|one| one.key == key) {
        return Err(Problem::conflict("already_exists").at_field("key").into());
    }
    let draft = content.draft(key, None);
    let saved = save_catalogue(&tx, &call.actor, draft, &known, &BTreeSet::new()).await?;
    tx.commit().await?;
    let tag = tag(&saved);
    Ok(Saved::new(linked(saved), tag, true))
}

async fn put(call: Call, content: CatalogueContent) -> Result<Found<CatalogueView>, Refusal> {
    let tx = call.begin("api_put_catalogue").await?;
    let (before, known) = find(&tx, call.part("catalogue")).await?;
    call.allow_write(Some(&tag(&before)))?;
    let draft = content.draft(before.key.clone(), Some(before.revision));
    let saved = save_catalogue(&tx, &call.actor, draft, &known, &BTreeSet::new()).await?;
    tx.commit().await?;
    let tag = tag(&saved);
    Ok(Found::new(linked(saved), tag))
}
