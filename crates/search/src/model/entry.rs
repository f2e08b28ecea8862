use super::Kind;
use super::word::{composed, stem, words};
use samverk_foundation::{Problem, swedish_order};
use samverk_web::{SearchEntry, Visibility};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// An entry as it is kept. One that differs in anything is another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Indexed {
    pub kind: Kind,
    pub object: Uuid,
    pub members_only: bool,
    pub url: String,
    pub title: String,
    pub place: String,
    pub text: String,
}

/// Longer texts are found by their beginning only.
const TEXT_CHARACTERS_MAX: usize = 20_000;

/// By how much of the title the answers are ordered.
const SORTED_LETTERS: usize = 40;

/// Fails with `internal` on a kind that has no place in the answer.
pub fn indexed(entry: SearchEntry) -> Result<Indexed, Problem> {
    let kind = Kind::from_code(entry.kind)
        .ok_or_else(|| Problem::internal(format!("no such kind of entry: {}", entry.kind)))?;
    let beginning: String = entry.text.chars().take(TEXT_CHARACTERS_MAX).collect();
    Ok(Indexed {
        kind,
        object: entry.id,
        members_only: entry.visible == Visibility::Members,
        url: entry.url,
        title: on_one_line(&entry.title),
        place: entry.place,
        text: on_one_line(&beginning),
    })
}

fn on_one_line(text: &str) -> String {
    let parts: Vec<_> = text.split_whitespace().collect();
    composed(&parts.join(" "))
}

impl Indexed {
    /// The beginning of the title spelt so that bytes sort as Swedish does, and the address.
    pub fn sort_key(&self) -> String {
        let beginning: String = self.title.chars().take(SORTED_LETTERS).collect();
        format!("{} {}", swedish_order(&beginning), self.url)
    }

    /// Stems and words of the title, stems and words of the text: each once, parted by spaces.
    pub fn for_sqlite(&self) -> [String; 4] {
        let [title_stems, title_words] = cut(&self.title);
        let [text_stems, text_words] = cut(&self.text);
        let joined = |words: BTreeSet<String>| words.into_iter().collect::<Vec<_>>().join(" ");
        [title_stems, title_words, text_stems, text_words].map(joined)
    }

    /// A `tsvector`: stems (A) and words (B) of the title, stems (C) and words (D) of the text.
    pub fn for_postgres(&self) -> String {
        let [title_stems, title_words] = cut(&self.title);
        let [text_stems, text_words] = cut(&self.text);
        let weights = ["1A", "2B", "3C", "4D"];
        let mut vector: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (words, weight) in [title_stems, title_words, text_stems, text_words]
            .into_iter()
            .zip(weights)
        {
            for word in words {
                vector.entry(word).or_default().push(weight);
            }
        }
        let lexemes: Vec<_> = vector
            .into_iter()
            .map(|(word, weights)| format!("'{word}':{}", weights.join(",")))
            .collect();
        lexemes.join(" ")
    }
}

/// The stems and the words, without repetition.
fn cut(text: &str) -> [BTreeSet<String>; 2] {
    let all: BTreeSet<String> = words(text)
        .map(|word| word.lower)
        .filter(|word| !word.is_empty())
        .collect();
    let stems = all.iter().map(|word| stem(word).into_owned()).collect();
    [stems, all]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, text: &str) -> Indexed {
        let entry = SearchEntry {
            kind: "group",
            id: Uuid::nil(),
            url: "/x".to_owned(),
            title: title.to_owned(),
            text: text.to_owned(),
            collaboration: None,
            place: String::new(),
            visible: Visibility::Public,
        };
        indexed(entry).unwrap()
    }

    #[test]
    fn both_databases_get_the_same_words() {
        let entry = entry("Kommunens mål", "Målen och\nmålen");
        assert_eq!(
            entry.for_sqlite(),
            ["kommun mål", "kommunens mål", "mål och", "målen och"]
        );
        assert_eq!(
            entry.for_postgres(),
            "'kommun':1A 'kommunens':2B 'mål':1A,2B,3C 'målen':4D 'och':3C,4D"
        );
    }

    #[test]
    fn titles_sort_in_swedish() {
        let mut titles = ["Öst", "Ala", "Ärla", "Åsa", "Zinkgruvan", "7 mål"].map(|t| entry(t, ""));
        titles.sort_by_key(Indexed::sort_key);
        let titles = titles.map(|entry| entry.title);
        assert_eq!(titles, ["7 mål", "Ala", "Zinkgruvan", "Åsa", "Ärla", "Öst"]);
    }
}
