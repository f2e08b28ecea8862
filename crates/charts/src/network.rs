//! Who is tied to whom: nodes on an ellipse with lines between them.

mod place;

use crate::key::{self, Entry, SIGN};
use crate::paint::{BLUE, Dash, PALE, Shape};
use crate::svg::{Anchor, Caption, Svg, number};
use place::{Layout, Place};
use std::collections::{BTreeMap, BTreeSet};

const RADIUS: f64 = 9.0;
const THINNEST: f64 = 1.5;
const THICKEST: f64 = 7.0;
/// Where many lines cross, thick ones hide the others.
const MANY_EDGES: usize = 40;
const THICKEST_OF_MANY: f64 = 3.5;

/// A network. The nodes stand clockwise from the top right in the order given, with names in at
/// most three lines; over 40 nodes the names have one line. A name that had to be shortened is
/// whole in its tooltip.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkChart {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What the chart shows, in a sentence or two.
    pub description: String,
    pub nodes: Vec<NetworkNode>,
    pub edges: Vec<NetworkEdge>,
    pub words: NetworkWords,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetworkNode {
    pub name: String,
    /// One shape for each kind.
    pub shape: Shape,
}

/// A line between two nodes. An edge to itself or to a node that does not exist is not drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkEdge {
    /// Places in `nodes`.
    pub from: usize,
    pub to: usize,
    /// The heaviest edge of the chart is drawn thickest.
    pub weight: f64,
    /// One way of breaking the line for each kind.
    pub dash: Dash,
    /// Tooltip: `Aneby och Eksjö: 3 grupper`. Empty means none.
    pub text: String,
}

/// The words of the key, in the language of the page. The key names only what occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetworkWords {
    pub shapes: Vec<(Shape, String)>,
    pub dashes: Vec<(Dash, String)>,
    /// `Tjockare linje: fler grupper`. Empty when all edges weigh the same.
    pub thickness: String,
}

impl NetworkChart {
    pub fn to_svg(&self) -> String {
        let mut svg = Svg::default();
        let layout = Layout::of(&self.nodes);
        self.draw_edges(&mut svg, &layout);
        for (node, place) in self.nodes.iter().zip(&layout.places) {
            draw_node(&mut svg, node, place);
        }
        let height = key::draw(&mut svg, layout.bottom + 8.0, &self.entries());
        let caption = Caption {
            id: &self.id,
            title: &self.title,
            description: &self.description,
        };
        svg.finish(&caption, height)
    }

    /// Thin edges first, so that thick ones lie over them.
    fn draw_edges(&self, svg: &mut Svg, layout: &Layout) {
        let heaviest = self.edges.iter().map(weight).fold(0.0, f64::max);
        let thickest = match self.edges.len() > MANY_EDGES {
            true => THICKEST_OF_MANY,
            false => THICKEST,
        };
        let mut edges: Vec<_> = self.edges.iter().collect();
        edges.sort_by(|a, b| weight(a).total_cmp(&weight(b)));
        let mut between = BTreeMap::new();
        for edge in edges {
            let ends = (layout.places.get(edge.from), layout.places.get(edge.to));
            let (Some(from), Some(to)) = ends else {
                continue;
            };
            if edge.from == edge.to {
                continue;
            }
            let pair = (edge.from.min(edge.to), edge.from.max(edge.to));
            let earlier = between.entry(pair).or_insert(0_u8);
            let bend = 0.14 + 0.2 * f64::from((*earlier).min(3));
            *earlier = earlier.saturating_add(1);
            let share = if heaviest > 0.0 {
                weight(edge) / heaviest
            } else {
                0.0
            };
            let stroke = edge.dash.stroke(THINNEST + (thickest - THINNEST) * share);
            let path = curve(from.node, to.node, layout.centre, bend);
            svg.group(&edge.text, |svg| {
                svg.shape(
                    "path",
                    "chart-edge",
                    &format!("d=\"{path}\" fill=\"none\" {stroke}"),
                );
            });
        }
    }

    fn entries(&self) -> Vec<Entry<'_>> {
        let shapes: BTreeSet<_> = self.nodes.iter().map(|node| node.shape).collect();
        let dashes: BTreeSet<_> = self.edges.iter().map(|edge| edge.dash).collect();
        let named_shapes = self.words.shapes.iter();
        let nodes = named_shapes
            .filter(|(shape, _)| shapes.contains(shape))
            .map(|(shape, word)| {
                Entry::new(word, |svg, x, y| {
                    svg.mark(*shape, (x + SIGN / 2.0, y), RADIUS)
                })
            });
        let named_dashes = self.words.dashes.iter();
        let edges = named_dashes
            .filter(|(dash, _)| dashes.contains(dash))
            .map(|(dash, word)| {
                Entry::new(word, |svg, x, y| {
                    svg.polyline(
                        "chart-edge",
                        &[(x + 1.0, y), (x + SIGN - 1.0, y)],
                        &dash.stroke(3.0),
                    );
                })
            });
        let thickness = Entry::new(&self.words.thickness, |svg, x, y| {
            let wedge = [
                (x, y - 1.0),
                (x + SIGN, y - 4.0),
                (x + SIGN, y + 4.0),
                (x, y + 1.0),
            ];
            svg.polygon("chart-edge", &wedge, &format!("fill=\"{BLUE}\""));
        });
        nodes.chain(edges).chain([thickness]).collect()
    }
}

fn weight(edge: &NetworkEdge) -> f64 {
    if edge.weight.is_finite() {
        edge.weight.max(0.0)
    } else {
        0.0
    }
}

/// A curve bent towards the centre: it never leaves the ellipse, where the names stand.
fn curve(from: (f64, f64), to: (f64, f64), centre: (f64, f64), bend: f64) -> String {
    let pull = |a: f64, b: f64, towards: f64| {
        let middle = f64::midpoint(a, b);
        middle + (towards - middle) * bend
    };
    let over = (pull(from.0, to.0, centre.0), pull(from.1, to.1, centre.1));
    let [x1, y1, x2, y2, x3, y3] = [from.0, from.1, over.0, over.1, to.0, to.1].map(number);
    format!("M{x1} {y1}Q{x2} {y2} {x3} {y3}")
}

fn draw_node(svg: &mut Svg, node: &NetworkNode, place: &Place) {
    let (x, y) = place.node;
    if (place.label - x).abs() > place::GAP + 6.0 {
        let end = if place.label > x {
            place.label - 4.0
        } else {
            place.label + 4.0
        };
        svg.line("chart-guide", PALE, [x, y, end, y]);
    }
    svg.mark(node.shape, (x, y), RADIUS);
    let anchor = if place.label > x {
        Anchor::Start
    } else {
        Anchor::End
    };
    svg.centred((place.label, y), anchor, &place.lines, &node.name);
}
