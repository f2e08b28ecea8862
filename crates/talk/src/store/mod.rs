//! The statements.

mod answers;
mod comments;

pub use answers::{
    answers_naming, find_answer, insert_answer, list_answered, list_answered_budgets, list_answers,
    list_answers_of_budget, list_remarked, update_answer,
};
pub use comments::{
    LATEST, comments_naming, count_seen, delete_comments_at, delete_lost_comments, find_comment,
    insert_comment, list_all_comments, list_answers_before, list_answers_to, list_answers_until,
    list_latest, list_open_questions, list_seen, said_of_by, update_comment,
};
