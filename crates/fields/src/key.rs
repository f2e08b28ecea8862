//! Names of fields and of kinds of kept things.

use samverk_foundation::Problem;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

macro_rules! name_type {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Cow<'static, str>);

        impl $name {
            /// A name that stands in the program. It is not looked at; `check_form` does that.
            pub const fn of(name: &'static str) -> Self {
                Self(Cow::Borrowed(name))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Problem;
            fn try_from(text: String) -> Result<Self, Problem> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0.into_owned()
            }
        }
    };
}

name_type!(
    /// What a question is called in forms, files and the log: `financed_by`.
    FieldKey
);

name_type!(
    /// The code of a kind of kept things: `need`.
    KindCode
);

const NAME_LENGTH_MAX: usize = 40;

impl FieldKey {
    /// Lower-case letters a–z, digits and underscores, 1–40 characters, starting with a letter.
    /// Fails with `field_key_invalid`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        match is_name(text) {
            true => Ok(Self(Cow::Owned(text.to_owned()))),
            false => Err(Problem::invalid("field_key_invalid").with("value", text)),
        }
    }

    /// The name in the API: `financed_by` → `financedBy`.
    pub fn camel(&self) -> String {
        let mut camel = String::with_capacity(self.0.len());
        for (index, part) in self.0.split('_').enumerate() {
            let mut characters = part.chars();
            match characters.next() {
                Some(first) if index > 0 => camel.push(first.to_ascii_uppercase()),
                first => camel.extend(first),
            }
            camel.push_str(characters.as_str());
        }
        camel
    }
}

impl KindCode {
    /// Written as a field key is. Fails with `kind_code_invalid`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        match is_name(text) {
            true => Ok(Self(Cow::Owned(text.to_owned()))),
            false => Err(Problem::invalid("kind_code_invalid").with("value", text)),
        }
    }
}

pub(crate) fn is_name(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let starts_well = text.starts_with(|c: char| c.is_ascii_lowercase());
    starts_well && text.len() <= NAME_LENGTH_MAX && text.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_a_narrow_alphabet() {
        let longest = "a".repeat(40);
        for right in ["a", "financed_by", "a1_", &longest] {
            assert_eq!(FieldKey::parse(right).unwrap().as_str(), right);
        }
        let longer = "a".repeat(41);
        for wrong in ["", "1a", "_a", "A", "å", "a-b", "a b", &longer] {
            assert_eq!(
                FieldKey::parse(wrong).unwrap_err().code,
                "field_key_invalid"
            );
            assert_eq!(
                KindCode::parse(wrong).unwrap_err().code,
                "kind_code_invalid"
            );
        }
    }

    #[test]
    fn the_api_has_camels() {
        for (key, camel) in [
            ("note", "note"),
            ("financed_by", "financedBy"),
            ("a_1_b", "a1B"),
            ("a__b_", "aB"),
        ] {
            assert_eq!(FieldKey::of(key).camel(), camel);
        }
    }

    #[test]
    fn a_key_that_was_kept_is_looked_at_again() {
        let read: Result<FieldKey, _> = serde_json::from_str("\"Å\"");
        assert!(read.is_err());
        let read: FieldKey = serde_json::from_str("\"text\"").unwrap();
        assert_eq!(read, FieldKey::of("text"));
    }
}
