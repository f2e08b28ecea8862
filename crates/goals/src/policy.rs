//! Who may do what. The whole table is printed by a test into `docs/permissions.md`.

use samverk_foundation::Role;
use samverk_web::ActionRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// New strategies: the county's own.
    SavePlan,
    /// Takes away a plan that has never been more than a draft.
    RemovePlan,
    /// Shows a version to the public, or hides it.
    PublishPlan,
    AdoptPlan,
    /// The parties measure at home, so their representatives record too.
    RecordMeasurement,
}

impl Action {
    pub const ALL: &'static [Self] = &[
        Self::SavePlan,
        Self::RemovePlan,
        Self::PublishPlan,
        Self::AdoptPlan,
        Self::RecordMeasurement,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::SavePlan => "plan.save",
            Self::RemovePlan => "plan.remove",
            Self::PublishPlan => "plan.publish",
            Self::AdoptPlan => "plan.adopt",
            Self::RecordMeasurement => "measurement.record",
        }
    }

    /// Use as `scope.require(Action::SavePlan.by())`.
    pub fn by(self) -> impl Fn(Role) -> bool {
        move |role| may(role, self)
    }
}

pub fn may(role: Role, action: Action) -> bool {
    use Role::{Administrator, Coordinator, Representative};
    match action {
        Action::SavePlan | Action::RemovePlan | Action::PublishPlan | Action::AdoptPlan => {
            matches!(role, Administrator | Coordinator)
        }
        Action::RecordMeasurement => matches!(role, Administrator | Coordinator | Representative),
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
    let shared = samverk_kept::actions(crate::SHARED_KINDS).into_iter();
    let described = samverk_kept::actions(crate::KINDS);
    shared.chain(own).chain(described).collect()
}
