use samverk_foundation::{Key, Problem};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A goal in a strategy catalogue, written `<catalogue>:<code>`.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct GoalRef {
    pub catalogue: Key,
    pub code: String,
}

impl GoalRef {
    /// Fails with `catalogue_goal_invalid` when it is not a catalogue's key, a colon and a code.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::invalid("catalogue_goal_invalid").with("value", text);
        let (catalogue, code) = text.split_once(':').ok_or_else(wrong)?;
        if code.is_empty() || code.chars().any(|c| c.is_whitespace() || c == ':') {
            return Err(wrong());
        }
        let catalogue = Key::parse(catalogue).map_err(|_| wrong())?;
        Ok(Self {
            catalogue,
            code: code.to_owned(),
        })
    }
}

impl fmt::Display for GoalRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.catalogue, self.code)
    }
}

impl TryFrom<String> for GoalRef {
    type Error = Problem;
    fn try_from(text: String) -> Result<Self, Problem> {
        Self::parse(&text)
    }
}

impl From<GoalRef> for String {
    fn from(reference: GoalRef) -> Self {
        reference.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::GoalRef;

    #[test]
    fn a_reference_is_catalogue_colon_code() {
        let reference = GoalRef::parse("utveckling-i-en-digital-tid:M11").unwrap();
        assert_eq!(reference.code, "M11");
        assert_eq!(reference.to_string(), "utveckling-i-en-digital-tid:M11");
        for wrong in ["M11", ":M11", "x:", "x:M 1", "x:a:b", "Å:M1"] {
            assert!(GoalRef::parse(wrong).is_err(), "{wrong}");
        }
    }
}
