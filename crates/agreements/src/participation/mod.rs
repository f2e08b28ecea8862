//! Participation: who is asked, what each party answers, and what each pays of it.

mod answer;
mod answering;
mod pages;
mod question;
mod rules;
mod share;
mod standing;
mod view;
mod waiting;

pub use answer::{HeldParticipation, PARTICIPATION, Participation, Taking};
pub use answering::answer_participation;
pub use question::{HeldQuestion, PARTICIPATION_QUESTION, ParticipationQuestion, QuestionState};
pub use share::{Shared, Shares};
pub use standing::{PartyStanding, Period, Said, standing};
pub use view::{PartyAnswer, QuestionDesk};

pub(crate) use pages::routes;
pub use view::acts_for;
pub(crate) use waiting::waiting;
