use super::documents::{DOCUMENT_COLUMNS, ListedDocument, row};
use super::signatures;
use super::standings::{self, ListedStanding, STANDING_COLUMNS};
use super::texts::Texts;
use super::{CASES, DOCUMENTS, place};
use crate::list_file::{ListedRow, columns_with, rows_of};
use samverk_exchange::{Intake, Placed, read_rows};

/// What a folder says of cases.
#[derive(Debug, Default)]
pub struct CasesBundle(pub(super) Vec<OfRegistry>);

#[derive(Debug)]
pub(super) struct OfRegistry {
    pub party: String,
    pub registry: String,
    pub cases: Vec<ListedRow>,
    pub documents: Vec<Placed<ListedDocument>>,
    pub standings: Vec<Placed<ListedStanding>>,
    pub texts: Texts,
    pub signatures: Vec<Placed<signatures::Listed>>,
}

impl OfRegistry {
    pub fn says_cases(&self) -> bool {
        !self.cases.is_empty() || !self.standings.is_empty()
    }
}

pub fn read(intake: &mut Intake) -> CasesBundle {
    let mut all = Vec::new();
    for party in intake.names_in("parties") {
        for registry in intake.names_in(&format!("parties/{party}/registries")) {
            all.push(of_registry(intake, party.clone(), registry));
        }
    }
    CasesBundle(all)
}

fn of_registry(intake: &mut Intake, party: String, registry: String) -> OfRegistry {
    let file = place(&party, &registry, CASES);
    let columns = columns_with(|column| !intake.lacks(&file, column));
    let cases = intake.table(&file, &columns);
    let cases = cases.map(|table| rows_of(&table, &mut intake.problems));
    let file = place(&party, &registry, DOCUMENTS);
    let documents = read_rows(intake, &file, &DOCUMENT_COLUMNS, row);
    let file = standings::file(&party, &registry);
    let standings = read_rows(intake, &file, &STANDING_COLUMNS, standings::row);
    OfRegistry {
        standings: standings.unwrap_or_default(),
        cases: cases.unwrap_or_default(),
        documents: documents.unwrap_or_default(),
        signatures: signatures::read(intake, (&party, &registry)),
        texts: Texts::read(intake, (&party, &registry)),
        party,
        registry,
    }
}
