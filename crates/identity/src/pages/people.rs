use super::places::{PlaceNames, role_name};
use crate::directory::DirectorySlot;
use crate::model::Account;
use crate::policy::{Action, require};
use crate::store;
use askama::Template;
use axum::extract::State;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, PageResult, Table, Tone, Ui, Values, download,
};

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    ui: Ui,
    table: Table,
}

/// What stands in the way of a person's signing in, in words.
pub fn state_of(ui: &Ui, account: &Account, has_identity: bool) -> (Tone, String) {
    match account {
        Account { active: false, .. } => (Tone::Bad, ui.t("person-state-inactive")),
        Account { demo: true, .. } => (Tone::Neutral, ui.t("person-state-demo")),
        Account { password: None, .. } if !has_identity => {
            (Tone::Warning, ui.t("person-state-invited"))
        }
        _ => (Tone::Good, ui.t("person-state-active")),
    }
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    directory: DirectorySlot,
    query: Values,
) -> PageResult {
    require(&ui.actor, &ui.actor.roles_anywhere(), Action::ListPeople)?;
    let tx = state.db.read().await?;
    let people = store::list_people(&tx).await?;
    let grants = store::list_grants(&tx).await?;
    let with_identity = store::list_people_with_identity(&tx).await?;
    let names = PlaceNames::load(&tx, &*directory).await?;
    let column = |key: &str| Column::new(ui.t(key), ColumnKind::Text);
    let columns = [
        "person-name",
        "person-email",
        "person-state",
        "person-roles",
    ]
    .map(column)
    .to_vec();
    let mut table = Table::new("personer", ui.t("people-caption"), columns);
    for account in &people {
        let own = account.grants().map(|grant| role_name(&ui, grant.role()));
        let held = grants.iter().filter(|(person, _)| *person == account.id);
        let words = held.map(|(_, grant)| names.words(&ui, grant));
        let roles: Vec<_> = own.chain(words).collect();
        let (tone, words) = state_of(&ui, account, with_identity.contains(&account.id));
        table.push(vec![
            Cell::link(format!("/personer/{}", account.id), &account.name),
            Cell::text(account.email.as_str()),
            Cell::tag(tone, words),
            Cell::text(roles.join("; ")),
        ]);
    }
    if let Some(file) = download(&query, &[&table], tx.now()) {
        return file;
    }
    ui.page(&PeoplePage {
        ui: ui.clone().in_administration(),
        table,
    })
}
