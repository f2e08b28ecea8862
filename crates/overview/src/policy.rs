//! Who may do what. The whole table is printed by a test into `docs/permissions.md`.

use samverk_foundation::Role;
use samverk_web::ActionRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See, for every party of a collaboration, what is missing from it.
    ReadAcrossParties,
}

impl Action {
    pub const ALL: &'static [Self] = &[Self::ReadAcrossParties];

    pub fn code(self) -> &'static str {
        match self {
            Self::ReadAcrossParties => "across_parties.read",
        }
    }

    /// Use as `scope.require(Action::ReadAcrossParties.by())`.
    pub fn by(self) -> impl Fn(Role) -> bool {
        move |role| may(role, self)
    }
}

pub fn may(role: Role, action: Action) -> bool {
    match action {
        Action::ReadAcrossParties => matches!(role, Role::Administrator | Role::Coordinator),
    }
}

pub(crate) fn rows() -> Vec<ActionRow> {
    let row = |&action: &Action| ActionRow {
        code: action.code(),
        allowed: Role::ALL
            .into_iter()
            .filter(|role| may(*role, action))
            .collect(),
    };
    Action::ALL.iter().map(row).collect()
}
