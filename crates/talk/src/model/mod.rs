//! What is kept and its rules; nothing here reads or writes.

mod comment;
mod mention;
mod part;
mod reader;
mod remark;
mod round;

pub use comment::{
    Audience, COMMENT_MAX, Comment, Former, Marked, Mention, OpenTo, check_comment_text,
};
pub use mention::named_in;
pub use part::{Part, budget_parts, gone_parts, parts};
pub use reader::Reader;
pub use remark::{
    AnswerDraft, DraftAnswer, DraftId, Remark, Reply, Verdict, check_answer, check_replies, replied,
};
pub use round::round_of;
