//! Who may do what beside what is described. The whole table is printed by a test into `docs/permissions.md`.

use samverk_foundation::Role;
use samverk_web::ActionRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Knows what becomes of the own party's cases.
    Know,
    /// Says how long the own party's cases are kept, and sets and lifts holds.
    Keep,
    /// Makes packages for the e-archive and takes in its receipts.
    Deliver,
    /// Lists what is due, and carries out what another has approved.
    Dispose,
    /// Reviews what somebody else has listed.
    Review,
}

impl Action {
    pub const ALL: &'static [Self] = &[
        Self::Know,
        Self::Keep,
        Self::Deliver,
        Self::Dispose,
        Self::Review,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Know => "archive.know",
            Self::Keep => "case.keep",
            Self::Deliver => "delivery.make",
            Self::Dispose => "disposal.carry_out",
            Self::Review => "disposal.review",
        }
    }

    pub fn by(self) -> impl Fn(Role) -> bool {
        move |role| may(role, self)
    }
}

/// All the party's cases go into a package, the secret ones too.
pub fn may(role: Role, action: Action) -> bool {
    match action {
        Action::Know => matches!(
            role,
            Role::PartyAdministrator | Role::Representative | Role::Reader
        ),
        Action::Keep | Action::Review => {
            matches!(role, Role::PartyAdministrator | Role::Representative)
        }
        Action::Deliver | Action::Dispose => matches!(role, Role::PartyAdministrator),
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
