//! Cases as plain data, and their rules.

mod case;
mod document;
mod history;
mod processes;
mod rules;
mod words;

pub use case::{Begun, Case, CaseContent, CaseStatus, Step, place};
pub use document::{Direction, Document, DocumentContent, DocumentSort};
pub use history::{CaseEvent, Changes, changes, document_changes};
pub use processes::{
    Applied, CaseTask, Difference, Differs, Lacking, NewTask, Places, ProcessPart, Shown, Standing,
    TaskSort, TaskStatus, Visit, applied, begun, check_places, differences, gone, is_it, lacking,
    recounted,
};
pub use rules::{check_case, complete};
pub use words::{words_of, words_sought};
