//! The fonts that documents are set in, and which characters they can show.

use std::collections::HashSet;
use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Libertinus for text; the other only for signs that it lacks.
const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];
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
    let fonts: Vec<Font> = typst_assets::fonts()
        .flat_map(|data| Font::iter(Bytes::new(data)))
        .filter(|font| FAMILIES.contains(&font.info().family.as_str()))
        .collect();
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

/// The text with every character that cannot be printed replaced, and control characters gone.
pub(crate) fn printable(text: &str) -> String {
    let kept = text.chars().filter(|c| !is_invisible_command(*c));
    kept.map(|c| match c {
        '\n' | '\t' => c,
        c if has_glyph(c) && !is_private(c) => c,
        c if c.is_whitespace() => ' ',
        _ => REPLACEMENT,
    })
    .collect()
}

/// Control characters, and byte order marks from pasted text.
fn is_invisible_command(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t') || c == '\u{feff}'
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
    }
}
