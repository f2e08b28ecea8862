//! What is done for an answer, by the party's own people or by whoever runs the collaboration. Each is one verb.

mod add_point;
mod offer_answer;
mod open_case;
mod receive_answer;
mod save_section;
mod take_step;

pub use add_point::add_point;
pub use offer_answer::offer_answer;
pub use open_case::open_case;
pub use receive_answer::receive_answer;
pub use save_section::{Said, adopt_joint_text, save_section};
pub(crate) use take_step::save_part;
pub use take_step::{save_answer, take_step};
