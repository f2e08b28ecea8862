//! Rows of a struct within a kept thing.

use crate::{FieldKey, FieldKind, FieldType, Question, Record, RowOf, Rule, Value};
use std::ops::Deref;

/// A struct that is one row of several; `#[derive(Row)]` writes it.
#[diagnostic::on_unimplemented(message = "no row is made of `{Self}`: give it #[derive(Row)]")]
pub trait RowType: Sized {
    /// What one is called: `level`.
    const ONE: &'static str;
    const ABOUT: &'static str;
    /// The column without which a row of a form is none.
    const MADE_BY: Option<FieldKey>;
    /// `prefix` is the beginning of the columns' texts: `ladder-levels`.
    fn columns(prefix: &str) -> Vec<Question>;
    /// Nothing when the row is of another form.
    fn read(row: &Record) -> Option<Self>;
    fn write(&self) -> Record;
}

/// Rows in their order; at least and at most so many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows<T, const LEAST: u16 = 0, const MOST: u16 = { u16::MAX }>(pub Vec<T>);

impl<T: RowType, const LEAST: u16, const MOST: u16> FieldType for Rows<T, LEAST, MOST> {
    fn kind(prefix: &str) -> FieldKind {
        FieldKind::Rows {
            of: RowOf {
                one: T::ONE.into(),
                about: T::ABOUT.into(),
                made_by: T::MADE_BY,
            },
            columns: T::columns(prefix),
            least: LEAST,
            most: MOST,
        }
    }

    fn rules() -> Vec<Rule> {
        Vec::new()
    }

    fn read(value: &Value) -> Option<Self> {
        let rows = value.rows().iter().map(T::read);
        rows.collect::<Option<_>>().map(Self)
    }

    fn write(&self) -> Value {
        Value::Rows(self.0.iter().map(T::write).collect())
    }
}

impl<T, const LEAST: u16, const MOST: u16> Deref for Rows<T, LEAST, MOST> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}
