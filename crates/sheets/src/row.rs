use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore, Problem, parse_date, parse_integer, parse_percent, parse_year};

/// One row of a table. The readers name file, row and column in their problem.
/// Reading a column that the table was not asked for gives an empty text.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    /// The line in the file where the row starts, counted from 1 with the heading.
    pub line: usize,
    pub(crate) file: &'t str,
    pub(crate) columns: &'t [&'static str],
    pub(crate) cells: &'t [String],
}

impl<'t> Row<'t> {
    /// Whether the table was read with the column.
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains(&column)
    }

    /// The cell without spaces around it.
    pub fn get(&self, column: &str) -> &'t str {
        let position = self.columns.iter().position(|name| *name == column);
        debug_assert!(
            position.is_some(),
            "the table was read without the column {column}"
        );
        position
            .and_then(|position| self.cells.get(position))
            .map_or("", String::as_str)
    }

    pub fn text(&self, column: &str) -> String {
        self.get(column).to_owned()
    }

    /// Fails with `value_missing` when the cell is empty.
    pub fn required(&self, column: &str) -> Result<String, Problem> {
        self.read(column, |text| Ok(text.to_owned()))
    }

    /// Fails with `value_missing` or `key_invalid`.
    pub fn key(&self, column: &str) -> Result<Key, Problem> {
        self.read(column, Key::parse)
    }

    pub fn optional_key(&self, column: &str) -> Result<Option<Key>, Problem> {
        self.read_optional(column, Key::parse)
    }

    /// Keys separated by spaces; an empty cell is an empty list. Fails with `key_invalid`.
    pub fn keys(&self, column: &str) -> Result<Vec<Key>, Problem> {
        let keys = self.get(column).split_whitespace().map(Key::parse);
        keys.collect::<Result<_, _>>()
            .map_err(|problem| self.problem(column, problem))
    }

    /// Words separated by `; `; an empty cell is an empty list.
    pub fn words(&self, column: &str) -> Vec<String> {
        let words = self.get(column).split(';').map(str::trim);
        words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// Kronor with at most two decimals. Fails with `value_missing` or `amount_invalid`.
    pub fn amount(&self, column: &str) -> Result<Ore, Problem> {
        self.read(column, Ore::parse)
    }

    pub fn optional_amount(&self, column: &str) -> Result<Option<Ore>, Problem> {
        self.read_optional(column, Ore::parse)
    }

    /// A share may be written with its sign: `38 %` is 38. Fails with `value_missing` or `number_invalid`.
    pub fn decimal(&self, column: &str) -> Result<Decimal, Problem> {
        self.read(column, parse_percent)
    }

    pub fn optional_decimal(&self, column: &str) -> Result<Option<Decimal>, Problem> {
        self.read_optional(column, parse_percent)
    }

    /// Fails with `value_missing` or `integer_invalid`.
    pub fn integer(&self, column: &str) -> Result<i64, Problem> {
        self.read(column, parse_integer)
    }

    pub fn optional_integer(&self, column: &str) -> Result<Option<i64>, Problem> {
        self.read_optional(column, parse_integer)
    }

    /// Fails with `value_missing` or `year_invalid`.
    pub fn year(&self, column: &str) -> Result<i32, Problem> {
        self.read(column, parse_year)
    }

    pub fn optional_year(&self, column: &str) -> Result<Option<i32>, Problem> {
        self.read_optional(column, parse_year)
    }

    /// `2026-11-22`. Fails with `value_missing` or `date_invalid`.
    pub fn date(&self, column: &str) -> Result<NaiveDate, Problem> {
        self.read(column, parse_date)
    }

    pub fn optional_date(&self, column: &str) -> Result<Option<NaiveDate>, Problem> {
        self.read_optional(column, parse_date)
    }

    /// `true` or `false`, also as people and Excel write it. Fails with `value_missing` or
    /// `value_unknown`.
    pub fn boolean(&self, column: &str) -> Result<bool, Problem> {
        match self.get(column).to_lowercase().as_str() {
            "ja" | "yes" | "sant" | "true" => Ok(true),
            "nej" | "no" | "falskt" | "false" => Ok(false),
            _ => self.one_of(column, &[("true", true), ("false", false)]),
        }
    }

    /// A moment as RFC 3339 writes it, in UTC. Fails with `moment_invalid`.
    pub fn optional_moment(&self, column: &str) -> Result<Option<DateTime<Utc>>, Problem> {
        let text = self.get(column);
        if text.is_empty() {
            return Ok(None);
        }
        match DateTime::parse_from_rfc3339(text) {
            Ok(read) => Ok(Some(read.to_utc())),
            Err(_) => {
                let problem = Problem::invalid("moment_invalid").with("value", text);
                Err(self.problem(column, problem))
            }
        }
    }

    /// One of the listed words. Fails with `value_missing` or `value_unknown`, naming the words.
    pub fn one_of<T: Clone>(&self, column: &str, words: &[(&str, T)]) -> Result<T, Problem> {
        self.read(column, |text| pick(text, words))
    }

    pub fn optional_one_of<T: Clone>(
        &self,
        column: &str,
        words: &[(&str, T)],
    ) -> Result<Option<T>, Problem> {
        self.read_optional(column, |text| pick(text, words))
    }

    /// Puts the place of a cell on a problem that was found later, such as an unknown party.
    pub fn problem(&self, column: &str, problem: Problem) -> Problem {
        self.row_problem(problem).at_column(column)
    }

    /// Puts the place of the whole row on a problem.
    pub fn row_problem(&self, problem: Problem) -> Problem {
        problem.at_file(self.file).at_row(self.line)
    }

    fn read<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.read_optional(column, parse)?
            .ok_or_else(|| self.problem(column, Problem::invalid("value_missing")))
    }

    fn read_optional<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Result<Option<T>, Problem> {
        match self.get(column) {
            "" => Ok(None),
            text => parse(text)
                .map(Some)
                .map_err(|problem| self.problem(column, problem)),
        }
    }
}

fn pick<T: Clone>(text: &str, words: &[(&str, T)]) -> Result<T, Problem> {
    let found = words
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, value)| value.clone());
    found.ok_or_else(|| {
        let allowed: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        Problem::invalid("value_unknown")
            .with("value", text)
            .with("allowed", allowed.join(", "))
    })
}
