//! Risks in a matrix: how likely each is against what it would mean, with their numbers where both meet.

use crate::paint::{GREY, INK, count, height_of};
use crate::svg::{Anchor, Caption, Svg, number};
use crate::text::{self, LINE_HEIGHT};
use crate::{WIDTH, key};

/// From the least to the gravest; risks and opportunities alike, for the numbers tell them apart.
const SHADES: [&str; 4] = ["#ffffff", "#d6e4ee", "#a3c2d6", "#1f5f8b"];
/// Between the labels at the side and the cells.
const GAP: f64 = 8.0;
const WIDEST_LABEL: f64 = 120.0;
const LEAST_HEIGHT: f64 = 46.0;

/// A square matrix. What is least likely stands at the bottom, what would mean least to the left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RiskChart {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What the chart shows, in a sentence or two.
    pub description: String,
    /// What the way up is called, and the words of its steps from the least; empty words are numbers only.
    pub rows: (String, Vec<String>),
    /// What the way to the right is called, and its steps from the least; as many.
    pub columns: (String, Vec<String>),
    pub marks: Vec<RiskMark>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RiskMark {
    /// Places among the steps, from 0. What lies beyond them is not drawn.
    pub row: usize,
    pub column: usize,
    /// Its number in the table beside.
    pub number: u32,
    /// Tooltip: its name.
    pub text: String,
}

impl RiskChart {
    pub fn to_svg(&self) -> String {
        let mut svg = Svg::default();
        let size = self.rows.1.len().min(self.columns.1.len());
        let labels: Vec<String> = (0_u32..).zip(&self.rows.1).map(named).collect();
        let widest = labels.iter().flat_map(|label| label.split(' '));
        let widest = widest.map(text::width).fold(0.0, f64::max);
        let label = widest.clamp(WIDEST_LABEL / 2.0, WIDEST_LABEL);
        let cell = (WIDTH - 1.0 - label - GAP) / count(size.max(1));
        let left = label + GAP;
        let mut top = heading(&mut svg, 0.0, Anchor::Start, &self.rows.0);
        for (row, name) in labels.iter().enumerate().take(size).rev() {
            let lines = text::wrap(name, label, 3);
            let cells = (0..size).map(|column| self.lines(row, column, cell).len());
            let lower = count(cells.max().unwrap_or_default()) * LINE_HEIGHT + 12.0;
            let height = lower.max(height_of(&lines) + 8.0).max(LEAST_HEIGHT);
            svg.centred((0.0, top + height / 2.0), Anchor::Start, &lines, name);
            for column in 0..size {
                let x = left + count(column) * cell;
                self.draw_cell(&mut svg, (row, column), size, [x, top, cell, height]);
            }
            top += height;
        }
        let bottom = self.draw_columns(&mut svg, (left, top + GAP / 2.0), cell, size);
        let caption = Caption {
            id: &self.id,
            title: &self.title,
            description: &self.description,
        };
        svg.finish(&caption, bottom + 2.0)
    }

    /// The words under the columns, or numbers with the words beneath where there is no room, and what they
    /// are together. Gives the lower end.
    fn draw_columns(&self, svg: &mut Svg, (left, top): (f64, f64), cell: f64, size: usize) -> f64 {
        let room = cell - 6.0;
        let all: Vec<String> = (0_u32..).zip(&self.columns.1).map(named).collect();
        let mut words = all.iter().take(size).flat_map(|name| name.split(' '));
        let fit = words.all(|word| text::width(word) <= room);
        let mut bottom = top;
        for (column, name) in all.iter().enumerate().take(size) {
            let number = (column + 1).to_string();
            let name = if fit { name } else { &number };
            let lines = text::wrap(name, room, 3);
            let height = height_of(&lines);
            let middle = (left + (count(column) + 0.5) * cell, top + height / 2.0);
            svg.centred(middle, Anchor::Middle, &lines, name);
            bottom = bottom.max(top + height);
        }
        bottom = heading(svg, bottom, Anchor::End, &self.columns.0);
        let listed = self.columns.1.iter().take(size).enumerate();
        let listed = listed.filter(|(_, word)| !fit && !word.is_empty());
        let listed = listed.map(|(column, word)| ((column + 1).to_string(), word.as_str()));
        key::numbered(svg, bottom, listed)
    }

    fn within(&self, row: usize, column: usize) -> Vec<&RiskMark> {
        let marks = self.marks.iter();
        marks
            .filter(|mark| (mark.row, mark.column) == (row, column))
            .collect()
    }

    /// Numbers in as many lines as they need.
    fn lines(&self, row: usize, column: usize, cell: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for mark in self.within(row, column) {
            let number = mark.number.to_string();
            match lines.last_mut() {
                Some(line) if text::width(&format!("{line} {number}")) <= cell - 6.0 => {
                    line.push(' ');
                    line.push_str(&number);
                }
                _ => lines.push(number),
            }
        }
        lines
    }

    fn draw_cell(
        &self,
        svg: &mut Svg,
        (row, column): (usize, usize),
        size: usize,
        [x, y, width, height]: [f64; 4],
    ) {
        let shade = shade(row, column, size);
        let names = self.within(row, column).into_iter();
        let names = names.map(|mark| format!("{} {}", mark.number, mark.text));
        let names = names.collect::<Vec<_>>().join("\n");
        svg.group(&names, |svg| {
            let [left, top, wide, high] = [x, y, width, height].map(number);
            let fill = SHADES.get(shade).unwrap_or(&SHADES[0]);
            svg.shape(
                "rect",
                "chart-cell",
                &format!(
                    "x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\" fill=\"{fill}\" \
                     stroke=\"{GREY}\" stroke-width=\"0.8\""
                ),
            );
            let lines = self.lines(row, column, width);
            let first = y + height / 2.0 - (count(lines.len()) - 1.0) * LINE_HEIGHT / 2.0;
            for (index, line) in lines.iter().enumerate() {
                let middle = (x + width / 2.0, first + count(index) * LINE_HEIGHT);
                svg.colored(middle, Anchor::Middle, ink_on(shade), line);
            }
        });
    }
}

/// `2 Liten`
fn named((place, word): (u32, &String)) -> String {
    format!("{} {word}", place + 1).trim_end().to_owned()
}

/// What one of the ways is called, in as many lines as it needs. Gives the lower end.
fn heading(svg: &mut Svg, top: f64, anchor: Anchor, words: &str) -> f64 {
    let lines = text::wrap(words, WIDTH - 2.0, 2);
    let x = match anchor {
        Anchor::End => WIDTH - 1.0,
        Anchor::Start | Anchor::Middle => 0.0,
    };
    svg.centred((x, top + height_of(&lines) / 2.0), anchor, &lines, words);
    top + height_of(&lines) + GAP
}

/// By the product of both, so that the gravest corner is darkest.
fn shade(row: usize, column: usize, size: usize) -> usize {
    let (weight, most) = ((row + 1) * (column + 1), size * size);
    match (weight * 100).checked_div(most) {
        Some(0..=12) | None => 0,
        Some(13..=32) => 1,
        Some(33..=59) => 2,
        Some(_) => 3,
    }
}

/// Every shade with the colour of the numbers on it.
#[cfg(test)]
pub(crate) fn inks() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHADES
        .into_iter()
        .enumerate()
        .map(|(shade, fill)| (fill, ink_on(shade)))
}

fn ink_on(shade: usize) -> &'static str {
    if shade < 3 { INK } else { "#ffffff" }
}
