use crate::policy::Action;
use samverk_database::ObjectRef;
use samverk_engine::{DistributionInput, ScenarioBase, Shown};
use samverk_foundation::{Actor, Key, PersonId};
use samverk_parties::Scope;
use serde::Serialize;
use uuid::Uuid;

/// A saved what-if. It keeps what it was computed from and what it started from, so that it gives
/// the same result whatever happens to the budget, the model and the figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScenarioRecord {
    #[serde(skip)]
    pub id: Uuid,
    pub key: Key,
    pub title: String,
    pub note: String,
    pub shown: Shown,
    #[serde(skip)]
    pub author: Author,
    pub based_on: ScenarioBase,
    #[serde(skip)]
    pub base_input: DistributionInput,
    pub input: DistributionInput,
    pub revision: i64,
}

/// Who made a scenario. Nobody when it came in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    pub person: Option<PersonId>,
    pub name: String,
}

impl Author {
    pub fn of(actor: &Actor) -> Self {
        let person = actor.person();
        Self {
            person: person.map(|person| person.id),
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
        }
    }

    pub fn is(&self, actor: &Actor) -> bool {
        self.person.is_some() && self.person == actor.person().map(|person| person.id)
    }
}

impl ScenarioRecord {
    /// After the collaboration's address.
    pub fn suffix(&self) -> String {
        format!("/scenarier/{}", self.key)
    }

    pub fn object(&self) -> ObjectRef {
        ObjectRef::new("scenario", self.id, &self.title)
    }

    /// A draft is for its author and those who prepare the economy.
    pub fn is_visible_to(&self, actor: &Actor, scope: &Scope) -> bool {
        match self.shown {
            Shown::Public => true,
            Shown::Members => scope.sees_drafts(),
            Shown::Draft => {
                let own = scope.sees_drafts() && self.author.is(actor);
                own || scope.may(Action::ManageScenarios.by())
            }
        }
    }

    /// Its author may change it as long as it is not shown to the public; those who prepare the
    /// economy may change all.
    pub fn may_be_changed_by(&self, actor: &Actor, scope: &Scope) -> bool {
        let own = self.author.is(actor) && self.shown != Shown::Public;
        scope.may(Action::ManageScenarios.by()) || (own && scope.may(Action::SaveScenario.by()))
    }
}
