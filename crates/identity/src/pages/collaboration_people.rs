use super::people_place::PeoplePlace;
use super::places::{CollaborationHere, collaboration_here};
use crate::directory::Directory;
use crate::listing::{ListedPerson, people_in_collaboration};
use crate::model::{AddressRule, Grant};
use crate::oidc::Providers;
use crate::policy::Action;
use async_trait::async_trait;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Role, Roles};
use samverk_web::Ui;

pub fn with_crumbs(ui: Ui, here: &CollaborationHere) -> Ui {
    let (named, all) = (&here.named, ui.t("layout-collaborations"));
    let base = format!("/samverkan/{}", named.key);
    ui.with_crumb("/samverkan", all)
        .with_crumb(&base, &named.name)
        .with_menu(&base, &named.name, &here.roles)
}

/// The people of a collaboration: its own and those of its members.
pub struct CollaborationPlace(CollaborationHere);

impl CollaborationPlace {
    fn allows(&self, action: Action) -> bool {
        self.0.roles.any(|role| action.may(role))
    }

    /// Whose addresses are shown to whoever looks.
    async fn address_rule(
        &self,
        tx: &Tx,
        directory: &dyn Directory,
        actor: &Actor,
    ) -> Result<AddressRule, Problem> {
        let Actor::Person(person) = actor else {
            return Ok(AddressRule::All);
        };
        if self.allows(Action::ReadCollaborationAddresses) {
            return Ok(AddressRule::All);
        }
        let own: Vec<_> = person.party_roles.iter().map(|(party, _)| *party).collect();
        let mut parties = directory.group_fellows(tx, &own).await?;
        parties.extend(own);
        Ok(AddressRule::Limited {
            own: person.id,
            parties: parties.into_iter().collect(),
        })
    }
}

#[async_trait]
impl PeoplePlace for CollaborationPlace {
    const LIST: Action = Action::ListCollaborationPeople;
    const MANAGE: Action = Action::ManageCollaborationPeople;
    const ROLES: &'static [Role] = &[Role::Coordinator, Role::Economist];
    const HEADING: &'static str = "people-in-heading";
    const LEAD: &'static str = "collaboration-people-lead";

    async fn find(
        tx: &Tx,
        directory: &dyn Directory,
        actor: &Actor,
        key: &str,
    ) -> Result<Self, Problem> {
        let here = collaboration_here(tx, directory, actor, key).await?;
        Ok(Self(here))
    }

    fn name(&self) -> &str {
        &self.0.named.name
    }

    fn list(&self) -> String {
        format!("/samverkan/{}/personer", self.0.named.key)
    }

    fn roles(&self, _: &Actor) -> Roles {
        self.0.roles.clone()
    }

    fn grant(&self, role: Role) -> Result<Grant, Problem> {
        Grant::in_collaboration(self.0.named.id, role)
    }

    fn with_crumbs(&self, ui: Ui) -> Ui {
        with_crumbs(ui, &self.0)
    }

    async fn people(
        &self,
        tx: &Tx,
        directory: &dyn Directory,
        actor: &Actor,
        demo_mode: bool,
    ) -> Result<Vec<ListedPerson>, Problem> {
        let rule = self.address_rule(tx, directory, actor).await?;
        let here = &self.0;
        people_in_collaboration(tx, here.named.id, &here.members, &rule, demo_mode).await
    }

    async fn just_in_time(&self, _: &Tx, _: &Providers) -> Result<Option<bool>, Problem> {
        Ok(None)
    }

    fn log(&self, _: &Actor) -> Option<String> {
        let address = format!("/samverkan/{}/logg", self.0.named.key);
        self.allows(Action::ReadCollaborationLog).then_some(address)
    }
}
