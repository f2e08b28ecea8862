//! The documents of a case in the REST API, and what happened with it.

use super::{CASE, PARTY, READ, REGISTRY, WRITE, desk, shapes};
use crate::actions::{add_document, change_document, note_reading};
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseEvent, Document, DocumentContent, FileVersion, Read, veiled};
use crate::policy::Action;
use crate::store;
use samverk_database::Tx;
use samverk_fields::{check, from_json, to_json};
use samverk_files::{Laid, laid_versions};
use samverk_foundation::{Problem, Problems};
use samverk_kept::Kept;
use samverk_rest::{
    Call, Described, Found, Linked, Operation, Page, Parameter, Refusal, Resource, Saved, Shape,
    Tag,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

pub(super) const DOCUMENT: Parameter = Parameter::pattern(
    "document",
    [
        "Handlingens nummer i ärendet.",
        "The number of the document in the case.",
    ],
    "^[1-9][0-9]{0,8}$",
    "1",
)
.for_members();

const ALL: &str = "/parties/{party}/registries/{registry}/cases/{case}/documents";
const DOCUMENT_AT: &str =
    "/parties/{party}/registries/{registry}/cases/{case}/documents/{document}";
const EVENTS: &str = "/parties/{party}/registries/{registry}/cases/{case}/events";

const INVALID: &[&str] = &[
    "document_in_future",
    "document_not_official",
    "case_file_unknown",
];

pub(super) fn resource() -> Resource {
    let about = [
        "Handlingar i ett ärende. Numret i ärendet ges när handlingen registreras.",
        "Documents of a case. The number in the case is given when the document is registered.",
    ];
    let (reads, registers) = (Action::Read.code(), Action::Register.code());
    Resource::new("case documents", about, READ, WRITE)
        .parameter(PARTY)
        .parameter(REGISTRY)
        .parameter(CASE)
        .parameter(DOCUMENT)
        .with(
            Operation::list(ALL, "listCaseDocuments", list)
                .shaped(None, Some(view_shape()))
                .about("Efter nummer.", "By number.")
                .action(reads),
        )
        .with(
            Operation::get(DOCUMENT_AT, "getCaseDocument", get)
                .shaped(None, Some(view_shape()))
                .about("Hämtar en handling.", "Gets a document.")
                .action(reads),
        )
        .with(
            Operation::post(ALL, "registerCaseDocument", post)
                .shaped(Some(content_shape()), Some(view_shape()))
                .about(
                    "Registrerar en handling, som får ärendets nästa nummer.",
                    "Registers a document, which gets the next number of the case.",
                )
                .action(registers)
                .invalid(INVALID)
                .conflict(&["case_is_void"]),
        )
        .with(
            Operation::put(DOCUMENT_AT, "putCaseDocument", put)
                .shaped(Some(content_shape()), Some(view_shape()))
                .about("Ändrar en handling.", "Changes a document.")
                .action(registers)
                .invalid(INVALID)
                .conflict(&["case_is_void"]),
        )
        .with(
            Operation::list(EVENTS, "listCaseEvents", list_events)
                .shaped(None, Some(event_shape()))
                .about(
                    "Det som har hänt med ärendet, det senaste först.",
                    "What has happened with the case, the latest first.",
                )
                .action(reads),
        )
}

fn given() -> Map<String, Json> {
    shapes::fields(json!({
        "number": { "type": "integer", "description": "The number in the case, given when the document was registered." },
        "registeredOn": { "type": "string", "format": "date", "example": "2026-11-22", "description": "The day on which it was registered." },
        "fileName": { "type": ["string", "null"], "description": "What the file is called." },
        "fileSize": { "type": ["integer", "null"], "description": "Bytes." },
        "fileSha256": { "type": ["string", "null"], "description": "The checksum in hexadecimal." },
        "fileState": { "type": ["string", "null"], "enum": ["clean", "infected", "not_scanned", null], "description": "What a virus scanner has said of it." },
        "fileStateReason": { "type": ["string", "null"], "description": "Why it was not scanned, or what was found." },
    }))
}

fn content_shape() -> Shape {
    let about = "What can be said of a document.";
    shapes::content(DocumentContent::form(), ("CaseDocumentContent", about))
}

fn view_shape() -> Shape {
    let of_one = json!({
        "number": 1, "registeredOn": "2026-11-20", "fileName": null, "fileSize": null,
        "fileSha256": null, "fileState": null, "fileStateReason": null,
    });
    let named = ("CaseDocument", "A document of a case.");
    shapes::view(DocumentContent::form(), named, (given(), of_one))
}

fn event_shape() -> Shape {
    let schema = json!({
        "type": "object",
        "description": "What has happened with a case.",
        "properties": {
            "at": { "type": "string", "format": "date-time", "example": "2026-11-22T09:00:00Z", "description": "When." },
            "by": { "type": "string", "description": "Who." },
            "what": { "type": "string", "description": "What: `case.registered`." },
            "changes": { "type": "object", "additionalProperties": { "type": "array" }, "description": "Each field with what it said before and after." },
        },
        "required": ["at", "by", "what", "changes"],
    });
    let example = json!({
        "at": "2026-11-22T09:00:00Z", "by": "Registratorn", "what": "case.closed",
        "changes": { "status": ["open", "closed"] },
    });
    Shape::described("CaseEvent", &schema, example)
}

/// Nothing can be asked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AllOfTheCase {}

async fn case_of(tx: &Tx, call: &Call) -> Result<(RegistryDesk, Case), Refusal> {
    let desk = desk(tx, call).await?;
    let case = desk.case(tx, call.part("case")).await?;
    Ok((desk, case))
}

async fn found(tx: &Tx, call: &Call, case: &Case) -> Result<Document, Refusal> {
    let number = call.part("document").parse();
    let number: i64 = number.map_err(|_| Problem::not_found())?;
    let found = store::find_document(tx, case.id, number).await?;
    Ok(found.ok_or_else(Problem::not_found)?)
}

async fn files_of(tx: &Tx, documents: &[Document]) -> Result<Vec<Laid>, Problem> {
    let versions = documents.iter().filter_map(Document::file_version);
    let versions: Vec<(Uuid, i64)> = versions.map(|one| (one.file, one.number)).collect();
    laid_versions(tx, &versions).await
}

fn view(document: &Document, files: &[Laid]) -> Json {
    let version = document.file_version();
    let is_its = |file: &&Laid| {
        let laid = FileVersion {
            file: file.file,
            number: file.number,
        };
        version == Some(laid)
    };
    let file = files.iter().find(is_its);
    let state = file.map(|file| file.state.written());
    let (state, reason) = state.unzip();
    let view = json!({
        "number": document.number, "registeredOn": document.registered_on,
        "fileName": file.map(|file| &file.name), "fileSize": file.map(|file| file.size),
        "fileSha256": file.map(|file| &file.sha256), "fileState": state,
        "fileStateReason": reason.filter(|reason| !reason.is_empty()),
    });
    let said = to_json(DocumentContent::form(), &document.content.write());
    shapes::both(view, said)
}

fn linked(
    (desk, case): (&RegistryDesk, &Case),
    document: &Document,
    files: &[Laid],
) -> Linked<Described> {
    let (party, registry) = (&desk.party().key, &desk.registry.key);
    let up = format!("/parties/{party}/registries/{registry}/cases/{}", case.key);
    let all = format!("{up}/documents");
    let one = format!("{all}/{}", document.number);
    let view = view(document, files);
    Linked::at(one, Described(view))
        .link("collection", all)
        .link("up", up)
}

/// What a scanner says of the file changes what is answered, too.
fn tag(document: &Document, files: &[Laid]) -> Tag {
    let states: Vec<(&str, &str)> = files.iter().map(|file| file.state.written()).collect();
    Tag::of(&(document.id, document.revision, states))
}

async fn list(call: Call, _: AllOfTheCase) -> Result<Page<Described>, Refusal> {
    let tx = call.read().await?;
    let (desk, case) = case_of(&tx, &call).await?;
    let total = store::count_documents(&tx, case.id).await?;
    // Numbers have no gaps, so that a place in the list is the number before it.
    let after = i64::try_from(call.paging.offset).unwrap_or(i64::MAX);
    let found = store::list_documents(&tx, case.id, (after, call.paging.limit)).await?;
    let files = files_of(&tx, &found).await?;
    let items = found.iter().map(|one| linked((&desk, &case), one, &files));
    Ok(Page::new(total, items.collect()))
}

async fn get(call: Call) -> Result<Found<Described>, Refusal> {
    let tx = call.read().await?;
    let (desk, case) = case_of(&tx, &call).await?;
    let one = found(&tx, &call, &case).await?;
    let files = files_of(&tx, std::slice::from_ref(&one)).await?;
    drop(tx);
    let read = Read::Document(one.number);
    note_reading(&call.state.db, &call.actor, case.id, &read, None).await?;
    Ok(Found::new(
        linked((&desk, &case), &one, &files),
        tag(&one, &files),
    ))
}

fn read(body: &Json) -> Result<DocumentContent, Problems> {
    let form = DocumentContent::form();
    let record = from_json(form, body)?;
    check(form, &record).or(())?;
    let content = DocumentContent::read(&record);
    Ok(content.ok_or_else(|| Problem::internal("a record of another form"))?)
}

async fn post(call: Call, Described(body): Described) -> Result<Saved<Described>, Refusal> {
    let tx = call.begin("api_add_document").await?;
    let (desk, case) = case_of(&tx, &call).await?;
    desk.require_register()?;
    let said = (&case, read(&body)?);
    let one = add_document(&tx, &call.actor, &desk, said).await?;
    let files = files_of(&tx, std::slice::from_ref(&one)).await?;
    tx.commit().await?;
    let (linked, tag) = (linked((&desk, &case), &one, &files), tag(&one, &files));
    Ok(Saved::new(linked, tag, true))
}

async fn put(call: Call, Described(body): Described) -> Result<Saved<Described>, Refusal> {
    let tx = call.begin("api_change_document").await?;
    let (desk, case) = case_of(&tx, &call).await?;
    let one = found(&tx, &call, &case).await?;
    let files = files_of(&tx, std::slice::from_ref(&one)).await?;
    call.allow_write(Some(&tag(&one, &files)))?;
    let content = read(&shapes::without(body, &given()))?;
    let said = (content, one.revision);
    let one = change_document(&tx, &call.actor, &desk, (&case, &one), said).await?;
    let files = files_of(&tx, std::slice::from_ref(&one)).await?;
    tx.commit().await?;
    let (linked, tag) = (linked((&desk, &case), &one, &files), tag(&one, &files));
    Ok(Saved::new(linked, tag, false))
}

fn event_view(event: CaseEvent) -> Linked<Described> {
    Linked::part(Described(json!({
        "at": event.at, "by": event.actor_name, "what": event.what, "changes": event.changes,
    })))
}

async fn list_events(call: Call, _: AllOfTheCase) -> Result<Page<Described>, Refusal> {
    let tx = call.read().await?;
    let (desk, case) = case_of(&tx, &call).await?;
    let total = store::count_events(&tx, case.id).await?;
    let stretch = (call.paging.offset, call.paging.limit);
    let found = store::list_events(&tx, case.id, stretch).await?;
    let found = veiled(found, desk.may_register() || case.content.is_secret());
    let found = desk.seen_events(&tx, &case, found).await?;
    Ok(Page::new(
        total,
        found.into_iter().map(event_view).collect(),
    ))
}
