//! The fonts that documents are set in, and which characters they can show.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The type of the web pages; the other only for signs that it lacks.
const FAMILIES: [&str; 2] = ["Inter", "DejaVu Sans Mono"];
/// The faces that documents use. What is bold is set semi-bold, as on the pages.
const INTER: [&[u8]; 3] = [
    include_bytes!("../fonts/Inter-Regular.ttf"),
    include_bytes!("../fonts/Inter-Italic.ttf"),
    include_bytes!("../fonts/Inter-SemiBold.ttf"),
];
/// Only DejaVu's upright face has all its signs, and it then serves every weight and slope.
const FACE_OF_SIGNS: &str = "DejaVuSansMono";
/// Stands for a character that no font has. An archivable file must not name a missing glyph.
const REPLACEMENT: char = '\u{fffd}';

pub(crate) struct Fonts {
    pub book: LazyHash<FontBook>,
    pub fonts: Vec<Font>,
    /// The characters that can be shown in every weight and slope.
    characters: HashSet<u32>,
}

/// Parsed once: they are part of the program.
pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let of_signs = typst_assets::fonts()
        .flat_map(|data| Font::iter(Bytes::new(data)))
        .filter(has_signs);
    let inter = INTER.into_iter();
    let inter = inter.flat_map(|data| Font::iter(Bytes::new(data)));
    let fonts: Vec<Font> = inter.chain(of_signs).collect();
    let characters = FAMILIES
        .iter()
        .flat_map(|family| in_every_face(&fonts, family))
        .collect();
    Fonts {
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        characters,
    }
});

fn has_signs(font: &Font) -> bool {
    font.post_script_name().as_deref() == Some(FACE_OF_SIGNS)
}

/// A heading is bolder than the text, and what only one face has would be missing in it.
fn in_every_face(fonts: &[Font], family: &str) -> Vec<u32> {
    let mut faces = fonts.iter().filter(|font| font.info().family == family);
    let first: HashSet<u32> = faces
        .next()
        .into_iter()
        .flat_map(|face| face.info().coverage.iter())
        .collect();
    let common = faces.fold(first, |common, face| {
        face.info()
            .coverage
            .iter()
            .filter(|c| common.contains(c))
            .collect()
    });
    common.into_iter().collect()
}

/// The text with what cannot be printed replaced, and what nobody sees gone.
pub(crate) fn printable(text: &str) -> String {
    text.chars().filter_map(printed).collect()
}

/// The characters of the text that no font has, each once.
pub(crate) fn unshown(text: &str) -> BTreeSet<char> {
    let lost = |c: &char| *c != REPLACEMENT && printed(*c) == Some(REPLACEMENT);
    text.chars().filter(lost).collect()
}

fn printed(c: char) -> Option<char> {
    match from_word(c) {
        c if is_unseen(c) => None,
        c @ ('\n' | '\t') => Some(c),
        c if has_glyph(c) && !is_private(c) => Some(c),
        c if c.is_whitespace() => Some(' '),
        _ => Some(REPLACEMENT),
    }
}

/// The bullets and signs that Word keeps at private places, from its Symbol and Wingdings fonts.
fn from_word(c: char) -> char {
    match c {
        '\u{f0b7}' => '•',
        '\u{f0a7}' | '\u{f06e}' => '▪',
        '\u{f0a8}' | '\u{f06f}' | '\u{f071}' | '\u{f072}' => '☐',
        '\u{f06c}' => '●',
        '\u{f0a1}' => '○',
        '\u{f02d}' => '–',
        '\u{f076}' => '❖',
        '\u{f0d8}' => '➢',
        '\u{f0fc}' => '✓',
        '\u{f0fb}' => '✗',
        '\u{f0fd}' => '☒',
        '\u{f0fe}' => '☑',
        '\u{f0e0}' | '\u{f0ae}' => '→',
        '\u{f0df}' => '←',
        '\u{f0e8}' => '➔',
        '\u{f0f0}' => '⇒',
        '\u{f04a}' => '☺',
        other => other,
    }
}

/// Control characters, and marks that only steer: joiners, directions, variants, byte order.
fn is_unseen(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
        || matches!(c, '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Characters without a meaning that others share; PDF/A forbids them.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

fn has_glyph(c: char) -> bool {
    FONTS.characters.contains(&u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_is_there() {
        for family in FAMILIES {
            assert!(
                FONTS.fonts.iter().any(|font| font.info().family == family),
                "{family}"
            );
        }
        assert!(has_glyph(REPLACEMENT));
    }

    #[test]
    fn swedish_stays_and_pictures_are_replaced() {
        assert_eq!(
            printable("Åäö é § – ”1\u{a0}%” \u{2212}"),
            "Åäö é § – ”1\u{a0}%” \u{2212}"
        );
        assert_eq!(printable("a😀\u{0}b"), format!("a{REPLACEMENT}b"));
        assert_eq!(unshown("😀a😀"), BTreeSet::from(['😀']));
    }

    #[test]
    fn signs_have_their_shape_and_what_steers_is_gone() {
        let typed = "☐ ja ☑ nej ✓ klart ✔ ➔ nästa,\u{2060} 1\u{202a}000\u{202c} kr \u{f0b7} \u{f0fc} ☑\u{fe0f}";
        assert_eq!(
            printable(typed),
            "☐ ja ☑ nej ✓ klart ✔ ➔ nästa, 1000 kr • ✓ ☑"
        );
        assert!(unshown(typed).is_empty());
    }
}
