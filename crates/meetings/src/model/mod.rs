//! Rules of meetings and decisions: pure, without input or output.

mod calls;
mod letter_rules;
mod limits;
mod meeting_rules;
mod presence;
mod series_rules;
mod vote_rules;

pub use calls::{Called, Due, due};
pub use limits::{Limit, announce_by, appeal_until, approve_by, least_down_on};
pub(crate) use meeting_rules::check_meeting;
pub use presence::{MeetingFacts, Taking, taking_part};
pub(crate) use series_rules::check_series;
pub(crate) use vote_rules::{Known, check_matter};
