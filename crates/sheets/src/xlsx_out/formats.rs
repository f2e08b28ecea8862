//! How cells look: Swedish number formats, a heading that stands out, a line above the totals.

use crate::sheet::{Cell, Kind};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const HEADING_BACKGROUND: Color = Color::RGB(0x1F_3A_5F);

pub(super) struct Formats {
    pub title: Format,
    heading_left: Format,
    heading_right: Format,
    body: Row,
    total: Row,
}

/// One format for each look that a cell can have.
struct Row {
    text: Format,
    integer: Format,
    decimal: Format,
    kronor: Format,
    kronor_with_ore: Format,
    percent: Format,
    percent_exact: Format,
    date: Format,
}

impl Default for Formats {
    fn default() -> Self {
        let heading = Format::new()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(HEADING_BACKGROUND)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        let total = Format::new().set_bold().set_border_top(FormatBorder::Thin);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            heading_left: heading.clone().set_align(FormatAlign::Left),
            heading_right: heading.set_align(FormatAlign::Right),
            body: Row::from(&Format::new().set_align(FormatAlign::Top)),
            total: Row::from(&total),
        }
    }
}

impl From<&Format> for Row {
    fn from(base: &Format) -> Self {
        let number = |pattern: &str| {
            base.clone()
                .set_num_format(pattern)
                .set_align(FormatAlign::Right)
        };
        Self {
            text: base.clone().set_text_wrap(),
            integer: number("#,##0"),
            decimal: number("#,##0.######"),
            kronor: number("#,##0 \"kr\""),
            kronor_with_ore: number("#,##0.00 \"kr\""),
            percent: number("0.00 %"),
            percent_exact: number("0.00######## %"),
            date: base
                .clone()
                .set_num_format("yyyy-mm-dd")
                .set_align(FormatAlign::Left),
        }
    }
}

impl Formats {
    pub fn heading(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Text | Kind::Date => &self.heading_left,
            Kind::Integer | Kind::Decimal | Kind::Kronor | Kind::Percent => &self.heading_right,
        }
    }

    pub fn body(&self, cell: &Cell) -> &Format {
        self.body.of(cell)
    }

    pub fn total(&self, cell: &Cell) -> &Format {
        self.total.of(cell)
    }
}

impl Row {
    /// An amount with öre and a share with many decimals are shown whole, never rounded.
    fn of(&self, cell: &Cell) -> &Format {
        match cell {
            Cell::Empty | Cell::Text(_) => &self.text,
            Cell::Integer(_) => &self.integer,
            // A pattern with optional decimals would leave a comma after a whole number.
            Cell::Decimal(number) if number.fract().is_zero() => &self.integer,
            Cell::Decimal(_) => &self.decimal,
            Cell::Kronor(amount) if amount.0 % 100 == 0 => &self.kronor,
            Cell::Kronor(_) => &self.kronor_with_ore,
            Cell::Percent(percent) if percent.normalize().scale() <= 2 => &self.percent,
            Cell::Percent(_) => &self.percent_exact,
            Cell::Date(_) => &self.date,
        }
    }
}
