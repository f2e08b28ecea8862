//! A registry as somebody sees it: all that cases are done with goes through it.

use crate::model::{Case, CaseEvent, uncorrected};
use crate::policy::Action;
use crate::registries::{REGISTRY, Registry};
use crate::store::{self, Reach};
use samverk_database::Tx;
use samverk_foundation::{Actor, PersonId, Problem, Role, Roles};
use samverk_kept::{Ground, Held};
use samverk_parties::Owner;
use samverk_parties::model::Party;
use samverk_web::Ui;
use std::collections::BTreeMap;
use uuid::Uuid;

pub struct RegistryDesk {
    pub owner: Owner,
    pub registry: Held<Registry>,
    /// The program itself: an import, an export.
    is_program: bool,
}

impl RegistryDesk {
    /// Everybody may know of a registry. Fails with `not_found`.
    pub async fn find(
        tx: &Tx,
        actor: &Actor,
        party: &str,
        registry: &str,
    ) -> Result<Self, Problem> {
        let found = samverk_parties::store::find_party(tx, party).await?;
        let owner = Owner::seen_by(actor, found.ok_or_else(Problem::not_found)?);
        let found = REGISTRY.find(tx, &owner, registry).await?;
        Ok(Self {
            owner,
            registry: found.ok_or_else(Problem::not_found)?,
            is_program: matches!(actor, Actor::System(_)),
        })
    }

    /// The same for whoever may read cases in it. Fails with `sign_in_needed` for a stranger, and with `not_found` for
    /// those of other parties.
    pub async fn find_to_read(
        tx: &Tx,
        actor: &Actor,
        party: &str,
        registry: &str,
    ) -> Result<Self, Problem> {
        if *actor == Actor::Public {
            return Err(Problem::sign_in_needed().open_to(Action::Read.by()));
        }
        let desk = Self::find(tx, actor, party, registry).await?;
        match desk.may_read() {
            true => Ok(desk),
            false => Err(Problem::not_found()),
        }
    }

    /// The registry with that id.
    pub async fn by_id(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Self, Problem> {
        let found = REGISTRY.with_ids(tx, &[id]).await?.pop();
        let registry = found.ok_or_else(Problem::not_found)?;
        let party = samverk_foundation::PartyId(registry.ground);
        let found = samverk_parties::store::find_parties(tx, &[party]).await?;
        let party = found.into_iter().next().ok_or_else(Problem::not_found)?;
        Ok(Self {
            owner: Owner::seen_by(actor, party),
            registry,
            is_program: matches!(actor, Actor::System(_)),
        })
    }

    pub fn party(&self) -> &Party {
        &self.owner.party
    }

    pub fn roles(&self) -> &Roles {
        self.owner.roles()
    }

    /// The program itself acts.
    pub fn is_program(&self) -> bool {
        self.is_program
    }

    pub fn may_read(&self) -> bool {
        self.may(Action::Read)
    }

    pub fn may_register(&self) -> bool {
        self.may(Action::Register)
    }

    pub fn may(&self, action: Action) -> bool {
        self.is_program || self.roles().any(action.by())
    }

    /// Fails with `forbidden`.
    pub fn require(&self, action: Action) -> Result<(), Problem> {
        match self.may(action) {
            true => Ok(()),
            false => self.roles().require(action.by()),
        }
    }

    /// Fails with `forbidden`.
    pub fn require_register(&self) -> Result<(), Problem> {
        self.require(Action::Register)
    }

    /// Which cases are read: all, or all but those that are restricted, or also those that are secret, and somebody else's.
    pub fn reach(&self) -> Reach {
        let person = self.roles().person();
        match (self.may(Action::Protect), self.may_register()) {
            (true, _) => Reach::All,
            (false, true) => Reach::UnrestrictedOr(person),
            (false, false) => Reach::OpenOr(person),
        }
    }

    pub fn reads(&self, case: &Case) -> bool {
        let is_own = |person: Option<PersonId>| person.is_some() && case.officer == person;
        let is_unrestricted = case.restriction.is_none();
        let is_open = match self.reach() {
            Reach::All => true,
            Reach::UnrestrictedOr(person) => is_unrestricted || is_own(person),
            Reach::OpenOr(person) => {
                (is_unrestricted && !case.content.is_secret()) || is_own(person)
            }
        };
        self.may_read() && is_open
    }

    /// Whether it is only the restriction that keeps the reader from it: they are told so, and not that there is no such case.
    fn is_told_of(&self, case: &Case) -> bool {
        let is_open = !case.content.is_secret() || self.may_register();
        self.may_read() && case.restriction.is_some() && is_open
    }

    /// The case with that key, for whoever may read it. Fails with `not_found`, or `case_is_restricted` for who read it before.
    pub async fn case(&self, tx: &Tx, key: &str) -> Result<Case, Problem> {
        let found = store::find_case(tx, self.registry.id, key).await?;
        match found {
            Some(case) if self.reads(&case) => Ok(case),
            Some(case) if self.is_told_of(&case) => Err(Problem::conflict("case_is_restricted")),
            Some(_) | None => Err(Problem::not_found()),
        }
    }

    /// The events of a case as the reader sees them: what was corrected is the administrators' alone.
    pub async fn seen_events(
        &self,
        tx: &Tx,
        case: &Case,
        events: Vec<CaseEvent>,
    ) -> Result<Vec<CaseEvent>, Problem> {
        if self.may(Action::Protect) {
            return Ok(events);
        }
        Ok(uncorrected(
            events,
            &store::list_corrections(tx, case.id).await?,
        ))
    }

    /// Who may be an officer: the party's people, by e-mail address.
    pub async fn officers(&self, tx: &Tx) -> Result<BTreeMap<String, (PersonId, String)>, Problem> {
        let grants = samverk_identity::active_grants_at(tx, &[self.party().id]).await?;
        let ids: Vec<PersonId> = grants.into_iter().map(|(person, _)| person).collect();
        let people = samverk_identity::people_with_ids(tx, &ids)
            .await?
            .into_iter();
        let of_person = people.map(|one| (one.email.to_string(), (one.id, one.name)));
        Ok(of_person.collect())
    }

    /// The address of the registry's page, and what follows.
    pub fn href(&self, rest: &str) -> String {
        let base = format!("/diarier/{}{rest}", self.registry.key);
        self.owner.href(&base)
    }

    pub fn case_href(&self, case: &Case, rest: &str) -> String {
        self.href(&format!("/arenden/{}{rest}", case.key))
    }

    /// The surroundings of the registry's page.
    pub fn ui(&self, ui: Ui) -> Ui {
        let all = ui.t("registry-tab");
        self.owner
            .ui(ui)
            .with_crumb(self.owner.href("/diarier"), all)
    }

    /// The surroundings of a page below it.
    pub fn ui_below(&self, ui: Ui) -> Ui {
        self.ui(ui)
            .with_crumb(self.href(""), self.registry.name.to_string())
    }

    /// Whether somebody may change the registry itself.
    pub fn may_change(&self) -> bool {
        let roles = REGISTRY.writers.roles;
        self.roles().any(|role: Role| roles.contains(&role))
    }
}
