//! What was adopted is printed once, right after the decision, and kept.

use super::{Printed, distribution, headers, plan_document};
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use samverk_database::{AdoptedPrint, ClaimedJob, PrintOrder, Tx, keep_print};
use samverk_documents::Document;
use samverk_files::Files;
use samverk_foundation::{Actor, Language, Problem};
use samverk_goals::load_decided_view;
use samverk_parties::Scope;
use samverk_parties::store::find_collaborations;
use samverk_web::{AppState, PageResult, Ui};
use sha2::{Digest, Sha256};
use std::sync::Arc;

const READER: Actor = Actor::System("print_adopted");

/// Prints what a job asks for, in every language, as everybody may read it.
pub async fn print_adopted(
    state: &AppState,
    job: &ClaimedJob,
    files: &Files,
) -> Result<(), Problem> {
    let order: PrintOrder =
        serde_json::from_value(job.payload.clone()).map_err(Problem::internal)?;
    for language in Language::ALL {
        let ui = Ui::new(state.clone(), language, Arc::new(Actor::Public), "");
        let tx = state.db.read().await?;
        let document = document(&tx, &order, &ui).await?;
        let now = tx.now();
        drop(tx);
        let pdf = document.print(files, now).await?;
        let tx = state.db.begin("keep_print").await?;
        keep_print(&tx, order.document, language, pdf).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn document(tx: &Tx, order: &PrintOrder, ui: &Ui) -> Result<Printed, Problem> {
    let found = find_collaborations(tx, &[order.collaboration]).await?;
    let of = found.into_iter().next().ok_or_else(Problem::not_found)?;
    let scope = Scope::find(tx, &READER, of.key.as_str()).await?;
    let key = order.key.as_str();
    match (order.kind.as_str(), order.version) {
        ("plan_version", Some(number)) => {
            let view = load_decided_view(tx, &scope, key, number).await?;
            plan_document(tx, &scope.as_stranger(), view, ui).await
        }
        ("distribution", _) => {
            let printed = distribution::document(tx, &scope, key, ui).await?;
            Ok(Document::Distribution(printed).into())
        }
        (other, _) => Err(Problem::internal(format!("{other} is not printed"))),
    }
}

/// The kept file, with its checksum in the way that RFC 9530 has for it.
pub(super) fn answer(kept: AdoptedPrint, name: &str) -> PageResult {
    let digest = format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(&kept.pdf)));
    let checksum = [("repr-digest", digest), ("x-checksum-sha256", kept.sha256)];
    Ok((headers(name), checksum, kept.pdf).into_response())
}
