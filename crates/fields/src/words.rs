//! Words for people: of the program's texts, or what the form's maker wrote.

use samverk_foundation::{Language, text};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What people read at a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Words {
    /// A key among the program's texts.
    Key(Cow<'static, str>),
    /// What its maker wrote, in one or more languages.
    Said(BTreeMap<LanguageCode, String>),
}

/// A language in the order of `Language::ALL`, so that it can be what a map is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LanguageCode(pub Language);

impl Ord for LanguageCode {
    fn cmp(&self, other: &Self) -> Ordering {
        let place = |code: &Self| Language::ALL.iter().position(|one| *one == code.0);
        place(self).cmp(&place(other))
    }
}

impl PartialOrd for LanguageCode {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Words {
    pub const fn key(key: &'static str) -> Self {
        Self::Key(Cow::Borrowed(key))
    }

    pub fn said(words: impl IntoIterator<Item = (Language, String)>) -> Self {
        let words = words.into_iter();
        Self::Said(
            words
                .map(|(language, said)| (LanguageCode(language), said))
                .collect(),
        )
    }

    /// What was said in the language, or else in the first one that there is. Nothing for a key.
    pub fn in_language(&self, language: Language) -> Option<&str> {
        match self {
            Self::Key(_) => None,
            Self::Said(said) => {
                let here = said
                    .get(&LanguageCode(language))
                    .filter(|said| text::is_visible(said));
                let mut others = said.values().filter(|said| text::is_visible(said));
                here.or_else(|| others.next()).map(String::as_str)
            }
        }
    }

    /// Whether nobody could read anything.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Key(key) => key.is_empty(),
            Self::Said(said) => !said.values().any(|said| text::is_visible(said)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_in_a_language_is_said_in_another() {
        let both = [(Language::En, "Area"), (Language::Sv, "Område")];
        let both = Words::said(both.map(|(language, said)| (language, said.to_owned())));
        assert_eq!(both.in_language(Language::En), Some("Area"));
        let json = serde_json::to_string(&both).unwrap();
        assert_eq!(json, r#"{"said":{"sv":"Område","en":"Area"}}"#);
        assert_eq!(serde_json::from_str::<Words>(&json).unwrap(), both);
        let swedish = Words::said([(Language::Sv, "Område".to_owned())]);
        assert_eq!(swedish.in_language(Language::En), Some("Område"));
        assert!(Words::said([(Language::Sv, " ".to_owned())]).is_empty());
        assert_eq!(Words::key("need-area").in_language(Language::Sv), None);
    }
}
