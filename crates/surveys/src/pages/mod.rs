//! The pages of the domain: building a survey, answering it, and what came of it.

mod address;
mod answer;
mod answer_steps;
mod assessed;
mod attached;
mod builder;
mod builder_forms;
mod conditions;
mod drawn;
mod hand_out;
mod made;
mod move_version;
mod new_question;
mod preview;
mod question_form;
mod results;
mod routes;
mod section_form;
mod section_page;
mod send;
mod survey;
mod words;
mod workbook;

pub(crate) use made::panel;
pub(crate) use new_question::RESERVED;
pub(crate) use routes::routes;
