//! Groups on a staircase: where each stands, where it came from and where it wants to go.

mod stairs;

use crate::key::{self, Entry, SIGN};
use crate::paint::{BLUE, GREY, RUST};
use crate::svg::{Anchor, Caption, Svg};
use stairs::{RADIUS, Stairs};

pub(crate) const STAIR: &str = "#e6eef3";
const HOLLOW: f64 = 5.0;

/// A staircase with the lowest step at the bottom left. Each group has a height of its own to
/// move along, so arrows never meet; groups stack where a step is crowded. Made for up to 30.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LadderChart {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What the chart shows, in a sentence or two.
    pub description: String,
    /// From the lowest.
    pub steps: Vec<LadderStep>,
    pub groups: Vec<LadderGroup>,
    pub words: LadderWords,
    /// List the names under the stairs. Otherwise the page shows [`LadderChart::legend`].
    pub names_inside: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LadderStep {
    /// As it is to be read: `0`.
    pub number: String,
    pub name: String,
}

/// A group or collaboration. Steps are places in `steps`; a place that does not exist counts as
/// none. A group that stands nowhere is listed but not drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LadderGroup {
    pub name: String,
    pub at: Option<usize>,
    /// Where it stood at the earlier date.
    pub before: Option<usize>,
    pub wanted: Option<usize>,
}

/// In the language of the page. The key names only what occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LadderWords {
    /// The numbered dot: `nu`.
    pub at: String,
    /// The hollow dot: `2025-04-01`.
    pub before: String,
    /// The arrow: `vill nå`.
    pub wanted: String,
    /// After the name of a group that stands nowhere: `inte bedömd`.
    pub not_assessed: String,
}

/// The number a group has in the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LadderEntry<'l> {
    pub number: usize,
    /// Its place in `groups`.
    pub group: usize,
    pub name: &'l str,
    pub assessed: bool,
}

impl LadderChart {
    pub fn to_svg(&self) -> String {
        let mut svg = Svg::default();
        let legend = self.legend();
        let stairs = Stairs::of(self, &legend);
        stairs.draw(&mut svg, &self.steps);
        let standing: Vec<_> = legend.iter().filter(|entry| entry.assessed).collect();
        for (entry, place) in standing.iter().zip(&stairs.places) {
            self.draw_moves(&mut svg, &stairs, &self.groups[entry.group], *place);
        }
        for (entry, place) in standing.iter().zip(&stairs.places) {
            svg.group(entry.name, |svg| {
                draw_dot(svg, *place, &entry.number.to_string())
            });
        }
        let bottom = key::draw(&mut svg, stairs.bottom + 12.0, &self.entries());
        let height = self.draw_names(&mut svg, &legend, bottom);
        let caption = Caption {
            id: &self.id,
            title: &self.title,
            description: &self.description,
        };
        svg.finish(&caption, height)
    }

    /// Numbers and names in the order of the picture: from the lowest step, and on each step in
    /// the order given. Groups that stand nowhere come last.
    pub fn legend(&self) -> Vec<LadderEntry<'_>> {
        let mut order: Vec<_> = (0..self.groups.len()).collect();
        let step = |group: usize| self.existing(self.groups[group].at);
        order.sort_by_key(|group| (step(*group).is_none(), step(*group)));
        let numbered = order.into_iter().enumerate();
        let entry = |(index, group): (usize, usize)| LadderEntry {
            number: index + 1,
            group,
            name: &self.groups[group].name,
            assessed: step(group).is_some(),
        };
        numbered.map(entry).collect()
    }

    fn existing(&self, step: Option<usize>) -> Option<usize> {
        step.filter(|step| *step < self.steps.len())
    }

    /// The earlier place and the wanted one other than where the group stands.
    fn moves(&self, group: &LadderGroup) -> Option<(usize, Option<usize>, Option<usize>)> {
        let at = self.existing(group.at)?;
        let other = |step| self.existing(step).filter(|step| *step != at);
        Some((at, other(group.before), other(group.wanted)))
    }

    fn draw_moves(&self, svg: &mut Svg, stairs: &Stairs, group: &LadderGroup, (x, y): (f64, f64)) {
        let Some((at, before, wanted)) = self.moves(group) else {
            return;
        };
        let same_way = before
            .zip(wanted)
            .is_some_and(|(before, wanted)| (before > at) == (wanted > at));
        let aside = if same_way { 5.0 } else { 0.0 };
        if let Some(before) = before {
            let from = stairs.tread(before) - HOLLOW - 3.0;
            let x = x - aside;
            let line = [(x, from), (x, y)];
            svg.polyline(
                "chart-before",
                &line,
                &format!("stroke=\"{GREY}\" stroke-width=\"2\""),
            );
            let paint = format!("fill=\"#ffffff\" stroke=\"{BLUE}\" stroke-width=\"2\"");
            svg.circle("chart-before", (x, from), HOLLOW, &paint);
        }
        if let Some(wanted) = wanted {
            svg.arrow(x + aside, y, stairs.tread(wanted), RUST);
        }
    }

    fn entries(&self) -> Vec<Entry<'_>> {
        let moves: Vec<_> = self
            .groups
            .iter()
            .filter_map(|group| self.moves(group))
            .collect();
        let middle = SIGN / 2.0;
        let mut entries = Vec::new();
        if !moves.is_empty() {
            entries.push(Entry::new(&self.words.at, move |svg, x, y| {
                draw_dot(svg, (x + middle, y), "");
            }));
        }
        if moves.iter().any(|moves| moves.1.is_some()) {
            entries.push(Entry::new(&self.words.before, move |svg, x, y| {
                let paint = format!("fill=\"#ffffff\" stroke=\"{BLUE}\" stroke-width=\"2\"");
                svg.circle("chart-before", (x + middle, y), HOLLOW, &paint);
            }));
        }
        if moves.iter().any(|moves| moves.2.is_some()) {
            entries.push(Entry::new(&self.words.wanted, move |svg, x, y| {
                svg.arrow(x + middle, y + 11.0, y - 11.0, RUST);
            }));
        }
        entries
    }

    fn draw_names(&self, svg: &mut Svg, legend: &[LadderEntry], top: f64) -> f64 {
        if !self.names_inside || legend.is_empty() {
            return top;
        }
        let names: Vec<_> = legend
            .iter()
            .map(|entry| match entry.assessed {
                true => entry.name.to_owned(),
                false => format!("{} – {}", entry.name, self.words.not_assessed),
            })
            .collect();
        let numbers = legend.iter().map(|entry| entry.number.to_string());
        key::numbered(
            svg,
            top + 10.0,
            numbers.zip(names.iter().map(String::as_str)),
        )
    }
}

fn draw_dot(svg: &mut Svg, (x, y): (f64, f64), number: &str) {
    let paint = format!("fill=\"{BLUE}\" stroke=\"#ffffff\" stroke-width=\"1.5\"");
    svg.circle("chart-at", (x, y), RADIUS, &paint);
    if !number.is_empty() {
        svg.colored((x, y), Anchor::Middle, "#ffffff", number);
    }
}
