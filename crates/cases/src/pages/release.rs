//! Answering for a file that no scanner has judged.

use super::documents::{AtDocument, found, href, open};
use super::one::below;
use crate::actions::release_file;
use crate::desk::RegistryDesk;
use crate::model::{Case, Document};
use axum::extract::{Path, State};
use samverk_web::{AppState, Form, FormPage, PageResult, Ui, Values, redirect_with_notice};

fn page(ui: Ui, desk: &RegistryDesk, (case, one): (&Case, &Document)) -> FormPage {
    let ui = below(ui, desk, case);
    let back = href(desk, case, one);
    let form = Form::new(format!("{back}/slapp"), ui.t("case-file-release")).cancel(back);
    let number = format!("{}-{}", case.number, one.number);
    let heading = ui.t1("case-file-release-heading", "number", number);
    let lead = ui.t("case-file-release-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

pub(super) async fn ask(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry, case, number)): AtDocument,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui.actor, &(party, registry, case)).await?;
    let one = found(&tx, &case, number).await?;
    page(ui, &desk, (&case, &one)).show()
}

pub(super) async fn send(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry, case, number)): AtDocument,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("release_file").await?;
    let (desk, case) = open(&tx, &ui.actor, &(party, registry, case)).await?;
    let one = found(&tx, &case, number).await?;
    match release_file(&tx, &ui.actor, &desk, (&case, &one)).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.case_href(&case, ""), "saved"))
        }
        Err(problem) => page(ui, &desk, (&case, &one)).refuse(values, problem),
    }
}
