//! Who may do what. The whole table is printed by a test into `docs/permissions.md`.

use samverk_foundation::Role;
use samverk_web::ActionRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    SaveBudget,
    AdoptBudget,
    SaveModel,
    SaveDistribution,
    AdoptDistribution,
    SaveScenario,
    ManageScenarios,
}

impl Action {
    pub const ALL: &'static [Self] = &[
        Self::SaveBudget,
        Self::AdoptBudget,
        Self::SaveModel,
        Self::SaveDistribution,
        Self::AdoptDistribution,
        Self::SaveScenario,
        Self::ManageScenarios,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::SaveBudget => "budget.save",
            Self::AdoptBudget => "budget.adopt",
            Self::SaveModel => "distribution_model.save",
            Self::SaveDistribution => "distribution.save",
            Self::AdoptDistribution => "distribution.adopt",
            Self::SaveScenario => "scenario.save",
            Self::ManageScenarios => "scenario.manage",
        }
    }

    /// Use as `scope.require(Action::SaveBudget.by())`.
    pub fn by(self) -> impl Fn(Role) -> bool {
        move |role| may(role, self)
    }
}

/// The economist prepares; the coordinator records what was decided. Whoever speaks for a party may
/// try scenarios of their own.
pub fn may(role: Role, action: Action) -> bool {
    use Role::{Administrator, Coordinator, Economist, PartyAdministrator, Representative};
    match action {
        Action::SaveBudget
        | Action::SaveModel
        | Action::SaveDistribution
        | Action::ManageScenarios => {
            matches!(role, Administrator | Coordinator | Economist)
        }
        Action::SaveScenario => matches!(
            role,
            Administrator | Coordinator | Economist | PartyAdministrator | Representative
        ),
        Action::AdoptBudget | Action::AdoptDistribution => {
            matches!(role, Administrator | Coordinator)
        }
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
    let own = Action::ALL.iter().map(row);
    own.chain(samverk_kept::actions(crate::KINDS)).collect()
}
