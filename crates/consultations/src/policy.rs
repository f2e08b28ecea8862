//! Who may do what beside what is described. The whole table is printed by a test into `docs/permissions.md`.

use crate::answer::ANSWERED_BY;
use samverk_foundation::Role;
use samverk_web::ActionRow;

/// Answers for the own party; whoever runs the collaboration on its behalf.
pub(crate) const ANSWER: &str = "consultation_answer.answer";

pub fn may_answer(role: Role) -> bool {
    ANSWERED_BY.contains(&role)
}

pub(crate) fn rows() -> Vec<ActionRow> {
    let roles = Role::ALL.into_iter();
    vec![ActionRow {
        code: ANSWER,
        allowed: roles.filter(|role| may_answer(*role)).collect(),
    }]
}
