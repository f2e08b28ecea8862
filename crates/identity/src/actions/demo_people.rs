//! The invented people of demo mode, one per role. They are let in only while demo mode is on.

use super::add_person::new_account;
use super::{give_role, object};
use crate::directory::Named;
use crate::hashing::hash_password;
use crate::model::{Account, Email, Grant, OwnWords, Password, StoredPassword};
use crate::store;
use samverk_database::{Event, Tx};
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, Role};

const PASSWORD: &str = "prova-samverk-nu";
const ACTOR: Actor = Actor::System("demo");

/// How to sign in as one of the demo people.
#[derive(Clone, Copy, Debug)]
pub struct DemoSignIn {
    pub role: Role,
    pub name: &'static str,
    pub email: &'static str,
    pub password: &'static str,
}

pub fn demo_sign_ins() -> [DemoSignIn; 7] {
    let sign_in = |role, name, email| DemoSignIn {
        role,
        name,
        email,
        password: PASSWORD,
    };
    [
        sign_in(
            Role::Administrator,
            "Administratör Exempel",
            "administrator@exempel.se",
        ),
        sign_in(
            Role::Coordinator,
            "Samordnare Exempel",
            "samordnare@exempel.se",
        ),
        sign_in(Role::Economist, "Ekonom Exempel", "ekonom@exempel.se"),
        sign_in(
            Role::PartyAdministrator,
            "Partsadministratör Exempel",
            "partsadministrator@exempel.se",
        ),
        sign_in(
            Role::Representative,
            "Representant Exempel",
            "representant@exempel.se",
        ),
        sign_in(Role::Reader, "Läsare Exempel", "lasare@exempel.se"),
        sign_in(
            Role::Opener,
            "Initiativtagare Exempel",
            "initiativtagare@exempel.se",
        ),
    ]
}

/// Where the demo people have their roles.
#[derive(Clone, Debug)]
pub struct DemoPlace {
    pub collaboration: Named<CollaborationId>,
    /// Whom those with a role at a party act for.
    pub party: Named<PartyId>,
    /// Who is the collaboration's host, if anybody: there its economist works.
    pub host: Option<Named<PartyId>>,
}

impl DemoPlace {
    /// What one with this role may do here, each with the name of where.
    fn grants(&self, role: Role) -> Result<Vec<(Grant, &str)>, Problem> {
        let mut grants = Vec::new();
        if role.belongs_to_party() {
            grants.push((Grant::at_party(self.party.id, role)?, &*self.party.name));
        }
        if role.belongs_to_collaboration() {
            let grant = Grant::in_collaboration(self.collaboration.id, role)?;
            grants.push((grant, &self.collaboration.name));
        }
        if let Some(host) = self.host.as_ref().filter(|_| role == Role::Economist) {
            let grant = Grant::at_party(host.id, Role::Representative)?;
            grants.push((grant, &host.name));
        }
        Ok(grants)
    }
}

/// Adds the demo people who are missing, with their roles in this place.
/// Fails with `demo_only` when the installation is not in demo mode.
pub async fn ensure_demo_people(
    tx: &Tx,
    demo_mode: bool,
    place: &DemoPlace,
) -> Result<(), Problem> {
    if !demo_mode {
        return Err(Problem::conflict("demo_only"));
    }
    let mut hash = None;
    for sign_in in demo_sign_ins() {
        let account = ensure_person(tx, sign_in, &mut hash).await?;
        if !account.active {
            continue;
        }
        for (grant, name) in place.grants(sign_in.role)? {
            give_role(tx, &ACTOR, account.id, &grant, name).await?;
        }
    }
    Ok(())
}

/// The hash is made once, when the first person is missing: hashing is slow on purpose.
async fn ensure_person(
    tx: &Tx,
    sign_in: DemoSignIn,
    hash: &mut Option<StoredPassword>,
) -> Result<Account, Problem> {
    let email = Email::parse(sign_in.email)?;
    if let Some(account) = store::find_person_by_email(tx, &email).await? {
        return Ok(account);
    }
    let stored = match hash {
        Some(stored) => stored.clone(),
        None => {
            let password = Password::choose(PASSWORD, &OwnWords::of(&email, []))?;
            hash.insert(hash_password(password, tx.secret()).await?)
                .clone()
        }
    };
    let account = Account {
        password: Some(stored),
        administrator: sign_in.role == Role::Administrator,
        opener: sign_in.role == Role::Opener,
        demo: true,
        ..new_account(tx, sign_in.name, email)
    };
    store::insert_person(tx, &account).await?;
    let event = Event::new("person.added", object(&account));
    tx.record(&ACTOR, event.change(None::<&()>, Some(&account.for_log()))?)
        .await?;
    Ok(account)
}
