//! The workbook to fill in, with what is there now.

use super::columns::{ColumnShape, Offered, TableShape};
use super::offer::{Offer, Subject};
use samverk_database::Tx;
use samverk_engine::BudgetPart;
use samverk_exchange::Folder;
use samverk_foundation::{Problem, Problems};
use samverk_parties::Scope;
use samverk_parties::store::{PartyFilter, list_parties};
use samverk_sheets::{
    FormBook, FormChoices, FormColumn, FormList, FormTable, read_table, write_form_book,
};
use samverk_web::Ui;

/// What may be chosen besides the codes of the format.
#[derive(Default)]
struct Keys {
    parties: Vec<(String, String)>,
    parts: Vec<(String, String)>,
    indicators: Vec<(String, String)>,
}

pub(super) async fn workbook(
    tx: &Tx,
    scope: &Scope,
    ui: &Ui,
    offer: &Offer,
) -> Result<Vec<u8>, Problem> {
    let written = offer.written(tx, scope).await?;
    let keys = keys(tx, scope, offer).await?;
    let folder = offer.folder(scope);
    let mut lists: Vec<FormList> = Vec::new();
    let mut tables = Vec::new();
    for shape in offer.tables() {
        let columns = shape.columns.iter();
        let columns = columns.map(|column| column_of(ui, &shape, column, &keys, &mut lists));
        tables.push(FormTable {
            columns: columns.collect(),
            rows: rows_of(&shape, &format!("{folder}/{}.csv", shape.name), &written)?,
            name: shape.name.to_owned(),
        });
    }
    let book = FormBook {
        title: format!("{} – {}", offer.title, scope.collaboration.name),
        lead: [
            "spreadsheet-about-fill",
            "spreadsheet-about-headings",
            "spreadsheet-about-read",
        ]
        .map(|key| ui.t(key))
        .to_vec(),
        about_headings: ["sheet", "column", "meaning", "needed"]
            .map(|name| ui.t(&format!("spreadsheet-about-{name}"))),
        needed: ui.t("spreadsheet-yes"),
        about_name: format!("({})", ui.t("spreadsheet-about-name")),
        lists_name: format!("({})", ui.t("spreadsheet-lists-name")),
        tables,
        lists,
    };
    write_form_book(&book, tx.now())
}

async fn keys(tx: &Tx, scope: &Scope, offer: &Offer) -> Result<Keys, Problem> {
    let of = scope.collaboration.id;
    let mut keys = Keys::default();
    match &offer.subject {
        Subject::Groups => {
            let parties = list_parties(tx, &PartyFilter::default()).await?;
            keys.parties = parties
                .into_iter()
                .map(|one| (one.key.to_string(), one.name))
                .collect();
        }
        Subject::Measures | Subject::Printed(_) => {
            let party = |one: &samverk_parties::model::Member| {
                (one.party.key.to_string(), one.party.name.clone())
            };
            keys.parties = scope.members.iter().map(party).collect();
        }
        Subject::Budget(year) => {
            let found = samverk_economy::store::find_budget(tx, of, *year).await?;
            let parts = found.map(|record| record.budget.parts).unwrap_or_default();
            keys.parts = named(&parts);
        }
        Subject::BudgetAfter(latest) => keys.parts = named(&latest.budget.parts),
        Subject::Measurements(plan) => {
            let found = samverk_goals::store::find_plan(tx, of, plan.as_str()).await?;
            let ids: Vec<_> = found.iter().map(|plan| plan.id.0).collect();
            let indicators = samverk_goals::INDICATOR.whole_on(tx, &ids).await?;
            let named = |one: samverk_kept::Held<samverk_goals::Indicator>| {
                (one.key.to_string(), format!("{} ({})", one.name, one.unit))
            };
            keys.indicators = indicators.into_iter().map(named).collect();
        }
    }
    Ok(keys)
}

fn named(parts: &[BudgetPart]) -> Vec<(String, String)> {
    let named = parts
        .iter()
        .map(|part| (part.key.to_string(), part.name.clone()));
    named.collect()
}

/// The text that says what stands in a column.
pub(super) fn meaning_key(table: &str, column: &str) -> String {
    format!("sheet-{table}-{}", column.replace('_', "-"))
}

pub(super) fn word_key(prefix: &str, code: &str) -> String {
    format!("{prefix}-{}", code.replace('_', "-"))
}

fn column_of(
    ui: &Ui,
    table: &TableShape,
    column: &ColumnShape,
    keys: &Keys,
    lists: &mut Vec<FormList>,
) -> FormColumn {
    let words = match &column.offer {
        Offered::Nothing | Offered::Groups => None,
        Offered::Codes(prefix, codes) => {
            let word = |code: &&str| ((*code).to_owned(), ui.t(&word_key(prefix, code)));
            Some((column.name, codes.iter().map(word).collect()))
        }
        Offered::Parties => Some(("party", keys.parties.clone())),
        Offered::Parts => Some(("part", keys.parts.clone())),
        Offered::Indicators => Some(("indicator", keys.indicators.clone())),
    };
    let choices = match (&column.offer, words) {
        (Offered::Groups, _) => FormChoices::FirstOf("groups".to_owned()),
        (_, None) => FormChoices::Free,
        (_, Some((heading, rows))) => {
            if !lists.iter().any(|list| list.heading == heading) {
                let heading = heading.to_owned();
                lists.push(FormList { heading, rows });
            }
            FormChoices::List(heading.to_owned())
        }
    };
    FormColumn {
        name: column.name.to_owned(),
        kind: column.kind,
        meaning: ui.t(&meaning_key(table.name, column.name)),
        is_needed: column.is_needed,
        choices,
    }
}

/// The rows as the folder format has them; a table with nothing to say has no file.
fn rows_of(shape: &TableShape, path: &str, written: &Folder) -> Result<Vec<Vec<String>>, Problem> {
    let Some(bytes) = written.get(path) else {
        return Ok(Vec::new());
    };
    let names: Vec<&'static str> = shape.columns.iter().map(|column| column.name).collect();
    let table = read_table(bytes, path, &names).map_err(our_fault)?;
    let row = |row: samverk_sheets::Row| names.iter().map(|name| row.text(name)).collect();
    Ok(table.rows().map(row).collect())
}

/// What this program wrote itself it must be able to read.
fn our_fault(problems: Problems) -> Problem {
    let told: Vec<String> = problems.0.iter().map(ToString::to_string).collect();
    Problem::internal(told.join("; "))
}
