//! Numbers and years as they are sent.

use indexmap::IndexMap;
use rust_decimal::Decimal;
use samverk_foundation::Key;
use samverk_rest::{Expected, KeySchema, plain_decimal};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// An exact decimal in a string: `"1.90"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(pub Decimal);

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "An exact decimal.",
            "pattern": "^-?[0-9]{1,15}([.][0-9]{1,10})?$",
            "example": "1.90",
        })
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = plain_decimal(&text, 15, 10);
        number.map(Self).map_err(D::Error::custom)
    }
}

/// A calendar year of figures or of a rule, 1900–2999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Year(pub i32);

impl JsonSchema for Year {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Year".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 1900, "maximum": 2999, "example": 2021 })
    }
}

impl<'de> Deserialize<'de> for Year {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let year = i32::deserialize(deserializer)?;
        match (1900..=2999).contains(&year) {
            true => Ok(Self(year)),
            false => Err(D::Error::custom(Expected::Between(1900, 2999))),
        }
    }
}

/// The shape of a `DataYear`.
pub struct DataYearSchema;

impl JsonSchema for DataYearSchema {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "DataYear".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A year, or years before the budget's: 0, -1, -2.",
            "anyOf": [
                { "type": "integer", "minimum": -99, "maximum": 0 },
                { "type": "integer", "minimum": 1900, "maximum": 2999 },
            ],
            "example": -1,
        })
    }
}

/// Something for each party, by the party's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent, bound(deserialize = "V: Deserialize<'de>"))]
pub struct ByParty<V>(pub IndexMap<Key, V>);

impl<V: JsonSchema> JsonSchema for ByParty<V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}ByParty", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (value, key) = (V::json_schema(generator), KeySchema::json_schema(generator));
        json_schema!({
            "type": "object",
            "description": "By the party's key.",
            "propertyNames": key,
            "additionalProperties": value,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{ByParty, Number, Year};
    use serde_json::{from_str, to_string};

    #[test]
    fn numbers_are_exact_and_keep_their_zeros() {
        let number: Number = from_str("\"1.90\"").unwrap();
        assert_eq!(to_string(&number).unwrap(), "\"1.90\"");
        for wrong in [
            "\"\"",
            "\"1,9\"",
            "\"1e3\"",
            "\".5\"",
            "1.9",
            "\"1.12345678901\"",
        ] {
            assert!(from_str::<Number>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_year_has_bounds() {
        assert_eq!(from_str::<Year>("2021").unwrap(), Year(2021));
        assert!(from_str::<Year>("21").is_err() && from_str::<Year>("\"2021\"").is_err());
    }

    #[test]
    fn parties_keep_their_order_and_have_keys() {
        let text = r#"{"habo-kommun":"2","aneby-kommun":"1"}"#;
        let shares: ByParty<Number> = from_str(text).unwrap();
        assert_eq!(to_string(&shares).unwrap(), text);
        assert!(from_str::<ByParty<Number>>(r#"{"Habo kommun":"2"}"#).is_err());
    }
}
