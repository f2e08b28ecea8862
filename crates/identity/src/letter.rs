//! What is written to people: each letter has a subject and a text among the texts.

use crate::actions::issue_link;
use crate::mail::Mail;
use crate::model::{Account, Email, LinkPurpose, PasswordLink};
use crate::store;
use samverk_database::{Tx, enqueue_job};
use samverk_foundation::{Actor, Language, Problem};
use samverk_web::{AppState, Ui};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

/// The kind of job that is a letter with a link to choose a password.
pub const LINK_MAIL_JOB: &str = "link_mail";

/// What such a job holds. The link is made when the letter is sent, so that it lies nowhere.
#[derive(Serialize, Deserialize)]
struct LinkOrder {
    to: String,
    purpose: String,
    language: String,
}

/// How the person gets the link.
pub enum Delivery {
    Mailed,
    /// In demo mode: on the next page.
    Shown(String),
}

/// Mails the link to choose a password, or hands it back to be shown in demo mode.
pub async fn send_link(
    tx: &Tx,
    state: &AppState,
    ui: &Ui,
    link: &PasswordLink,
) -> Result<Delivery, Problem> {
    if state.settings.demo {
        return Ok(Delivery::Shown(link.address(&state.settings.base_url)));
    }
    store::delete_link(tx, &link.token).await?;
    let order = LinkOrder {
        to: link.account.email.as_str().to_owned(),
        purpose: link.purpose.code().to_owned(),
        language: ui.language.code().to_owned(),
    };
    enqueue_job(tx, LINK_MAIL_JOB, &order).await?;
    Ok(Delivery::Mailed)
}

/// The letter that such a job asks for, with a link made now; none when the person has chosen a
/// password since they were invited, or may not sign in.
pub async fn write_link_letter(state: &AppState, payload: &Value) -> Result<Option<Mail>, Problem> {
    let order = LinkOrder::deserialize(payload).map_err(Problem::internal)?;
    let unknown = || Problem::internal("an order of a letter that nobody understands");
    let purpose = LinkPurpose::from_code(&order.purpose).ok_or_else(unknown)?;
    let language = Language::from_code(&order.language).ok_or_else(unknown)?;
    let ui = Ui::new(
        state.clone(),
        language,
        Arc::new(Actor::System("mail")),
        "/",
    );
    let tx = state.db.begin("write_link_letter").await?;
    let account = store::find_person_by_email(&tx, &Email::parse(&order.to)?).await?;
    let is_wanted = |account: &Account| {
        let has_come = purpose == LinkPurpose::Invitation && account.password.is_some();
        account.is_admitted(state.settings.demo) && !has_come
    };
    let Some(account) = account.filter(is_wanted) else {
        return Ok(None);
    };
    let link = issue_link(&tx, &account, purpose).await?;
    tx.commit().await?;
    Ok(Some(link_letter(&ui, &link, &state.settings.base_url)))
}

fn link_letter(ui: &Ui, link: &PasswordLink, base_url: &str) -> Mail {
    let address = link.address(base_url);
    let (account, until) = (&link.account, ui.time(&link.expires_at));
    let values = [
        ("name", account.name.as_str()),
        ("link", &address),
        ("until", &until),
    ];
    let (subject, text) = match link.purpose {
        LinkPurpose::Invitation => ("mail-invitation-subject", "mail-invitation-text"),
        LinkPurpose::Reset => ("mail-reset-subject", "mail-reset-text"),
    };
    Mail::new(account, ui.t(subject), ui.t_with(text, &values))
}

/// Tells somebody who can already sign in that they have a role more. Not in demo mode.
pub async fn send_role_notice(
    tx: &Tx,
    state: &AppState,
    ui: &Ui,
    account: &Account,
    role: &str,
    place: &str,
) -> Result<(), Problem> {
    if state.settings.demo {
        return Ok(());
    }
    let address = format!("{}/mina-uppgifter", state.settings.base_url);
    let values = [
        ("name", account.name.as_str()),
        ("role", role),
        ("place", place),
        ("link", &address),
    ];
    Mail::new(
        account,
        ui.t("mail-role-subject"),
        ui.t_with("mail-role-text", &values),
    )
    .enqueue(tx)
    .await
}
