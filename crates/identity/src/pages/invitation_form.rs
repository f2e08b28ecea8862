//! The form that invites somebody to a party or a collaboration.

use super::link_sent::LinkSentPage;
use super::people_place::PeoplePlace;
use super::places::role_name;
use crate::actions::{Invitation, Invited, invite};
use crate::letter::{Delivery, send_link, send_role_notice};
use crate::model::{Account, Email, read_name};
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems, Role};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

pub fn page(ui: &Ui, place: &impl PeoplePlace) -> FormPage {
    let list = place.list();
    let field = |name, label: &str, kind| Field::new(name, ui.t(label), kind);
    let form = Form::new(format!("{list}/bjud-in"), ui.t("invite-submit"))
        .field(field("email", "person-email", FieldKind::Email).required())
        .field(field("name", "person-name", FieldKind::Text).hint(ui.t("invite-name-hint")))
        .field(field("role", "person-role", FieldKind::Radios(roles(ui, place))).required())
        .cancel(&list);
    let ui_here = ui.clone().with_crumb(&list, ui.t("people-heading"));
    let lead = ui.t1("invite-lead", "place", place.name());
    FormPage::new(ui_here, ui.t("invite-heading"), form).lead(lead)
}

fn roles<P: PeoplePlace>(ui: &Ui, _: &P) -> Vec<Choice> {
    let choice = |role: &Role| Choice::new(role.code(), role_name(ui, *role));
    P::ROLES.iter().map(choice).collect()
}

fn read<P: PeoplePlace>(values: &Values, place: &P) -> Result<Invitation, Problems> {
    let mut problems = Problems::default();
    let email = values
        .required("email")
        .and_then(|email| Email::parse(&email));
    let email = problems.keep(email);
    let name = match values.text("name") {
        "" => Some(String::new()),
        name => problems.keep(read_name(name)),
    };
    let choices: Vec<_> = P::ROLES.iter().map(|role| (role.code(), *role)).collect();
    let grant = values
        .choice("role", &choices)
        .and_then(|role| place.grant(role));
    let grant = problems.keep(grant);
    match (email, name, grant) {
        (Some(email), Some(name), Some(grant)) => Ok(Invitation {
            name,
            email: email.as_str().to_owned(),
            grant,
            place: place.name().to_owned(),
        }),
        _ => Err(problems),
    }
}

/// Invites, and shows what happened. The transaction is committed here.
pub async fn submit(
    tx: Tx,
    state: &AppState,
    ui: Ui,
    place: &impl PeoplePlace,
    values: Values,
) -> PageResult {
    let invitation = match read(&values, place) {
        Ok(invitation) => invitation,
        Err(problems) => return page(&ui, place).refuse(values, problems),
    };
    let (account, delivery) = match send(&tx, state, &ui, &invitation).await {
        Ok(sent) => sent,
        Err(problem) => return page(&ui, place).refuse(values, problem),
    };
    tx.commit().await?;
    match delivery {
        Delivery::Shown(address) => {
            let lead = ui.t1("invite-sent", "name", &account.name);
            let onward = (place.list(), ui.t("people-back"));
            LinkSentPage::new(ui, lead, Some(Delivery::Shown(address)), onward).show()
        }
        Delivery::Mailed if ui.is_demo() => Ok(redirect_with_notice(&place.list(), "role-given")),
        Delivery::Mailed => Ok(redirect_with_notice(&place.list(), "invited")),
    }
}

/// Whoever has an account gets a letter too, so that the answer is the same for all.
async fn send(
    tx: &Tx,
    state: &AppState,
    ui: &Ui,
    invitation: &Invitation,
) -> Result<(Account, Delivery), Problem> {
    let Invited { account, link } = invite(tx, &ui.actor, invitation).await?;
    let delivery = match &link {
        Some(link) => send_link(tx, state, ui, link).await?,
        None => {
            let role = role_name(ui, invitation.grant.role());
            send_role_notice(tx, state, ui, &account, &role, &invitation.place).await?;
            Delivery::Mailed
        }
    };
    Ok((account, delivery))
}
