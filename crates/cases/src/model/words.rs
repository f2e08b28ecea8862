//! By which words a case is found: without accents, so that no database needs to know letters.

use super::personal_number::{has_personal_number, without_personal_numbers};
use samverk_foundation::without_accents;
use std::collections::BTreeSet;

/// No case needs more.
const WORDS_MAX: usize = 200;
/// Longer words are found by their beginning.
const WORD_MAX: usize = 40;

/// The words of some texts, each once, but for personal numbers.
pub fn words_of<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for text in texts {
        let spelt = without_accents(&without_personal_numbers(text)).to_lowercase();
        let parts = spelt.split(|letter: char| !letter.is_alphanumeric());
        let parts = parts.filter(|word| !word.is_empty());
        for word in parts {
            if words.len() == WORDS_MAX {
                return words;
            }
            words.insert(word.chars().take(WORD_MAX).collect());
        }
    }
    words
}

/// No word of a case begins so.
const NO_WORD: &str = "-";

/// The words that somebody looks for. A personal number finds nothing. Signs without a letter find nothing, rather than everything.
pub fn words_sought(typed: &str) -> Vec<String> {
    if has_personal_number(typed) {
        return vec![NO_WORD.to_owned()];
    }
    let words = words_of([typed]);
    match words.is_empty() {
        true => Some(typed.trim().to_owned())
            .filter(|typed| !typed.is_empty())
            .into_iter()
            .collect(),
        false => words.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_however_they_are_written() {
        let words = words_of(["KS 2026/00042", "Översyn av skolskjuts, översyn"]);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(
            words,
            ["00042", "2026", "av", "ks", "skolskjuts", "översyn"]
        );
        assert_eq!(words_sought("900101-9802"), ["-"]);
        assert!(words_of(["Ansökan av 19900101-9802"]).len() == 2);
        let long = "a".repeat(100);
        assert_eq!(
            words_of([long.as_str()]).pop_first().unwrap().len(),
            WORD_MAX
        );
    }
}
