//! The few SVG elements that the charts are drawn with. All text is escaped here.

use crate::text::{LINE_HEIGHT, Wrapped};
use crate::{FONT_SIZE, WIDTH};
use std::fmt::Write;

const TEXT: &str = "#1b1b1b";

#[derive(Clone, Copy)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// What a chart says about itself to those who do not see it.
pub(crate) struct Caption<'c> {
    pub id: &'c str,
    pub title: &'c str,
    pub description: &'c str,
}

#[derive(Default)]
pub(crate) struct Svg {
    pub(crate) body: String,
}

impl Svg {
    /// An element without content. The attributes are the charts' own, never a user's.
    pub fn shape(&mut self, element: &str, class: &str, attributes: &str) {
        let _ = write!(self.body, "<{element} class=\"{class}\" {attributes}/>");
    }

    pub fn rectangle(&mut self, class: &str, fill: &str, [x, y, width, height]: [f64; 4]) {
        let [x, y, width, height] = [x, y, width.max(0.0), height.max(0.0)].map(number);
        let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        self.shape("rect", class, &format!("{place} fill=\"{fill}\""));
    }

    pub fn line(&mut self, class: &str, stroke: &str, [x1, y1, x2, y2]: [f64; 4]) {
        let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(number);
        let place = format!("x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"");
        self.shape(
            "line",
            class,
            &format!("{place} stroke=\"{stroke}\" stroke-width=\"1\""),
        );
    }

    /// A line through points. `stroke` holds the stroke's attributes.
    pub fn polyline(&mut self, class: &str, points: &[(f64, f64)], stroke: &str) {
        let attributes = format!("points=\"{}\" fill=\"none\" {stroke}", coordinates(points));
        self.shape("polyline", class, &attributes);
    }

    pub fn polygon(&mut self, class: &str, points: &[(f64, f64)], paint: &str) {
        self.shape(
            "polygon",
            class,
            &format!("points=\"{}\" {paint}", coordinates(points)),
        );
    }

    /// Text whose first base line is at `y`.
    pub fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let (x, y, text) = (number(x), number(y), escape(text));
        let _ = write!(
            self.body,
            "<text class=\"chart-text\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" \
             font-size=\"{FONT_SIZE}\" fill=\"{TEXT}\">{text}</text>"
        );
    }

    /// Lines of text; the whole text becomes a tooltip when it had to be shortened.
    pub fn wrapped(&mut self, (x, y): (f64, f64), anchor: Anchor, wrapped: &Wrapped, whole: &str) {
        if wrapped.shortened {
            let _ = write!(self.body, "<g><title>{}</title>", escape(whole));
        }
        let mut base = y;
        for line in &wrapped.lines {
            self.text((x, base), anchor, line);
            base += LINE_HEIGHT;
        }
        if wrapped.shortened {
            self.body.push_str("</g>");
        }
    }

    pub fn finish(self, caption: &Caption, height: f64) -> String {
        let id = safe_id(caption.id);
        let (title, description) = (escape(caption.title), escape(caption.description));
        let size = format!("viewBox=\"0 0 {WIDTH} {}\"", number(height));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" {size} \
             aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">{title}</title>\
             <desc id=\"{id}-desc\">{description}</desc>{}</svg>",
            self.body
        )
    }
}

pub(crate) fn coordinates(points: &[(f64, f64)]) -> String {
    let points: Vec<_> = points
        .iter()
        .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
        .collect();
    points.join(" ")
}

/// At most one decimal, and no minus before zero.
pub(crate) fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// Characters that XML does not allow at all are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() && !c.is_whitespace() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

pub(crate) fn safe_id(id: &str) -> String {
    let safe: String = id
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect();
    format!("chart-{safe}")
}
