//! Who may do what with people: one match, from which the role × action table is printed.

use crate::model::{Grant, Scope};
use samverk_foundation::{Actor, Problem, Role, Roles};
use samverk_web::ActionRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See everybody in the installation.
    ListPeople,
    /// Add, deactivate and reset people, and give any role.
    ManagePeople,
    ReadLog,
    ReadCollaborationLog,
    /// See names and roles in a collaboration.
    ListCollaborationPeople,
    /// Invite coordinators and economists, and take their roles away.
    ManageCollaborationPeople,
    /// See everybody's e-mail address in a collaboration.
    ReadCollaborationAddresses,
    /// See names and roles at a party.
    ListPartyPeople,
    /// Invite a party's people, and take their roles away.
    ManagePartyPeople,
}

impl Action {
    pub const ALL: [Self; 9] = [
        Self::ListPeople,
        Self::ManagePeople,
        Self::ReadLog,
        Self::ReadCollaborationLog,
        Self::ListCollaborationPeople,
        Self::ManageCollaborationPeople,
        Self::ReadCollaborationAddresses,
        Self::ListPartyPeople,
        Self::ManagePartyPeople,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::ListPeople => "list_people",
            Self::ManagePeople => "manage_people",
            Self::ReadLog => "read_log",
            Self::ReadCollaborationLog => "read_collaboration_log",
            Self::ListCollaborationPeople => "list_collaboration_people",
            Self::ManageCollaborationPeople => "manage_collaboration_people",
            Self::ReadCollaborationAddresses => "read_collaboration_addresses",
            Self::ListPartyPeople => "list_party_people",
            Self::ManagePartyPeople => "manage_party_people",
        }
    }

    pub fn may(self, role: Role) -> bool {
        use Role::{Administrator, Coordinator, PartyAdministrator, Reader, Representative};
        match self {
            Self::ListPeople | Self::ManagePeople | Self::ReadLog => role == Administrator,
            Self::ReadCollaborationLog
            | Self::ManageCollaborationPeople
            | Self::ReadCollaborationAddresses => matches!(role, Administrator | Coordinator),
            Self::ListCollaborationPeople => role.belongs(),
            Self::ListPartyPeople => {
                matches!(
                    role,
                    Administrator | PartyAdministrator | Representative | Reader
                )
            }
            Self::ManagePartyPeople => matches!(role, Administrator | PartyAdministrator),
        }
    }
}

/// The rows of the role × action table.
pub fn rows() -> Vec<ActionRow> {
    let allowed = |action: Action| Role::ALL.into_iter().filter(move |role| action.may(*role));
    let row = |action: Action| ActionRow {
        code: action.code(),
        allowed: allowed(action).collect(),
    };
    Action::ALL.into_iter().map(row).collect()
}

/// Fails with `sign_in_needed` for the public, `forbidden` for others who may not.
pub fn require(actor: &Actor, roles: &Roles, action: Action) -> Result<(), Problem> {
    let lacking = match actor {
        _ if roles.any(|role| action.may(role)) => return Ok(()),
        Actor::Public => Problem::sign_in_needed(),
        Actor::Person(_) | Actor::System(_) => Problem::forbidden(),
    };
    Err(lacking.open_to(|role| action.may(role)))
}

/// Whether this actor may give and take this role at its place.
pub fn require_grant(actor: &Actor, grant: &Grant) -> Result<(), Problem> {
    match grant.scope() {
        Scope::Installation => require(actor, &actor.roles_anywhere(), Action::ManagePeople),
        Scope::Collaboration(id) => require(
            actor,
            &actor.roles_in(id, &[]),
            Action::ManageCollaborationPeople,
        ),
        Scope::Party(id) => require(actor, &actor.roles_at(id), Action::ManagePartyPeople),
    }
}
