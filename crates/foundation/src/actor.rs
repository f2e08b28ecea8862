//! Who acts, and in which roles.

use crate::{CollaborationId, PartyId, PersonId, Problem, SessionId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What somebody is, in relation to one collaboration. The order is that of the role table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Looks after the installation.
    Administrator,
    /// Runs one collaboration.
    Coordinator,
    /// Budget and cost distribution of one collaboration.
    Economist,
    /// Invites and removes the people of one party.
    PartyAdministrator,
    /// Speaks for one party.
    Representative,
    /// Reads what the members of a collaboration read.
    Reader,
    /// May open collaborations, and by that alone belongs to none.
    Opener,
    /// Everybody, without sign-in.
    Public,
}

impl Role {
    pub const ALL: [Self; 8] = [
        Self::Administrator,
        Self::Coordinator,
        Self::Economist,
        Self::PartyAdministrator,
        Self::Representative,
        Self::Reader,
        Self::Opener,
        Self::Public,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Coordinator => "coordinator",
            Self::Economist => "economist",
            Self::PartyAdministrator => "party_administrator",
            Self::Representative => "representative",
            Self::Reader => "reader",
            Self::Opener => "opener",
            Self::Public => "public",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether it makes whoever has it part of the place where it is held.
    pub fn belongs(self) -> bool {
        !matches!(self, Self::Opener | Self::Public)
    }

    /// Whether a grant of this role names a party (otherwise a collaboration, or nothing).
    pub fn belongs_to_party(self) -> bool {
        matches!(
            self,
            Self::PartyAdministrator | Self::Representative | Self::Reader
        )
    }

    pub fn belongs_to_collaboration(self) -> bool {
        matches!(self, Self::Coordinator | Self::Economist)
    }
}

/// What a bearer token may be used for, one subject and one way at a time: `goals:read`. Each domain
/// names its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenScope(&'static str);

impl TokenScope {
    pub const fn new(code: &'static str) -> Self {
        Self(code)
    }

    pub const fn code(self) -> &'static str {
        self.0
    }
}

/// The limits of the token that a person acts with. It never allows more than the person may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenAccess {
    /// Codes, as they were chosen. One that no domain names any more allows nothing.
    pub scopes: BTreeSet<String>,
    /// Only this collaboration: elsewhere the person counts as the public.
    pub collaboration: Option<CollaborationId>,
}

impl TokenAccess {
    pub fn of(scopes: impl IntoIterator<Item = TokenScope>) -> Self {
        let codes = scopes.into_iter().map(|scope| scope.code().to_owned());
        Self {
            scopes: codes.collect(),
            collaboration: None,
        }
    }

    pub fn allows(&self, scope: TokenScope) -> bool {
        self.scopes.contains(scope.code())
    }
}

/// A signed-in person with all grants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub email: String,
    pub session: Option<SessionId>,
    /// Set when a program acts for the person with a bearer token.
    pub token: Option<TokenAccess>,
    pub administrator: bool,
    /// May open collaborations.
    pub opener: bool,
    pub collaboration_roles: Vec<(CollaborationId, Role)>,
    pub party_roles: Vec<(PartyId, Role)>,
}

/// Who asks for something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    Public,
    Person(Person),
    /// The installation itself: an import, a job, the command line. The text says which.
    System(&'static str),
}

impl Person {
    /// Whether the token, if there is one, is limited to something else than this.
    fn is_limited_to_other_than(&self, here: Option<CollaborationId>) -> bool {
        let only = self.token.as_ref().and_then(|token| token.collaboration);
        only.is_some() && only != here
    }
}

impl Actor {
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            Self::Public | Self::System(_) => None,
        }
    }

    /// The roles in a collaboration with these members. Everybody is at least `Public`.
    pub fn roles_in(&self, collaboration: CollaborationId, members: &[PartyId]) -> Roles {
        let mut roles = self.installation_roles(Some(collaboration));
        if let Self::Person(person) = self
            && !person.is_limited_to_other_than(Some(collaboration))
        {
            let own = person
                .collaboration_roles
                .iter()
                .filter(|(id, _)| *id == collaboration);
            roles.all.extend(own.map(|(_, role)| *role));
            let of_members = person
                .party_roles
                .iter()
                .filter(|(id, _)| members.contains(id));
            roles.all.extend(of_members.map(|(_, role)| *role));
        }
        roles
    }

    /// The roles towards one party's own matters.
    pub fn roles_at(&self, party: PartyId) -> Roles {
        let mut roles = self.roles_anywhere();
        if let Self::Person(person) = self
            && !person.is_limited_to_other_than(None)
        {
            let own = person.party_roles.iter().filter(|(id, _)| *id == party);
            roles.all.extend(own.map(|(_, role)| *role));
        }
        roles
    }

    /// The roles that do not depend on a collaboration or party.
    pub fn roles_anywhere(&self) -> Roles {
        self.installation_roles(None)
    }

    fn installation_roles(&self, here: Option<CollaborationId>) -> Roles {
        let mut roles = BTreeSet::from([Role::Public]);
        match self {
            Self::Person(person)
                if person.administrator && !person.is_limited_to_other_than(here) =>
            {
                roles.insert(Role::Administrator);
            }
            Self::System(_) => {
                roles.insert(Role::Administrator);
            }
            Self::Person(_) | Self::Public => {}
        }
        let person = self.person();
        let person = person.filter(|person| !person.is_limited_to_other_than(here));
        Roles {
            all: roles,
            person: person.map(|person| person.id),
        }
    }

    /// Every role held somewhere: for what belongs to no collaboration, such as a new party.
    pub fn all_roles(&self) -> Roles {
        let limited = |person: &Person| person.is_limited_to_other_than(None);
        match self {
            Self::Person(person) if limited(person) => Roles::of(&[Role::Public]),
            Self::Person(_) | Self::System(_) | Self::Public => self.roles_at_the_door(),
        }
    }

    /// Every role that may count, whatever is asked for; the action then asks for it here.
    pub fn roles_at_the_door(&self) -> Roles {
        let mut roles = BTreeSet::from([Role::Public]);
        match self {
            Self::Person(person) => {
                roles.extend(person.administrator.then_some(Role::Administrator));
                roles.extend(person.opener.then_some(Role::Opener));
                roles.extend(person.collaboration_roles.iter().map(|(_, role)| *role));
                roles.extend(person.party_roles.iter().map(|(_, role)| *role));
            }
            Self::System(_) => {
                roles.insert(Role::Administrator);
            }
            Self::Public => {}
        }
        Roles {
            all: roles,
            person: self.person().map(|person| person.id),
        }
    }
}

/// A set of roles. Something is allowed when any of them allows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles {
    all: BTreeSet<Role>,
    /// Who has them, when that is a person.
    person: Option<PersonId>,
}

impl Roles {
    pub fn of(roles: &[Role]) -> Self {
        Self {
            all: roles.iter().copied().collect(),
            person: None,
        }
    }

    pub fn any(&self, allowed: impl Fn(Role) -> bool) -> bool {
        self.all.iter().any(|role| allowed(*role))
    }

    /// Fails with `forbidden`, or `sign_in_needed` for somebody without any role.
    pub fn require(&self, allowed: impl Fn(Role) -> bool) -> Result<(), Problem> {
        match self.any(&allowed) {
            true => Ok(()),
            false if self.is_member() => Err(Problem::forbidden().open_to(allowed)),
            false => Err(Problem::sign_in_needed().open_to(allowed)),
        }
    }

    pub fn contains(&self, role: Role) -> bool {
        self.all.contains(&role)
    }

    /// Whether the person belongs to the collaboration at all, and so sees its drafts.
    pub fn is_member(&self) -> bool {
        self.all.iter().any(|role| role.belongs())
    }

    /// Who has them: whose drafts are seen. Nobody's for a program or a stranger.
    pub fn person(&self) -> Option<PersonId> {
        self.person
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn administrator_with_token_for(only: CollaborationId, here: CollaborationId) -> Actor {
        Actor::Person(Person {
            id: PersonId(Uuid::nil()),
            name: "Ada Exempel".to_owned(),
            email: "ada@exempel.se".to_owned(),
            session: None,
            token: Some(TokenAccess {
                scopes: BTreeSet::new(),
                collaboration: Some(only),
            }),
            administrator: true,
            opener: true,
            collaboration_roles: vec![(here, Role::Coordinator)],
            party_roles: Vec::new(),
        })
    }

    #[test]
    fn a_token_of_one_collaboration_is_the_public_in_another() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let (one, other) = (CollaborationId(one), CollaborationId(other));
        let actor = administrator_with_token_for(one, other);
        assert_eq!(actor.roles_in(other, &[]), Roles::of(&[Role::Public]));
        assert!(actor.roles_in(one, &[]).contains(Role::Administrator));
        assert_eq!(actor.roles_anywhere(), Roles::of(&[Role::Public]));
    }

    #[test]
    fn whoever_may_open_belongs_nowhere_by_that() {
        let one = CollaborationId(Uuid::from_u128(1));
        let Actor::Person(person) = administrator_with_token_for(one, one) else {
            unreachable!("it is a person");
        };
        let opener = Actor::Person(Person {
            token: None,
            administrator: false,
            collaboration_roles: Vec::new(),
            ..person
        });
        assert_eq!(
            opener.roles_in(one, &[]).all,
            BTreeSet::from([Role::Public])
        );
        assert!(opener.all_roles().contains(Role::Opener));
        assert!(!opener.all_roles().is_member());
    }
}
