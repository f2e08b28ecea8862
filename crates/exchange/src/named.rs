//! Which keys the files of a folder name: what else must lie in it for them to be understood.

use crate::Folder;
use samverk_foundation::Key;
use std::collections::BTreeSet;
use toml::Value;

impl Folder {
    /// Every key that stands alone or in a list of keys, in a cell of a table or in a string or
    /// field name of a document. Text in sentences names nothing.
    pub fn keys_named(&self) -> BTreeSet<Key> {
        let mut keys = BTreeSet::new();
        for path in self.paths() {
            let bytes = self.get(path).unwrap_or_default();
            let text = String::from_utf8_lossy(bytes);
            if path.ends_with(".csv") {
                cells(&text).for_each(|cell| note(cell, &mut keys));
            } else if let Ok(document) = text.parse::<toml::Table>() {
                note_values(&Value::Table(document), &mut keys);
            }
        }
        keys
    }
}

/// The cells of a table in the canonical form that need no quotes; a quoted one holds no keys.
fn cells(text: &str) -> impl Iterator<Item = &str> {
    let outside_quotes = text.split('"').step_by(2);
    outside_quotes.flat_map(|part| part.split([',', '\n']))
}

fn note(text: &str, keys: &mut BTreeSet<Key>) {
    let words: Result<Vec<Key>, _> = text.split_whitespace().map(Key::parse).collect();
    keys.extend(words.unwrap_or_default());
}

fn note_values(value: &Value, keys: &mut BTreeSet<Key>) {
    match value {
        Value::String(text) => note(text, keys),
        Value::Array(values) => values.iter().for_each(|value| note_values(value, keys)),
        Value::Table(table) => {
            for (name, value) in table {
                note(name, keys);
                note_values(value, keys);
            }
        }
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::Folder;

    #[test]
    fn keys_are_named_by_cells_lists_strings_and_fields() {
        let mut folder = Folder::default();
        folder.insert(
            "relations.csv",
            "party,others,note\nhabo-kommun,aneby-kommun sambruk,\"Drift, inera, mer\"\n",
        );
        folder.insert(
            "model.toml",
            "note = \"Vi och digg samverkar.\"\ntakers = [\"region-gotland\"]\n[shares]\nmora-kommun = \"1\"\n",
        );
        let named = folder.keys_named();
        let named: Vec<&str> = named.iter().map(|key| key.as_str()).collect();
        for key in [
            "habo-kommun",
            "aneby-kommun",
            "sambruk",
            "region-gotland",
            "mora-kommun",
        ] {
            assert!(named.contains(&key), "{key}: {named:?}");
        }
        for word in ["inera", "digg"] {
            assert!(!named.contains(&word), "{word} stands in a sentence");
        }
    }
}
