//! Every database statement of the domain, and nothing else.

mod cases;
mod disposing;
mod documents;
mod ended;
mod events;
mod found;
mod grants;
mod handing;
mod messages;
mod naming;
mod numbers;
mod public_rules;
mod readings;
mod releases;
mod reports;
mod requests;
mod signatures;
mod tasks;
mod texts;
mod versions;
mod words;

pub use cases::{
    CaseQuery, Reach, count_cases, count_restricted, find_case, find_case_by_id,
    find_case_by_token, hold_case, insert_case, list_cases, list_cases_by_id, list_cases_standing,
    list_statement, sought, update_case,
};
pub(crate) use disposing::delete_case;
pub use disposing::{DisposedNumber, insert_disposed, left_of, list_disposed, list_disposed_among};
pub use documents::{
    count_documents, find_document, find_document_by_token, find_document_of_file, insert_document,
    list_documents, list_documents_of, list_official_documents, take_document_number,
    update_document,
};
pub use ended::{count_ended, list_ended, list_from, list_numbers_of};
pub use events::{count_events, insert_event, insert_event_of, list_corrections, list_events};
pub use found::{Found, LOOKED_THROUGH, find_by_words, find_statement};
pub use grants::{
    find_grant, insert_grant, list_grants, list_grants_of, list_grants_to, names_party,
    update_grant,
};
pub use handing::{HeldCase, count_held_by, hold_held, list_held, list_held_cases, set_officer};
pub use messages::{find_message, insert_message, move_message};
pub use naming::cases_naming;
pub use numbers::{
    Numbering, count_numbers, hold_year, is_number_taken, numbering, numbering_of, pass_over,
    raise_year, take_number,
};
pub use public_rules::list_public_rules;
pub use readings::{delete_readings, list_readings, note_reading};
pub use releases::{insert_release, list_releases};
pub use reports::{count_led, count_readings_by, find_report, insert_report, list_named};
pub use requests::{find_request, insert_request, list_open_requests};
pub use signatures::{insert_signature, is_signature, list_signatures};
pub use tasks::{
    End, cases_with_ids, end_task, end_tasks, find_task, insert_tasks, list_awaited_of,
    list_awaited_of_officer, list_due_of_officer, list_tasks, set_due,
};
pub use texts::{
    find_document_of_print, find_text, insert_print, insert_text, list_prints, list_texts,
    update_text,
};
pub use versions::{ToldMove, count_standing, insert_move, list_moves, list_numbered, list_untold};
pub use words::{put_words, take_words};
