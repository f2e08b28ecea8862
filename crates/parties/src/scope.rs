use crate::model::{Collaboration, Contact, Member};
use crate::store;
use chrono::NaiveDate;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, Role, Roles};
use samverk_web::Ui;

/// A collaboration as one actor sees it: itself, its members and the actor's roles in it.
/// Everything inside a collaboration is reached through its scope, so that an id of another
/// collaboration finds nothing.
#[derive(Clone, Debug)]
pub struct Scope {
    pub collaboration: Collaboration,
    /// The members of the collaboration itself, in their order, with those that have left.
    pub members: Vec<Member>,
    pub roles: Roles,
    /// The day on which it is seen.
    pub today: NaiveDate,
}

impl Scope {
    /// Finds the collaboration if the actor may know of it. Fails with `not_found`.
    pub async fn find(tx: &Tx, actor: &Actor, key: &str) -> Result<Self, Problem> {
        let found = store::find_collaboration(tx, key).await?;
        Self::of(tx, actor, found.ok_or_else(Problem::not_found)?).await
    }

    /// The same by its id.
    pub async fn by_id(tx: &Tx, actor: &Actor, id: CollaborationId) -> Result<Self, Problem> {
        let found = store::find_collaborations(tx, &[id]).await?;
        let found = found.into_iter().next();
        Self::of(tx, actor, found.ok_or_else(Problem::not_found)?).await
    }

    async fn of(tx: &Tx, actor: &Actor, collaboration: Collaboration) -> Result<Self, Problem> {
        let members = store::list_members(tx, collaboration.id, None).await?;
        let today = tx.today();
        let staying = members.iter().filter(|member| !member.has_left(today));
        let ids: Vec<PartyId> = staying.map(|member| member.party.id).collect();
        let roles = actor.roles_in(collaboration.id, &ids);
        if !collaboration.published && !roles.is_member() {
            return Err(Problem::not_found());
        }
        Ok(Self {
            collaboration,
            members,
            roles,
            today,
        })
    }

    /// Those that are members today.
    pub fn present(&self) -> impl Iterator<Item = &Member> {
        let members = self.members.iter();
        members.filter(|member| member.holds_on(self.today))
    }

    /// Whether one of the actor's roles allows something: for buttons.
    pub fn may(&self, allowed: impl Fn(Role) -> bool) -> bool {
        self.roles.any(allowed)
    }

    /// Fails with `forbidden`, or `sign_in_needed` for somebody without any role.
    pub fn require(&self, allowed: impl Fn(Role) -> bool) -> Result<(), Problem> {
        self.roles.require(allowed)
    }

    /// Whom to ask, as the actor may know it.
    pub fn contact(&self) -> Option<&Contact> {
        self.collaboration.contact.told(self.roles.is_member())
    }

    /// Whether the actor sees what is not published.
    pub fn sees_drafts(&self) -> bool {
        self.roles.is_member()
    }

    /// The same for the eyes of somebody who belongs to nothing: what is printed for everybody.
    pub fn as_stranger(&self) -> Self {
        Self {
            roles: Roles::of(&[Role::Public]),
            ..self.clone()
        }
    }

    /// `/samverkan/{key}` and what follows.
    pub fn href(&self, rest: &str) -> String {
        format!("{}{rest}", self.collaboration.href())
    }

    /// The page's surroundings inside this collaboration: the way here and the menu.
    pub fn ui(&self, ui: Ui) -> Ui {
        let all = ui.t("layout-collaborations");
        ui.with_crumb("/samverkan", all)
            .with_crumb(self.collaboration.href(), self.collaboration.name.clone())
            .with_menu(
                &self.collaboration.href(),
                &self.collaboration.name,
                &self.roles,
            )
    }

    /// An event in this collaboration.
    pub fn event(&self, kind: &'static str, object: ObjectRef) -> Event {
        Event::new(kind, object).in_collaboration(self.collaboration.id)
    }
}
