//! The name of a file, as every system can have it and every header can say it.

use unicode_normalization::UnicodeNormalization;

/// Some file systems hold 255 bytes, and a browser adds to the name.
const NAME_CHARACTERS_MAX: usize = 120;
const ENDING_CHARACTERS_MAX: usize = 12;

/// What names devices in Windows, with any ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The name without folders, control characters, what turns the reading direction and what a system
/// cannot hold; never empty.
pub fn clean_name(written: &str) -> String {
    let last = written.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = last.chars().filter(|c| !c.is_control() && !is_unseen(*c));
    let kept: String = kept.map(in_place_of).nfc().collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept = kept.trim_matches(['.', ' ']);
    if kept.is_empty() {
        return "fil".to_owned();
    }
    let kept = shortened(kept);
    let kept = kept.trim_matches(['.', ' ']).to_owned();
    match is_device(&kept) {
        true => format!("_{kept}"),
        false => kept,
    }
}

fn in_place_of(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        other => other,
    }
}

/// Without width, or turning the reading direction, so that `exe.fdp` would be read `pdf.exe`.
fn is_unseen(c: char) -> bool {
    matches!(u32::from(c),
        0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff
        | 0xfff0..=0xffff | 0xe0000..=0xe0fff)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim().to_ascii_lowercase();
    let numbered = stem.strip_prefix("com").or(stem.strip_prefix("lpt"));
    let is_numbered = numbered.is_some_and(|rest| {
        let mut rest = rest.chars();
        matches!(
            (rest.next(), rest.next()),
            (Some('0'..='9' | '¹' | '²' | '³'), None)
        )
    });
    DEVICES.contains(&stem.as_str()) || is_numbered
}

/// Cut in the middle, so that the ending stays.
fn shortened(name: &str) -> String {
    let count = name.chars().count();
    if count <= NAME_CHARACTERS_MAX {
        return name.to_owned();
    }
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= ENDING_CHARACTERS_MAX => {
            (stem, format!(".{ending}"))
        }
        _ => (name, String::new()),
    };
    let room = NAME_CHARACTERS_MAX - ending.chars().count();
    let stem: String = stem.chars().take(room).collect();
    format!("{}{ending}", stem.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_harmful_name_becomes_a_plain_one() {
        for (written, expected) in [
            ("Årsplan 2027.pdf", "Årsplan 2027.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\ada\\brev.docx", "brev.docx"),
            ("..", "fil"),
            ("", "fil"),
            (" . ", "fil"),
            ("CON", "_CON"),
            ("con.pdf", "_con.pdf"),
            ("com1.txt", "_com1.txt"),
            ("COM².txt", "_COM².txt"),
            ("console.txt", "console.txt"),
            ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"),
            ("faktura\u{202e}fdp.exe", "fakturafdp.exe"),
            ("a\u{0}b.pdf", "ab.pdf"),
            ("\"x\"<y>|?.pdf", "_x__y___.pdf"),
            ("~$plan.docx", "~$plan.docx"),
            ("A\u{30a}r.pdf", "År.pdf"),
            (".htaccess", "htaccess"),
            ("fil.pdf. .", "fil.pdf"),
        ] {
            let cleaned = clean_name(written);
            assert_eq!(cleaned, expected, "{written:?}");
            assert_eq!(clean_name(&cleaned), cleaned);
        }
        let dotted = clean_name(&format!("{}. {}", "a".repeat(119), "b".repeat(30)));
        assert_eq!(dotted, "a".repeat(119), "no end that a system takes away");
        assert_eq!(clean_name(&dotted), dotted);
        let long = clean_name(&format!("{}.pdf", "ä".repeat(5_000)));
        assert_eq!(long.chars().count(), 120);
        assert!(long.ends_with(".pdf"));
        assert_eq!(clean_name(&long), long);
    }
}
