//! Cases as plain data, and their rules.

mod case;
mod document;
mod history;
mod rules;
mod words;

pub use case::{Begun, Case, CaseContent, CaseStatus, Step, place};
pub use document::{Direction, Document, DocumentContent, DocumentSort};
pub use history::{CaseEvent, Changes, changes, document_changes};
pub use rules::{check_case, complete};
pub use words::{words_of, words_sought};
