//! Where a word that is too long for its line is broken.

use crate::text::width;
use hypher::{Lang, hyphenate};

/// Stands for the hyphen at a broken end until the lines are known.
pub(crate) const HYPHEN: char = '\u{ad}';

/// The word, or the parts that it is broken into, each with room for its hyphen.
pub(crate) fn pieces(word: &str, room: f64) -> Vec<String> {
    let (mut pieces, mut rest) = (Vec::new(), word);
    while width(rest) > room {
        let (piece, left) = first_piece(rest, room);
        pieces.push(piece);
        rest = left;
    }
    if !rest.is_empty() {
        pieces.push(rest.to_owned());
    }
    pieces
}

/// What names of parties and groups mostly end with, when they are put together of two words.
const LAST_WORDS: [&str; 10] = [
    "förbund",
    "förvaltning",
    "kommun",
    "nätverk",
    "nämnd",
    "organisation",
    "samverkan",
    "styrelse",
    "tjänst",
    "utveckling",
];

/// Where two words were put together if that is known, or else where a syllable ends.
fn first_piece(word: &str, room: f64) -> (String, &str) {
    let whole = in_best_place(word, room, &between_words(word));
    let broken = whole.or_else(|| in_best_place(word, room, &between_syllables(word)));
    broken.unwrap_or_else(|| anywhere(word, room))
}

/// Broken in two it is broken near its middle; otherwise the first piece takes what has room.
fn in_best_place<'w>(word: &'w str, room: f64, places: &[usize]) -> Option<(String, &'w str)> {
    let broken = places.iter().map(|place| broken(word, *place));
    let fitting: Vec<_> = broken.filter(|(piece, _)| width(piece) <= room).collect();
    let difference = |(piece, left): &&(String, &str)| (width(piece) - width(left)).abs();
    let in_two = fitting.iter().filter(|(_, left)| width(left) <= room);
    let even = in_two.min_by(|one, other| difference(one).total_cmp(&difference(other)));
    even.or(fitting.last()).cloned()
}

fn between_words(word: &str) -> Vec<usize> {
    let starts = LAST_WORDS.iter().filter_map(|last| word.find(last));
    let signs = word.match_indices(|c: char| !c.is_alphanumeric());
    let ends = signs.map(|(place, sign)| place + sign.len());
    within(word, starts.chain(ends).collect())
}

fn between_syllables(word: &str) -> Vec<usize> {
    let ends = hyphenate(word, Lang::Swedish).scan(0, |place, syllable| {
        *place += syllable.len();
        Some(*place)
    });
    within(word, ends.collect())
}

/// From left to right, with something on both sides.
fn within(word: &str, mut places: Vec<usize>) -> Vec<usize> {
    places.retain(|place| 0 < *place && *place < word.len());
    places.sort_unstable();
    places
}

/// A hyphen stands only between letters.
fn broken(word: &str, place: usize) -> (String, &str) {
    let (first, left) = word.split_at(place);
    let letters = first.ends_with(char::is_alphabetic) && left.starts_with(char::is_alphabetic);
    match letters {
        true => (format!("{first}{HYPHEN}"), left),
        false => (first.to_owned(), left),
    }
}

/// After the last character that has room; at least one.
fn anywhere(word: &str, room: f64) -> (String, &str) {
    let places = word.char_indices().map(|(place, _)| place).skip(1);
    let broken = places.map(|place| broken(word, place));
    let fitting = broken.take_while(|(piece, _)| width(piece) <= room);
    let first = word.chars().next().map_or(0, char::len_utf8);
    let (one, left) = word.split_at(first);
    fitting.last().unwrap_or_else(|| (one.to_owned(), left))
}
