//! How wide text will be, without knowing the font: generous estimates, so that nothing is clipped.

use crate::FONT_SIZE;
use crate::breaks::{HYPHEN, pieces};

pub(crate) const LINE_HEIGHT: f64 = FONT_SIZE * 1.25;

/// Estimated width in units of the viewBox; wider than common sans and serif fonts make it.
pub(crate) fn width(text: &str) -> f64 {
    text.chars().map(character_width).sum::<f64>() * FONT_SIZE
}

fn character_width(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'f' | 't' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '('
        | ')' => 0.36,
        c if c.is_whitespace() => 0.30,
        HYPHEN => 0.60,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 0.98,
        c if c.is_uppercase() => 0.76,
        c if c.is_ascii() || c.is_alphabetic() && u32::from(c) < 0x250 => 0.60,
        _ => 1.0,
    }
}

/// Text in lines; `shortened` when an ellipsis stands for the rest.
pub(crate) struct Wrapped {
    pub lines: Vec<String>,
    pub shortened: bool,
}

/// Breaks at ordinary spaces (not inside `82 859 kr`), and inside words too long for a line.
pub(crate) fn wrap(text: &str, room: f64, most_lines: usize) -> Wrapped {
    let mut lines = vec![String::new()];
    let text = text.replace(HYPHEN, "");
    let words = text
        .split([' ', '\n', '\t'])
        .filter(|word| !word.is_empty());
    for word in words.flat_map(|word| pieces(word, room)) {
        let line = lines.last().map_or("", String::as_str);
        let longer = if line.is_empty() {
            word.clone()
        } else {
            format!("{line} {word}")
        };
        if width(&longer) <= room || line.is_empty() {
            lines.pop();
            lines.push(longer);
        } else {
            lines.push(word);
        }
    }
    let shortened = lines.len() > most_lines;
    if shortened {
        let rest = lines.split_off(most_lines.saturating_sub(1));
        lines.push(with_ellipsis(&up_to_a_word(&rest), room));
    }
    let shown = |line: String| line.replace(HYPHEN, "-");
    Wrapped {
        lines: lines.into_iter().map(shown).collect(),
        shortened,
    }
}

/// One line, at most so wide.
pub(crate) fn shorten(text: &str, room: f64) -> Wrapped {
    wrap(text, room, 1)
}

/// The first line, with the rest of a word that is broken at its end.
fn up_to_a_word(lines: &[String]) -> String {
    let broken = lines.iter().take_while(|line| line.ends_with(HYPHEN));
    let whole = lines.iter().take(broken.count() + 1).cloned();
    whole.collect::<String>().replace(HYPHEN, "")
}

fn with_ellipsis(line: &str, room: f64) -> String {
    let mut kept: String = line.to_owned();
    while !kept.is_empty() && width(&format!("{kept}…")) > room {
        kept.pop();
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_names_take_two_lines_and_then_an_ellipsis() {
        let name = "Kommunalförbundet för räddningstjänst i norra och södra Smålands inland";
        let wrapped = wrap(name, 200.0, 2);
        assert_eq!(wrapped.lines.len(), 2);
        assert!(
            wrapped.shortened && wrapped.lines[1].ends_with('…'),
            "{:?}",
            wrapped.lines
        );
    }

    #[test]
    fn long_words_are_broken_where_two_words_meet() {
        for (name, lines) in [
            ("Räddningstjänsten", ["Räddnings-", "tjänsten"]),
            ("Gymnasieförbundet", ["Gymnasie-", "förbundet"]),
            ("Kommunalförbundet", ["Kommunal-", "förbundet"]),
            ("IT-avdelningen", ["IT-", "avdelningen"]),
        ] {
            assert_eq!(wrap(name, 130.0, 3).lines, lines);
        }
    }

    #[test]
    fn what_is_shortened_fills_its_line() {
        assert_eq!(wrap("Räddningstjänsten", 130.0, 1).lines, ["Räddningstj…"]);
    }

    #[test]
    fn short_names_stay_as_they_are() {
        let wrapped = wrap("Aneby kommun", 200.0, 2);
        assert_eq!(wrapped.lines, ["Aneby kommun"]);
        assert!(!wrapped.shortened);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_room(text in "\\PC{0,80}", room in 40.0..300.0) {
            for line in wrap(&text, room, 3).lines {
                prop_assert!(width(&line) <= room, "{line:?}");
            }
        }
    }
}
