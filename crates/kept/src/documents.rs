//! A kind's documents in the folder format: one for each thing. Some ship with the program.

use crate::kept_rows::{KeptRow, KeptRows, Spot};
use crate::{AnyKind, Exchange, Ground, Stored, apply, states, store};
use samverk_database::Tx;
use samverk_exchange::{FileSchema, Folder, Intake, Placed, Written, to_toml};
use samverk_fields::{
    Question, Record, check, document_schema as schema_of, from_document, in_document, to_document,
};
use samverk_foundation::{Actor, Key, Problem, Problems, interned};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// What stands before and after the key in the path.
fn path_of(kind: &dyn AnyKind) -> Option<(&'static str, &'static str)> {
    match kind.facts().exchange {
        Exchange::Document { path, .. } => path.split_once("{key}"),
        Exchange::Table(_) | Exchange::Lines(_) | Exchange::Nowhere => None,
    }
}

/// Reads the documents in the folder of a ground: `""` is the whole folder. Everything that is wrong is
/// noted with its row.
pub fn read_documents(
    intake: &mut Intake,
    kind: &dyn AnyKind,
    folder: &str,
) -> Vec<Placed<KeptRow>> {
    let Some((before, after)) = path_of(kind) else {
        return Vec::new();
    };
    let below = format!("{folder}{before}");
    let mut read = Vec::new();
    for name in intake.names_in(below.trim_end_matches('/')) {
        let path = format!("{below}{name}");
        if let Some(key) = name.strip_suffix(after)
            && let Some(written) = intake.written(&path)
        {
            match read_one(kind, &written, key) {
                Ok(row) => read.push(Placed::document(row, &path)),
                Err(wrong) => {
                    let placed = wrong.0.into_iter().map(|one| placed(one, &written, &path));
                    intake.problems.extend(placed);
                }
            }
        }
    }
    read
}

/// The key must be the name of the file.
fn read_one(kind: &dyn AnyKind, written: &Written, name: &str) -> Result<KeptRow, Problems> {
    let mut body = written.json.clone();
    let fields = body.as_object_mut();
    let key = fields.and_then(|fields| fields.shift_remove("key"));
    let mut problems = Problems::default();
    let key = problems.keep(read_key(key.as_ref(), name));
    let record = from_document(kind.form(), &body).and_then(|record| keeps_rules(kind, record));
    match (key, record) {
        (Some(key), Ok(record)) => Ok(KeptRow {
            key,
            record,
            spots: spots(kind, written),
            lines: Vec::new(),
        }),
        (_, Err(wrong)) => {
            problems.extend(wrong.0);
            Err(problems)
        }
        (None, Ok(_)) => Err(problems),
    }
}

fn spots(kind: &dyn AnyKind, written: &Written) -> BTreeMap<String, Spot> {
    let spot = |question: &Question| {
        let field = question.key.to_string();
        let pointer = in_document(kind.form(), &field);
        let name = pointer.trim_start_matches('/').to_owned();
        let row = written.row_of(&pointer);
        (field, Spot { row, name })
    };
    kind.form().questions().map(spot).collect()
}

fn read_key(written: Option<&Json>, name: &str) -> Result<Key, Problem> {
    let Some(written) = written else {
        let missing = Problem::invalid("document_field_missing");
        return Err(missing.with("name", "key").at_field(""));
    };
    let key = Key::parse(written.as_str().unwrap_or_default());
    let key = key.map_err(|wrong| wrong.at_field("/key"))?;
    match key.as_str() == name {
        true => Ok(key),
        false => Err(Problem::invalid("key_differs_from_file")
            .with("value", key)
            .with("name", name)
            .at_field("/key")),
    }
}

fn keeps_rules(kind: &dyn AnyKind, record: Record) -> Result<Record, Problems> {
    let wrong = check(kind.form(), &record).0.into_iter();
    let wrong = wrong.map(|one| {
        let field = one.place.field.clone().unwrap_or_default();
        one.at_field(&in_document(kind.form(), &field))
    });
    wrong.collect::<Problems>().or(record)
}

/// At its file, the row of what it points to, and the name of the field there.
fn placed(mut problem: Problem, written: &Written, path: &str) -> Problem {
    let pointer = problem.place.field.take().unwrap_or_default();
    let is_name = |part: &&str| !part.is_empty() && part.parse::<usize>().is_err();
    let problem = problem.at_file(path);
    let problem = match pointer.rsplit('/').find(is_name) {
        Some(name) => problem.at_column(name),
        None => problem,
    };
    match written.row_of(&pointer) {
        Some(row) => problem.at_row(row),
        None => problem,
    }
}

/// Puts the documents of what hangs on a ground into a folder, of those that are wanted; not of what
/// stands as it ships.
pub async fn documents_of(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    is_wanted: impl Fn(&Key) -> bool,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let Some((before, after)) = path_of(kind) else {
        return Ok(());
    };
    let shipped = shipped(kind)?;
    let is_shipped = |one: &Stored| {
        let mut rows = shipped.iter().map(|row| &row.value);
        let as_it_ships = rows.find(|row| row.key == one.key);
        as_it_ships.is_some_and(|row| row.record == one.record)
    };
    let mut all = store::whole(tx, kind, at.id()).await?;
    all.retain(|one| !states::is_private(kind, one));
    for one in all
        .iter()
        .filter(|one| is_wanted(&one.key) && !is_shipped(one))
    {
        let path = at.file(&format!("{before}{}{after}", one.key));
        folder.insert(path, to_toml(&document(kind, one))?);
    }
    Ok(())
}

/// Puts the documents of these below a path of a folder.
pub(crate) fn write_documents(
    kind: &dyn AnyKind,
    all: &[Stored],
    below: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let Some((before, after)) = path_of(kind) else {
        return Ok(());
    };
    for one in all {
        let path = format!("{below}{before}{}{after}", one.key);
        folder.insert(path, to_toml(&document(kind, one))?);
    }
    Ok(())
}

fn document(kind: &dyn AnyKind, one: &Stored) -> Json {
    let mut document = Map::new();
    document.insert("key".to_owned(), one.key.as_str().into());
    if let Json::Object(fields) = to_document(kind.form(), &one.record) {
        document.extend(fields);
    }
    Json::Object(document)
}

/// The schema of the documents, as the file of the kind's name: `ladders/ladder.toml`.
pub fn document_schema(kind: &dyn AnyKind) -> FileSchema {
    let (before, after) = path_of(kind).unwrap_or_default();
    let file = interned(format!("{before}{}{after}", kind.facts().code));
    let mut schema = schema_of(kind.form());
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = file.into();
    schema["description"] = kind.about().into();
    FileSchema { file, schema }
}

/// What ships, as it is read. Fails with `internal` when it is not whole, which a test rules out.
fn shipped(kind: &dyn AnyKind) -> Result<Vec<Placed<KeptRow>>, Problem> {
    let Exchange::Document { shipped, .. } = kind.facts().exchange else {
        return Ok(Vec::new());
    };
    let (before, after) = path_of(kind).unwrap_or_default();
    let mut folder = Folder::default();
    for (key, text) in shipped {
        folder.insert(format!("{before}{key}{after}"), *text);
    }
    let mut intake = Intake::new(folder);
    let read = read_documents(&mut intake, kind, "");
    match intake.problems.0.first() {
        Some(problem) => Err(Problem::internal(problem)),
        None => Ok(read),
    }
}

/// Adds what ships and is missing on the ground. What is there already is left as it is.
pub async fn load_shipped(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    kind: &dyn AnyKind,
) -> Result<(), Problem> {
    let mut missing = shipped(kind)?;
    let keys: Vec<Key> = missing.iter().map(|row| row.value.key.clone()).collect();
    let present = store::taken(tx, kind, at.id(), &keys).await?;
    missing.retain(|row| !present.contains(&row.value.key));
    if missing.is_empty() {
        return Ok(());
    }
    // They may name each other, as in any folder.
    let mut intake = Intake::new(Folder::default());
    let missing = KeptRows::Whole(missing);
    apply(tx, actor, at, kind, &missing, &mut intake).await?;
    match intake.problems.0.first() {
        Some(problem) => Err(Problem::internal(problem)),
        None => Ok(()),
    }
}
