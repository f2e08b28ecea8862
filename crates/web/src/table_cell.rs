//! The columns and cells of tables: a value, how it is read, where it leads and how it is marked.

use rust_decimal::Decimal;
use samverk_foundation::{Ore, format_decimal, format_integer, format_percent};
use samverk_sheets::Cell as Value;

pub use samverk_sheets::Kind as ColumnKind;

/// The mood of a marked cell. Words carry the meaning; the colour only helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Neutral,
    Good,
    Warning,
    Bad,
}

impl Tone {
    pub fn color(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Good => "success",
            Self::Warning => "warning",
            Self::Bad => "danger",
        }
    }
}

/// Which way a table is sorted by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortedWay {
    Up,
    Down,
}

/// A heading that leads to the table sorted by its column.
#[derive(Clone, Debug)]
pub struct ColumnSort {
    pub href: String,
    /// How it is sorted by it now.
    pub way: Option<SortedWay>,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub heading: String,
    pub kind: ColumnKind,
    pub sort: Option<ColumnSort>,
    /// It leads to what is done with the row, which nobody prints.
    pub is_for_screens: bool,
}

impl Column {
    pub fn new(heading: impl Into<String>, kind: ColumnKind) -> Self {
        Self {
            heading: heading.into(),
            kind,
            sort: None,
            is_for_screens: false,
        }
    }

    #[must_use]
    pub fn for_screens(self) -> Self {
        Self {
            is_for_screens: true,
            ..self
        }
    }

    #[must_use]
    pub fn sorted(self, sort: ColumnSort) -> Self {
        Self {
            sort: Some(sort),
            ..self
        }
    }

    /// `ascending` or `descending`, as `aria-sort` says it.
    pub fn sorted_way(&self) -> Option<&'static str> {
        let way = self.sort.as_ref()?.way?;
        Some(match way {
            SortedWay::Up => "ascending",
            SortedWay::Down => "descending",
        })
    }

    pub fn is_number(&self) -> bool {
        !matches!(self.kind, ColumnKind::Text | ColumnKind::Date)
    }
}

/// A box with which a row is picked, for the form with the id `picked`.
#[derive(Clone, Debug)]
pub struct Pick {
    pub value: String,
    pub label: String,
    pub is_picked: bool,
}

/// A value, where it leads and how it is marked.
#[derive(Clone, Debug)]
pub struct Cell {
    pub value: Value,
    pub href: Option<String>,
    pub tone: Option<Tone>,
    /// What a link is about, for those who do not see the row that it stands in.
    pub about: Option<String>,
    /// The box beside it with which the row is picked.
    pub pick: Option<Pick>,
    /// How long its bar is, in percent of the longest in the column.
    pub bar: Option<u8>,
    /// An amount is shown with its öre, also when there are none.
    with_ore: bool,
}

impl Cell {
    pub fn new(value: impl Into<Value>) -> Self {
        Self {
            value: value.into(),
            href: None,
            tone: None,
            about: None,
            pick: None,
            bar: None,
            with_ore: false,
        }
    }

    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Value::Text(text.into()))
    }

    pub fn integer(number: i64) -> Self {
        Self::new(Value::Integer(number))
    }

    pub fn percent(number: Decimal) -> Self {
        Self::new(Value::Percent(number))
    }

    pub fn decimal(number: Decimal) -> Self {
        Self::new(Value::Decimal(number))
    }

    pub fn date(date: chrono::NaiveDate) -> Self {
        Self::new(Value::Date(date))
    }

    pub fn ore(amount: Ore) -> Self {
        Self::new(Value::Kronor(amount))
    }

    /// A small amount, in a column where all have öre.
    pub fn small_ore(amount: Ore) -> Self {
        Self {
            with_ore: true,
            ..Self::ore(amount)
        }
    }

    pub fn empty() -> Self {
        Self::new(Value::Empty)
    }

    pub fn link(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            href: Some(href.into()),
            ..Self::text(text)
        }
    }

    pub fn tag(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone: Some(tone),
            ..Self::text(text)
        }
    }

    pub fn to(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    #[must_use]
    pub fn picked_by(self, pick: Pick) -> Self {
        Self {
            pick: Some(pick),
            ..self
        }
    }

    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }

    /// How much it is, where bars can be compared by it.
    pub(crate) fn quantity(&self) -> Option<Decimal> {
        match self.value {
            Value::Integer(number) => Some(number.into()),
            Value::Kronor(amount) => Some(amount.0.into()),
            Value::Decimal(number) | Value::Percent(number) => Some(number),
            Value::Empty | Value::Text(_) | Value::Date(_) => None,
        }
    }

    /// The value as people read it.
    pub fn shown(&self) -> String {
        match &self.value {
            Value::Empty => String::new(),
            Value::Text(text) => text.clone(),
            Value::Integer(number) => format_integer(*number),
            Value::Decimal(number) => format_decimal(*number),
            Value::Kronor(amount) if self.with_ore => format!("{amount:#}"),
            Value::Kronor(amount) => amount.to_string(),
            Value::Percent(number) => format_percent(*number),
            Value::Date(date) => date.format("%Y-%m-%d").to_string(),
        }
    }
}
