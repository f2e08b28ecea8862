//! The words of choices, and the codes that are stored for them.

use crate::{TextSource, Texts};
use samverk_foundation::Language;
use std::collections::HashMap;

/// The text with the words of a stored code: `value-<field>-<code>`.
pub fn value_key(field: &str, code: &str) -> String {
    format!("value-{field}-{code}").replace('_', "-")
}

/// The codes by what people call them, in any language.
pub struct ChoiceWords(HashMap<(String, String), Option<String>>);

impl ChoiceWords {
    /// Of these fields, whose words the texts have.
    pub fn new(fields: &[&str], sources: &[TextSource], texts: &Texts) -> Self {
        let mut found = HashMap::new();
        for field in fields {
            let start = value_key(field, "");
            for line in sources.iter().flat_map(|source| source.text.lines()) {
                let key = line.split(" =").next().unwrap_or_default();
                let Some(code) = key.strip_prefix(&start) else {
                    continue;
                };
                let code = code.replace('-', "_");
                for language in Language::ALL {
                    let word = texts.get(language, key, &[]).to_lowercase();
                    let known = found
                        .entry(((*field).to_owned(), word))
                        .or_insert_with(|| Some(code.clone()));
                    // What could mean two things means neither.
                    if known.as_ref().is_some_and(|known| *known != code) {
                        *known = None;
                    }
                }
            }
        }
        Self(found)
    }

    /// The code that was meant by a word; nothing when it is a code already, or unknown.
    pub fn code(&self, field: &str, written: &str) -> Option<String> {
        let word = written.trim().to_lowercase();
        self.0.get(&(field.to_owned(), word)).cloned().flatten()
    }
}
