//! Every statement on the domain's own tables; letters themselves are described once.

mod answers;
mod naming;
mod texts;

pub use answers::{
    hold_answers, insert_answer, list_answers, list_answers_of, names_party, update_answer,
};
pub use naming::letters_naming;
pub use texts::{insert_text, list_texts, list_texts_of};
