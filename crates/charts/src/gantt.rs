//! Activities over time. The name stands over its bar, so that both have the whole width.

mod axis;

use crate::WIDTH;
use crate::paint::{Fill, GREEN, GREY, GROUND, INK, PALE, RUST, corners, height_of};
use crate::svg::{Anchor, Caption, Svg};
use crate::text::{self, LINE_HEIGHT};
use axis::Axis;
use chrono::NaiveDate;

const STRIP: f64 = 24.0;
const BAR: f64 = 15.0;
const BETWEEN: f64 = 9.0;
const NARROWEST: f64 = 6.0;
const ARROW: f64 = 10.0;
const STATUS_SHARE: f64 = 0.4;
/// After so many rows the axis comes again at the next heading, or else after twice as many.
const LONG: usize = 10;

/// A time plan. The axis has months up to a year and a half, quarters up to five years, then
/// years; it comes again in a long plan. Made for up to 80 rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GanttChart {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What the chart shows, in a sentence or two.
    pub description: String,
    pub rows: Vec<GanttRow>,
    /// Drawn as a line when it lies within the time of the plan.
    pub today: Option<NaiveDate>,
    /// Days that are marked across all bars, both within: a frame that the description tells of.
    pub window: Option<(NaiveDate, NaiveDate)>,
    pub words: GanttWords,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GanttRow {
    /// What the following activities have in common.
    Heading(String),
    Activity(GanttActivity),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GanttActivity {
    pub label: String,
    /// The first day. Without it the bar begins with a point to the left.
    pub from: Option<NaiveDate>,
    /// The last day. Without it the bar ends with a point to the right.
    pub to: Option<NaiveDate>,
    /// Stands at the right of the name: `pågår`. May be empty.
    pub status: String,
    /// One for each status.
    pub fill: Fill,
    /// How the bar may go on: until which day, and with what fill.
    pub further: Vec<(NaiveDate, Fill)>,
    /// Tooltip: `2026-04-01 till 2026-06-30`. Empty means none.
    pub text: String,
}

/// In the language of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GanttWords {
    /// Over the line of today: `i dag`.
    pub today: String,
    /// In place of a bar: `datum inte bestämt`.
    pub date_open: String,
    /// `jan`, `feb` …
    pub months: [String; 12],
    /// `kv 1` …
    pub quarters: [String; 4],
}

impl GanttChart {
    pub fn to_svg(&self) -> String {
        let mut svg = Svg::default();
        let further = |one: &GanttActivity| {
            one.further
                .iter()
                .map(|(_, fill)| *fill)
                .collect::<Vec<_>>()
        };
        let fills = self
            .activities()
            .flat_map(|one| [vec![one.fill], further(one)].concat());
        svg.tiles(&self.id, fills);
        let axis = Axis::over(self.activities(), self.window);
        let today = self.today_on(axis.as_ref());
        let mut top = 0.0;
        if let Some(axis) = &axis {
            top = self.draw_today_word(&mut svg, today, top);
            top = axis.draw(&mut svg, &self.words, top);
        }
        let mut since_axis = 0;
        for row in &self.rows {
            if let Some(axis) = axis.as_ref().filter(|_| needs_axis(row, since_axis)) {
                top = axis.draw(&mut svg, &self.words, top + BETWEEN);
                since_axis = 0;
            }
            since_axis += 1;
            top = match row {
                GanttRow::Heading(heading) => draw_heading(&mut svg, heading, top),
                GanttRow::Activity(activity) => {
                    self.draw_activity(&mut svg, axis.as_ref(), today, activity, top)
                }
            };
        }
        if let Some(axis) = axis.filter(|_| since_axis > LONG) {
            top = axis.draw(&mut svg, &self.words, top);
        }
        let caption = Caption {
            id: &self.id,
            title: &self.title,
            description: &self.description,
        };
        svg.finish(&caption, (top + 4.0).max(LINE_HEIGHT))
    }

    fn activities(&self) -> impl Iterator<Item = &GanttActivity> + Clone {
        self.rows.iter().filter_map(|row| match row {
            GanttRow::Activity(activity) => Some(activity),
            GanttRow::Heading(_) => None,
        })
    }

    fn today_on(&self, axis: Option<&Axis>) -> Option<f64> {
        let (axis, today) = axis.zip(self.today)?;
        axis.holds(today).then(|| axis.position(today))
    }

    fn draw_today_word(&self, svg: &mut Svg, today: Option<f64>, top: f64) -> f64 {
        let Some(x) = today else {
            return top;
        };
        let word = text::shorten(&self.words.today, WIDTH / 2.0);
        let half = word.lines.first().map_or(0.0, |line| text::width(line)) / 2.0;
        let middle = x.clamp(half, WIDTH - half);
        let line = word.lines.first().map_or("", String::as_str);
        svg.colored(
            (middle, top + LINE_HEIGHT / 2.0),
            Anchor::Middle,
            RUST,
            line,
        );
        let point = top + LINE_HEIGHT + 7.0;
        let corners = [(x - 6.0, point - 8.0), (x + 6.0, point - 8.0), (x, point)];
        let inside = corners.map(|(x, y)| (x.clamp(0.0, WIDTH), y));
        svg.polygon("chart-today", &inside, &format!("fill=\"{RUST}\""));
        point
    }

    fn draw_activity(
        &self,
        svg: &mut Svg,
        axis: Option<&Axis>,
        today: Option<f64>,
        activity: &GanttActivity,
        top: f64,
    ) -> f64 {
        let strip = self.draw_names(svg, activity, top + BETWEEN);
        svg.rectangle("chart-strip", GROUND, [0.0, strip, WIDTH, STRIP]);
        for x in axis.iter().flat_map(|axis| axis.lines()) {
            svg.line("chart-guide", PALE, [x, strip, x, strip + STRIP]);
        }
        match axis.and_then(|axis| axis.ends(activity)) {
            Some(ends) => svg.group(&activity.text, |svg| {
                let outline = outline(activity, ends, strip + STRIP / 2.0);
                svg.filled(&self.id, activity.fill, &outline);
            }),
            None => self.draw_open(svg, strip + STRIP / 2.0),
        }
        if let Some(axis) = axis {
            self.draw_further(svg, axis, activity, strip + STRIP / 2.0);
            self.draw_window(svg, axis, strip);
        }
        // Where words stand in place of a bar the line would cross them.
        let has_bar = axis.is_some_and(|axis| axis.ends(activity).is_some());
        if let Some(x) = today.filter(|_| has_bar) {
            draw_today(svg, x, strip);
        }
        strip + STRIP
    }

    /// How the bar may go on, each part from where the one before it ends.
    fn draw_further(&self, svg: &mut Svg, axis: &Axis, activity: &GanttActivity, middle: f64) {
        let mut from = activity.to;
        for (to, fill) in &activity.further {
            let ends = from.map(|from| (axis.after(from), axis.after(*to)));
            if let Some((left, right)) = ends.filter(|(left, right)| left < right) {
                let outline = corners([left, middle - BAR / 2.0, right - left, BAR]);
                svg.group(&activity.text, |svg| svg.filled(&self.id, *fill, &outline));
            }
            from = Some(*to);
        }
    }

    fn draw_window(&self, svg: &mut Svg, axis: &Axis, strip: f64) {
        let Some((from, to)) = self.window else {
            return;
        };
        let left = axis.position(from).clamp(1.0, WIDTH - 5.0);
        let right = axis.after(to).clamp(left + 4.0, WIDTH - 1.0);
        let frame = corners([left, strip + 1.0, right - left, STRIP - 2.0]);
        let paint = format!("fill=\"none\" stroke=\"{GREEN}\" stroke-width=\"2.4\"");
        svg.polygon("chart-window", &frame, &paint);
    }

    /// Name and status; gives the lower end.
    fn draw_names(&self, svg: &mut Svg, activity: &GanttActivity, top: f64) -> f64 {
        let status = text::shorten(&activity.status, WIDTH * STATUS_SHARE);
        let status_width = status.lines.first().map_or(0.0, |line| text::width(line));
        let gap = if status_width > 0.0 { 14.0 } else { 0.0 };
        let label = text::wrap(&activity.label, WIDTH - status_width - gap, 2);
        let bottom = top + height_of(&label);
        let middle = f64::midpoint(top, bottom);
        svg.centred((0.0, middle), Anchor::Start, &label, &activity.label);
        if status_width > 0.0 {
            let last = bottom - LINE_HEIGHT / 2.0;
            svg.centred((WIDTH, last), Anchor::End, &status, &activity.status);
        }
        bottom + 3.0
    }

    fn draw_open(&self, svg: &mut Svg, middle: f64) {
        let corners = [
            (12.0, middle - 8.0),
            (20.0, middle),
            (12.0, middle + 8.0),
            (4.0, middle),
        ];
        let paint = format!(
            "fill=\"#ffffff\" stroke=\"{GREY}\" stroke-width=\"1.6\" stroke-dasharray=\"3 2\""
        );
        svg.polygon("chart-open", &corners, &paint);
        let word = text::shorten(&self.words.date_open, WIDTH - 34.0);
        svg.centred((28.0, middle), Anchor::Start, &word, &self.words.date_open);
    }
}

fn needs_axis(row: &GanttRow, since_axis: usize) -> bool {
    let most = match row {
        GanttRow::Heading(_) => LONG,
        GanttRow::Activity(_) => LONG * 2,
    };
    since_axis >= most
}

fn draw_heading(svg: &mut Svg, heading: &str, top: f64) -> f64 {
    let lines = text::wrap(heading, WIDTH, 2);
    let first = top + 18.0;
    let bottom = first + height_of(&lines);
    svg.strong((0.0, f64::midpoint(first, bottom)), &lines, heading);
    svg.line("chart-axis", INK, [0.0, bottom + 3.0, WIDTH, bottom + 3.0]);
    bottom + 2.0
}

/// Within the strip, so that it crosses no name. The white beside the line keeps it apart from a striped bar.
fn draw_today(svg: &mut Svg, x: f64, strip: f64) {
    let line = [(x, strip), (x, strip + STRIP)];
    svg.polyline("chart-halo", &line, "stroke=\"#ffffff\" stroke-width=\"6\"");
    let stroke = format!("stroke=\"{RUST}\" stroke-width=\"2.4\"");
    svg.polyline("chart-today", &line, &stroke);
}

/// A bar whose open ends are points.
fn outline(activity: &GanttActivity, (from, to): (f64, f64), middle: f64) -> Vec<(f64, f64)> {
    let least = if activity.from.is_none() || activity.to.is_none() {
        ARROW * 1.5
    } else {
        NARROWEST
    };
    let from = from.min(WIDTH - least).max(1.0);
    let to = to.max(from + least).min(WIDTH - 1.0);
    let [upper_left, upper_right, lower_right, lower_left] =
        corners([from, middle - BAR / 2.0, to - from, BAR]);
    let mut points = Vec::new();
    if activity.from.is_none() {
        points.extend([(from, middle), (from + ARROW, upper_left.1)]);
    } else {
        points.push(upper_left);
    }
    if activity.to.is_none() {
        points.extend([
            (to - ARROW, upper_right.1),
            (to, middle),
            (to - ARROW, lower_right.1),
        ]);
    } else {
        points.extend([upper_right, lower_right]);
    }
    points.push(if activity.from.is_none() {
        (from + ARROW, lower_left.1)
    } else {
        lower_left
    });
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_today_crosses_no_words() {
        let day = |month| NaiveDate::from_ymd_opt(2026, month, 1);
        let activity = |from, to| {
            GanttRow::Activity(GanttActivity {
                label: "Arkiv".to_owned(),
                from,
                to,
                ..GanttActivity::default()
            })
        };
        let chart = GanttChart {
            rows: vec![activity(day(1), day(9)), activity(None, None)],
            today: day(4),
            ..GanttChart::default()
        };
        // One row has a bar; where a text stands in its place there is no line. The other mark is the point above.
        assert_eq!(chart.to_svg().matches("class=\"chart-today\"").count(), 2);
    }
}
