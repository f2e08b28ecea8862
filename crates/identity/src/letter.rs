//! What is written to people: each letter has a subject and a text among the texts.

use crate::mail::Mail;
use crate::model::{Account, LinkPurpose, PasswordLink};
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::{AppState, Ui};

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
    let address = link.address(&state.settings.base_url);
    if state.settings.demo {
        return Ok(Delivery::Shown(address));
    }
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
        .enqueue(tx)
        .await?;
    Ok(Delivery::Mailed)
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
