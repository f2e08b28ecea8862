//! What files are called in a package. The place in the delivery makes a name unique, also where letters are not told
//! apart by their size; what comes after is for people. What a file was called stands in the metadata.

use crate::Line;
use crate::OriginalName;
use unicode_normalization::UnicodeNormalization;

pub const REPRESENTATION: &str = "rep1";
pub const REPRESENTATION_FOLDER: &str = "representations/rep1/";
const DATA: &str = "representations/rep1/data/";

/// With the package's folder before it a path is shorter than the 255 bytes that every program takes.
const NUMBER_LETTERS: usize = 30;
const NAME_LETTERS: usize = 60;
const EXTENSION_LETTERS: usize = 10;

/// Where a file stands: which case of the delivery, document of the case and file of the document, each from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    pub case: u64,
    pub document: usize,
    pub file: usize,
}

impl At {
    /// `representations/rep1/data/000042-KS-2026-00042/01-01-Missiv.pdf`.
    pub fn path(self, number: &Line, name: &OriginalName) -> String {
        let Self {
            case,
            document,
            file,
        } = self;
        let folder = plain(number.as_str(), NUMBER_LETTERS);
        let name = file_name(name.as_str());
        format!("{DATA}{case:06}-{folder}/{document:02}-{file:02}-{name}")
    }

    /// For references within a METS document.
    pub fn id(self) -> String {
        format!("file-{}-{}-{}", self.case, self.document, self.file)
    }
}

/// What is laid beside, by its place among all of it.
pub fn beside(folder: &str, place: usize, name: &OriginalName) -> String {
    format!("{folder}/{place:02}-{}", file_name(name.as_str()))
}

fn file_name(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if is_extension(extension) => {
            let stem = plain(stem, NAME_LETTERS);
            format!("{stem}.{}", extension.to_ascii_lowercase())
        }
        _ => plain(name, NAME_LETTERS),
    }
}

fn is_extension(text: &str) -> bool {
    let fits = |c: u8| c.is_ascii_alphanumeric();
    (1..=EXTENSION_LETTERS).contains(&text.len()) && text.bytes().all(fits)
}

/// Letters A to Z and digits, with a line for all else: å is a, also when it is written as two characters.
fn plain(text: &str, most: usize) -> String {
    let mut plain = String::new();
    for letter in text.nfkd().map(unaccented) {
        match letter {
            Some(letter) if letter.is_ascii_alphanumeric() => plain.push(letter),
            Some(_) if !plain.is_empty() && !plain.ends_with('-') => plain.push('-'),
            _ => {}
        }
        if plain.len() >= most {
            break;
        }
    }
    match plain.trim_end_matches('-') {
        "" => "fil".to_owned(),
        said => said.to_owned(),
    }
}

/// Nothing for an accent.
fn unaccented(letter: char) -> Option<char> {
    match letter {
        'ø' => Some('o'),
        'Ø' => Some('O'),
        'æ' => Some('a'),
        'Æ' => Some('A'),
        '\u{300}'..='\u{36f}' => None,
        letter => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn path(name: &str) -> String {
        let at = At {
            case: 42,
            document: 1,
            file: 2,
        };
        let number = Line::of("KS 2026/00042").unwrap();
        let path = at.path(&number, &OriginalName::of(name));
        let folder = "representations/rep1/data/000042-KS-2026-00042/01-02-";
        path.strip_prefix(folder).unwrap().to_owned()
    }

    #[test]
    fn names_are_plain_whatever_they_were() {
        for (name, expected) in [
            (
                "Tjänsteskrivelse – förslag.PDF",
                "Tjansteskrivelse-forslag.pdf",
            ),
            ("A\u{30a}tga\u{308}rd.docx", "Atgard.docx"),
            ("../../etc/passwd", "etc-passwd"),
            ("C:\\fil.txt", "C-fil.txt"),
            ("\u{202e}fdp.exe", "fdp.exe"),
            ("..", "fil"),
            ("", "fil"),
            (".htaccess", "fil.htaccess"),
            ("مرحبا", "fil"),
            ("arkiv.tar.gz", "arkiv-tar.gz"),
            ("brev.inte ett slut", "brev-inte-ett-slut"),
        ] {
            assert_eq!(path(name), expected, "{name}");
        }
        assert_eq!(path(&"ö".repeat(400)).len(), NAME_LETTERS);
    }

    proptest! {
        #[test]
        fn a_path_is_safe_and_short(number in "\\PC{1,80}", name in ".{0,300}", case in 1_u64..10_000_000) {
            let Some(number) = Line::of(&number) else { return Ok(()) };
            let at = At { case, document: 12_345, file: 678 };
            let path = at.path(&number, &OriginalName::of(&name));
            prop_assert!(path.len() + 37 < 255, "{path}");
            prop_assert!(path.split('/').all(|part| part.len() <= 100 && !part.is_empty() && !part.starts_with('.')));
            prop_assert!(path.bytes().all(|c| c.is_ascii_alphanumeric() || b"-./".contains(&c)), "{path}");
            prop_assert_eq!(path.split('/').count(), 5);
        }
    }
}
