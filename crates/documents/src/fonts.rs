//! The fonts that documents are set in, and which characters they can show.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Libertinus for text; the others only for signs that it lacks.
const FAMILIES: [&str; 3] = [
    "Libertinus Serif",
    "DejaVu Sans Mono",
    "New Computer Modern",
];
/// Stands for a character that no font has. An archivable file must not name a missing glyph.
const REPLACEMENT: char = '\u{fffd}';

pub(crate) struct Fonts {
    pub book: LazyHash<FontBook>,
    pub fonts: Vec<Font>,
}

/// Parsed once: they are part of the program.
pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let fonts: Vec<Font> = typst_assets::fonts()
        .flat_map(|data| Font::iter(Bytes::new(data)))
        .filter(|font| FAMILIES.contains(&font.info().family.as_str()))
        .collect();
    Fonts {
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

/// The text with every character that cannot be printed replaced, and control characters gone.
pub(crate) fn printable(text: &str) -> String {
    let kept = text.chars().filter(|c| !is_invisible_command(*c));
    kept.map(|c| {
        if has_glyph(c) && !is_private(c) {
            c
        } else {
            REPLACEMENT
        }
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

/// Some family has the character in all its faces: a heading is bolder than the text.
fn has_glyph(c: char) -> bool {
    let in_every_face = |family: &&str| {
        let mut faces = FONTS
            .fonts
            .iter()
            .filter(|font| font.info().family == **family);
        faces.all(|font| font.info().coverage.contains(u32::from(c)))
    };
    c.is_whitespace() || FAMILIES.iter().any(|family| in_every_face(&family))
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
