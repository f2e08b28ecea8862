//! The people of a place, which is a party or a collaboration: the list, the invitation, and how a
//! role is taken away. What differs between the two is in `PeoplePlace`.

use super::invitation_form;
use super::people_list::{PeopleListPage, PersonRow, rows};
use super::places::PlaceNames;
use crate::actions::take_role;
use crate::directory::{Directory, DirectorySlot};
use crate::listing::ListedPerson;
use crate::model::Grant;
use crate::oidc::Providers;
use crate::policy::{Action, require};
use async_trait::async_trait;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, PartyId, PersonId, Problem, Role, Roles};
use samverk_web::{AppState, PageResult, Ui, Values, redirect_with_notice};

/// A place, and what the one who asks may do with its people.
#[async_trait]
pub trait PeoplePlace: Send + Sync + Sized {
    /// What it takes to see the list, and to invite and take roles away.
    const LIST: Action;
    const MANAGE: Action;
    /// The roles that are given here, the most usual first.
    const ROLES: &'static [Role];
    /// The keys of the list's heading and of the words under it.
    const HEADING: &'static str;
    const LEAD: &'static str;

    /// The place in the address. Fails with `sign_in_needed` for the public, `not_found`.
    async fn find(
        tx: &Tx,
        directory: &dyn Directory,
        actor: &Actor,
        key: &str,
    ) -> Result<Self, Problem>;

    fn name(&self) -> &str;

    /// The address of the list; forms are sent below it.
    fn list(&self) -> String;

    /// What the one who asks is here.
    fn roles(&self, actor: &Actor) -> Roles;

    fn grant(&self, role: Role) -> Result<Grant, Problem>;

    fn with_crumbs(&self, ui: Ui) -> Ui;

    async fn people(
        &self,
        tx: &Tx,
        directory: &dyn Directory,
        actor: &Actor,
        demo_mode: bool,
    ) -> Result<Vec<ListedPerson>, Problem>;

    /// Whether people are added at their first sign-in with an identity provider; nothing where
    /// no provider does that.
    async fn just_in_time(&self, tx: &Tx, providers: &Providers) -> Result<Option<bool>, Problem>;

    /// The party whose people they are, where it is one's.
    fn party(&self) -> Option<PartyId> {
        None
    }

    /// The log of the place, for whoever may read it.
    fn log(&self, actor: &Actor) -> Option<String>;
}

/// Who holds what at the party, with where it is handed over before they leave.
async fn tell_held(
    tx: &Tx,
    ui: &Ui,
    directory: &dyn Directory,
    party: PartyId,
    rows: &mut [PersonRow],
) -> Result<(), Problem> {
    let people: Vec<PersonId> = rows.iter().map(|row| row.person.id).collect();
    for held in directory.held_by(tx, &ui.actor, &people).await? {
        let row = rows.iter_mut().find(|row| row.person.id == held.person);
        if let (Some(row), Some(href)) = (row, held.href.filter(|_| held.party == party)) {
            row.held = Some((ui.t1("people-holds", "count", held.count), href));
        }
    }
    Ok(())
}

/// Fails also with `forbidden` when the place can be seen, but not this of it.
pub async fn find<P: PeoplePlace>(
    tx: &Tx,
    directory: &dyn Directory,
    actor: &Actor,
    key: &str,
    action: Action,
) -> Result<P, Problem> {
    let place = P::find(tx, directory, actor, key).await?;
    require(actor, &place.roles(actor), action)?;
    Ok(place)
}

pub async fn show<P: PeoplePlace>(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    (directory, providers): (DirectorySlot, Providers),
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let place: P = find(&tx, &*directory, &ui.actor, &key, P::LIST).await?;
    let may_manage = place.roles(&ui.actor).any(|role| P::MANAGE.may(role));
    let demo_mode = state.settings.demo;
    let people = place.people(&tx, &*directory, &ui.actor, demo_mode).await?;
    let names = PlaceNames::load(&tx, &*directory).await?;
    let is_given_here = |grant: &Grant| place.grant(grant.role()).is_ok_and(|own| own == *grant);
    let removable = |grant: &Grant| may_manage && is_given_here(grant);
    let just_in_time = match may_manage {
        true => place.just_in_time(&tx, &providers).await?,
        false => None,
    };
    let mut listed = rows(&ui, &names, people, removable);
    if let Some(party) = place.party() {
        tell_held(&tx, &ui, &*directory, party, &mut listed).await?;
    }
    let page = PeopleListPage {
        heading: ui.t1(P::HEADING, "place", place.name()),
        lead: ui.t(P::LEAD),
        base: place.list(),
        may_manage,
        just_in_time,
        log: place.log(&ui.actor),
        rows: listed,
        ui: place.with_crumbs(ui),
    };
    page.show(&query, tx.now())
}

pub async fn show_form<P: PeoplePlace>(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    directory: DirectorySlot,
) -> PageResult {
    let tx = state.db.read().await?;
    let place: P = find(&tx, &*directory, &ui.actor, &key, P::MANAGE).await?;
    invitation_form::page(&place.with_crumbs(ui), &place).show()
}

pub async fn submit<P: PeoplePlace>(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    directory: DirectorySlot,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("invite").await?;
    let place: P = find(&tx, &*directory, &ui.actor, &key, P::MANAGE).await?;
    let ui = place.with_crumbs(ui);
    invitation_form::submit(tx, &state, ui, &place, values).await
}

pub async fn take<P: PeoplePlace>(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    directory: DirectorySlot,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("take role").await?;
    let place: P = find(&tx, &*directory, &ui.actor, &key, P::MANAGE).await?;
    let person = values.text("person").parse();
    let person = PersonId(person.map_err(|_| Problem::not_found())?);
    let role = Role::from_code(values.text("role")).ok_or_else(Problem::not_found)?;
    take_role(&tx, &ui.actor, person, &place.grant(role)?, place.name()).await?;
    tx.commit().await?;
    Ok(redirect_with_notice(&place.list(), "role-taken"))
}
