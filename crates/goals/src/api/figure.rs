use crate::model::plain;
use rust_decimal::Decimal;
use samverk_rest::plain_decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// A figure as an exact decimal in a string, with at most twelve digits before the point and six
/// after it: `"62.5"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure(pub Decimal);

impl JsonSchema for Figure {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Figure".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "An exact decimal.",
            "pattern": "^-?[0-9]{1,12}([.][0-9]{1,6})?$",
            "example": "62.5",
        })
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&plain(self.0))
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = plain_decimal(&text, 12, 6);
        number.map(Self).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Figure;
    use serde_json::{from_str, to_string};

    #[test]
    fn figures_are_exact_and_plain() {
        let figure: Figure = from_str("\"-62.50\"").unwrap();
        assert_eq!(to_string(&figure).unwrap(), "\"-62.5\"");
        for wrong in [
            "\"\"",
            "\"62,5\"",
            "\"1e3\"",
            "\".5\"",
            "\"1234567890123\"",
            "\"1.1234567\"",
            "62.5",
        ] {
            assert!(from_str::<Figure>(wrong).is_err(), "{wrong}");
        }
    }
}
