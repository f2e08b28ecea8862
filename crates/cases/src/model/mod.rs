//! Cases as plain data, and their rules.

mod case;
mod document;
mod grant;
mod handing;
mod history;
mod message;
mod number_text;
mod personal_number;
mod processes;
mod protection;
mod reading;
mod report;
mod request;
mod rules;
mod words;

pub use case::{Begun, Case, CaseContent, CaseStatus, Step, place};
pub use document::{
    Direction, Document, DocumentContent, DocumentSort, FileVersion, Release, check_document,
};
pub use grant::{Grant, GrantContent, GrantScope, check_grant, read_numbers, write_numbers};
pub use handing::{Handing, Held, REASON_MAX, Receiver, check_handing};
pub use history::{CaseEvent, Changes, changes, document_changes, happened_changes};
pub use message::{Attachment, Letter, cleaned, read_letter};
pub use number_text::read_number;
pub use personal_number::{has_personal_number, without_personal_numbers};
pub use processes::{
    Applied, CaseTask, Difference, Differs, Lacking, NewTask, Places, ProcessPart, Shown, Standing,
    TaskSort, TaskStatus, Visit, applied, begun, check_places, differences, gone, is_it, lacking,
    recounted,
};
pub use protection::{
    CORRECTED, CORRECTED_BECAUSE, Correction, Restriction, check_reason, veiled, veiled_value,
};
pub use reading::{READINGS_KEPT, Read, Reading};
pub use report::{Finding, ReportContent, Sought, check_report};
pub use request::{Request, RequestContent, check_request, request_case};
pub use rules::{check_case, complete};
pub use words::{words_of, words_sought};
