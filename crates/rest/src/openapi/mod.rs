//! The rows as an OpenAPI 3.1 document, and the API's own resource that gives it out.

mod answers;
pub(crate) use answers::problems;
mod paths;
mod shared;

use crate::operation::Operation;
use crate::reply::Representation;
use crate::{Api, Call, Date, Found, Linked, Refusal, Resource, Tag};
use chrono::NaiveDate;
use samverk_foundation::TokenScope;
use samverk_web::Settings;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::sync::Arc;

pub const API_VERSION: &str = "1.0.0";
/// When this version was published.
pub const API_RELEASED: &str = "2026-11-22";

/// What the API says of itself.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ApiInfo {
    /// The API's name.
    api_name: String,
    /// Major, minor and patch version.
    #[schemars(regex(pattern = r"^[0-9]+\.[0-9]+\.[0-9]+$"))]
    api_version: String,
    /// When this version was published.
    api_released: Date,
    /// Where the documentation is.
    #[schemars(url)]
    api_documentation: String,
    /// Where in its life the version is.
    api_status: ApiStatus,
    /// For questions: an e-mail address or a web page.
    api_contact: String,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(dead_code, reason = "the words of the profile; this version is active")]
enum ApiStatus {
    Alpha,
    Beta,
    Active,
    Deprecated,
    Retired,
    Decommissioned,
}

impl ApiInfo {
    fn of(settings: &Settings) -> Self {
        let released = NaiveDate::parse_from_str(API_RELEASED, "%Y-%m-%d");
        Self {
            api_name: "samverk".to_owned(),
            api_version: API_VERSION.to_owned(),
            api_released: Date(released.unwrap_or_default()),
            api_documentation: format!("{}/api", settings.base_url),
            api_status: ApiStatus::Active,
            api_contact: contact(settings),
        }
    }
}

impl Representation for ApiInfo {
    fn example() -> Self {
        Self::of(&Settings {
            base_url: EXAMPLE_BASE.to_owned(),
            contact: Some("api@exempel.se".to_owned()),
            ..Settings::default()
        })
    }
}

const EXAMPLE_BASE: &str = "https://samverk.exempel.se";

/// What stands open to all needs none; the description names the one that most tokens have.
const ANY: TokenScope = TokenScope::new("parties:read");

pub(crate) fn about_itself() -> Resource {
    let about = [
        "Om API:et självt: version, status och beskrivning.",
        "About the API itself: version, status and description.",
    ];
    let mut resource = Resource::new("api-info", about, ANY, ANY);
    resource.operations = vec![
        Operation::get("/api-info", "getApiInfo", api_info).about(
            "API:ets namn, version, status och dokumentation.",
            "The API's name, version, status and documentation.",
        ),
        Operation::document("/openapi.json", "getOpenApi", openapi).about(
            "Beskrivningen av hela API:et enligt OpenAPI 3.1.",
            "The description of the whole API, in OpenAPI 3.1.",
        ),
    ];
    resource
}

async fn api_info(call: Call) -> Result<Found<ApiInfo>, Refusal> {
    let info = ApiInfo::of(&call.state.settings);
    let tag = Tag::of(&info);
    let linked = Linked::at("/api-info", info).link("service-desc", "/openapi.json");
    Ok(Found::new(linked, tag))
}

async fn openapi(call: Call) -> Result<Arc<Value>, Refusal> {
    let settings = &call.state.settings;
    let written = call
        .api
        .written
        .get_or_init(|| Arc::new(document(&call.api, settings)));
    Ok(Arc::clone(written))
}

/// The document of the API where the settings say that it lies.
pub fn document(api: &Api, settings: &Settings) -> Value {
    let base_url = &settings.base_url;
    let shape = SchemaSettings::draft2020_12().with(|shape| {
        shape.meta_schema = None;
        shape.definitions_path = "/components/schemas".into();
    });
    let mut generator = shape.into_generator();
    let mut paths = Map::new();
    for resource in &api.resources {
        for row in &resource.operations {
            let path = paths.entry(row.path).or_insert_with(|| json!({}));
            path[row.method.as_str().to_lowercase()] =
                paths::operation(api, resource, row, &mut generator);
        }
    }
    let answered = answers::answered(api, &mut generator);
    let shared = shared::schemas();
    let mut schemas = generator.take_definitions(true);
    for name in answered {
        if let Some(schema) = schemas.get_mut(&name) {
            answers::add_links(schema);
        }
    }
    schemas.extend(shared);
    json!({
        "openapi": "3.1.0",
        "info": info(settings),
        "externalDocs": {
            "description": "Dokumentation, villkor och servicenivå (SLA) / Documentation, terms and service level (SLA)",
            "url": format!("{base_url}/api"),
        },
        "servers": [{ "url": format!("{base_url}{}", crate::ROOT), "description": "Den här installationen / This installation" }],
        "tags": api.resources.iter().map(|resource| json!({
            "name": resource.name,
            "description": resource.about.join(" / "),
        })).collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": shared::parameters(),
            "headers": shared::headers(),
            "responses": answers::shared(api),
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "En åtkomstnyckel som en person har skapat på sin sida. / A token that a person has made on their page.",
                },
            },
        },
    })
}

fn info(settings: &Settings) -> Value {
    let base_url = &settings.base_url;
    let mut contact =
        json!({ "name": "Den som driver installationen / Whoever runs the installation" });
    match self::contact(settings) {
        page if page.starts_with("http") => contact["url"] = page.into(),
        address => contact["email"] = address.into(),
    }
    json!({
        "title": "Samverk API",
        "version": API_VERSION,
        "summary": "Samverkan, mål och kostnader / Collaborations, goals and costs",
        "description": DESCRIPTION,
        "termsOfService": format!("{base_url}/api#villkor"),
        "contact": contact,
        "license": { "name": "EUPL-1.2", "url": "https://eupl.eu/1.2/sv/" },
        "x-api-released": API_RELEASED,
        "x-api-status": "active",
        "x-limitations": LIMITATIONS,
    })
}

/// What the operator says, or else the page about the installation.
fn contact(settings: &Settings) -> String {
    let about = || format!("{}/om", settings.base_url);
    settings.contact.clone().unwrap_or_else(about)
}

const DESCRIPTION: &str = "\
Svenska: API för samverkan mellan kommuner och regioner: aktörer, samverkan, grupper, mål och kostnader. \
Det som är publicerat läser alla utan token. Den som har en token läser och ändrar det som personen bakom token får. \
Felen beskrivs på svenska, eller på engelska med `Accept-Language: en`. \
Kända begränsningar: högst 100 poster per sida och 2 MB per anrop, ändringar kräver `If-Match`.\n\n\
English: This API is for collaboration between municipalities and regions: parties, collaborations, groups, goals and costs. \
What is published is read by all without a token. Whoever has a token reads and changes what the person behind it may. \
Problems are told in Swedish, or in English with `Accept-Language: en`. \
Known limitations: at most 100 records on a page and 2 MB in a request; changes need `If-Match`.";

const LIMITATIONS: &str = "Högst 100 poster per sida; högst 2 MB per anrop. / At most 100 records on a page; at most 2 MB in a request.";
