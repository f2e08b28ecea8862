//! A table for people: headings, kinds of columns, values that know what they are.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use samverk_foundation::Ore;

/// One table to download, as a sheet in a workbook or as a CSV file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The name on the tab; what Excel does not allow in it is replaced.
    pub name: String,
    /// The heading above the table.
    pub title: String,
    pub columns: Vec<Column>,
    /// Rows of as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// The last row, set apart from the others.
    pub totals: Option<Vec<Cell>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub heading: String,
    pub kind: Kind,
}

impl Column {
    pub fn new(heading: impl Into<String>, kind: Kind) -> Self {
        Self {
            heading: heading.into(),
            kind,
        }
    }
}

/// What stands in a column. Decides alignment and width; a cell may still hold something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Decimal,
    Kronor,
    Percent,
    Date,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Integer(i64),
    Decimal(Decimal),
    Kronor(Ore),
    /// In percent: 38 is 38 %.
    Percent(Decimal),
    Date(NaiveDate),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Ore> for Cell {
    fn from(amount: Ore) -> Self {
        Self::Kronor(amount)
    }
}

/// `None` becomes an empty cell.
impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
