use super::people_place::PeoplePlace;
use super::places::party_here;
use crate::directory::{Directory, Named};
use crate::listing::{ListedPerson, people_at_party};
use crate::model::{AddressRule, Grant};
use crate::oidc::Providers;
use crate::policy::Action;
use crate::store;
use async_trait::async_trait;
use samverk_database::Tx;
use samverk_foundation::{Actor, PartyId, Problem, Role, Roles};
use samverk_web::Ui;

/// A party's own people.
pub struct PartyPlace(Named<PartyId>);

#[async_trait]
impl PeoplePlace for PartyPlace {
    const LIST: Action = Action::ListPartyPeople;
    const MANAGE: Action = Action::ManagePartyPeople;
    const ROLES: &'static [Role] = &[Role::Representative, Role::Reader, Role::PartyAdministrator];
    const HEADING: &'static str = "people-at-heading";
    const LEAD: &'static str = "party-people-lead";

    async fn find(
        tx: &Tx,
        directory: &dyn Directory,
        actor: &Actor,
        key: &str,
    ) -> Result<Self, Problem> {
        party_here(tx, directory, actor, key).await.map(Self)
    }

    fn name(&self) -> &str {
        &self.0.name
    }

    fn list(&self) -> String {
        format!("/aktorer/{}/personer", self.0.key)
    }

    fn roles(&self, actor: &Actor) -> Roles {
        actor.roles_at(self.0.id)
    }

    fn grant(&self, role: Role) -> Result<Grant, Problem> {
        Grant::at_party(self.0.id, role)
    }

    fn with_crumbs(&self, ui: Ui) -> Ui {
        let (parties, page) = (ui.t("layout-parties"), format!("/aktorer/{}", self.0.key));
        let roles = ui.actor.roles_at(self.0.id);
        ui.with_crumb("/aktorer", parties)
            .with_crumb(page.clone(), self.name())
            .with_party_menu(&page, self.name(), &roles)
    }

    /// Whoever gets this far belongs to the party or looks after the installation, and so reads
    /// the addresses too.
    async fn people(
        &self,
        tx: &Tx,
        _: &dyn Directory,
        _: &Actor,
        demo_mode: bool,
    ) -> Result<Vec<ListedPerson>, Problem> {
        people_at_party(tx, self.0.id, &AddressRule::All, demo_mode).await
    }

    async fn just_in_time(&self, tx: &Tx, providers: &Providers) -> Result<Option<bool>, Problem> {
        match providers.may_add_people_of(&self.0.key) {
            true => store::is_just_in_time(tx, self.0.id).await.map(Some),
            false => Ok(None),
        }
    }

    fn party(&self) -> Option<PartyId> {
        Some(self.0.id)
    }

    fn log(&self, _: &Actor) -> Option<String> {
        None
    }
}
