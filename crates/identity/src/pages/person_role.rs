use super::places::role_name;
use crate::actions::{give_role, take_role};
use crate::directory::{Directory, DirectorySlot};
use crate::model::{Account, Grant};
use crate::policy::{Action, require};
use crate::store;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, PartyId, PersonId, Problem, Role};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};
use uuid::Uuid;

async fn page(
    tx: &Tx,
    ui: &Ui,
    directory: &dyn Directory,
    account: &Account,
) -> Result<FormPage, Problem> {
    let given = Role::ALL.into_iter().filter(|role| *role != Role::Public);
    let roles = given
        .map(|role| Choice::new(role.code(), role_name(ui, role)))
        .collect();
    let collaborations = directory.collaborations(tx).await?;
    let collaborations = collaborations
        .into_iter()
        .map(|found| Choice::new(found.key, found.name))
        .collect();
    let parties = directory.parties(tx).await?;
    let parties = parties
        .into_iter()
        .map(|party| Choice::new(party.key, party.name))
        .collect();
    let field = |name, label: &str, kind| Field::new(name, ui.t(label), kind);
    let home = format!("/personer/{}", account.id);
    let form = Form::new(format!("{home}/roll"), ui.t("person-give-role"))
        .field(field("role", "person-role", FieldKind::Radios(roles)).required())
        .field(
            field(
                "collaboration",
                "person-role-collaboration",
                FieldKind::Select(collaborations),
            )
            .hint(ui.t("person-role-collaboration-hint")),
        )
        .field(
            field("party", "person-role-party", FieldKind::Select(parties))
                .hint(ui.t("person-role-party-hint")),
        )
        .cancel(&home);
    let here = ui
        .clone()
        .in_administration()
        .with_crumb("/personer", ui.t("people-heading"));
    let here = here.with_crumb(&home, &account.name);
    Ok(FormPage::new(
        here,
        ui.t1("person-role-heading", "name", &account.name),
        form,
    ))
}

async fn account(tx: &Tx, id: Uuid) -> Result<Account, Problem> {
    store::find_person(tx, PersonId(id))
        .await?
        .ok_or_else(Problem::not_found)
}

/// The grant that was chosen, and the name of its place. Fails with `role_needs_place`.
async fn read(
    tx: &Tx,
    directory: &dyn Directory,
    values: &Values,
) -> Result<(Grant, String), Problem> {
    let roles = Role::ALL.map(|role| (role.code(), role));
    let role = values.choice("role", &roles)?;
    let missing = |field| Problem::invalid("role_needs_place").at_field(field);
    match role {
        Role::Administrator | Role::Opener => Ok((Grant::in_installation(role)?, String::new())),
        role if role.belongs_to_party() => {
            let party = directory.party(tx, values.text("party")).await?;
            let party = party.ok_or_else(|| missing("party"))?;
            Ok((Grant::at_party(party.id, role)?, party.name))
        }
        role => {
            let found = directory
                .collaboration(tx, values.text("collaboration"))
                .await?;
            let found = found.ok_or_else(|| missing("collaboration"))?;
            Ok((Grant::in_collaboration(found.id, role)?, found.name))
        }
    }
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(id): Path<Uuid>,
    directory: DirectorySlot,
) -> PageResult {
    require(&ui.actor, &ui.actor.roles_anywhere(), Action::ManagePeople)?;
    let tx = state.db.read().await?;
    let account = account(&tx, id).await?;
    page(&tx, &ui, &*directory, &account).await?.show()
}

pub async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(id): Path<Uuid>,
    directory: DirectorySlot,
    values: Values,
) -> PageResult {
    require(&ui.actor, &ui.actor.roles_anywhere(), Action::ManagePeople)?;
    let tx = state.db.begin("give role").await?;
    let account = account(&tx, id).await?;
    let given = match read(&tx, &*directory, &values).await {
        Ok((grant, place)) => give_role(&tx, &ui.actor, account.id, &grant, &place).await,
        Err(problem) => Err(problem),
    };
    if let Err(problem) = given {
        return page(&tx, &ui, &*directory, &account)
            .await?
            .refuse(values, problem);
    }
    tx.commit().await?;
    Ok(redirect_with_notice(
        &format!("/personer/{id}"),
        "role-given",
    ))
}

/// The place stands in the form by id, so that a role at a place that is gone can be taken too.
pub async fn take(
    State(state): State<AppState>,
    ui: Ui,
    Path(id): Path<Uuid>,
    directory: DirectorySlot,
    values: Values,
) -> PageResult {
    require(&ui.actor, &ui.actor.roles_anywhere(), Action::ManagePeople)?;
    let tx = state.db.begin("take role").await?;
    let grant = held_grant(&values)?;
    let names = super::places::PlaceNames::load(&tx, &*directory).await?;
    take_role(&tx, &ui.actor, PersonId(id), &grant, names.of(&grant)).await?;
    tx.commit().await?;
    Ok(redirect_with_notice(
        &format!("/personer/{id}"),
        "role-taken",
    ))
}

fn held_grant(values: &Values) -> Result<Grant, Problem> {
    let id = |name| values.text(name).parse::<Uuid>().ok();
    let role = Role::from_code(values.text("role")).ok_or_else(Problem::not_found)?;
    match (id("collaboration"), id("party")) {
        (Some(id), None) => Grant::in_collaboration(CollaborationId(id), role),
        (None, Some(id)) => Grant::at_party(PartyId(id), role),
        (None, None) => Grant::in_installation(role).map_err(|_| Problem::not_found()),
        (Some(_), Some(_)) => Err(Problem::not_found()),
    }
}
