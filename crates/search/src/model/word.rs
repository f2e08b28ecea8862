use frostem::{Algorithm, Stemmer};
use samverk_foundation::without_accents;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// A word of a text: where it stands and what it is in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub start: usize,
    pub end: usize,
    pub lower: String,
}

/// Longer runs of letters are no words; what is cut off is not looked for either.
const LETTERS_MAX: usize = 60;

/// The runs of letters and digits of a composed text. Å, ä and ö are letters of their own.
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.by_ref().find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while let Some((at, character)) = rest.next_if(|(_, c)| c.is_alphanumeric()) {
            end = at + character.len_utf8();
        }
        let lower = lower(&text[start..end]);
        Some(Word { start, end, lower })
    })
}

/// Without accents, for `Edith` is to find Édith. What is left of a letter's sign is no letter.
fn lower(word: &str) -> String {
    let beginning: String = word.chars().take(LETTERS_MAX).collect();
    let letters = without_accents(&beginning);
    letters.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What the forms of a Swedish word have in common: `kommun` of `kommunernas`.
pub fn stem(lower: &str) -> Cow<'_, str> {
    Stemmer::new(Algorithm::Swedish).stem(lower)
}

/// The endings that the stemmer leaves on some words: `nyckeln`, `kostnader`, `protokollet`.
const ENDINGS: [&str; 16] = [
    "ernas", "arnas", "erna", "arna", "orna", "ens", "ets", "en", "et", "er", "ar", "or", "na",
    "n", "t", "s",
];
const BASE_LETTERS_MIN: usize = 4;

/// What the word may be without its ending: `kostnaderna` is `kostnader` or `kostnad`, `medlemmar` is
/// `medlem`.
pub fn bases(lower: &str) -> Vec<String> {
    let mut bases = Vec::new();
    for ending in ENDINGS {
        let Some(base) = lower.strip_suffix(ending) else {
            continue;
        };
        if base.chars().count() >= BASE_LETTERS_MIN {
            let single = ["mm", "nn"].iter().find(|double| base.ends_with(**double));
            bases.extend(single.map(|_| base[..base.len() - 1].to_owned()));
            bases.push(base.to_owned());
        }
    }
    bases
}

/// With å as one letter, not as an a with a ring after it.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits_with_their_places() {
        let text = "Mål 2021–2023: e-tjänster";
        let found: Vec<_> = words(text).map(|word| word.lower).collect();
        assert_eq!(found, ["mål", "2021", "2023", "e", "tjänster"]);
        let first = words(text).next().unwrap();
        assert_eq!(&text[first.start..first.end], "Mål");
    }

    #[test]
    fn accents_do_not_part_words() {
        let found: Vec<_> = words("Édith Ørsta Åre").map(|word| word.lower).collect();
        assert_eq!(found, ["edith", "örsta", "åre"]);
    }

    #[test]
    fn inflections_share_a_stem() {
        for forms in [
            &["kommun", "kommuner", "kommunens", "kommunerna"][..],
            &["mål", "målen", "målet"],
            &["samverkan", "samverkans"],
        ] {
            let stems: Vec<_> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.iter().all(|one| *one == stems[0]), "{stems:?}");
        }
        assert_ne!(stem("mål"), stem("mal"));
    }

    #[test]
    fn a_word_may_be_several_without_its_ending() {
        assert_eq!(bases("kostnaderna"), ["kostnad", "kostnader"]);
        assert!(bases("medlemmar").contains(&"medlem".to_owned()));
        assert!(bases("planen") == ["plan", "plane"]);
    }

    #[test]
    fn a_ring_typed_by_itself_belongs_to_its_letter() {
        assert_eq!(composed("ma\u{30a}l"), "mål");
    }
}
