use samverk_foundation::{CollaborationId, PartyId, Problem, Role};

/// Where a role holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    Installation,
    Collaboration(CollaborationId),
    Party(PartyId),
}

/// A role at the place where such a role can be held, and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    role: Role,
    scope: Scope,
}

impl Grant {
    pub const ADMINISTRATOR: Self = Self {
        role: Role::Administrator,
        scope: Scope::Installation,
    };

    pub const OPENER: Self = Self {
        role: Role::Opener,
        scope: Scope::Installation,
    };

    /// Fails with `role_not_here` when the role does not belong to the installation.
    pub fn in_installation(role: Role) -> Result<Self, Problem> {
        match role {
            Role::Administrator => Ok(Self::ADMINISTRATOR),
            Role::Opener => Ok(Self::OPENER),
            _ => Err(not_here()),
        }
    }

    /// Fails with `role_not_here` when the role does not belong to a collaboration.
    pub fn in_collaboration(id: CollaborationId, role: Role) -> Result<Self, Problem> {
        if role.belongs_to_collaboration() {
            Ok(Self {
                role,
                scope: Scope::Collaboration(id),
            })
        } else {
            Err(not_here())
        }
    }

    /// Fails with `role_not_here` when the role does not belong to a party.
    pub fn at_party(id: PartyId, role: Role) -> Result<Self, Problem> {
        if role.belongs_to_party() {
            Ok(Self {
                role,
                scope: Scope::Party(id),
            })
        } else {
            Err(not_here())
        }
    }

    pub fn role(&self) -> Role {
        self.role
    }

    pub fn scope(&self) -> Scope {
        self.scope
    }

    pub fn collaboration(&self) -> Option<CollaborationId> {
        match self.scope {
            Scope::Collaboration(id) => Some(id),
            Scope::Installation | Scope::Party(_) => None,
        }
    }

    pub fn party(&self) -> Option<PartyId> {
        match self.scope {
            Scope::Party(id) => Some(id),
            Scope::Installation | Scope::Collaboration(_) => None,
        }
    }
}

fn not_here() -> Problem {
    Problem::invalid("role_not_here").at_field("role")
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn each_role_has_one_kind_of_place() {
        let collaboration = CollaborationId(Uuid::from_u128(1));
        let party = PartyId(Uuid::from_u128(2));
        for role in Role::ALL {
            let held = [
                Grant::in_collaboration(collaboration, role).is_ok(),
                Grant::at_party(party, role).is_ok(),
                Grant::in_installation(role).is_ok() || role == Role::Public,
            ];
            assert_eq!(held.iter().filter(|held| **held).count(), 1, "{role:?}");
        }
    }
}
