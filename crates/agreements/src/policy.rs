//! Who may do what beside what is described. The whole table is printed by a test into `docs/permissions.md`.

use samverk_foundation::Role;
use samverk_web::ActionRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Answers whether a party takes part, for the own party; whoever runs the collaboration for any.
    AnswerParticipation,
    /// Sends a letter's text, gives notice, takes back what was recorded by mistake.
    SendLetter,
    /// Answers a letter for the own party; whoever runs the collaboration for any.
    AnswerLetter,
    /// Signs a letter or leaves it, for the own party; a signed copy is also recorded by whoever runs the collaboration.
    SignLetter,
}

impl Action {
    pub const ALL: &'static [Self] = &[
        Self::AnswerParticipation,
        Self::SendLetter,
        Self::AnswerLetter,
        Self::SignLetter,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::AnswerParticipation => "participation.answer",
            Self::SendLetter => "letter.send",
            Self::AnswerLetter => "letter.answer",
            Self::SignLetter => "letter.sign",
        }
    }

    /// Use as `scope.require(Action::SendLetter.by())`.
    pub fn by(self) -> impl Fn(Role) -> bool {
        move |role| may(role, self)
    }
}

/// Who answers and signs, for the own party or, running the collaboration, on its behalf.
pub(crate) const ANSWERED_BY: &[Role] = &[
    Role::Administrator,
    Role::Coordinator,
    Role::PartyAdministrator,
    Role::Representative,
];

pub fn may(role: Role, action: Action) -> bool {
    use Role::{Administrator, Coordinator};
    match action {
        Action::SendLetter => matches!(role, Administrator | Coordinator),
        // For whom, the party decides: its own people, or whoever runs the collaboration on its behalf.
        Action::AnswerParticipation | Action::AnswerLetter | Action::SignLetter => {
            ANSWERED_BY.contains(&role)
        }
    }
}

pub(crate) fn rows() -> Vec<ActionRow> {
    let row = |action: &Action| {
        let roles = Role::ALL.into_iter();
        ActionRow {
            code: action.code(),
            allowed: roles.filter(|role| may(*role, *action)).collect(),
        }
    };
    Action::ALL.iter().map(row).collect()
}
