//! Who may do what. The whole table is printed by a test into `docs/permissions.md`.

use samverk_foundation::Role;
use samverk_web::ActionRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Builds the form of a survey and reads what was answered.
    Build,
    /// Answers: for the own party, for oneself, or the section that one was handed.
    Answer,
    /// Sees which surveys there are, who has answered, and what the own side has.
    Read,
}

impl Action {
    pub const ALL: &'static [Self] = &[Self::Build, Self::Answer, Self::Read];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Build => "survey.build",
            Self::Answer => "survey.answer",
            Self::Read => "survey.follow",
        }
    }

    /// Use as `scope.require(Action::Build.by())`.
    pub fn by(self) -> impl Fn(Role) -> bool {
        move |role| may(role, self)
    }
}

pub fn may(role: Role, action: Action) -> bool {
    use Role::{Administrator, Coordinator};
    match action {
        Action::Build => matches!(role, Administrator | Coordinator),
        // Whose answer it is decides the rest: people answer for themselves, whatever their role.
        Action::Answer | Action::Read => role.belongs(),
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
