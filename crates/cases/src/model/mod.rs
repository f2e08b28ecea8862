//! Cases as plain data, and their rules.

mod case;
mod document;
mod grant;
mod handing;
mod history;
mod merging;
mod message;
mod number_text;
mod paper;
mod personal_number;
mod processes;
mod protection;
mod reading;
mod report;
mod request;
mod rules;
mod signature;
mod words;

pub use case::{Begun, Case, CaseContent, CaseStatus, Step, at_place, place};
pub use document::{
    Direction, Document, DocumentContent, DocumentSort, FileVersion, Release, check_document,
};
pub use grant::{Grant, GrantContent, GrantScope, check_grant, read_numbers, write_numbers};
pub use handing::{Handing, Held, REASON_MAX, Receiver, check_handing};
pub use history::{CaseEvent, Changes, changes, document_changes, happened_changes, veiled};
pub use merging::{MergeField, merge_problems, merged, unsaid};
pub use message::{Attachment, Letter, cleaned, read_letter};
pub use number_text::{number_sought, read_number};
pub use paper::{CaseText, MergeValues, Print, check_text};
pub use personal_number::{has_personal_number, without_personal_numbers};
pub use processes::{
    Applied, CaseTask, Difference, Differs, Lacking, NewTask, Places, ProcessPart, Shown, Standing,
    TaskSort, TaskStatus, Visit, applied, begun, check_places, differences, gone, is_it, lacking,
    recounted,
};
pub use protection::{
    CORRECTED, CORRECTED_BECAUSE, Correction, Restriction, check_reason, uncorrected, veiled_value,
};
pub use reading::{READINGS_KEPT, Read, Reading};
pub use report::{Finding, ReportContent, Sought, check_report};
pub use request::{Request, RequestContent, check_request, request_case};
pub use rules::{check_case, complete};
pub use signature::{Signature, SignatureSort};
pub use words::{words_of, words_sought};
