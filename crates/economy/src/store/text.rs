//! Documents as text in a column.

use samverk_foundation::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub fn to_text(document: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(document).map_err(Problem::internal)
}

pub fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(Problem::internal)
}

pub fn to_text_option(document: Option<&impl Serialize>) -> Result<Option<String>, Problem> {
    document.map(to_text).transpose()
}

pub fn from_text_option<T: DeserializeOwned>(text: Option<&str>) -> Result<Option<T>, Problem> {
    text.map(from_text).transpose()
}

/// Years are small, whatever the column can hold.
pub fn year(number: i64) -> Result<i32, Problem> {
    i32::try_from(number).map_err(Problem::internal)
}
