//! What the domain tells in a list that no field says.

use crate::{Ground, Later, Stored};
use samverk_database::Tx;
use samverk_fields::FieldKey;
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
    /// How the database says what the list is sorted by, of a row of the kind's table and never nothing. It asks
    /// by an index; what has no such words has a heading that leads nowhere.
    pub sorted_by: Option<fn() -> String>,
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

    /// The columns by which the list is sorted.
    pub(crate) fn sorted(&self) -> impl Iterator<Item = FieldKey> {
        let sorted = self.columns.iter().filter(|one| one.sorted_by.is_some());
        sorted.map(|column| FieldKey::of(column.name))
    }

    pub(crate) fn sorted_by(&self, field: &FieldKey) -> Option<String> {
        let column = self.columns.iter().find(|one| one.name == field.as_str());
        Some((column?.sorted_by?)())
    }
}

impl ToldColumn {
    pub const fn new(name: &'static str, label: &'static str, kind: ColumnKind) -> Self {
        Self {
            name,
            label,
            kind,
            sorted_by: None,
        }
    }

    /// The list is sorted by it too.
    #[must_use]
    pub const fn sorted_by(self, sorted_by: fn() -> String) -> Self {
        Self {
            sorted_by: Some(sorted_by),
            ..self
        }
    }
}
