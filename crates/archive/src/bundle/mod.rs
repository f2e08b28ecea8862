//! What becomes of cases in the folder format, beside what is described: `parties/{party}/` and its registries. Only the
//! program takes it out, as it does the cases.

mod apply;
mod write;

pub use apply::apply;
pub use write::write;

use crate::retention::TriggerEvent;
use samverk_exchange::{FileSchema, Intake, Placed, read_rows, table_schema};
use samverk_foundation::Problems;
use samverk_sheets::Row;
use std::collections::BTreeMap;

const EVENTS: [TriggerEvent; 3] = [
    TriggerEvent::LegalForce,
    TriggerEvent::LastPayment,
    TriggerEvent::ContractEnded,
];

/// A table of the folder: its file and its columns, of which so many must be there.
struct Table {
    file: &'static str,
    columns: &'static [&'static str],
    needed: usize,
}

const RETENTION: Table = Table {
    file: "retention.csv",
    columns: &[
        "case",
        "rule",
        "legal_force",
        "last_payment",
        "contract_ended",
    ],
    needed: 1,
};
const NEEDS: Table = Table {
    file: "document_needs.csv",
    columns: &["case", "document", "needed_by"],
    needed: 3,
};
const HOLDS: Table = Table {
    file: "holds.csv",
    columns: &[
        "case",
        "reason",
        "decided_by",
        "set_on",
        "until",
        "lifted_on",
    ],
    needed: 4,
};
const DISPOSED: Table = Table {
    file: "disposed.csv",
    columns: &["number", "year", "sequence", "disposed_on", "mandate"],
    needed: 5,
};
const DELIVERED: Table = Table {
    file: "delivered.csv",
    columns: &["delivery", "case", "unchanged"],
    needed: 3,
};
const OF_REGISTRY: [Table; 5] = [RETENTION, NEEDS, HOLDS, DISPOSED, DELIVERED];

const PACKAGES: Table = Table {
    file: "delivery_packages.csv",
    columns: &["delivery", "list", "left_out", "receipt", "agreed"],
    needed: 2,
};
const LEFT_OUT: Table = Table {
    file: "delivery_left_out.csv",
    columns: &["delivery", "case", "why"],
    needed: 3,
};
const LISTS: Table = Table {
    file: "disposal_lists.csv",
    columns: &["disposal", "proposed_by", "approved_by"],
    needed: 2,
};
const ROWS: Table = Table {
    file: "disposal_rows.csv",
    columns: &[
        "disposal",
        "place",
        "number",
        "rule",
        "due_on",
        "kept_because",
        "ended_as",
        "told",
        "ended_on",
    ],
    needed: 5,
};
const OF_PARTY: [Table; 4] = [PACKAGES, LEFT_OUT, LISTS, ROWS];

pub fn schemas() -> Vec<FileSchema> {
    let schema = |at: &str, table: &Table| {
        let file = samverk_foundation::interned(format!("{at}{}", table.file));
        table_schema(file, table.columns, &table.columns[..table.needed], &[])
    };
    let of_registry = OF_REGISTRY
        .iter()
        .map(|one| schema("parties/registries/", one));
    let of_party = OF_PARTY.iter().map(|one| schema("parties/", one));
    of_registry.chain(of_party).collect()
}

/// A row as it was said.
type Said = BTreeMap<&'static str, String>;

/// What a folder says.
#[derive(Debug, Default)]
pub struct ArchiveBundle(Vec<OfPlace>);

#[derive(Debug)]
struct OfPlace {
    party: String,
    /// Nothing for what is the party's own.
    registry: Option<String>,
    tables: BTreeMap<&'static str, Vec<Placed<Said>>>,
}

pub fn read(intake: &mut Intake) -> ArchiveBundle {
    let mut all = Vec::new();
    for party in intake.names_in("parties") {
        for registry in intake.names_in(&format!("parties/{party}/registries")) {
            let folder = format!("parties/{party}/registries/{registry}");
            all.push(OfPlace {
                tables: tables(intake, &folder, &OF_REGISTRY),
                party: party.clone(),
                registry: Some(registry),
            });
        }
        all.push(OfPlace {
            tables: tables(intake, &format!("parties/{party}"), &OF_PARTY),
            party,
            registry: None,
        });
    }
    ArchiveBundle(all)
}

fn tables(
    intake: &mut Intake,
    folder: &str,
    of: &[Table],
) -> BTreeMap<&'static str, Vec<Placed<Said>>> {
    let read = of.iter().map(|table| {
        let file = format!("{folder}/{}", table.file);
        let said = |row: &Row<'_>, problems: &mut Problems| said(table, row, problems);
        let rows = read_rows(intake, &file, table.columns, said);
        (table.file, rows.unwrap_or_default())
    });
    read.collect()
}

fn said(table: &Table, row: &Row<'_>, problems: &mut Problems) -> Option<Said> {
    for column in &table.columns[..table.needed] {
        problems.keep(row.required(column))?;
    }
    let said = table.columns.iter();
    Some(said.map(|column| (*column, row.text(column))).collect())
}
