//! Plain data and pure rules.

mod answer;
mod carry;
mod change;
mod counted;
mod disclosure;
mod edit;
mod question_type;
mod tally;

pub use answer::{Answer, AnswerState, Link, Response, Section, Step, Submission, Whose, stepped};
pub use carry::{Carried, carry};
pub use change::{FormChange, Weight, What, compare, weight_of};
pub use counted::{Counted, Settled, Told, newly_counted, settled, told_sizes};
pub use disclosure::{FEWEST, hidden};
pub use edit::{
    Direction, key_for, moved, put_question, put_section, remove_question, remove_section,
    section_of,
};
pub use question_type::{FILE_BYTES, QuestionType, yes_and_no};
pub use tally::{Countable, Figures, Tally, tally};
