//! The domain's part of the REST API: the same reads and actions as the pages, and bytes as they lie.

mod views;

use crate::actions::{NewFile, change_file, remove_file};
use crate::deliver::deliver;
use crate::find::{find, find_version, note_fetching};
use crate::keep::{keep_file, keep_version, may_send, may_send_version};
use crate::model::{File, Version};
use crate::policy::{self, ADD, CHANGE};
use crate::receive::receive;
use crate::{Files, store};
use axum::extract::Request;
use samverk_database::Tx;
use samverk_foundation::{Problem, TokenScope};
use samverk_rest::{
    Bytes, Call, Found, Linked, NoQuery, Operation, Page, Parameter, Refusal, Resource, Saved,
};
use std::collections::HashMap;
use uuid::Uuid;
use views::{
    FileChangeView, FileView, NewFileView, NewVersionView, VersionView, contents, linked, tag, view,
};

pub const READ: TokenScope = TokenScope::new("files:read");
pub const WRITE: TokenScope = TokenScope::new("files:write");

const EXAMPLE: &str = "019aa4a0-1f00-7000-8000-000000000004";
const FILE: Parameter = Parameter::id("file", ["Filens id.", "The file's id."], EXAMPLE);

/// What is wrong with a file that is sent, and where it cannot be kept.
const INVALID: &[&str] = &[
    "file_not_chosen",
    "file_without_content",
    "file_type_differs",
    "request_invalid",
];
const ELSE: &[(u16, &str)] = &[
    (413, "file_upload_too_large"),
    (413, "form_too_large"),
    (503, "file_storage_away"),
];

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let files = Resource::new(
        "files",
        [
            "Filer som ligger vid det som är sparat.",
            "Files that lie at what is kept.",
        ],
        READ,
        WRITE,
    );
    let versions = Resource::new(
        "versions",
        [
            "Allt som en fil har varit. En version ändras aldrig.",
            "All that a file has been. A version never changes.",
        ],
        READ,
        WRITE,
    );
    vec![with_files(files.parameter(FILE)), with_versions(versions)]
}

fn with_files(resource: Resource) -> Resource {
    let (all, one) = ("/things/{kind}/{thing}/files", "/files/{file}");
    resource
        .with(Operation::list(all, "listFiles", list).about(
            "Filerna som läsaren får hämta, i den ordning de lades till.",
            "The files that the reader may fetch, in the order in which they came.",
        ))
        .with(
            Operation::upload::<NewFileView, _, _, _>(all, "postFile", post)
                .about(
                    "Lägger till en fil. Skicka ett formulär, med filen sist.",
                    "Adds a file. Send a form, with the file last.",
                )
                .action(ADD)
                .invalid(INVALID)
                .invalid(&["text_too_long", "files_too_many"])
                .also(ELSE),
        )
        .with(Operation::get(one, "getFile", get).about(
            "En fil, med det som är känt om den senaste versionen.",
            "A file, with what is known of its last version.",
        ))
        .with(
            Operation::replace(one, "putFile", put)
                .about(
                    "Ändrar vad filen kallas och vem som får hämta den.",
                    "Changes what the file is called and who may fetch it.",
                )
                .action(CHANGE)
                .invalid(&["field_missing", "text_too_long"]),
        )
        .with(
            Operation::delete(one, "deleteFile", delete)
                .about(
                    "Tar bort filen och alla dess versioner.",
                    "Removes the file and all its versions.",
                )
                .action(CHANGE),
        )
}

fn with_versions(resource: Resource) -> Resource {
    let all = "/files/{file}/versions";
    let contents = "/files/{file}/versions/{version}/contents";
    resource
        .with(
            Operation::list(all, "listFileVersions", list_versions).about(
                "Filens versioner, den nyaste först.",
                "The file's versions, the newest first.",
            ),
        )
        .with(
            Operation::upload::<NewVersionView, _, _, _>(all, "postFileVersion", post_version)
                .about(
                    "Lägger till en ny version. De tidigare finns kvar.",
                    "Adds a new version. The earlier ones stay.",
                )
                .action(ADD)
                .invalid(INVALID)
                .invalid(&["file_unchanged"])
                .also(ELSE)
                .also(&[(412, "changed_meanwhile")]),
        )
        .with(
            Operation::bytes(contents, "getFileContent", content)
                .about(
                    "Innehållet i en version, helt eller en del (`Range`).",
                    "The content of a version, whole or a part (`Range`).",
                )
                .conflict(&["file_infected"])
                .also(&[
                    (416, "range_not_satisfiable"),
                    (503, "file_bytes_missing"),
                    (503, "file_storage_away"),
                ]),
        )
}

/// The thing that the address names. Fails with `not_found`.
fn at_thing(call: &Call) -> Result<(&str, Uuid), Problem> {
    let id = call.part("thing").parse();
    Ok((call.part("kind"), id.map_err(|_| Problem::not_found())?))
}

fn asked_for(call: &Call) -> Result<Uuid, Problem> {
    let id = call.part("file").parse();
    id.map_err(|_| Problem::not_found())
}

async fn latest(tx: &Tx, file: &File) -> Result<Version, Problem> {
    let found = store::find_version(tx, file.id, file.latest).await?;
    found.ok_or_else(Problem::not_found)
}

async fn list(call: Call, _: NoQuery) -> Result<Page<FileView>, Refusal> {
    let tx = call.read().await?;
    let (kind, id) = at_thing(&call)?;
    let thing = call.state.thing(&tx, &call.actor, kind, id).await?;
    let mut files = store::list_files(&tx, thing.kind, thing.id).await?;
    files.retain(|file| policy::may_read(&thing, file));
    let ids: Vec<_> = files.iter().map(|file| file.id).collect();
    let latest = store::list_latest(&tx, &ids).await?.into_iter();
    let latest: HashMap<_, _> = latest.map(|version| (version.file, version)).collect();
    let both = files.into_iter().filter_map(|file| {
        let version = latest.get(&file.id)?;
        Some((file, version))
    });
    let both = both.collect();
    Ok(Page::of(both, call.paging, |(file, version)| {
        linked(&thing, &file, version)
    }))
}

async fn get(call: Call) -> Result<Found<FileView>, Refusal> {
    let tx = call.read().await?;
    found(&call, &tx).await
}

async fn found(call: &Call, tx: &Tx) -> Result<Found<FileView>, Refusal> {
    let (thing, file) = find(&call.state, tx, &call.actor, asked_for(call)?).await?;
    let latest = latest(tx, &file).await?;
    let linked = linked(&thing, &file, &latest);
    Ok(Found::new(linked, tag(&file, &latest)))
}

async fn post(call: Call, request: Request) -> Result<Saved<FileView>, Refusal> {
    let files: Files = call.extension()?;
    let at = at_thing(&call)?;
    let (_, bytes) = may_send(&call.state, &call.actor, at).await?;
    let sent = receive(&files, bytes, request).await?;
    let received = sent.received?.ok_or_else(not_chosen)?;
    let new = NewFile {
        title: sent.values.text("title").to_owned(),
        is_public: sent.values.text("public") == "true",
    };
    let places = (&call.state, &files);
    let file = keep_file(places, &call.actor, at, &new, &received).await?;
    saved(&call, file.id).await
}

async fn post_version(call: Call, request: Request) -> Result<Saved<FileView>, Refusal> {
    let (files, id): (Files, _) = (call.extension()?, asked_for(&call)?);
    let (_, _, bytes) = may_send_version(&call.state, &call.actor, id).await?;
    let sent = receive(&files, bytes, request).await?;
    let received = sent.received?.ok_or_else(not_chosen)?;
    let places = (&call.state, &files);
    keep_version(places, &call.actor, id, &received).await?;
    saved(&call, id).await
}

fn not_chosen() -> Problem {
    Problem::invalid("file_not_chosen").at_field("/file")
}

async fn saved(call: &Call, id: Uuid) -> Result<Saved<FileView>, Refusal> {
    let tx = call.read().await?;
    let (thing, file) = find(&call.state, &tx, &call.actor, id).await?;
    let latest = latest(&tx, &file).await?;
    let linked = linked(&thing, &file, &latest);
    Ok(Saved::new(linked, tag(&file, &latest), true))
}

async fn put(call: Call, said: FileChangeView) -> Result<Found<FileView>, Refusal> {
    let tx = call.begin("api_change_file").await?;
    let (thing, file) = find(&call.state, &tx, &call.actor, asked_for(&call)?).await?;
    call.allow_write(Some(&tag(&file, &latest(&tx, &file).await?)))?;
    let said = NewFile {
        title: said.title,
        is_public: said.public,
    };
    change_file(&tx, &call.actor, (&thing, &file), &said, file.revision).await?;
    let changed = found(&call, &tx).await?;
    tx.commit().await?;
    Ok(changed)
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_remove_file").await?;
    let (thing, file) = find(&call.state, &tx, &call.actor, asked_for(&call)?).await?;
    call.allow_write(Some(&tag(&file, &latest(&tx, &file).await?)))?;
    remove_file(&tx, &call.actor, (&thing, &file), file.revision).await?;
    tx.commit().await?;
    Ok(())
}

async fn list_versions(call: Call, _: NoQuery) -> Result<Page<VersionView>, Refusal> {
    let tx = call.read().await?;
    let (thing, file) = find(&call.state, &tx, &call.actor, asked_for(&call)?).await?;
    let mut versions = store::list_versions(&tx, file.id).await?;
    versions.retain(|version| policy::may_read_version(&thing, &file, version.number));
    Ok(Page::of(versions, call.paging, |version| {
        let linked = Linked::part(view(&thing, &version));
        match version.is_infected() {
            true => linked,
            false => linked.link("enclosure", contents(&file, &version)),
        }
    }))
}

async fn content(call: Call) -> Result<Bytes, Refusal> {
    let (files, id): (Files, _) = (call.extension()?, asked_for(&call)?);
    let number = call.part("version").parse();
    let number = number.map_err(|_| Problem::not_found())?;
    let tx = call.read().await?;
    let (thing, version) = find_version(&call.state, &tx, &call.actor, (id, number)).await?;
    drop(tx);
    let answer = deliver(&files, &version, call.headers()).await?;
    note_fetching(&call.state, &call.actor, (&thing, &version)).await?;
    Ok(Bytes(answer))
}
