//! Parties, population and ladders as they stand in their files.

use super::columns;
use crate::model::{PartyKind, check_code, check_population, parse_organisation_number};
use samverk_exchange::Intake;
use samverk_exchange::{Placed, note_repeated, read_rows};
use samverk_foundation::{Key, Problem, Problems};
use samverk_sheets::{Row, read_table};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyRow {
    pub key: Key,
    pub kind: PartyKind,
    pub name: String,
    pub short_name: String,
    pub municipality_code: Option<String>,
    pub region_code: Option<String>,
    /// Ten digits.
    pub organisation_number: Option<String>,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PopulationRow {
    pub party: Key,
    pub year: i32,
    pub population: i64,
}

pub(super) fn read_parties(intake: &mut Intake) -> Vec<Placed<PartyRow>> {
    let rows = read_rows(intake, "parties.csv", columns::PARTIES, party).unwrap_or_default();
    note_repeated(intake, &rows, |row| row.key.clone());
    rows
}

fn party(row: &Row, problems: &mut Problems) -> Option<PartyRow> {
    let key = problems.keep(row.key("key"));
    let kind = problems.keep(row.one_of("kind", PartyKind::ALL));
    let name = problems.keep(row.required("name"));
    let municipality_code = problems.keep(code(row, "municipality_code", 4));
    let region_code = problems.keep(code(row, "region_code", 2));
    let number = kind.and_then(|kind| problems.keep(organisation_number(row, kind)));
    Some(PartyRow {
        key: key?,
        kind: kind?,
        name: name?,
        short_name: row.text("short_name"),
        municipality_code: municipality_code?,
        region_code: region_code?,
        organisation_number: number?,
        note: row.text("note"),
    })
}

fn code(row: &Row, column: &'static str, length: usize) -> Result<Option<String>, Problem> {
    match row.get(column) {
        "" => Ok(None),
        text => match check_code(column, text, length) {
            Ok(()) => Ok(Some(text.to_owned())),
            Err(problem) => Err(row.problem(column, problem)),
        },
    }
}

fn organisation_number(row: &Row, kind: PartyKind) -> Result<Option<String>, Problem> {
    match row.get("organisation_number") {
        "" => Ok(None),
        text => parse_organisation_number(text, kind)
            .map(Some)
            .map_err(|problem| row.problem("organisation_number", problem)),
    }
}

pub(super) fn read_population(intake: &mut Intake) -> Vec<Placed<PopulationRow>> {
    read_rows(intake, "population.csv", columns::POPULATION, population).unwrap_or_default()
}

/// The rows of one uploaded file, each with its line. Fails with everything that is wrong.
pub(crate) fn read_population_rows(
    bytes: &[u8],
    file: &str,
) -> Result<Vec<(usize, PopulationRow)>, Problems> {
    let table = read_table(bytes, file, columns::POPULATION)?;
    let mut problems = Problems::default();
    let mut rows = Vec::with_capacity(table.len());
    for row in table.rows() {
        rows.extend(population(&row, &mut problems).map(|read| (row.line, read)));
    }
    problems.or(rows)
}

fn population(row: &Row, problems: &mut Problems) -> Option<PopulationRow> {
    let party = problems.keep(row.key("party"));
    let year = problems.keep(row.year("year"));
    let people = row.integer("population").and_then(|people| {
        check_population(people).map_err(|problem| row.problem("population", problem))?;
        Ok(people)
    });
    let population = problems.keep(people);
    Some(PopulationRow {
        party: party?,
        year: year?,
        population: population?,
    })
}

/// A document's key is the name of its file or folder.
pub(super) fn note_other_key<T>(
    intake: &mut Intake,
    document: &Placed<T>,
    name: &str,
    key: impl Fn(&T) -> &Key,
) {
    let key = key(&document.value);
    if key.as_str() != name {
        let differs = Problem::invalid("key_differs_from_file")
            .with("value", key)
            .with("name", name);
        intake
            .problems
            .push(document.place(differs.at_column("key")));
    }
}
