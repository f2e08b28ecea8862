use super::NeedKind;
use samverk_foundation::Key;
use serde::Serialize;
use uuid::Uuid;

/// A challenge, need or opportunity that the parties have told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Need {
    pub id: Uuid,
    pub key: Key,
    pub kind: NeedKind,
    pub area: String,
    pub text: String,
    pub position: i64,
    pub revision: i64,
}

const BEGINNING_MAX: usize = 60;

impl Need {
    /// Needs have no name; the beginning of the text tells them apart. It ends between two words.
    pub fn beginning(&self) -> String {
        if self.text.chars().count() <= BEGINNING_MAX {
            return self.text.clone();
        }
        let start: String = self.text.chars().take(BEGINNING_MAX).collect();
        let whole_words = start
            .rsplit_once(' ')
            .map_or(start.as_str(), |(words, _)| words);
        format!("{whole_words} …")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(text: &str) -> Need {
        Need {
            id: Uuid::nil(),
            key: Key::from_name("behov"),
            kind: NeedKind::Need,
            area: String::new(),
            text: text.to_owned(),
            position: 0,
            revision: 1,
        }
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(
            need("Mer tid för arkivet").beginning(),
            "Mer tid för arkivet"
        );
        let long = "Kommunerna behöver hjälp med upphandling av gemensamma system för e-arkiv";
        let expected = "Kommunerna behöver hjälp med upphandling av gemensamma …";
        assert_eq!(need(long).beginning(), expected);
    }
}
