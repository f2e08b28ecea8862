//! Things by two scores: where each stands, how large it is, and of what sort.

use crate::FONT_SIZE;
use crate::WIDTH;
use crate::key::{self, Entry};
use crate::paint::{GREY, INK, PALE, Shape};
use crate::scale::Scale;
use crate::svg::{Anchor, Caption, Svg, number};

const LEFT: f64 = 56.0;
const TOP: f64 = 12.0;
const SIDE: f64 = WIDTH - LEFT - 12.0;
/// The radius of the largest and of what has no size: its number is read in it.
const LARGEST: f64 = 34.0;
const SMALLEST: f64 = 14.0;

/// Both axes go from 1 to 5. Each bubble has a number, which the table beside it explains.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BubbleChart {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What the chart shows, in a sentence or two.
    pub description: String,
    /// The name of the axis to the right.
    pub across: String,
    /// The name of the axis up.
    pub up: String,
    pub bubbles: Vec<Bubble>,
    /// What each shape means, by its place among the shapes.
    pub shapes: Vec<String>,
    /// What a bubble without a size means: `kostnad saknas`.
    pub unsized_words: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bubble {
    /// In the bubble.
    pub number: usize,
    /// From 1 to 5.
    pub across: f64,
    /// From 1 to 5.
    pub up: f64,
    /// From 0 to the largest of all; the area follows it. Without it the bubble is hollow.
    pub size: Option<f64>,
    /// A place in `shapes`.
    pub shape: usize,
    /// Tooltip.
    pub text: String,
}

impl BubbleChart {
    pub fn to_svg(&self) -> String {
        let mut svg = Svg::default();
        let across = Scale::between(1.0, 5.0, LEFT + LARGEST, LEFT + SIDE - LARGEST);
        let up = Scale::between(1.0, 5.0, TOP + SIDE - LARGEST, TOP + LARGEST);
        self.draw_axes(&mut svg, &across, &up);
        let sizes = self.bubbles.iter().filter_map(|one| one.size);
        let largest = sizes.fold(0.0, f64::max);
        // Large ones lie under small ones, so that none is hidden.
        let mut ordered: Vec<&Bubble> = self.bubbles.iter().collect();
        let known = |one: &Bubble| one.size.unwrap_or(0.0);
        ordered.sort_by(|a, b| known(b).total_cmp(&known(a)).then(a.number.cmp(&b.number)));
        for one in ordered {
            let place = (across.position(one.across), up.position(one.up));
            svg.group(&one.text, |svg| {
                draw(svg, one, place, radius(known(one), largest))
            });
        }
        let bottom = TOP + SIDE + FONT_SIZE * 3.0;
        let entry = |words, shape, edge| {
            Entry::new(words, move |svg: &mut Svg, x: f64, y: f64| {
                outline(svg, (shape, edge), (x + 18.0, y), 10.0);
            })
        };
        let shapes = self.shapes.iter().enumerate();
        let mut entries: Vec<_> = shapes
            .map(|(shape, words)| entry(words, shape, Edge::Whole))
            .collect();
        if self.bubbles.iter().any(|one| one.size.is_none()) {
            entries.push(entry(&self.unsized_words, 0, Edge::Dashed));
        }
        let height = key::draw(&mut svg, bottom, &entries);
        let caption = Caption {
            id: &self.id,
            title: &self.title,
            description: &self.description,
        };
        svg.finish(&caption, height)
    }

    fn draw_axes(&self, svg: &mut Svg, across: &Scale, up: &Scale) {
        for score in 1..=5_u8 {
            let value = f64::from(score);
            let (x, y) = (across.position(value), up.position(value));
            svg.line("chart-axis", GREY, [x, TOP, x, TOP + SIDE]);
            svg.line("chart-axis", GREY, [LEFT, y, LEFT + SIDE, y]);
            let words = score.to_string();
            svg.text((x, TOP + SIDE + FONT_SIZE), Anchor::Middle, &words);
            svg.text((LEFT - 8.0, y + FONT_SIZE / 3.0), Anchor::End, &words);
        }
        let middle = LEFT + SIDE / 2.0;
        let below = TOP + SIDE + FONT_SIZE * 2.2;
        svg.text(
            (middle, below),
            Anchor::Middle,
            &format!("{} →", self.across),
        );
        svg.text(
            (0.0, TOP + FONT_SIZE),
            Anchor::Start,
            &format!("↑ {}", self.up),
        );
    }
}

fn radius(size: f64, largest: f64) -> f64 {
    let share = if largest > 0.0 {
        (size / largest).clamp(0.0, 1.0)
    } else {
        0.0
    };
    SMALLEST.max(LARGEST * share.sqrt())
}

fn draw(svg: &mut Svg, one: &Bubble, (x, y): (f64, f64), radius: f64) {
    let edge = match one.size {
        Some(_) => Edge::Whole,
        None => Edge::Dashed,
    };
    outline(svg, (one.shape, edge), (x, y), radius);
    svg.colored((x, y), Anchor::Middle, INK, &one.number.to_string());
}

const SHAPES: [Shape; 5] = [
    Shape::Circle,
    Shape::Square,
    Shape::Diamond,
    Shape::Triangle,
    Shape::Hexagon,
];

#[derive(Clone, Copy)]
enum Edge {
    Whole,
    /// Of what has no size.
    Dashed,
}

/// A pale shape with a strong edge, so that a number is read on it and others are seen through it; hollow and dashed
/// where the size is not known.
fn outline(svg: &mut Svg, (shape, edge): (usize, Edge), (x, y): (f64, f64), radius: f64) {
    let shape = SHAPES
        .get(shape % SHAPES.len())
        .copied()
        .unwrap_or_default();
    let (corners, factor) = shape.corners();
    let color = shape.color();
    let fill = match edge {
        Edge::Whole => format!("fill=\"{PALE}\" fill-opacity=\"0.7\""),
        Edge::Dashed => "fill=\"#ffffff\" stroke-dasharray=\"4 3\"".to_owned(),
    };
    let paint = format!("{fill} stroke=\"{color}\" stroke-width=\"2\"");
    if corners.is_empty() {
        let [x, y, radius] = [x, y, radius].map(number);
        svg.shape(
            "circle",
            "chart-mark",
            &format!("cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {paint}"),
        );
        return;
    }
    let size = radius * factor;
    let points: Vec<(f64, f64)> = corners
        .iter()
        .map(|(across, down)| (x + across * size, y + down * size))
        .collect();
    svg.polygon("chart-mark", &points, &paint);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bubble(number: usize, size: f64) -> Bubble {
        Bubble {
            number,
            across: 3.0,
            up: 4.0,
            size: Some(size),
            shape: number,
            text: format!("Nr {number}"),
        }
    }

    #[test]
    fn the_area_follows_the_size_and_small_ones_lie_on_top() {
        let four_times = radius(4.0, 4.0) / radius(1.0, 4.0);
        assert!((four_times - 2.0).abs() < 1e-9);
        assert_eq!(radius(0.0, 0.0), SMALLEST);
        let chart = BubbleChart {
            bubbles: vec![bubble(1, 1.0), bubble(2, 9.0)],
            shapes: vec!["Idé".to_owned()],
            ..BubbleChart::default()
        };
        let svg = chart.to_svg();
        let place = |words: &str| svg.find(words).unwrap();
        assert!(place("Nr 2") < place("Nr 1"));
        assert!(svg.contains("Idé"));
        assert!(!svg.contains("stroke-dasharray"), "all have a size");
    }

    #[test]
    fn what_has_no_size_is_hollow_and_the_key_says_so() {
        let unknown = Bubble {
            size: None,
            ..bubble(1, 0.0)
        };
        let chart = BubbleChart {
            bubbles: vec![unknown, bubble(2, 0.0)],
            unsized_words: "Kostnad saknas".to_owned(),
            ..BubbleChart::default()
        };
        let svg = chart.to_svg();
        // One bubble of two, and its entry in the key.
        assert_eq!(svg.matches("stroke-dasharray").count(), 2);
        assert!(svg.contains("Kostnad saknas"));
    }
}
