//! The tokens of a person as a table, on their own page and on the administrator's.

use super::places::PlaceNames;
use crate::model::AccessToken;
use crate::store;
use chrono::{DateTime, Utc};
use samverk_database::Tx;
use samverk_foundation::{PersonId, Problem};
use samverk_web::Ui;
use uuid::Uuid;

/// A row of the table.
pub struct ShownToken {
    pub id: Uuid,
    pub name: String,
    /// What it may do, in words.
    pub scopes: Vec<String>,
    pub place: String,
    pub last_used_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
    pub is_expired: bool,
}

/// The tokens that are not revoked, the newest first.
pub async fn shown_tokens(
    tx: &Tx,
    ui: &Ui,
    names: &PlaceNames,
    person: PersonId,
) -> Result<Vec<ShownToken>, Problem> {
    let tokens = store::access_tokens_of(tx, person).await?;
    let shown = |token| shown(ui, names, token, tx.now());
    Ok(tokens.into_iter().map(shown).collect())
}

fn shown(ui: &Ui, names: &PlaceNames, token: AccessToken, now: DateTime<Utc>) -> ShownToken {
    let place = token.access.collaboration.map(|id| names.collaboration(id));
    let place = match place {
        None => ui.t("token-everywhere"),
        Some("") => ui.t("token-place-gone"),
        Some(name) => name.to_owned(),
    };
    let scopes = token.access.scopes.iter();
    ShownToken {
        id: token.id.0,
        scopes: scopes.map(|scope| scope_words(ui, scope)).collect(),
        place,
        last_used_at: token.last_used_at,
        expires_at: token.expires_at,
        is_expired: token.is_expired(now),
        name: token.name,
    }
}

pub fn scope_words(ui: &Ui, code: &str) -> String {
    ui.t(&format!("token-scope-{}", code.replace(':', "-")))
}
