//! Every database statement of the domain, and nothing else.

mod cases;
mod documents;
mod events;
mod naming;
mod numbers;
mod words;

pub use cases::{
    CaseQuery, Reach, count_cases, find_case, find_case_by_id, hold_case, insert_case, list_cases,
    update_case,
};
pub use documents::{
    count_documents, find_document, insert_document, list_documents, take_document_number,
    update_document,
};
pub use events::{insert_event, list_events};
pub use naming::cases_naming;
pub use numbers::{Numbering, count_numbers, numbering, numbering_of, take_number};
pub use words::{put_words, take_words};
