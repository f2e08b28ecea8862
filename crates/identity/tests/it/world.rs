//! A county with three parties and two collaborations, and people in it.

use crate::browser::Browser;
use async_trait::async_trait;
use axum::Router;
use axum::middleware::from_fn_with_state;
use samverk_database::{Db, Migration, Tx};
use samverk_foundation::{
    Actor, CollaborationId, PartyId, PersonId, Problem, Role, TestClock, TokenScope,
};
use samverk_identity::model::Grant;
use samverk_identity::{
    Directory, DirectorySlot, Named, Providers, add_person, choose_password, give_role, load_actor,
    load_bearer,
};
use samverk_web::{AppState, Module, Settings, Texts, render_problems};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

pub const PASSWORD: &str = "grön båt på sjön";
pub const SYSTEM: Actor = Actor::System("test");

/// Makes one test of each body and database.
#[macro_export]
macro_rules! database_tests {
    ($($body:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $body() {
                samverk_testing::sqlite_with_clock($crate::world::MIGRATIONS, super::$body).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $body() {
                samverk_testing::postgres_with_clock($crate::world::MIGRATIONS, super::$body).await;
            })*
        }
    };
}

pub const MIGRATIONS: &[&[Migration]] =
    &[samverk_database::MIGRATIONS, samverk_identity::MIGRATIONS];

pub fn party(number: u128, key: &str, name: &str) -> Named<PartyId> {
    let id = PartyId(Uuid::from_u128(0xAA00 + number));
    Named {
        id,
        key: key.to_owned(),
        name: name.to_owned(),
    }
}

pub fn exempelstad() -> Named<PartyId> {
    party(1, "exempelstad", "Exempelstads kommun")
}

/// Shares a group with Exempelstad.
pub fn grannby() -> Named<PartyId> {
    party(2, "grannby", "Grannby kommun")
}

/// Shares no group with anybody.
pub fn fjallby() -> Named<PartyId> {
    party(3, "fjallby", "Fjällby kommun")
}

fn collaboration(number: u128, key: &str, name: &str) -> Named<CollaborationId> {
    let id = CollaborationId(Uuid::from_u128(0xBB00 + number));
    Named {
        id,
        key: key.to_owned(),
        name: name.to_owned(),
    }
}

/// All three parties are members.
pub fn council() -> Named<CollaborationId> {
    collaboration(1, "radet", "Rådet i länet")
}

/// Has no members.
pub fn other_council() -> Named<CollaborationId> {
    collaboration(2, "andra-radet", "Andra rådet")
}

struct County;

#[async_trait]
impl Directory for County {
    async fn party(&self, tx: &Tx, key: &str) -> Result<Option<Named<PartyId>>, Problem> {
        Ok(self
            .parties(tx)
            .await?
            .into_iter()
            .find(|party| party.key == key))
    }

    async fn parties(&self, _: &Tx) -> Result<Vec<Named<PartyId>>, Problem> {
        Ok(vec![exempelstad(), fjallby(), grannby()])
    }

    async fn collaboration(
        &self,
        tx: &Tx,
        key: &str,
    ) -> Result<Option<Named<CollaborationId>>, Problem> {
        Ok(self
            .collaborations(tx)
            .await?
            .into_iter()
            .find(|found| found.key == key))
    }

    async fn collaborations(&self, _: &Tx) -> Result<Vec<Named<CollaborationId>>, Problem> {
        Ok(vec![other_council(), council()])
    }

    async fn collaborations_of(
        &self,
        _: &Tx,
        parties: &[PartyId],
    ) -> Result<Vec<CollaborationId>, Problem> {
        let is_member = !parties.is_empty();
        Ok(is_member.then_some(council().id).into_iter().collect())
    }

    async fn members(&self, _: &Tx, id: CollaborationId) -> Result<Vec<PartyId>, Problem> {
        let all = vec![exempelstad().id, grannby().id, fjallby().id];
        Ok(if id == council().id { all } else { Vec::new() })
    }

    async fn group_fellows(&self, _: &Tx, of: &[PartyId]) -> Result<Vec<PartyId>, Problem> {
        let group = [exempelstad().id, grannby().id];
        Ok(if of.iter().any(|party| group.contains(party)) {
            group.into()
        } else {
            Vec::new()
        })
    }
}

pub struct World {
    pub db: Db,
    pub clock: Arc<TestClock>,
    router: Router,
    pub state: AppState,
}

/// What tokens may be used for in a house with goals.
const GOALS: &[TokenScope] = &[
    TokenScope::new("goals:read"),
    TokenScope::new("goals:write"),
];

impl World {
    pub fn new(db: Db, clock: Arc<TestClock>) -> Self {
        Self::with_demo(db, clock, false)
    }

    pub fn with_demo(db: Db, clock: Arc<TestClock>, demo: bool) -> Self {
        let module = samverk_identity::module();
        let sources = [samverk_web::module().texts, module.texts.clone()].concat();
        let settings = Settings {
            base_url: "http://samverk.test".to_owned(),
            demo,
            ..Settings::default()
        };
        let texts = Texts::new(&sources).unwrap();
        let goals = Module {
            scopes: GOALS,
            ..Module::default()
        };
        let state = AppState::new(db.clone(), texts, settings, HashMap::new(), &[goals]);
        let router = module
            .router()
            .layer(from_fn_with_state(state.clone(), render_problems))
            .layer(from_fn_with_state(state.clone(), load_actor))
            .layer(DirectorySlot::layer(County))
            .with_state(state.clone());
        Self {
            db,
            clock,
            router,
            state,
        }
    }

    /// The same world with these identity providers.
    pub fn with_providers(self, providers: &Providers) -> Self {
        Self {
            router: self.router.layer(providers.layer()),
            ..self
        }
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// What lies behind the door that takes bearer tokens.
    pub fn behind_bearer(&self, routes: Router<AppState>) -> Router {
        routes
            .layer(from_fn_with_state(self.state.clone(), load_bearer))
            .with_state(self.state.clone())
    }

    /// A person with a password and these roles. The address is `<name>@exempel.se`.
    pub async fn person(&self, name: &str, grants: &[Grant]) -> PersonId {
        let tx = self.db.begin("test").await.unwrap();
        let email = email(name);
        let link = add_person(&tx, &SYSTEM, name, &email, false).await.unwrap();
        for grant in grants {
            give_role(&tx, &SYSTEM, link.account.id, grant, "")
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let token = link.path().rsplit('/').next().unwrap().to_owned();
        choose_password(&self.db, &County, &token, PASSWORD, false)
            .await
            .unwrap();
        link.account.id
    }

    pub async fn administrator(&self) -> PersonId {
        self.person("Admin", &[Grant::ADMINISTRATOR]).await
    }

    /// A browser in which the person has signed in.
    pub async fn signed_in(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser.sign_in(&email(name), PASSWORD).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser
    }
}

pub fn email(name: &str) -> String {
    format!("{}@exempel.se", name.to_lowercase())
}

pub fn at(party: Named<PartyId>, role: Role) -> Grant {
    Grant::at_party(party.id, role).unwrap()
}

pub fn within(found: Named<CollaborationId>, role: Role) -> Grant {
    Grant::in_collaboration(found.id, role).unwrap()
}
