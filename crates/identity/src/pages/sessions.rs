//! Open sessions as a table, one's own or somebody else's.

use crate::model::device;
use crate::store;
use chrono::{DateTime, Utc};
use samverk_database::Tx;
use samverk_foundation::{PersonId, Problem, SessionId};
use samverk_web::Ui;

pub(super) struct ShownSession {
    pub id: SessionId,
    pub device: String,
    pub since: DateTime<Utc>,
    pub last_seen: DateTime<Utc>,
    /// The one that asks.
    pub is_here: bool,
}

/// The person's open sessions, the last used first.
pub(super) async fn shown_sessions(
    tx: &Tx,
    ui: &Ui,
    person: PersonId,
) -> Result<Vec<ShownSession>, Problem> {
    let here = ui.actor.person().and_then(|person| person.session);
    let sessions = store::open_sessions(tx, person).await?;
    let shown = |session: crate::model::Session| ShownSession {
        id: session.id,
        device: device_words(ui, &session.user_agent),
        since: session.created_at,
        last_seen: session.last_seen_at,
        is_here: here == Some(session.id),
    };
    Ok(sessions.into_iter().map(shown).collect())
}

fn device_words(ui: &Ui, user_agent: &str) -> String {
    let device = device(user_agent);
    match (device.browser, device.system) {
        (Some(browser), Some(system)) => ui.t_with(
            "session-device",
            &[("browser", browser), ("system", system)],
        ),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => ui.t("session-device-unknown"),
    }
}
