//! The form that invites somebody to a party or a collaboration.

use super::link_sent::LinkSentPage;
use super::places::role_name;
use crate::actions::{Invitation, invite};
use crate::letter::{Delivery, send_link, send_role_notice};
use crate::model::{Email, Grant, read_name};
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems, Role};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

/// Where somebody is invited.
pub struct Place<'a> {
    pub name: &'a str,
    /// The page with the list of people.
    pub list: String,
    /// The roles that can be held here, the most usual first.
    pub roles: &'a [Role],
    pub grant: Box<dyn Fn(Role) -> Result<Grant, Problem> + Send + Sync + 'a>,
}

pub fn page(ui: &Ui, place: &Place<'_>) -> FormPage {
    let choices = place
        .roles
        .iter()
        .map(|role| Choice::new(role.code(), role_name(ui, *role)));
    let field = |name, label: &str, kind| Field::new(name, ui.t(label), kind).required();
    let form = Form::new(format!("{}/bjud-in", place.list), ui.t("invite-submit"))
        .field(field("name", "person-name", FieldKind::Text))
        .field(field("email", "person-email", FieldKind::Email))
        .field(field(
            "role",
            "person-role",
            FieldKind::Radios(choices.collect()),
        ))
        .cancel(&place.list);
    let ui_here = ui.clone().with_crumb(&place.list, ui.t("people-heading"));
    let lead = ui.t1("invite-lead", "place", place.name);
    FormPage::new(ui_here, ui.t("invite-heading"), form).lead(lead)
}

fn read(values: &Values, place: &Place<'_>) -> Result<Invitation, Problems> {
    let mut problems = Problems::default();
    let choices: Vec<_> = place
        .roles
        .iter()
        .map(|role| (role.code(), *role))
        .collect();
    let name = problems.keep(read_name(values.text("name")));
    let email = values
        .required("email")
        .and_then(|email| Email::parse(&email));
    let email = problems.keep(email);
    let grant = values
        .choice("role", &choices)
        .and_then(|role| (place.grant)(role));
    let grant = problems.keep(grant);
    match (name, email, grant) {
        (Some(name), Some(email), Some(grant)) => Ok(Invitation {
            name,
            email: email.as_str().to_owned(),
            grant,
            place: place.name.to_owned(),
        }),
        _ => Err(problems),
    }
}

/// Invites, and shows what happened. The transaction is committed here.
pub async fn submit(
    tx: Tx,
    state: &AppState,
    ui: Ui,
    place: &Place<'_>,
    values: Values,
) -> PageResult {
    let invitation = match read(&values, place) {
        Ok(invitation) => invitation,
        Err(problems) => return page(&ui, place).refuse(values, problems),
    };
    let delivery = match send(&tx, state, &ui, &invitation).await {
        Ok(delivery) => delivery,
        Err(problem) => return page(&ui, place).refuse(values, problem),
    };
    tx.commit().await?;
    match delivery {
        Some(Delivery::Shown(address)) => {
            let lead = ui.t1("invite-sent", "name", &invitation.name);
            let onward = (place.list.clone(), ui.t("people-back"));
            LinkSentPage::new(ui, lead, Some(Delivery::Shown(address)), onward).show()
        }
        Some(Delivery::Mailed) => Ok(redirect_with_notice(&place.list, "invited")),
        None => Ok(redirect_with_notice(&place.list, "role-given")),
    }
}

async fn send(
    tx: &Tx,
    state: &AppState,
    ui: &Ui,
    invitation: &Invitation,
) -> Result<Option<Delivery>, Problem> {
    let invited = invite(tx, &ui.actor, invitation).await?;
    match &invited.link {
        Some(link) => send_link(tx, state, ui, link).await.map(Some),
        None => {
            let role = role_name(ui, invitation.grant.role());
            send_role_notice(tx, state, ui, &invited.account, &role, &invitation.place).await?;
            Ok(None)
        }
    }
}
