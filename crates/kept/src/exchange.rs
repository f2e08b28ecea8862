//! A kind's table in the folder format.

use crate::above::{Above, named_first, ways_up};
use crate::documents::{document_schema, read_documents};
use crate::offer::Offers;
use crate::save::{Basis, Change, Seen, put};
use crate::target::{Known, look_up};
use crate::{AnyKind, Exchange, Ground, Stored, sight, states, store};
use samverk_database::Tx;
use samverk_exchange::{
    FileSchema, Folder, Intake, Placed, note_repeated, read_rows, table_schema as schema_of,
    to_csv, warn_missing,
};
use samverk_fields::{
    KindCode, Known as KnownThing, Record, Reference, cell_columns, cell_schema, from_cells,
    to_cells,
};
use samverk_foundation::{Actor, Key, Problem, Problems, interned};
use samverk_sheets::Row;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use uuid::Uuid;

/// One row as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptRow {
    pub key: Key,
    pub record: Record,
    /// Where the fields of a document stand there, and what they are called.
    pub(crate) spots: BTreeMap<String, Spot>,
}

/// Where a field of a document stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot {
    pub row: Option<usize>,
    pub name: String,
}

impl KeptRow {
    /// A problem at the row and by the name of its field in a document.
    fn spotted(&self, mut problem: Problem) -> Problem {
        let field = problem.place.field.as_deref().unwrap_or_default();
        let field = field.split('.').next().unwrap_or_default();
        let Some(spot) = self.spots.get(field) else {
            return problem;
        };
        problem.place.field = None;
        let problem = problem.at_column(&spot.name);
        match spot.row {
            Some(row) => problem.at_row(row),
            None => problem,
        }
    }
}

/// What the folder of a ground says of a kind, if it says anything.
#[derive(Clone)]
pub struct KeptFile {
    pub kind: &'static dyn AnyKind,
    /// A table, or the path of documents.
    pub file: &'static str,
    pub rows: Option<Vec<Placed<KeptRow>>>,
}

impl fmt::Debug for KeptFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.file, self.rows)
    }
}

/// Reads what the files below a path say of kinds: `collaborations/norra/`, or nothing for the whole folder.
pub fn read_files(
    intake: &mut Intake,
    kinds: &[&'static dyn AnyKind],
    below: &str,
) -> Vec<KeptFile> {
    let read = |kind: &&'static dyn AnyKind| {
        let (file, rows) = match kind.facts().exchange {
            Exchange::Table(file) => {
                let rows = read_table(intake, *kind, &format!("{below}{file}"));
                (file, rows)
            }
            Exchange::Document { path, .. } => {
                let rows = read_documents(intake, *kind, below);
                (path, (!rows.is_empty()).then_some(rows))
            }
            Exchange::Nowhere => return None,
        };
        let kind = *kind;
        Some(KeptFile { kind, file, rows })
    };
    kinds.iter().filter_map(read).collect()
}

/// Saves what the files say that are there.
pub async fn apply_files(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    files: &[KeptFile],
    intake: &mut Intake,
) -> Result<(), Problem> {
    for KeptFile { kind, rows, .. } in files {
        if let Some(rows) = rows {
            apply(tx, actor, at, *kind, rows, intake).await?;
        }
    }
    Ok(())
}

/// Puts the tables of what hangs on a ground below a path of a folder.
pub async fn write_tables(
    tx: &Tx,
    kinds: &[&'static dyn AnyKind],
    at: Uuid,
    below: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    for kind in kinds {
        if let Exchange::Table(file) = kind.facts().exchange
            && let Some(text) = table_of(tx, *kind, at).await?
        {
            folder.insert(format!("{below}{file}"), text);
        }
    }
    Ok(())
}

/// The schemas of the kinds' files, of tables under a path.
pub fn file_schemas(kinds: &[&'static dyn AnyKind], below: &str) -> Vec<FileSchema> {
    let schema = |kind: &&'static dyn AnyKind| match kind.facts().exchange {
        Exchange::Table(file) => Some(table_schema(*kind, interned(format!("{below}{file}")))),
        Exchange::Document { .. } => Some(document_schema(*kind)),
        Exchange::Nowhere => None,
    };
    kinds.iter().filter_map(schema).collect()
}

fn columns_of(kind: &dyn AnyKind) -> Vec<&'static str> {
    let columns = cell_columns(kind.form()).into_iter().map(interned);
    std::iter::once("key").chain(columns).collect()
}

/// Reads the table if its file is there; all wrong cells are noted, and keys that stand twice.
pub fn read_table(
    intake: &mut Intake,
    kind: &dyn AnyKind,
    path: &str,
) -> Option<Vec<Placed<KeptRow>>> {
    let columns = columns_of(kind);
    let rows = read_rows(intake, path, &columns, |row, problems| {
        read(kind, row, problems)
    })?;
    note_repeated(intake, &rows, |row| row.key.clone());
    Some(rows)
}

fn read(kind: &dyn AnyKind, row: &Row, problems: &mut Problems) -> Option<KeptRow> {
    let key = problems.keep(row.key("key"));
    let cell = |column: &str| row.text(column);
    match from_cells(kind.form(), &cell) {
        Ok(record) => Some(KeptRow {
            key: key?,
            record,
            spots: BTreeMap::new(),
        }),
        Err(wrong) => {
            problems.extend(wrong.0.into_iter().map(|problem| row.row_problem(problem)));
            None
        }
    }
}

/// Saves what a table says. What stands and is not in it is kept, and told.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    rows: &[Placed<KeptRow>],
    intake: &mut Intake,
) -> Result<(), Problem> {
    let present = store::whole(tx, kind, at.id()).await?.into_iter();
    let present = present.filter(|one| !states::is_hidden(kind, at, one));
    let present = present.map(|one| sight::seen(kind, at, tx.today(), one));
    let present: Vec<Stored> = present.collect();
    let named: BTreeSet<&Key> = rows.iter().map(|row| &row.value.key).collect();
    let missing = present.iter().filter(|one| !named.contains(&one.key));
    let missing: Vec<String> = missing.map(|one| one.key.to_string()).collect();
    if let Exchange::Table(file) = kind.facts().exchange {
        warn_missing(intake, &at.file(file), &missing);
    }
    let reorders = missing.is_empty() && is_other_order(&present, rows);
    let above = Above::of_all(kind, present.iter());
    let last = present.iter().map(|one| one.position).max();
    let mut next = last.map_or(0, |last| last + 1);
    let mut present: BTreeMap<Key, Stored> = present
        .into_iter()
        .map(|one| (one.key.clone(), one))
        .collect();
    let position = |(index, row): (i64, &Placed<KeptRow>)| match present.get(&row.value.key) {
        _ if !kind.facts().is_ordered_by_hand() => 0,
        _ if reorders => index,
        Some(before) => before.position,
        None => {
            next += 1;
            next - 1
        }
    };
    let positions: Vec<i64> = (0..).zip(rows).map(position).collect();
    let gathered = kind.gather(tx, at).await?;
    let records = rows.iter().map(|row| &row.value.record);
    let mut known = look_up(tx, at, kind, records).await?;
    name_new(tx, kind, rows, &present, &mut known);
    let mut basis = Basis {
        gathered,
        known,
        above,
        offers: Offers::load(tx, at, kind).await?,
    };
    let (order, circle) = named_first(kind, rows);
    for placed in circle.into_iter().filter_map(|index| rows.get(index)) {
        let way = ways_up(kind).into_iter().next();
        let column = way.map_or("", |way| way.key.as_str());
        let circle = (kind.facts().circle)().at_column(column);
        intake.problems.push(placed.place(circle));
    }
    for index in order {
        let (Some(placed), Some(position)) = (rows.get(index), positions.get(index)) else {
            continue;
        };
        let row = &placed.value;
        let before = present.remove(&row.key);
        let seen = before
            .as_ref()
            .map_or(Seen::New, |one| Seen::Revision(one.revision));
        let is_new = before.is_none();
        let change = Change {
            before,
            key: row.key.clone(),
            record: row.record.clone(),
            position: *position,
            seen,
            is_restored: true,
        };
        let saved = put(tx, actor, at, kind, change, &basis).await;
        let spotted = |wrong: Problems| wrong.0.into_iter().map(|one| row.spotted(one)).collect();
        let saved = saved.map_err(|wrong| -> Problems { spotted(wrong) });
        match placed.note(intake, saved)? {
            Some(saved) => basis.above.put(kind, &saved.stored),
            None if is_new => basis.forget(kind, &row.key),
            None => {}
        }
    }
    Ok(())
}

/// Lets rows name others that the same file adds.
fn name_new(
    tx: &Tx,
    kind: &dyn AnyKind,
    rows: &[Placed<KeptRow>],
    present: &BTreeMap<Key, Stored>,
    known: &mut Known,
) {
    if ways_up(kind).is_empty() {
        return;
    }
    let code = KindCode::of(kind.facts().code);
    for row in rows.iter().map(|row| &row.value) {
        if present.contains_key(&row.key) {
            continue;
        }
        let thing = KnownThing {
            id: tx.new_id(),
            name: kind.name(&row.record),
        };
        let reference = Reference {
            known: Some(thing),
            ..Reference::to(code.clone(), row.key.clone())
        };
        known.insert((kind.facts().code.to_owned(), row.key.clone()), reference);
    }
}

/// Whether a file that has all of the list says another order: what stands in another order than before,
/// or something new before the end.
fn is_other_order(present: &[Stored], rows: &[Placed<KeptRow>]) -> bool {
    let stands = present.iter().map(|one| &one.key);
    let says = rows.iter().map(|row| &row.value.key).take(present.len());
    !stands.eq(says)
}

/// The table of what hangs on a ground; nothing when nothing does.
pub async fn table_of(tx: &Tx, kind: &dyn AnyKind, at: Uuid) -> Result<Option<String>, Problem> {
    let mut all = store::whole(tx, kind, at).await?;
    // What is its maker's alone is in nobody's folder.
    all.retain(|one| !states::is_private(kind, one));
    let row = |one: &Stored| {
        let cells = to_cells(kind.form(), &one.record);
        std::iter::once(one.key.to_string()).chain(cells).collect()
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    Ok(to_csv(&columns_of(kind), &rows))
}

/// The schema of the table, as the file of that name.
pub fn table_schema(kind: &dyn AnyKind, file: &'static str) -> FileSchema {
    let (required, choices) = cell_schema(kind.form());
    let required: Vec<&str> = std::iter::once("key").chain(required).collect();
    schema_of(file, &columns_of(kind), &required, &choices)
}
