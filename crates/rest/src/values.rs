//! Values that look alike everywhere in the API, with their schemas and examples.

use crate::{Expected, plain_decimal};
use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Utc};
use samverk_foundation::Ore;
use samverk_foundation::text::{NAME_MAX, TEXT_MAX};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

macro_rules! inline_schema {
    ($name:ident, $schema:tt) => {
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

/// The shape of a `Key`: `#[schemars(with = "KeySchema")]`.
pub struct KeySchema;

inline_schema!(KeySchema, {
    "type": "string",
    "pattern": "^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$",
    "example": "jonkopings-kommun",
});

/// A day, RFC 3339 `full-date` with a year of four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub NaiveDate);

inline_schema!(Date, {
    "type": "string",
    "format": "date",
    "example": "2026-11-22",
});

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.format("%Y-%m-%d"))
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let date = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok();
        let date = date.filter(|date| text.len() == 10 && (1..=9999).contains(&date.year()));
        let wrong = || D::Error::custom(Expected::Date);
        date.map(Self).ok_or_else(wrong)
    }
}

/// A moment, RFC 3339. Every time zone is read; UTC with `Z` is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub DateTime<Utc>);

inline_schema!(Moment, {
    "type": "string",
    "format": "date-time",
    "example": "2026-11-22T10:00:00Z",
});

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let moment = DateTime::parse_from_rfc3339(&text).ok();
        let moment = moment.map(|moment| moment.to_utc());
        let moment = moment.filter(|moment| (1..=9999).contains(&moment.year()));
        let wrong = || D::Error::custom(Expected::Moment);
        moment.map(Self).ok_or_else(wrong)
    }
}

/// Kronor as an exact decimal in a string, with at most two decimals: `"1657180"`, `"12.50"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub Ore);

inline_schema!(Amount, {
    "type": "string",
    "description": "Kronor, exact.",
    "pattern": "^-?[0-9]{1,14}([.][0-9]{1,2})?$",
    "example": "1657180.50",
});

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_plain())
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let amount = plain_decimal(&text, 14, 2).ok();
        let amount = amount.and_then(|_| Ore::parse(&text).ok());
        amount
            .map(Self)
            .ok_or_else(|| D::Error::custom(Expected::Amount))
    }
}

/// A text that says something: not empty, at most so many characters, kept without the blanks
/// around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled<const MAX: usize>(pub String);

/// What a thing is called.
pub type Title = Filled<NAME_MAX>;
/// Any text.
pub type Word = Filled<TEXT_MAX>;

impl<const MAX: usize> JsonSchema for Filled<MAX> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Filled".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": 1, "maxLength": MAX, "pattern": "\\S" })
    }
}

impl<const MAX: usize> Serialize for Filled<MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Filled<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.trim() {
            "" => Err(D::Error::custom(Expected::Filled)),
            text => Ok(Self(text.to_owned())),
        }
    }
}

impl<const MAX: usize> From<&str> for Filled<MAX> {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl<const MAX: usize> From<String> for Filled<MAX> {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// A field that only answers have. It may be sent back and means nothing then:
/// `#[serde(default, skip_serializing)] #[schemars(skip)]`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOnly;

impl<'de> Deserialize<'de> for ReadOnly {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_str, to_string};

    #[test]
    fn moments_are_read_in_every_zone_and_written_in_utc() {
        let moment: Moment = from_str("\"2026-11-22T11:00:00+01:00\"").unwrap();
        assert_eq!(to_string(&moment).unwrap(), "\"2026-11-22T10:00:00Z\"");
        assert!(from_str::<Moment>("\"2026-11-22T11:00:00\"").is_err());
    }

    #[test]
    fn a_date_has_four_digits_in_its_year() {
        assert!(from_str::<Date>("\"2026-11-22\"").is_ok());
        for wrong in [
            "\"+12026-11-22\"",
            "\"2026-1-2\"",
            "\"2026-02-30\"",
            "20261122",
        ] {
            assert!(from_str::<Date>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn amounts_are_exact() {
        let amount: Amount = from_str("\"12.50\"").unwrap();
        assert_eq!(amount.0, Ore(1250));
        assert_eq!(to_string(&amount).unwrap(), "\"12.50\"");
        for wrong in ["12.5", "\"1 200 kr\"", "\"1.234\"", "\"9e9\""] {
            assert!(from_str::<Amount>(wrong).is_err(), "{wrong}");
        }
    }
}
