//! People and their roles: of the installation, of a collaboration, of a party.

use super::{COLLABORATION, PARTY};
use crate::directory::DirectorySlot;
use crate::listing::ListedPerson;
use crate::model::{Account, Grant, Scope};
use crate::pages::{CollaborationPlace, PartyPlace, PeoplePlace, PlaceNames, find_place};
use crate::policy::{Action, require};
use crate::store;
use samverk_foundation::{PersonId, Role};
use samverk_rest::{
    Call, KeySchema, Linked, NoQuery, Operation, Page, Refusal, Representation, Resource,
};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashSet;

pub fn resource() -> Resource {
    Resource::new(
        "people",
        [
            "Personer med roll, och vilka roller de har. En e-postadress finns med om den som frågar får läsa den.",
            "People with a role, and their roles. An e-mail address is there if whoever asks may read it.",
        ],
        super::PEOPLE_READ,
        super::PEOPLE_READ,
    )
    .parameter(COLLABORATION)
    .parameter(PARTY)
    .with(
        Operation::list("/people", "listPeople", everybody)
            .about("Alla i installationen, i namnordning.", "Everybody in the installation, by name.")
            .action(Action::ListPeople.code()),
    )
    .with(
        Operation::list(
            "/collaborations/{collaboration}/people",
            "listCollaborationPeople",
            |call, query| at::<CollaborationPlace>(call, query, "collaboration"),
        )
        .about(
            "Samverkans egna personer och medlemmarnas, i namnordning.",
            "The collaboration's own people and those of its members, by name.",
        )
        .action(Action::ListCollaborationPeople.code()),
    )
    .with(
        Operation::list("/parties/{party}/people", "listPartyPeople", |call, query| {
            at::<PartyPlace>(call, query, "party")
        })
        .about("Aktörens personer, i namnordning.", "The party's people, by name.")
        .action(Action::ListPartyPeople.code()),
    )
}

/// Somebody with a role here.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Person")]
pub struct Somebody {
    #[schemars(extend("format" = "uuid"))]
    id: String,
    name: String,
    /// Null when whoever asks may not read it.
    email: Option<String>,
    /// False for somebody who can no longer sign in.
    active: bool,
    /// Has not signed in for the first time yet.
    invited: bool,
    roles: Vec<HeldRole>,
}

/// A role, and where it holds: in a collaboration, at a party, or in the whole installation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct HeldRole {
    role: RoleName,
    #[schemars(with = "Option<KeySchema>")]
    collaboration: Option<String>,
    #[schemars(with = "Option<KeySchema>")]
    party: Option<String>,
    /// Given by an identity provider, and taken when it no longer tells of it.
    from_provider: bool,
}

#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum RoleName {
    Administrator,
    Coordinator,
    Economist,
    PartyAdministrator,
    Representative,
    Reader,
    Opener,
    Public,
}

impl From<Role> for RoleName {
    fn from(role: Role) -> Self {
        match role {
            Role::Administrator => Self::Administrator,
            Role::Coordinator => Self::Coordinator,
            Role::Economist => Self::Economist,
            Role::PartyAdministrator => Self::PartyAdministrator,
            Role::Representative => Self::Representative,
            Role::Reader => Self::Reader,
            Role::Opener => Self::Opener,
            Role::Public => Self::Public,
        }
    }
}

impl Representation for Somebody {
    fn example() -> Self {
        Self {
            id: "0198c6a2-5d0e-7c3b-9a54-2f1e8d7c6b5a".to_owned(),
            name: "Samordnare Exempel".to_owned(),
            email: Some("samordnare@exempel.se".to_owned()),
            active: true,
            invited: false,
            roles: vec![HeldRole {
                role: RoleName::Coordinator,
                collaboration: Some("digitaliseringsradet".to_owned()),
                party: None,
                from_provider: false,
            }],
        }
    }
}

impl Somebody {
    fn listed(person: ListedPerson, names: &PlaceNames) -> Self {
        Self {
            id: person.id.0.to_string(),
            name: person.name,
            email: person.email.map(|email| email.as_str().to_owned()),
            active: true,
            invited: person.is_invited,
            roles: held(&person.grants, &person.provided, names),
        }
    }

    fn of(account: Account, all: &Everybodys, at: &PlaceNames) -> Self {
        let of = |held: &[(PersonId, Grant)]| -> Vec<Grant> {
            let own = held.iter().filter(|(person, _)| *person == account.id);
            own.map(|(_, grant)| *grant).collect()
        };
        let (own, provided) = (of(&all.grants), of(&all.provided));
        let whole: Vec<Grant> = account.grants().chain(own).collect();
        Self {
            id: account.id.0.to_string(),
            name: account.name,
            email: Some(account.email.as_str().to_owned()),
            active: account.active,
            invited: account.password.is_none()
                && !account.demo
                && !all.known.contains(&account.id),
            roles: held(&whole, &provided, at),
        }
    }
}

/// What is asked of all people at once.
struct Everybodys {
    grants: Vec<(PersonId, Grant)>,
    provided: Vec<(PersonId, Grant)>,
    known: HashSet<PersonId>,
}

fn held(grants: &[Grant], provided: &[Grant], names: &PlaceNames) -> Vec<HeldRole> {
    let held = |grant: &Grant| {
        let (collaboration, party) = match grant.scope() {
            Scope::Installation => (None, None),
            Scope::Collaboration(id) => (names.collaboration_key(id), None),
            Scope::Party(id) => (None, names.party_key(id)),
        };
        HeldRole {
            role: grant.role().into(),
            collaboration: collaboration.map(str::to_owned),
            party: party.map(str::to_owned),
            from_provider: provided.contains(grant),
        }
    };
    grants.iter().map(held).collect()
}

async fn everybody(call: Call, _: NoQuery) -> Result<Page<Somebody>, Refusal> {
    require(
        &call.actor,
        &call.actor.roles_anywhere(),
        Action::ListPeople,
    )?;
    let directory: DirectorySlot = call.extension()?;
    let tx = call.read().await?;
    let people = store::list_people(&tx).await?;
    let all = Everybodys {
        grants: store::list_grants(&tx).await?,
        provided: store::list_provided(&tx).await?,
        known: store::list_people_with_identity(&tx).await?,
    };
    let names = PlaceNames::load(&tx, &*directory).await?;
    Ok(Page::of(people, call.paging, |account| {
        Linked::part(Somebody::of(account, &all, &names))
    }))
}

async fn at<P: PeoplePlace>(
    call: Call,
    _: NoQuery,
    part: &'static str,
) -> Result<Page<Somebody>, Refusal> {
    let directory: DirectorySlot = call.extension()?;
    let tx = call.read().await?;
    let key = call.part(part);
    let place: P = find_place(&tx, &*directory, &call.actor, key, P::LIST).await?;
    let demo_mode = call.state.settings.demo;
    let people = place
        .people(&tx, &*directory, &call.actor, demo_mode)
        .await?;
    let names = PlaceNames::load(&tx, &*directory).await?;
    Ok(Page::of(people, call.paging, |person| {
        Linked::part(Somebody::listed(person, &names))
    }))
}
