//! Swedish order and likeness of names, the same whatever stores them.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;
use std::fmt::Write as _;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// By how much of a text it is sorted; databases have a limit on what an index holds.
const SORTED_LETTERS: usize = 120;

static SWEDISH: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| Collator::try_new(locale!("sv").into(), CollatorOptions::default()).ok());

/// A key whose bytes sort as Swedish sorts the text: é as e, ü as y, æ as ä, ø as ö; å, ä and ö
/// last. Sixteen kinds of letters and digits only, so that every collation of a database agrees.
pub fn swedish_order(text: &str) -> String {
    let beginning: String = text.nfc().take(SORTED_LETTERS).collect();
    let mut bytes = Vec::with_capacity(beginning.len() * 3);
    let written = SWEDISH
        .as_ref()
        .map(|swedish| swedish.write_sort_key_to(&beginning, &mut bytes));
    // The data is part of the program; without it names sort by their letters.
    if written.is_none() {
        bytes = beginning.to_lowercase().into_bytes();
    }
    let mut key = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(key, "{byte:02x}");
    }
    key
}

/// The text in small letters without accents, for comparing and finding: `Édith` is `edith`. Å, ä
/// and ö are letters of their own, and æ and ø are theirs.
pub fn without_accents(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.nfc().flat_map(char::to_lowercase).nfc() {
        match letter {
            'å' | 'ä' | 'ö' => plain.push(letter),
            'æ' => plain.push('ä'),
            'ø' => plain.push('ö'),
            letter if letter.is_ascii() => plain.push(letter),
            letter => plain.extend(std::iter::once(letter).nfd().filter(|c| !is_accent(*c))),
        }
    }
    plain
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_in_swedish() {
        let expected = [
            "Upplands Väsby",
            "Upplands-Bro",
            "Vak",
            "Wik",
            "Ybbe",
            "Ülm",
            "Zinkgruvan",
            "A\u{30a}bz",
            "Åmål",
            "Ægir",
            "Ängelholm",
            "Örebro",
            "Ørsta",
            "Öst",
        ];
        let mut names = expected;
        names.reverse();
        names.sort_by_key(|name| swedish_order(name));
        assert_eq!(names, expected);
        let mut names = ["Eva", "Édith", "Edvin", "abe", "Abc"];
        names.sort_by_key(|name| swedish_order(name));
        assert_eq!(names, ["Abc", "abe", "Édith", "Edvin", "Eva"]);
        assert_eq!(swedish_order("A\u{30a}by"), swedish_order("Åby"));
    }

    #[test]
    fn a_key_has_a_length_that_an_index_can_hold() {
        for long in ["ö", "É", "😀", "龍", "a\u{300}"] {
            assert!(swedish_order(&long.repeat(20_000)).len() < 2_600, "{long}");
        }
    }

    #[test]
    fn accents_do_not_part_names_but_å_ä_and_ö_do() {
        assert_eq!(without_accents("Édith MÜLLER"), "edith muller");
        assert_eq!(without_accents("A\u{30a}re Ørsta"), "åre örsta");
        assert_ne!(without_accents("Mål"), without_accents("Mal"));
    }
}
