//! The statements.

mod answers;
mod comments;

pub use answers::{find_answer, insert_answer, list_answered, list_answers, update_answer};
pub use comments::{
    LATEST, delete_lost_comments, find_comment, insert_comment, list_all_comments, list_answers_to,
    list_latest, list_open_questions, list_seen, list_written_by, update_comment,
};
