/// The text so written that it is read as it stands: no sign in it is a mark. Line breaks become spaces, as what is filled in
/// stands inside a line.
pub fn literal(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\n' | '\r' => written.push(' '),
            sign => {
                // Every sign of ASCII that may be a mark can be written so.
                if sign.is_ascii_punctuation() {
                    written.push('\\');
                }
                written.push(sign);
            }
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, plain, read};

    #[test]
    fn no_sign_is_a_mark() {
        for text in [
            "# a",
            "1. a",
            "- a",
            "+ a",
            "*a* _b_ `c`",
            "a|b",
            "[a](b)",
            "&amp; <b>",
            "---",
        ] {
            let written = literal(text);
            let blocks = read(&written);
            assert!(
                matches!(blocks.as_slice(), [Block::Paragraph { .. }]),
                "{text}"
            );
            assert_eq!(plain(&written), text);
        }
    }
}
