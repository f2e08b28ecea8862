//! What a file says of contracts, whatever it calls its columns.

use crate::contract::ContractTerm;
use chrono::NaiveDate;
use samverk_foundation::{Ore, Problem, Problems, parse_date};
use samverk_sheets::{LooseRow, LooseSheet, read_loose_csv, read_workbook};

/// So many at once.
pub const ROWS_MAX: usize = 5_000;

/// A contract as a row tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedContract {
    pub line: usize,
    pub title: String,
    pub area: String,
    pub supplier: String,
    pub organisation_number: String,
    pub product: String,
    pub term: ContractTerm,
    pub start: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    pub options: Option<ListedOptions>,
    /// Months: of notice, or before the end by which an option is called.
    pub notice: Option<i64>,
    pub renewal_months: Option<i64>,
    pub yearly_value: Option<Ore>,
    pub owner: String,
}

/// So many times so many months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedOptions {
    pub count: i64,
    pub months: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Title,
    Area,
    Supplier,
    OrganisationNumber,
    Product,
    Start,
    End,
    Options,
    Notice,
    Renewal,
    Value,
    Owner,
}

/// What columns are called, in small letters.
const HEADINGS: &[(Said, &[&str])] = &[
    (
        Said::Title,
        &[
            "avtal",
            "avtalsnamn",
            "benämning",
            "titel",
            "title",
            "name",
            "contract",
        ],
    ),
    (
        Said::Area,
        &[
            "behovsområde",
            "område",
            "avtalsområde",
            "kategori",
            "area",
            "need area",
        ],
    ),
    (
        Said::Supplier,
        &["leverantör", "leverantörens namn", "supplier", "avtalspart"],
    ),
    (
        Said::OrganisationNumber,
        &[
            "organisationsnummer",
            "org.nr",
            "orgnr",
            "org nr",
            "organisation number",
        ],
    ),
    (Said::Product, &["produkt", "system", "product"]),
    (
        Said::Start,
        &[
            "start",
            "startdatum",
            "avtalsstart",
            "från",
            "giltigt från",
            "första dag",
        ],
    ),
    (
        Said::End,
        &[
            "slut",
            "slutdatum",
            "avtalsslut",
            "till",
            "giltigt till",
            "sista dag",
            "end",
            "löper ut",
        ],
    ),
    (
        Said::Options,
        &[
            "option",
            "optioner",
            "förlängning",
            "förlängningsoption",
            "options",
        ],
    ),
    (
        Said::Notice,
        &[
            "uppsägning",
            "uppsägningstid",
            "uppsägningstid (mån)",
            "notice",
            "varsel",
        ],
    ),
    (
        Said::Renewal,
        &["förlängs med", "förlängningsperiod", "renewal"],
    ),
    (
        Said::Value,
        &[
            "årskostnad",
            "kostnad per år",
            "årsvärde",
            "belopp",
            "value",
            "yearly value",
        ],
    ),
    (
        Said::Owner,
        &["ansvarig", "ansvarig roll", "systemägare", "owner"],
    ),
];

const REQUIRED: [Said; 5] = [
    Said::Area,
    Said::Supplier,
    Said::End,
    Said::Options,
    Said::Notice,
];

/// What a column that must be there is called.
fn called(said: Said) -> &'static str {
    let found = HEADINGS.iter().find(|(one, _)| *one == said);
    found
        .and_then(|(_, names)| names.first().copied())
        .unwrap_or_default()
}

/// Reads a CSV file or a workbook of one sheet. Fails with all that is wrong, each at its row and column.
pub fn read_contracts(bytes: &[u8], file: &str) -> Result<Vec<ListedContract>, Problems> {
    let sheet = sheet(bytes, file)?;
    let missing: Problems = REQUIRED
        .into_iter()
        .filter(|said| heading(&sheet, *said).is_none())
        .map(|said| {
            let missing = Problem::invalid("contracts_column_missing");
            missing.with("column", called(said)).at_file(file)
        })
        .collect();
    missing.or(())?;
    if sheet.rows.len() > ROWS_MAX {
        let long = Problem::invalid("contracts_too_many").with("max", ROWS_MAX);
        return Err(long.at_file(file).into());
    }
    let mut problems = Problems::default();
    let said = sheet.rows.iter().filter(|row| !row.cells.is_empty());
    let rows: Vec<_> = said
        .filter_map(|row| listed(&sheet, row, file, &mut problems))
        .collect();
    if rows.is_empty() && problems.is_empty() {
        problems.push(Problem::invalid("contracts_none").at_file(file));
    }
    problems.or(rows)
}

fn sheet(bytes: &[u8], file: &str) -> Result<LooseSheet, Problems> {
    let is_workbook = bytes.starts_with(b"PK\x03\x04") || file.to_lowercase().ends_with(".xlsx");
    if !is_workbook {
        return Ok(read_loose_csv(bytes, file)?);
    }
    let book = read_workbook(bytes, file)?;
    let mut sheets = book.sheets.iter().filter(|sheet| !sheet.is_empty());
    match (sheets.next(), sheets.next()) {
        (Some(sheet), None) => sheet.loose(),
        _ => Err(Problem::invalid("contracts_sheets").at_file(file).into()),
    }
}

fn heading(sheet: &LooseSheet, said: Said) -> Option<&str> {
    let (_, names) = HEADINGS.iter().find(|(one, _)| *one == said)?;
    let is_it = |column: &&String| names.contains(&column.trim().to_lowercase().as_str());
    sheet.columns.iter().find(is_it).map(String::as_str)
}

/// One row, or nothing when something in it is wrong.
fn listed(
    sheet: &LooseSheet,
    row: &LooseRow,
    file: &str,
    problems: &mut Problems,
) -> Option<ListedContract> {
    let text = |said: Said| {
        heading(sheet, said)
            .map_or("", |column| row.get(column))
            .trim()
    };
    let at = |problem: Problem, said: Said| {
        let column = heading(sheet, said).unwrap_or(called(said));
        problem.at_file(file).at_row(row.line).at_column(column)
    };
    let mut needed = |said: Said| {
        let value = text(said).to_owned();
        if value.is_empty() {
            problems.push(at(Problem::invalid("value_missing"), said));
        }
        value
    };
    let (area, supplier) = (needed(Said::Area), needed(Said::Supplier));
    let mut keep = |said: Said, read: Result<Option<NaiveDate>, Problem>| match read {
        Ok(value) => value,
        Err(problem) => {
            problems.push(at(problem, said));
            None
        }
    };
    let start = keep(Said::Start, day(text(Said::Start)));
    let is_open = is_open(text(Said::End));
    let end = match is_open {
        true => None,
        false => keep(Said::End, day(text(Said::End))),
    };
    let mut number = |said: Said| match months(text(said)) {
        Ok(number) => number,
        Err(problem) => {
            problems.push(at(problem, said));
            None
        }
    };
    let (notice, renewal_months) = (number(Said::Notice), number(Said::Renewal));
    let options = match options(text(Said::Options)) {
        Ok(options) => options,
        Err(problem) => {
            problems.push(at(problem, Said::Options));
            None
        }
    };
    let yearly_value = match text(Said::Value) {
        "" => None,
        value => match Ore::parse(value) {
            Ok(value) => Some(value),
            Err(problem) => {
                problems.push(at(problem, Said::Value));
                None
            }
        },
    };
    let term = match (is_open, renewal_months) {
        (true, _) => ContractTerm::Open,
        (false, Some(_)) => ContractTerm::Renewing,
        (false, None) => ContractTerm::Fixed,
    };
    if !is_open && end.is_none() && text(Said::End).is_empty() {
        problems.push(at(Problem::invalid("value_missing"), Said::End));
    }
    let product = text(Said::Product).to_owned();
    let title = match (text(Said::Title), product.is_empty()) {
        ("", true) => format!("{area}: {supplier}"),
        ("", false) => format!("{product}: {supplier}"),
        (title, _) => title.to_owned(),
    };
    Some(ListedContract {
        line: row.line,
        title,
        area,
        supplier,
        organisation_number: text(Said::OrganisationNumber).to_owned(),
        product,
        term,
        start,
        end,
        options,
        notice,
        renewal_months,
        yearly_value,
        owner: text(Said::Owner).to_owned(),
    })
}

fn is_open(text: &str) -> bool {
    let text = text.to_lowercase();
    ["tills vidare", "tv", "löpande", "until further notice"].contains(&text.as_str())
}

fn day(text: &str) -> Result<Option<NaiveDate>, Problem> {
    match text {
        "" => Ok(None),
        text => parse_date(text).map(Some),
    }
}

/// `3`, `3 mån`, `3 månader`; nothing when nothing is said.
fn months(text: &str) -> Result<Option<i64>, Problem> {
    let lower = text.to_lowercase();
    let number = lower
        .trim_end_matches(|one: char| one.is_alphabetic() || one == '.')
        .trim();
    match (text, number.parse::<i64>()) {
        ("" | "-" | "–", _) => Ok(None),
        (_, Ok(number)) if (0..=120).contains(&number) => Ok(Some(number)),
        _ => Err(Problem::invalid("contracts_months_unreadable").with("value", text)),
    }
}

/// `2 x 12`, `2*12 mån`, `12+12`, `2` (of twelve months each), `nej`.
fn options(text: &str) -> Result<Option<ListedOptions>, Problem> {
    let lower = text.to_lowercase();
    let plain: String = lower
        .chars()
        .filter(|one| one.is_ascii_digit() || matches!(one, 'x' | '*' | '×' | '+'))
        .collect();
    let unreadable = || Problem::invalid("contracts_options_unreadable").with("value", text);
    let number = |part: &str| part.parse::<i64>().map_err(|_| unreadable());
    if ["", "-", "–", "nej", "inga", "ingen", "no", "none", "0"].contains(&lower.as_str()) {
        return Ok(None);
    }
    let (count, months) = match plain.split_once(['x', '*', '×']) {
        Some((count, months)) => (number(count)?, number(months)?),
        None if plain.contains('+') => {
            let parts: Vec<i64> = plain.split('+').map(number).collect::<Result<_, _>>()?;
            let first = parts.first().copied().unwrap_or_default();
            if parts.iter().any(|part| *part != first) {
                return Err(unreadable());
            }
            // `1+1` is years, `12+12` months.
            let months = if first <= 5 { first * 12 } else { first };
            (i64::try_from(parts.len()).unwrap_or_default(), months)
        }
        None => (number(&plain)?, 12),
    };
    let fits = (1..=20).contains(&count) && (1..=120).contains(&months);
    fits.then_some(Some(ListedOptions { count, months }))
        .ok_or_else(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_columns_are_enough_whatever_they_are_called() {
        let text = "Område;Leverantör;Slutdatum;Optioner;Uppsägningstid\n\
                    Ekonomi;Diktad Data AB;2027-12-31;2 x 12 mån;3 mån\n\
                    Telefoni;Hittepå IT;tills vidare;;6\n";
        let read = read_contracts(text.as_bytes(), "avtal.csv").unwrap_or_default();
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].title, "Ekonomi: Diktad Data AB");
        let options = ListedOptions {
            count: 2,
            months: 12,
        };
        assert_eq!((read[0].options, read[0].notice), (Some(options), Some(3)));
        assert_eq!(read[1].term, ContractTerm::Open);
    }

    #[test]
    fn options_are_written_in_many_ways() {
        let read = |text| {
            options(text)
                .ok()
                .flatten()
                .map(|one| (one.count, one.months))
        };
        assert_eq!(read("12+12"), Some((2, 12)));
        assert_eq!(read("1+1+1"), Some((3, 12)));
        assert_eq!(read("3"), Some((3, 12)));
        assert_eq!(read("2*24 månader"), Some((2, 24)));
        assert_eq!(read("nej"), None);
        assert!(options("kanske").is_err());
        assert!(options("2+1").is_err());
    }

    #[test]
    fn what_is_wrong_is_told_at_its_cell() {
        let text = "area,supplier,end,options,notice\nEkonomi,,2027-02-30,massor,tre\n";
        let problems = read_contracts(text.as_bytes(), "avtal.csv")
            .err()
            .unwrap_or_default();
        let places: Vec<_> = problems
            .0
            .iter()
            .map(|one| one.place.column.clone())
            .collect();
        let told = |column: &str| places.iter().flatten().any(|one| one == column);
        assert!(
            told("supplier") && told("end") && told("options") && told("notice"),
            "{places:?}"
        );
        assert!(problems.0.iter().all(|one| one.place.row == Some(2)));
    }
}
