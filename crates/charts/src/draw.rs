//! What the pictures of networks, ladders, plans and comparisons draw beyond plain shapes.

use crate::FONT_SIZE;
use crate::paint::{Fill, Shape, height_of};
use crate::svg::{Anchor, Svg, coordinates, escape, number, safe_id};
use crate::text::{LINE_HEIGHT, Wrapped};
use std::fmt::Write;

impl Svg {
    /// The tiles that [`Svg::filled`] refers to. `id` keeps them apart from another chart's.
    pub fn tiles(&mut self, id: &str, used: impl IntoIterator<Item = Fill>) {
        let used: std::collections::BTreeSet<_> = used.into_iter().collect();
        for fill in used {
            if let Some(tile) = fill.tile() {
                let _ = write!(
                    self.body,
                    "<defs><pattern id=\"{}-{}\" patternUnits=\"userSpaceOnUse\" width=\"8\" \
                     height=\"8\"><rect width=\"8\" height=\"8\" fill=\"#ffffff\"/>{tile}\
                     </pattern></defs>",
                    safe_id(id),
                    fill.name()
                );
            }
        }
    }

    /// A filled outline.
    pub fn filled(&mut self, id: &str, fill: Fill, points: &[(f64, f64)]) {
        let paint = match fill {
            Fill::Solid => fill.color().to_owned(),
            Fill::Empty => "#ffffff".to_owned(),
            _ => format!("url(#{}-{})", safe_id(id), fill.name()),
        };
        let attributes = format!(
            "points=\"{}\" fill=\"{paint}\" stroke=\"{}\" stroke-width=\"1.6\"",
            coordinates(points),
            fill.color()
        );
        let class = format!("chart-fill chart-fill-{}", fill.name());
        self.shape("polygon", &class, &attributes);
    }

    pub fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64, paint: &str) {
        let (x, y, radius) = (number(x), number(y), number(radius));
        self.shape(
            "circle",
            class,
            &format!("cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {paint}"),
        );
    }

    pub fn mark(&mut self, shape: Shape, (x, y): (f64, f64), radius: f64) {
        let paint = format!(
            "fill=\"{}\" stroke=\"#ffffff\" stroke-width=\"1.5\"",
            shape.color()
        );
        let (corners, scale) = shape.corners();
        if corners.is_empty() {
            return self.circle("chart-mark", (x, y), radius, &paint);
        }
        let reach = radius * scale;
        let corners: Vec<_> = corners
            .iter()
            .map(|(right, down)| (x + right * reach, y + down * reach))
            .collect();
        self.polygon("chart-mark", &corners, &paint);
    }

    /// An arrow straight up or down, its point at `to`.
    pub fn arrow(&mut self, x: f64, from: f64, to: f64, color: &str) {
        let head = 8.0_f64.min((to - from).abs());
        let neck = to - head * (to - from).signum();
        let place = [x, from, x, neck].map(number);
        let [x1, y1, x2, y2] = place;
        self.shape(
            "line",
            "chart-arrow",
            &format!(
                "x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{color}\" \
                 stroke-width=\"2.2\""
            ),
        );
        self.polygon(
            "chart-arrow",
            &[(x - 4.5, neck), (x, to), (x + 4.5, neck)],
            &format!("fill=\"{color}\""),
        );
    }

    /// What `draw` draws, with a tooltip when there is something to say.
    pub fn group(&mut self, tooltip: &str, draw: impl FnOnce(&mut Self)) {
        if tooltip.is_empty() {
            return draw(self);
        }
        let _ = write!(self.body, "<g><title>{}</title>", escape(tooltip));
        draw(self);
        self.body.push_str("</g>");
    }

    /// One line in a colour of its own; `y` is the middle of the line, not its base.
    pub fn colored(&mut self, (x, y): (f64, f64), anchor: Anchor, color: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let (x, y, text) = (number(x), number(y + FONT_SIZE * 0.35), escape(text));
        let _ = write!(
            self.body,
            "<text class=\"chart-word\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" \
             font-size=\"{FONT_SIZE}\" fill=\"{color}\">{text}</text>"
        );
    }

    /// A heading of one or more lines, centred on the height `middle`.
    pub fn strong(&mut self, place: (f64, f64), wrapped: &Wrapped, whole: &str) {
        self.body.push_str("<g font-weight=\"700\">");
        self.centred(place, Anchor::Start, wrapped, whole);
        self.body.push_str("</g>");
    }

    /// Lines centred on the height `middle`.
    pub fn centred(
        &mut self,
        (x, middle): (f64, f64),
        anchor: Anchor,
        wrapped: &Wrapped,
        whole: &str,
    ) {
        let base = middle - height_of(wrapped) / 2.0 + LINE_HEIGHT / 2.0 + FONT_SIZE * 0.35;
        self.wrapped((x, base), anchor, wrapped, whole);
    }
}
