//! Who may do what. The whole table is printed by a test into `docs/permissions.md`.

use samverk_foundation::Role;
use samverk_web::ActionRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    AddParty,
    /// A party that only collaborations of the coordinator's own have.
    SaveParty,
    /// A party of the register that ships, or that another collaboration has too.
    SaveSharedParty,
    RemoveParty,
    SavePopulation,
    OpenCollaboration,
    SaveCollaboration,
    RemoveCollaboration,
    SaveMembers,
    SaveMandates,
    RecordAssessment,
}

impl Action {
    pub const ALL: &'static [Self] = &[
        Self::AddParty,
        Self::SaveParty,
        Self::SaveSharedParty,
        Self::RemoveParty,
        Self::SavePopulation,
        Self::OpenCollaboration,
        Self::SaveCollaboration,
        Self::RemoveCollaboration,
        Self::SaveMembers,
        Self::SaveMandates,
        Self::RecordAssessment,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::AddParty => "party.add",
            Self::SaveParty => "party.save",
            Self::SaveSharedParty => "party.save_shared",
            Self::RemoveParty => "party.remove",
            Self::SavePopulation => "population.save",
            Self::OpenCollaboration => "collaboration.open",
            Self::SaveCollaboration => "collaboration.save",
            Self::RemoveCollaboration => "collaboration.remove",
            Self::SaveMembers => "members.save",
            Self::SaveMandates => "mandates.save",
            Self::RecordAssessment => "assessment.record",
        }
    }

    /// Use as `scope.require(Action::SaveMembers.by())`.
    pub fn by(self) -> impl Fn(Role) -> bool {
        move |role| may(role, self)
    }
}

pub fn may(role: Role, action: Action) -> bool {
    use Role::{Administrator, Coordinator, Opener, PartyAdministrator, Representative};
    match action {
        Action::SavePopulation | Action::RemoveCollaboration => role == Administrator,
        Action::OpenCollaboration => matches!(role, Administrator | Opener),
        Action::SaveParty => matches!(role, Administrator | Coordinator | PartyAdministrator),
        Action::SaveSharedParty => matches!(role, Administrator | PartyAdministrator),
        Action::AddParty
        | Action::RemoveParty
        | Action::SaveCollaboration
        | Action::SaveMembers
        | Action::SaveMandates => matches!(role, Administrator | Coordinator),
        Action::RecordAssessment => matches!(role, Administrator | Coordinator | Representative),
    }
}

pub(crate) fn rows() -> Vec<ActionRow> {
    let allowed = |action: Action| {
        Role::ALL
            .into_iter()
            .filter(|role| may(*role, action))
            .collect()
    };
    let own = Action::ALL.iter().map(|&action| ActionRow {
        code: action.code(),
        allowed: allowed(action),
    });
    own.chain(samverk_kept::actions(crate::SHARED_KINDS))
        .chain(samverk_kept::actions(crate::KINDS))
        .collect()
}
