//! The language of forms: questions, answers, and every way in and out of them, each written once. No IO.

mod asked;
mod check;
mod chosen;
mod columns;
mod difference;
mod document;
mod expected;
mod file;
mod form;
mod form_check;
mod from_cells;
mod from_form;
mod from_json;
mod key;
mod kind;
mod link;
mod manner;
mod number;
mod pass;
mod pattern;
mod read_text;
mod reason;
mod record;
mod rows;
mod schema;
mod shown;
mod text_types;
mod to_json;
mod to_text;
mod told;
mod types;
mod value;
mod words;

pub use check::check;
pub use chosen::{Chosen, chosen};
pub use columns::{Column, Storage, cell_schema, columns};
pub use difference::{Changed, difference};
pub use document::{document_schema, from_document, in_document, to_document};
pub use expected::Expected;
pub use form::{Form, Question, Section};
pub use form_check::check_form;
pub use from_cells::from_cells;
pub use from_form::{Sent, from_form};
pub use from_json::{below, from_json};
pub use key::{FieldKey, KindCode};
pub use kind::{ChoiceOption, Choices, Comparison, Condition, FieldKind, PatternName, RowOf, Rule};
pub use link::{Many, One, OneOf, Referable, ReferableKinds};
pub use number::{plain, plain_decimal};
pub use pass::Pass;
pub use read_text::is_email;
pub use reason::Reason;
pub use record::Record;
pub use rows::{RowType, Rows};
pub use schema::json_schema;
pub use shown::{fulfils, shown, without_hidden};
pub use text_types::{
    Filled, FreeText, Line, Lines, Name, OrganisationNumber, Prose, TimeOfDay, Title, WebAddress,
};
pub use to_json::to_json;
pub use to_text::{cell_columns, to_cells, to_form};
pub use told::{from_told, to_told, upgraded};
pub use types::{FieldType, Percent, Scale, Whole, Year};
pub use value::{FileRef, Known, Reference, Value};
pub use words::{LanguageCode, Words};

/// For the macros of this crate only.
#[doc(hidden)]
pub use samverk_foundation as foundation;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod testing_any;
#[cfg(test)]
mod ways_tests;
