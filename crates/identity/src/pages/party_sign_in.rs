//! How a party's people come in: the party's own word about its identity provider.

use super::places::party_here;
use crate::actions::allow_just_in_time;
use crate::directory::DirectorySlot;
use axum::extract::{Path, State};
use samverk_web::{AppState, PageResult, Ui, Values, redirect_with_notice};

pub async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    directory: DirectorySlot,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("allow just in time").await?;
    let party = party_here(&tx, &*directory, &ui.actor, &key).await?;
    let allowed = values.text("allowed") == "yes";
    allow_just_in_time(&tx, &ui.actor, &party, allowed).await?;
    tx.commit().await?;
    let notice = match allowed {
        true => "just-in-time-allowed",
        false => "just-in-time-stopped",
    };
    let list = format!("/aktorer/{}/personer", party.key);
    Ok(redirect_with_notice(&list, notice))
}
