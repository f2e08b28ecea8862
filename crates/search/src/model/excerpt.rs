use super::Query;
use super::word::words;

/// A stretch of a text that is shown, marked where it is what was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub marked: bool,
}

/// How much is shown of a text, and how much of it before the first hit, in bytes.
const PASSAGE: usize = 240;
const BEFORE: usize = 80;

/// The passage of a text where the first hit stands, or its beginning when none does.
pub fn passage(query: &Query, text: &str) -> Vec<Piece> {
    let first = words(text).find(|word| query.hits(&word.lower));
    let wanted = first.map_or(0, |word| word.start.saturating_sub(BEFORE));
    let start = word_start(text, wanted);
    let end = word_end(text, start.saturating_add(PASSAGE));
    let mut pieces = mark_words(query, &text[start..end]);
    let dots = || Piece {
        text: "…".to_owned(),
        marked: false,
    };
    if start > 0 {
        pieces.insert(0, dots());
    }
    if end < text.len() {
        pieces.push(dots());
    }
    pieces
}

/// The whole text, with its hits marked.
pub fn mark_words(query: &Query, text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut push = |text: &str, marked| {
        if !text.is_empty() {
            let text = text.to_owned();
            pieces.push(Piece { text, marked });
        }
    };
    for word in words(text).filter(|word| query.hits(&word.lower)) {
        push(&text[done..word.start], false);
        push(&text[word.start..word.end], true);
        done = word.end;
    }
    push(&text[done..], false);
    pieces
}

/// The beginning of the word after this place, or the beginning of the text.
fn word_start(text: &str, wanted: usize) -> usize {
    if wanted == 0 {
        return 0;
    }
    let spaces = text.match_indices(' ').map(|(at, _)| at + 1);
    spaces
        .take_while(|at| *at <= wanted + BEFORE)
        .find(|at| *at >= wanted)
        .unwrap_or_else(|| floor(text, wanted))
}

/// The end of the word before this place, or the end of the text.
fn word_end(text: &str, wanted: usize) -> usize {
    if wanted >= text.len() {
        return text.len();
    }
    let wanted = floor(text, wanted);
    text[..wanted]
        .rfind(' ')
        .filter(|at| *at + BEFORE > wanted)
        .unwrap_or(wanted)
}

fn floor(text: &str, wanted: usize) -> usize {
    text.floor_char_boundary(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(pieces: &[Piece]) -> String {
        let told = |piece: &Piece| match piece.marked {
            true => format!("[{}]", piece.text),
            false => piece.text.clone(),
        };
        pieces.iter().map(told).collect()
    }

    #[test]
    fn every_form_of_the_word_is_marked() {
        let query = Query::parse("kommun").unwrap();
        let text = "Kommunens mål är <b>kommunernas</b>.";
        assert_eq!(
            shown(&mark_words(&query, text)),
            "[Kommunens] mål är <b>[kommunernas]</b>."
        );
    }

    #[test]
    fn a_long_text_shows_where_the_word_stands() {
        let query = Query::parse("nyckeln").unwrap();
        let text = format!("{} nyckel {}", "höst vår ".repeat(60), "å ".repeat(300));
        let passage = shown(&passage(&query, &text));
        assert!(
            passage.starts_with('…') && passage.ends_with('…'),
            "{passage}"
        );
        assert!(passage.contains("[nyckel]"), "{passage}");
        assert!(passage.len() < 2 * PASSAGE, "{passage}");
    }

    proptest! {
        #[test]
        fn any_text_has_a_passage(text in "\\PC{0,600}", asked in "\\PC{0,12}") {
            let query = Query::parse(&asked).unwrap();
            let pieces = passage(&query, &text);
            let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            prop_assert!(text.contains(whole.trim_matches('…')) || text.contains('…'));
        }
    }
}
