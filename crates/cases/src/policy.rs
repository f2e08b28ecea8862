//! Who may do what beside what is described. The whole table is printed by a test into `docs/permissions.md`.

use samverk_foundation::Role;
use samverk_web::ActionRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Reads the own party's cases; secret ones only the officer and those who register.
    Read,
    /// Registers, changes, closes and voids the own party's cases.
    Register,
    /// Takes a case on in its process and notes what is done: the officer, and those whom the process names.
    Move,
    /// Lets cases under way go by a new version of a process.
    Apply,
    /// Signs documents for the party.
    Sign,
    /// Answers for files that no scanner has judged.
    Release,
    /// Brings in a list of cases with the numbers that they have.
    Import,
    /// Reads who has read what.
    Readings,
    /// Hands over what an officer holds.
    HandOver,
    /// Corrects what a case says of somebody, reads what was wrong, and restricts who reads it.
    Protect,
    /// Takes out what is kept of somebody who asks.
    Report,
}

impl Action {
    pub const ALL: &'static [Self] = &[
        Self::Read,
        Self::Register,
        Self::Move,
        Self::Apply,
        Self::Sign,
        Self::Release,
        Self::Import,
        Self::Readings,
        Self::HandOver,
        Self::Protect,
        Self::Report,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "case.read",
            Self::Register => "case.register",
            Self::Move => "case.move",
            Self::Apply => "case.apply_version",
            Self::Sign => "case.sign",
            Self::Release => "case.release",
            Self::Import => "case.import",
            Self::Readings => "case.readings",
            Self::HandOver => "case.hand_over",
            Self::Protect => "case.protect",
            Self::Report => "case.report",
        }
    }

    pub fn by(self) -> impl Fn(Role) -> bool {
        move |role| may(role, self)
    }
}

/// Cases are the owning party's alone: whoever looks after the installation is none of its people.
pub fn may(role: Role, action: Action) -> bool {
    use Role::{PartyAdministrator, Reader, Representative};
    match action {
        Action::Read | Action::Move => matches!(role, PartyAdministrator | Representative | Reader),
        Action::Register | Action::Sign => matches!(role, PartyAdministrator | Representative),
        Action::Apply
        | Action::Release
        | Action::Import
        | Action::Readings
        | Action::HandOver
        | Action::Protect
        | Action::Report => {
            matches!(role, PartyAdministrator)
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
