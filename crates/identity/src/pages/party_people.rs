use super::invitation_form::{self, Place};
use super::people_list::{PeopleListPage, rows};
use super::places::{PlaceNames, party_here};
use crate::actions::take_role;
use crate::directory::{DirectorySlot, Named};
use crate::listing::people_at_party;
use crate::model::{AddressRule, Grant};
use crate::policy::{Action, require};
use axum::extract::{Path, State};
use samverk_foundation::{PartyId, PersonId, Problem, Role};
use samverk_web::{AppState, PageResult, Ui, Values, redirect_with_notice};

const ROLES: [Role; 3] = [Role::Representative, Role::Reader, Role::PartyAdministrator];

fn list_path(party: &Named<PartyId>) -> String {
    format!("/aktorer/{}/personer", party.key)
}

fn with_crumbs(ui: Ui, party: &Named<PartyId>) -> Ui {
    let parties = ui.t("layout-parties");
    ui.with_crumb("/aktorer", parties)
        .with_crumb(format!("/aktorer/{}", party.key), &party.name)
}

fn place(party: &Named<PartyId>) -> Place<'_> {
    let grant = |role| Grant::at_party(party.id, role);
    Place {
        name: &party.name,
        list: list_path(party),
        roles: &ROLES,
        grant: Box::new(grant),
    }
}

/// Whoever gets this far belongs to the party or looks after the installation, and so reads the
/// addresses too.
pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    directory: DirectorySlot,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let party = party_here(&tx, &*directory, &ui.actor, &key).await?;
    let roles = ui.actor.roles_at(party.id);
    require(&ui.actor, &roles, Action::ListPartyPeople)?;
    let may_manage = roles.any(|role| Action::ManagePartyPeople.may(role));
    let demo_mode = state.settings.demo;
    let people = people_at_party(&tx, party.id, &AddressRule::All, demo_mode).await?;
    let names = PlaceNames::load(&tx, &*directory).await?;
    let page = PeopleListPage {
        heading: ui.t1("people-at-heading", "place", &party.name),
        lead: ui.t("party-people-lead"),
        base: list_path(&party),
        may_manage,
        log: None,
        rows: rows(&ui, &names, people, |_| may_manage),
        ui: with_crumbs(ui, &party),
    };
    page.show(&query, tx.now())
}

pub async fn show_form(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    directory: DirectorySlot,
) -> PageResult {
    let tx = state.db.read().await?;
    let party = party_here(&tx, &*directory, &ui.actor, &key).await?;
    require(
        &ui.actor,
        &ui.actor.roles_at(party.id),
        Action::ManagePartyPeople,
    )?;
    invitation_form::page(&with_crumbs(ui, &party), &place(&party)).show()
}

pub async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    directory: DirectorySlot,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("invite to party").await?;
    let party = party_here(&tx, &*directory, &ui.actor, &key).await?;
    require(
        &ui.actor,
        &ui.actor.roles_at(party.id),
        Action::ManagePartyPeople,
    )?;
    let ui = with_crumbs(ui, &party);
    invitation_form::submit(tx, &state, ui, &place(&party), values).await
}

pub async fn take(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    directory: DirectorySlot,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("take role at party").await?;
    let party = party_here(&tx, &*directory, &ui.actor, &key).await?;
    let person = values
        .text("person")
        .parse()
        .map_err(|_| Problem::not_found())?;
    let role = Role::from_code(values.text("role")).ok_or_else(Problem::not_found)?;
    let grant = Grant::at_party(party.id, role)?;
    take_role(&tx, &ui.actor, PersonId(person), &grant, &party.name).await?;
    tx.commit().await?;
    Ok(redirect_with_notice(&list_path(&party), "role-taken"))
}
