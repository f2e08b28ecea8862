//! The key of a chart: signs with their words, and lists of numbers with their names.

use crate::WIDTH;
use crate::paint::height_of;
use crate::svg::{Anchor, Svg};
use crate::text::{self, LINE_HEIGHT, Wrapped};

/// Room for a sign.
pub(crate) const SIGN: f64 = 34.0;
const GAP: f64 = 8.0;
const BETWEEN: f64 = 18.0;
const NUMBER: f64 = 32.0;

type Draw<'k> = Box<dyn Fn(&mut Svg, f64, f64) + 'k>;

/// A word of the key and how its sign is drawn, given its left end and its middle height.
pub(crate) struct Entry<'k> {
    word: &'k str,
    draw: Draw<'k>,
}

impl<'k> Entry<'k> {
    pub fn new(word: &'k str, draw: impl Fn(&mut Svg, f64, f64) + 'k) -> Self {
        Self {
            word,
            draw: Box::new(draw),
        }
    }
}

/// Draws the entries side by side in as many lines as they need, and gives the lower end.
pub(crate) fn draw(svg: &mut Svg, top: f64, entries: &[Entry]) -> f64 {
    let (mut left, mut top, mut height) = (0.0, top, 0.0_f64);
    for entry in entries.iter().filter(|entry| !entry.word.is_empty()) {
        let word = text::wrap(entry.word, WIDTH - SIGN - GAP, 3);
        let width = SIGN + GAP + width_of(&word);
        if left > 0.0 && left + width > WIDTH {
            (left, top, height) = (0.0, top + height, 0.0);
        }
        let middle = top + LINE_HEIGHT * 0.6;
        (entry.draw)(svg, left, middle);
        let last = middle + height_of(&word) - LINE_HEIGHT;
        svg.centred(
            (left + SIGN + GAP, f64::midpoint(middle, last)),
            Anchor::Start,
            &word,
            entry.word,
        );
        left += width + BETWEEN;
        height = height.max(height_of(&word) + 6.0);
    }
    top + height
}

/// Draws `1 Aneby kommun` one under the other, and gives the lower end.
pub(crate) fn numbered<'n>(
    svg: &mut Svg,
    mut top: f64,
    names: impl Iterator<Item = (String, &'n str)>,
) -> f64 {
    for (number, name) in names {
        let lines = text::wrap(name, WIDTH - NUMBER - GAP, 2);
        let number = text::shorten(&number, NUMBER);
        let first = top + LINE_HEIGHT / 2.0;
        svg.centred((NUMBER, first), Anchor::End, &number, "");
        let middle = top + height_of(&lines) / 2.0;
        svg.centred((NUMBER + GAP, middle), Anchor::Start, &lines, name);
        top += height_of(&lines) + 3.0;
    }
    top
}

fn width_of(wrapped: &Wrapped) -> f64 {
    wrapped
        .lines
        .iter()
        .map(|line| text::width(line))
        .fold(0.0, f64::max)
}
