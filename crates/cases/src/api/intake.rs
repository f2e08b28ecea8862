//! What comes in as files: the list of a registry from before, and e-mail messages.

use super::{CASE, PARTY, READ, REGISTRY, WRITE, desk};
use crate::actions::import_cases;
use crate::letters::{SentLetter, receive_letter};
use crate::list_file::read_list;
use crate::model::Direction;
use crate::policy::Action;
use axum::extract::Request;
use samverk_files::Files;
use samverk_rest::{
    Call, Linked, Operation, Refusal, Representation, Resource, Saved, Tag, uploaded,
};
use schemars::JsonSchema;
use serde::Serialize;

const LISTS: &str = "/parties/{party}/registries/{registry}/case-lists";
const LETTERS: &str = "/parties/{party}/registries/{registry}/cases/{case}/letters";

/// As much as the pages take.
const BYTES_MAX: usize = 10 * 1024 * 1024;

pub(super) fn resource() -> Resource {
    let about = [
        "Filer som blir ärenden och handlingar: ett diaries lista, och e-postmeddelanden.",
        "Files that become cases and documents: the list of a registry, and e-mail messages.",
    ];
    Resource::new("case-intake", about, READ, WRITE)
        .parameter(PARTY)
        .parameter(REGISTRY)
        .parameter(CASE)
        .with(
            Operation::upload::<ListFile, _, _, _>(LISTS, "postCaseList", post_list)
                .about(
                    "Läser in ett diaries lista (CSV eller XLSX) med de nummer som den har: alla ärenden, eller inget.",
                    "Reads in the list of a registry (CSV or XLSX) with the numbers that it has: all cases, or none.",
                )
                .action(Action::Import.code())
                .invalid(&["file_not_chosen", "request_invalid", "case_list_too_long", "case_list_sheets"])
                .also(&[(413, "file_upload_too_large")]),
        )
        .with(
            Operation::upload::<LetterFile, _, _, _>(LETTERS, "postCaseLetter", post_letter)
                .about(
                    "Registrerar ett e-postmeddelande (.eml) och dess bilagor som handlingar i ärendet. Ett meddelande registreras en gång.",
                    "Registers an e-mail message (.eml) and its attachments as documents of the case. A message is registered once.",
                )
                .action(Action::Register.code())
                .invalid(&["file_not_chosen", "request_invalid", "message_registered", "message_registered_elsewhere"])
                .conflict(&["case_is_void"])
                .also(&[(413, "file_upload_too_large"), (503, "file_storage_away")]),
        )
}

/// A form with a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "NewCaseList")]
struct ListFile {
    #[schemars(extend("format" = "binary"))]
    file: String,
}

/// A form with a message.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "NewCaseLetter")]
struct LetterFile {
    /// `incoming`, `outgoing` or `drawn_up`.
    direction: Direction,
    #[schemars(extend("format" = "binary"))]
    file: String,
}

/// How many cases a list brought in.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseListImported")]
struct ListView {
    added: usize,
    /// Those that stood already, as the list says.
    unchanged: usize,
    /// Those whose officer is none of the party's people here.
    without_officer: usize,
}

/// Where a message was registered.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "CaseLetterRegistered")]
struct LetterView {
    /// The key of the case.
    case: String,
}

impl Representation for ListFile {
    fn example() -> Self {
        Self {
            file: "number,registered_on,subject,begun,status …".to_owned(),
        }
    }
}

impl Representation for LetterFile {
    fn example() -> Self {
        Self {
            direction: Direction::Incoming,
            file: "From: …".to_owned(),
        }
    }
}

impl Representation for ListView {
    fn example() -> Self {
        Self {
            added: 214,
            unchanged: 0,
            without_officer: 3,
        }
    }
}

impl Representation for LetterView {
    fn example() -> Self {
        Self {
            case: "ks-2026-00042".to_owned(),
        }
    }
}

async fn post_list(call: Call, request: Request) -> Result<Saved<ListView>, Refusal> {
    let tx = call.read().await?;
    desk(&tx, &call).await?.require(Action::Import)?;
    drop(tx);
    let upload = uploaded(&call.state, request, BYTES_MAX).await?;
    let tx = call.begin("api_import_cases").await?;
    let desk = desk(&tx, &call).await?;
    let rows = read_list(&upload.bytes, &upload.file_name, &[])?;
    let list = (upload.file_name.as_str(), rows);
    let imported = import_cases(&tx, &call.actor, &desk, list).await?;
    tx.commit().await?;
    let view = ListView {
        added: imported.added,
        unchanged: imported.unchanged,
        without_officer: imported.without_officer,
    };
    let registry = format!(
        "/parties/{}/registries/{}",
        desk.party().key,
        desk.registry.key
    );
    let linked = Linked::at(format!("{registry}/cases"), view).link("up", registry);
    Ok(Saved::new(linked, Tag::of(&imported.added), true))
}

async fn post_letter(call: Call, request: Request) -> Result<Saved<LetterView>, Refusal> {
    let files: Files = call.extension()?;
    let address = (call.part("party"), call.part("registry"), call.part("case"));
    let tx = call.read().await?;
    crate::letters::open(&tx, &call.actor, address).await?;
    drop(tx);
    let upload = uploaded(&call.state, request, BYTES_MAX).await?;
    let direction = upload.values.choice("direction", Direction::ALL)?;
    let sent = SentLetter {
        name: &upload.file_name,
        bytes: &upload.bytes,
        direction,
    };
    receive_letter((&call.state.db, &files), &call.actor, address, sent).await?;
    let tx = call.read().await?;
    let (desk, case) = crate::letters::open(&tx, &call.actor, address).await?;
    let up = super::address(&desk, &case);
    let view = LetterView {
        case: case.key.to_string(),
    };
    let linked = Linked::at(format!("{up}/documents"), view).link("up", up);
    Ok(Saved::new(linked, Tag::of(&(case.id, case.revision)), true))
}
