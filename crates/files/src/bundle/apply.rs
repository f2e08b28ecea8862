use super::address_of;
use super::read::{FileRow, FileTable, FileTables};
use crate::actions::{follow_up, record};
use crate::model::{File, Received, State, Told, check_ending, clean_name};
use crate::{Files, store};
use samverk_database::Tx;
use samverk_exchange::{Intake, Placed};
use samverk_foundation::{Actor, Problem};
use samverk_web::{Thing, Things};
use std::path::Path;
use tokio::io::AsyncReadExt;
use uuid::Uuid;

/// So much is read at a time.
const PIECE_BYTES: usize = 256 * 1024;

/// Brings the files of a folder in. Answers under which names bytes lie in the storage now; when the import is
/// refused they are to be removed.
///
/// Without `files` every row is refused: they come in by the command only.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    (things, files): (&Things, Option<&Files>),
    tables: &FileTables,
    intake: &mut Intake,
) -> Result<Vec<Uuid>, Problem> {
    let mut stored = Vec::new();
    for table in &tables.0 {
        for (row, lies) in &table.rows {
            let Some(files) = files else {
                let refused = Problem::invalid("files_by_command").at_file(&row.file);
                intake.problems.push(refused);
                return Ok(stored);
            };
            let done = bring_in(tx, actor, (things, files), (table, row, lies.as_deref()));
            stored.extend(row.note(intake, done.await)?.flatten());
        }
    }
    Ok(stored)
}

/// Answers the name of what it has laid in the storage, unless the version stands already.
async fn bring_in(
    tx: &Tx,
    actor: &Actor,
    (things, files): (&Things, &Files),
    (table, row, lies): (&FileTable, &Placed<FileRow>, Option<&Path>),
) -> Result<Option<Uuid>, Problem> {
    let said = &row.value;
    if said.number < 1 || clean_name(&said.name) != said.name {
        return Err(Problem::invalid("file_name_unclean").with("name", &said.name));
    }
    let thing = find(tx, things, table, said).await?;
    let present = store::list_files(tx, thing.kind, thing.id).await?;
    let present = present
        .into_iter()
        .find(|file| file.key == said.key.as_str());
    if let Some(file) = &present
        && let Some(version) = store::find_version(tx, file.id, said.number).await?
    {
        return match version.sha256 == said.sha256 && version.name == said.name {
            true => Ok(None),
            false => Err(Problem::invalid("file_version_differs").with("version", said.number)),
        };
    }
    let lies = lies.ok_or_else(|| Problem::invalid("file_content_missing"))?;
    let received = lay(files, tx.new_id(), said, lies).await?;
    let id = received.id;
    let kept = keep(tx, actor, &thing, (present, said), &received).await;
    if kept.is_err() {
        files.storage.remove(id).await?;
    }
    kept.map(|()| Some(id))
}

async fn find(
    tx: &Tx,
    things: &Things,
    table: &FileTable,
    said: &FileRow,
) -> Result<Thing, Problem> {
    let base = address_of(table.collaboration.as_deref());
    let address = match said.thing.as_str() {
        "" => base,
        below => format!("{}/{below}", base.trim_end_matches('/')),
    };
    let reader = Actor::System("import");
    let found = things.find_at(tx, &reader, &said.kind, &address).await;
    found.map_err(|problem| match problem.code {
        "not_found" => Problem::invalid("file_thing_unknown").with("thing", address),
        _ => problem,
    })
}

/// The bytes must be those that the row tells of, and pass as those that come in a form do.
async fn lay(files: &Files, id: Uuid, said: &FileRow, lies: &Path) -> Result<Received, Problem> {
    let mut writer = files.storage.writer(id, files.bytes_max);
    let mut source = tokio::fs::File::open(lies)
        .await
        .map_err(Problem::internal)?;
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let read = source.read(&mut piece).await.map_err(Problem::internal)?;
        if read == 0 {
            break;
        }
        writer.write(&piece[..read]).await.map_err(as_content)?;
    }
    let written = writer.finish().await?;
    let checked = match written.sha256 == said.sha256 {
        true => check_ending(&said.name, written.media_type),
        false => Err(Problem::invalid("file_content_differs").with("name", &said.name)),
    };
    let state = match checked {
        Ok(()) => files.judge(id).await,
        Err(problem) => Err(problem),
    };
    let state = match state {
        Ok(State::Infected(_)) => Err(Problem::conflict("file_infected")),
        other => other,
    };
    match state {
        Ok(state) => Ok(Received {
            id,
            name: said.name.clone(),
            media_type: written.media_type.to_owned(),
            size: written.size,
            sha256: written.sha256,
            state,
        }),
        Err(problem) => {
            files.storage.remove(id).await?;
            Err(problem)
        }
    }
}

/// A file of the folder that is too large is told with its row.
fn as_content(problem: Problem) -> Problem {
    match problem.code {
        "file_upload_too_large" => {
            let mut told = Problem::invalid("file_content_too_large");
            told.values = problem.values;
            told
        }
        _ => problem,
    }
}

/// The file with one more version. Its last says what it is called and whether strangers get it; each says
/// that of itself.
fn with_version(file: File, said: &FileRow) -> File {
    let is_last = said.number >= file.latest;
    let public_from = match (said.is_public, file.is_public) {
        (true, true) => file.public_from.min(said.number),
        (true, false) if is_last => said.number,
        _ => file.public_from,
    };
    match is_last {
        true => File {
            title: said.title.clone(),
            is_public: said.is_public,
            public_from,
            latest: said.number,
            ..file
        },
        false => File {
            public_from,
            ..file
        },
    }
}

async fn keep(
    tx: &Tx,
    actor: &Actor,
    thing: &Thing,
    (present, said): (Option<File>, &FileRow),
    received: &Received,
) -> Result<(), Problem> {
    let (file, what) = match present {
        Some(file) => {
            let next = with_version(file, said);
            store::update_file(tx, &next, None).await?;
            (next, "file.version_added")
        }
        None => {
            let file = File {
                id: tx.new_id(),
                thing_kind: thing.kind.to_owned(),
                thing_id: thing.id,
                key: said.key.to_string(),
                title: said.title.clone(),
                is_public: said.is_public,
                public_from: said.number,
                added_by: None,
                latest: said.number,
                removed_at: None,
                revision: 1,
            };
            store::insert_file(tx, &file).await?;
            (file, "file.added")
        }
    };
    store::insert_version(tx, file.id, said.number, received, ("", said.added_at)).await?;
    let told = Told::of(&file).with(said.number, &received.name);
    record(tx, actor, thing, what, (None, Some(told))).await?;
    follow_up(tx, actor, thing, &file, received).await
}
