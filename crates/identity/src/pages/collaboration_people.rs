use super::invitation_form::{self, Place};
use super::people_list::{PeopleListPage, rows};
use super::places::{CollaborationHere, PlaceNames, collaboration_here};
use crate::actions::take_role;
use crate::directory::{Directory, DirectorySlot, Named};
use crate::listing::people_in_collaboration;
use crate::model::{AddressRule, Grant};
use crate::policy::{Action, require};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, PersonId, Problem, Role};
use samverk_web::{AppState, PageResult, Ui, Values, redirect_with_notice};

const ROLES: [Role; 2] = [Role::Coordinator, Role::Economist];

fn list_path(named: &Named<CollaborationId>) -> String {
    format!("/samverkan/{}/personer", named.key)
}

pub fn with_crumbs(ui: Ui, named: &Named<CollaborationId>) -> Ui {
    let all = ui.t("layout-collaborations");
    ui.with_crumb("/samverkan", all)
        .with_crumb(format!("/samverkan/{}", named.key), &named.name)
        .with_tabs(&named.key)
}

fn place(named: &Named<CollaborationId>) -> Place<'_> {
    let grant = |role| Grant::in_collaboration(named.id, role);
    Place {
        name: &named.name,
        list: list_path(named),
        roles: &ROLES,
        grant: Box::new(grant),
    }
}

/// Whose addresses are shown to whoever looks.
async fn address_rule(
    tx: &Tx,
    directory: &dyn Directory,
    actor: &Actor,
    here: &CollaborationHere,
) -> Result<AddressRule, Problem> {
    let Actor::Person(person) = actor else {
        return Ok(AddressRule::All);
    };
    if here
        .roles
        .any(|role| Action::ReadCollaborationAddresses.may(role))
    {
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

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    directory: DirectorySlot,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let here = collaboration_here(&tx, &*directory, &ui.actor, &key).await?;
    require(&ui.actor, &here.roles, Action::ListCollaborationPeople)?;
    let may_manage = here
        .roles
        .any(|role| Action::ManageCollaborationPeople.may(role));
    let may_read_log = here
        .roles
        .any(|role| Action::ReadCollaborationLog.may(role));
    let rule = address_rule(&tx, &*directory, &ui.actor, &here).await?;
    let (id, demo_mode) = (here.named.id, state.settings.demo);
    let people = people_in_collaboration(&tx, id, &here.members, &rule, demo_mode).await?;
    let names = PlaceNames::load(&tx, &*directory).await?;
    let removable = |grant: &Grant| may_manage && grant.collaboration() == Some(id);
    let page = PeopleListPage {
        heading: ui.t1("people-in-heading", "place", &here.named.name),
        lead: ui.t("collaboration-people-lead"),
        base: list_path(&here.named),
        may_manage,
        log: may_read_log.then(|| format!("/samverkan/{key}/logg")),
        rows: rows(&ui, &names, people, removable),
        ui: with_crumbs(ui, &here.named),
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
    let here = collaboration_here(&tx, &*directory, &ui.actor, &key).await?;
    require(&ui.actor, &here.roles, Action::ManageCollaborationPeople)?;
    invitation_form::page(&with_crumbs(ui, &here.named), &place(&here.named)).show()
}

pub async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    directory: DirectorySlot,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("invite to collaboration").await?;
    let here = collaboration_here(&tx, &*directory, &ui.actor, &key).await?;
    require(&ui.actor, &here.roles, Action::ManageCollaborationPeople)?;
    let ui = with_crumbs(ui, &here.named);
    invitation_form::submit(tx, &state, ui, &place(&here.named), values).await
}

pub async fn take(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    directory: DirectorySlot,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("take role in collaboration").await?;
    let here = collaboration_here(&tx, &*directory, &ui.actor, &key).await?;
    let person = values
        .text("person")
        .parse()
        .map_err(|_| Problem::not_found())?;
    let role = Role::from_code(values.text("role")).ok_or_else(Problem::not_found)?;
    let grant = Grant::in_collaboration(here.named.id, role)?;
    take_role(&tx, &ui.actor, PersonId(person), &grant, &here.named.name).await?;
    tx.commit().await?;
    Ok(redirect_with_notice(&list_path(&here.named), "role-taken"))
}
