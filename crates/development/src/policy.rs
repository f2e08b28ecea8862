//! Who may do what with needs and at gates. The whole table is printed by a test into `docs/permissions.md`.

use samverk_foundation::Role;
use samverk_web::{ActionRow, Policy};

/// Says that a party has a need too, or takes that back: of the own party, or of any for those who run the
/// collaboration.
pub(crate) const JOIN: Policy = Policy::Action(Action::JoinNeed.code());

/// Raises a need on behalf of a party, in the same way.
pub(crate) const RAISE: Policy = Policy::Action(Action::RaiseNeed.code());

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    JoinNeed,
    RaiseNeed,
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
        Self::JoinNeed,
        Self::RaiseNeed,
        Self::ReadGate,
        Self::PrepareGate,
        Self::ScoreGate,
        Self::DecideGate,
        Self::KeepRanking,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::JoinNeed => "need.join",
            Self::RaiseNeed => "need.raise",
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

/// Who gives the scores of a named assessor.
pub(crate) const SCORED_BY: &[Role] =
    &[Role::Administrator, Role::Coordinator, Role::Representative];

pub fn may(role: Role, action: Action) -> bool {
    use Role::{Administrator, Coordinator, Representative};
    match action {
        Action::ReadGate => !matches!(role, Role::Public | Role::Opener),
        Action::PrepareGate | Action::DecideGate | Action::KeepRanking => {
            matches!(role, Administrator | Coordinator)
        }
        Action::JoinNeed | Action::RaiseNeed => {
            matches!(role, Administrator | Coordinator | Representative)
        }
        Action::ScoreGate => SCORED_BY.contains(&role),
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
