//! Every statement on the domain's own tables; surveys themselves are described once.

mod answers;
mod counted;
mod forms;
mod links;
mod responses;
mod sections;
mod submissions;

pub use answers::{
    find_answer, find_answer_by_id, hold_answer, insert_answer, list_answers, list_answers_of,
    names_party, update_answer,
};
pub use counted::{insert_counted, list_counted};
pub use forms::{
    delete_draft, find_form, insert_form, is_sent, list_forms, list_forms_of, update_form,
};
pub use links::{insert_link, list_links, list_links_to};
pub use responses::{
    delete_response, insert_response, list_authors, list_responses, update_response,
};
pub use sections::{list_sections, list_sections_of, put_section};
pub use submissions::{
    find_submission, insert_submission, list_as_counted, list_latest, list_submissions,
};
