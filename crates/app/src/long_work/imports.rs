//! A collaboration's folder on its way in over the API: always as a long work, which asks of its warnings.

use super::BEGIN;
use super::api::{WorkView, accepted};
use crate::router::UPLOAD_BYTES_MAX;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use samverk_foundation::{Problem, TokenScope};
use samverk_rest::{Call, Operation, Refusal, Representation, Resource, Saved};
use samverk_web::Upload;
use samverk_work::{Asked, Machine, start};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

pub(super) fn resource() -> Resource {
    let about = [
        "Mappar som läses in vid sidan av: allt i dem, eller inget.",
        "Folders that are read in beside: all that is in them, or nothing.",
    ];
    Resource::new("folder-imports", about, super::api::READ, super::api::WRITE).with(
        Operation::upload::<NewImport, _, _, _>(
            "/collaborations/{collaboration}/folder-imports",
            "postFolderImport",
            post,
        )
        .about(
            "Läser in en samverkans mapp, packad som ZIP. Det den varnar för bekräftas med confirmed.",
            "Reads in a collaboration's folder, packed as ZIP. What it warns of is confirmed with confirmed.",
        )
        .action(BEGIN)
        .accepting()
        .invalid(&["file_not_chosen", "request_invalid"])
        .also(&[
            (413, "file_upload_too_large"),
            (429, "works_too_many"),
            (503, "file_storage_away"),
        ]),
    )
}

/// A form with a folder.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "NewFolderImport")]
struct NewImport {
    /// `true` when its warnings have been read.
    #[schemars(with = "Option<bool>")]
    confirmed: bool,
    #[schemars(extend("format" = "binary"))]
    file: String,
}

impl Representation for NewImport {
    fn example() -> Self {
        Self {
            confirmed: false,
            file: "PK …".to_owned(),
        }
    }
}

/// What a folder may change.
const CHANGED: [TokenScope; 4] = [
    samverk_parties::WRITE,
    samverk_goals::WRITE,
    samverk_economy::WRITE,
    samverk_talk::WRITE,
];

async fn post(call: Call, request: Request) -> Result<Saved<WorkView>, Refusal> {
    let machine = call.extension::<Machine>()?;
    // It may change anything of the collaboration.
    for scope in CHANGED {
        call.require_scope(scope)?;
    }
    let upload = received(&call, request).await?;
    if upload.bytes.is_empty() {
        return Err(Problem::invalid("file_not_chosen").at_field("/file").into());
    }
    let mut input = json!({ "samverkan": call.part("collaboration") });
    if upload.values.text("confirmed") == "true" {
        input["confirmed"] = true.into();
    }
    let asked = Asked {
        kind: "folder_import",
        input,
        language: call.language,
        upload: Some(upload.bytes),
    };
    let id = start(&call.state.db, &machine, &call.actor, asked).await?;
    accepted(&call, id).await
}

/// As much as the page takes.
async fn received(call: &Call, request: Request) -> Result<Upload, Problem> {
    let (head, body) = request.into_parts();
    let megabytes = UPLOAD_BYTES_MAX / (1024 * 1024);
    let too_large = |_| Problem::too_large("file_upload_too_large").with("max", megabytes);
    let bytes = to_bytes(body, UPLOAD_BYTES_MAX).await.map_err(too_large)?;
    let request = Request::from_parts(head, Body::from(bytes));
    let upload = Upload::from_request(request, &call.state).await;
    upload.map_err(|_| Problem::invalid("request_invalid"))
}
