//! Every database statement of the domain, and nothing else.

mod cases;
mod documents;
mod events;
mod naming;
mod numbers;
mod tasks;
mod versions;
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
pub use tasks::{
    End, cases_with_ids, end_task, end_tasks, find_task, insert_tasks, list_awaited_of,
    list_awaited_of_officer, list_due_of_officer, list_tasks, set_due,
};
pub use versions::{ToldMove, count_standing, insert_move, list_moves, list_numbered, list_untold};
pub use words::{put_words, take_words};
