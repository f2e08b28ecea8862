use crate::Problem;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The short name of an object in addresses and in the folder format: `jonkopings-kommun`, `2021`.
/// Lower-case letters a–z, digits and hyphens, 1–80 characters, starting and ending with a letter or digit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key(String);

impl Key {
    /// Fails with `key_invalid` when the text has other characters or a wrong length.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let edge = |c: Option<char>| c.is_some_and(|c| c != '-');
        let allowed = text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if allowed && text.len() <= 80 && edge(text.chars().next()) && edge(text.chars().last()) {
            Ok(Self(text.to_owned()))
        } else {
            // A key called so is valid.
            let value = if text.is_empty() { "none" } else { text };
            Err(Problem::invalid("key_invalid").with("value", value))
        }
    }

    /// A key made from a name: å and ä become a, ö becomes o, everything else a hyphen.
    /// A name without any letter or digit gives `objekt`.
    pub fn from_name(name: &str) -> Self {
        let mut key = String::new();
        for c in name.to_lowercase().chars() {
            match plain_letter(c) {
                Some(letter) => key.push(letter),
                None if !key.is_empty() && !key.ends_with('-') => key.push('-'),
                None => {}
            }
        }
        key.truncate(80);
        let key = key.trim_end_matches('-');
        Self(if key.is_empty() {
            "objekt".to_owned()
        } else {
            key.to_owned()
        })
    }

    /// The same key with a number after it, for when the first is taken.
    pub fn numbered(&self, number: usize) -> Self {
        let room = 80 - 1 - number.to_string().len();
        let stem: String = self.0.chars().take(room).collect();
        Self(format!("{}-{number}", stem.trim_end_matches('-')))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn plain_letter(c: char) -> Option<char> {
    match c {
        'a'..='z' | '0'..='9' => Some(c),
        'å' | 'ä' | 'á' | 'à' | 'æ' => Some('a'),
        'ö' | 'ø' | 'ó' => Some('o'),
        'é' | 'è' | 'ë' => Some('e'),
        'ü' => Some('u'),
        _ => None,
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Key {
    type Error = Problem;
    fn try_from(text: String) -> Result<Self, Problem> {
        Self::parse(&text)
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.0
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn names_become_keys() {
        assert_eq!(
            Key::from_name("Jönköpings kommun").as_str(),
            "jonkopings-kommun"
        );
        assert_eq!(
            Key::from_name("  Säkerhet & trygghet ").as_str(),
            "sakerhet-trygghet"
        );
        assert_eq!(Key::from_name("!!!").as_str(), "objekt");
        assert_eq!(Key::from_name("a").numbered(2).as_str(), "a-2");
    }

    #[test]
    fn keys_have_a_narrow_alphabet() {
        for wrong in ["", "-a", "a-", "Å", "a b", "a/b", "<b>"] {
            assert!(Key::parse(wrong).is_err(), "{wrong}");
        }
        assert!(Key::parse("2021-2023").is_ok());
    }
}
