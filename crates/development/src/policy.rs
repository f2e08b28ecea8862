//! Who may do what at gates. The whole table is printed by a test into `docs/permissions.md`.

use samverk_foundation::Role;
use samverk_web::ActionRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Sees what is prepared at a gate before it is decided.
    ReadGate,
    /// Answers checks, writes the decision basis, asks assessors.
    PrepareGate,
    /// Scores as a named assessor: representatives for those of their own party.
    ScoreGate,
    /// Records what a body decided at a gate, and follows its conditions.
    DecideGate,
    /// Keeps a ranking with its weights.
    KeepRanking,
}

impl Action {
    pub const ALL: &'static [Self] = &[
        Self::ReadGate,
        Self::PrepareGate,
        Self::ScoreGate,
        Self::DecideGate,
        Self::KeepRanking,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::ReadGate => "gate.read",
            Self::PrepareGate => "gate.prepare",
            Self::ScoreGate => "gate.score",
            Self::DecideGate => "gate.decide",
            Self::KeepRanking => "ranking.keep",
        }
    }

    /// Use as `scope.require(Action::DecideGate.by())`.
    pub fn by(self) -> impl Fn(Role) -> bool {
        move |role| may(role, self)
    }
}

pub fn may(role: Role, action: Action) -> bool {
    use Role::{Administrator, Coordinator, Representative};
    match action {
        Action::ReadGate => !matches!(role, Role::Public | Role::Opener),
        Action::PrepareGate | Action::DecideGate | Action::KeepRanking => {
            matches!(role, Administrator | Coordinator)
        }
        Action::ScoreGate => matches!(role, Administrator | Coordinator | Representative),
    }
}

pub(crate) fn rows() -> Vec<ActionRow> {
    let allowed = |action: Action| {
        Role::ALL
            .into_iter()
            .filter(|role| may(*role, action))
            .collect()
    };
    let row = |&action: &Action| ActionRow {
        code: action.code(),
        allowed: allowed(action),
    };
    Action::ALL.iter().map(row).collect()
}
