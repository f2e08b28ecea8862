//! What a person sent in a form: typed readers that name the field when something is wrong.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use chrono::NaiveDate;
use http_body_util::LengthLimitError;
use rust_decimal::Decimal;
use samverk_foundation::text::{self, TEXT_MAX};
use samverk_foundation::{
    Key, Ore, Problem, parse_date, parse_decimal, parse_integer, parse_percent, parse_year,
};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::Failure;

/// The fields of a submitted form (or the query of a GET), in the order sent.
#[derive(Clone, Debug, Default)]
pub struct Values(Vec<(String, String)>);

impl Values {
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    pub fn from_query(query: &str) -> Self {
        Self(
            form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// What no form of ours sends is refused before anything is done with it: pages show again and
    /// compare what was typed, which is meant for texts that a person can write.
    /// Fails with `text_too_long` or `form_too_large`.
    pub fn sent(pairs: impl Iterator<Item = (String, String)>) -> Result<Self, Failure> {
        let mut values = Self::default();
        for (name, value) in pairs {
            if values.0.len() >= FIELDS_MAX {
                return Err(Failure(
                    Problem::too_large("form_too_large").with("max", FIELDS_MAX),
                ));
            }
            if value.len() > FIELD_BYTES_MAX || name.len() > NAME_BYTES_MAX {
                let name: String = name.chars().take(80).collect();
                let too_long = Problem::invalid("text_too_long").with("max", TEXT_MAX);
                return Err(Failure(too_long.at_field(&name)));
            }
            values.0.push((name, value));
        }
        values.cleaned()
    }

    /// The values as text is kept. Fails with `character_not_allowed` at the field.
    fn cleaned(mut self) -> Result<Self, Failure> {
        for (name, value) in &mut self.0 {
            let kept = text::prose(value);
            let kept = kept.map_err(|problem| Failure(problem.at_field(name)))?;
            // What a password is made of is its owner's business, and cells that are copied may begin with
            // empty ones.
            if !SECRET.contains(&name.as_str()) && !name.ends_with(COPIED) {
                *value = kept;
            }
        }
        Ok(self)
    }

    /// Everything, in the order sent.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.iter();
        pairs.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Sets a field, for filling a form with what is saved.
    pub fn set(mut self, name: &str, value: impl ToString) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.to_string()));
        self
    }

    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    /// Without the rows of a table field.
    #[must_use]
    pub fn without_rows(mut self, field: &str) -> Self {
        self.0.retain(|(name, _)| row_of(field, name).is_none());
        self
    }

    /// How many rows of a table field there are, also those with nothing in them.
    pub(crate) fn row_count(&self, field: &str) -> usize {
        let numbers = self.0.iter().filter_map(|(name, _)| row_of(field, name));
        numbers
            .map(|(number, _)| number)
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// Adds one more value of a field that may have several.
    pub fn add(mut self, name: &str, value: impl ToString) -> Self {
        self.0.push((name.to_owned(), value.to_string()));
        self
    }

    /// Fills the rows of a table field: `lines.0.amount`.
    pub fn set_rows(mut self, field: &str, columns: &[&str], rows: &[Vec<String>]) -> Self {
        for (index, row) in rows.iter().enumerate() {
            for (column, cell) in columns.iter().zip(row) {
                self.0
                    .push((format!("{field}.{index}.{column}"), cell.clone()));
            }
        }
        self
    }

    /// A short text that differs when the values do, but for those named. Good for comparing what
    /// one build of the program wrote, not for keeping.
    pub fn fingerprint(&self, without: &[&str]) -> String {
        let mut hasher = DefaultHasher::new();
        let counted = self.0.iter();
        for pair in counted.filter(|(name, _)| !without.contains(&name.as_str())) {
            pair.hash(&mut hasher);
        }
        format!("{:016x}", hasher.finish())
    }

    /// The trimmed value, or nothing when the field is missing.
    pub fn text(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// The same with the blanks around it.
    pub(crate) fn raw(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.trim())
            .collect()
    }

    pub fn is_set(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// Fails with `field_missing` when the field is empty, `text_too_long` over 20 000 characters.
    pub fn required(&self, name: &str) -> Result<String, Problem> {
        match self.text(name) {
            "" => Err(Problem::invalid("field_missing").at_field(name)),
            text => within_limit(text).map_err(|problem| problem.at_field(name)),
        }
    }

    pub fn optional(&self, name: &str) -> Result<String, Problem> {
        within_limit(self.text(name)).map_err(|problem| problem.at_field(name))
    }

    pub fn checked(&self, name: &str) -> bool {
        self.text(name) == "true"
    }

    fn read<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, Problem>,
    ) -> Result<Option<T>, Problem> {
        match self.text(name) {
            "" => Ok(None),
            text => parse(text)
                .map(Some)
                .map_err(|problem| problem.or_field(name)),
        }
    }

    pub fn optional_date(&self, name: &str) -> Result<Option<NaiveDate>, Problem> {
        self.read(name, parse_date)
    }

    pub fn date(&self, name: &str) -> Result<NaiveDate, Problem> {
        self.optional_date(name)?.ok_or_else(|| missing(name))
    }

    pub fn optional_ore(&self, name: &str) -> Result<Option<Ore>, Problem> {
        self.read(name, Ore::parse)
    }

    pub fn ore(&self, name: &str) -> Result<Ore, Problem> {
        self.optional_ore(name)?.ok_or_else(|| missing(name))
    }

    pub fn optional_decimal(&self, name: &str) -> Result<Option<Decimal>, Problem> {
        self.read(name, parse_decimal)
    }

    /// A percentage, with its sign or without.
    pub fn optional_percent(&self, name: &str) -> Result<Option<Decimal>, Problem> {
        self.read(name, parse_percent)
    }

    pub fn optional_integer(&self, name: &str) -> Result<Option<i64>, Problem> {
        self.read(name, parse_integer)
    }

    pub fn optional_year(&self, name: &str) -> Result<Option<i32>, Problem> {
        self.read(name, parse_year)
    }

    pub fn integer(&self, name: &str) -> Result<i64, Problem> {
        self.optional_integer(name)?.ok_or_else(|| missing(name))
    }

    pub fn optional_key(&self, name: &str) -> Result<Option<Key>, Problem> {
        self.read(name, Key::parse)
    }

    /// One of the named choices; fails with `choice_invalid`.
    pub fn choice<T: Clone>(&self, name: &str, choices: &[(&str, T)]) -> Result<T, Problem> {
        let text = self.text(name);
        let found = choices.iter().find(|(code, _)| *code == text);
        found.map(|(_, value)| value.clone()).ok_or_else(|| {
            let code = if text.is_empty() {
                "field_missing"
            } else {
                "choice_invalid"
            };
            Problem::invalid(code).with("value", text).at_field(name)
        })
    }

    /// The rows of a table field that have anything in them, with the number of each row.
    pub fn rows(&self, field: &str, columns: &[&str]) -> Vec<(usize, Vec<String>)> {
        let mut rows: BTreeMap<usize, Vec<Option<&str>>> = BTreeMap::new();
        for (name, value) in &self.0 {
            let Some((number, name)) = row_of(field, name) else {
                continue;
            };
            let row = rows
                .entry(number)
                .or_insert_with(|| vec![None; columns.len()]);
            let mut cells = columns.iter().zip(row);
            if let Some((_, cell)) = cells.find(|(column, _)| **column == name) {
                cell.get_or_insert(value.trim());
            }
        }
        let text = |cell: Option<&str>| cell.unwrap_or_default().to_owned();
        let rows = rows
            .into_iter()
            .map(|(number, cells)| (number, cells.into_iter().map(text).collect::<Vec<_>>()));
        rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
            .collect()
    }
}

/// The number of the row and the column, of a cell of the table field: `lines.3.amount`.
fn row_of<'n>(field: &str, name: &'n str) -> Option<(usize, &'n str)> {
    let cell = name.strip_prefix(field)?.strip_prefix('.')?;
    let (row, column) = cell.split_once('.')?;
    Some((row.parse().ok()?, column))
}

/// Fields whose values are read as they were typed.
pub(crate) const SECRET: [&str; 3] = ["password", "again", "current"];

/// How the names of boxes for copied cells end.
pub(crate) const COPIED: &str = ".pasted";

/// Room for every text that a form takes, and for the largest that it carries along hidden.
const FIELD_BYTES_MAX: usize = 1_500_000;
const NAME_BYTES_MAX: usize = 200;
const FIELDS_MAX: usize = 50_000;

fn within_limit(text: &str) -> Result<String, Problem> {
    if text.chars().count() > TEXT_MAX {
        return Err(Problem::invalid("text_too_long").with("max", TEXT_MAX));
    }
    Ok(text.to_owned())
}

fn missing(name: &str) -> Problem {
    Problem::invalid("field_missing").at_field(name)
}

impl<S: Send + Sync> FromRequest<S> for Values {
    type Rejection = Failure;

    /// Reads the body of a POST, or the query of a GET.
    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if request.method() == axum::http::Method::GET {
            let query = request.uri().query().unwrap_or_default();
            let pairs = form_urlencoded::parse(query.as_bytes());
            return Self::sent(pairs.into_owned());
        }
        let body = Bytes::from_request(request, state).await.map_err(refused)?;
        Self::sent(form_urlencoded::parse(&body).into_owned())
    }
}

pub(crate) fn refused(rejection: impl Error + 'static) -> Failure {
    Failure(match is_over_limit(&rejection) {
        true => Problem::too_large("upload_too_large"),
        false => Problem::invalid("request_invalid"),
    })
}

/// The limit lies deep in the rejection when the length was not told beforehand.
fn is_over_limit(error: &(dyn Error + 'static)) -> bool {
    let mut causes = std::iter::successors(Some(error), |&error| error.source());
    causes.any(|cause| cause.is::<LengthLimitError>())
}

/// A form with a file in it.
pub struct Upload {
    pub values: Values,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let mut parts = Multipart::from_request(request, state)
            .await
            .map_err(refused)?;
        let mut upload = Self {
            values: Values::default(),
            file_name: String::new(),
            bytes: Vec::new(),
        };
        while let Some(part) = parts.next_field().await.map_err(refused)? {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                Some(file_name) => {
                    upload.file_name = file_name;
                    upload.bytes = part.bytes().await.map_err(refused)?.to_vec();
                }
                None => {
                    let text = part.text().await.map_err(refused)?;
                    upload.values = upload.values.add(&name, text);
                }
            }
            if upload.values.0.len() > FIELDS_MAX {
                break;
            }
        }
        upload.values = Values::sent(upload.values.0.into_iter())?;
        Ok(upload)
    }
}
