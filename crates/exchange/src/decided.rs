//! Dates and decisions in documents: written as TOML dates, read also when somebody quoted them.

use chrono::NaiveDate;
use samverk_foundation::{Decision, parse_date};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use toml::value::Datetime;

/// A date in a document: `period_from = 2021-01-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentDate(pub NaiveDate);

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Date(Datetime),
    Text(String),
}

impl<'de> Deserialize<'de> for DocumentDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = |text: &str| D::Error::custom(format!("{text} is not a date"));
        let text = match Written::deserialize(deserializer) {
            Ok(Written::Date(date)) => date.to_string(),
            Ok(Written::Text(text)) => text,
            Err(_) => return Err(wrong("this")),
        };
        parse_date(&text).map(Self).map_err(|_| wrong(&text))
    }
}

impl Serialize for DocumentDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let date: Datetime = self.0.to_string().parse().map_err(S::Error::custom)?;
        date.serialize(serializer)
    }
}

impl JsonSchema for DocumentDate {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

/// `decision = { body, date, paragraph }` in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentDecision {
    pub body: String,
    /// Left out when the source has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<DocumentDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paragraph: String,
}

impl From<&Decision> for DocumentDecision {
    fn from(decision: &Decision) -> Self {
        Self {
            body: decision.body.clone(),
            date: decision.date.map(DocumentDate),
            paragraph: decision.paragraph.clone(),
        }
    }
}

impl From<DocumentDecision> for Decision {
    fn from(document: DocumentDecision) -> Self {
        let DocumentDecision {
            body,
            date,
            paragraph,
        } = document;
        Self {
            body,
            date: date.map(|date| date.0),
            paragraph,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_quoted_or_not_and_written_as_dates() {
        for text in [
            "body = \"KS\"\ndate = 2021-02-03\n",
            "body = \"KS\"\ndate = \"2021-02-03\"\n",
        ] {
            let decision: DocumentDecision = toml::from_str(text).unwrap();
            assert_eq!(decision.date.unwrap().0.to_string(), "2021-02-03");
            let written = crate::to_toml(&decision).unwrap();
            assert_eq!(written, "body = \"KS\"\ndate = 2021-02-03\n");
        }
        assert!(toml::from_str::<DocumentDecision>("body = \"KS\"\ndate = 2021\n").is_err());
    }
}
