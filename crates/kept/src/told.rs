//! What the domain tells in a list that no field says.

use crate::{Ground, Later, Stored};
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::{Cell, ColumnKind, Ui};

/// Columns that the domain tells, which no field says. One with the name of a field tells it in other words.
pub struct Told {
    pub columns: &'static [ToldColumn],
    pub tell: TellRows,
}

pub struct ToldColumn {
    /// In addresses.
    pub name: &'static str,
    /// The text of its heading.
    pub label: &'static str,
    pub kind: ColumnKind,
}

/// The cells of each row, in the order of the columns, in a fixed number of statements.
pub type TellRows = for<'a> fn(
    &'a Tx,
    &'a dyn Ground,
    &'a Ui,
    &'a [&'a Stored],
) -> Later<'a, Result<Vec<Vec<Cell>>, Problem>>;

impl Told {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }
}

impl ToldColumn {
    pub const fn new(name: &'static str, label: &'static str, kind: ColumnKind) -> Self {
        Self { name, label, kind }
    }
}
