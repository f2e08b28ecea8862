//! What the page of a process shows beside what is said of it: its picture, the ways as a table, and where the next
//! version is made.

use super::kind::{CASE_PROCESS, CaseProcess, ProcessStatus};
use super::picture::{picture, ways};
use crate::policy::Action;
use askama::Template;
use samverk_database::Tx;
use samverk_fields::Referable;
use samverk_foundation::Problem;
use samverk_web::{PanelFuture, Table, Thing, Ui};

#[derive(Template)]
#[template(path = "case_process_panel.html")]
struct ProcessPanel<'u> {
    ui: &'u Ui,
    picture: String,
    ways: Table,
    /// Where things are done: address and words.
    actions: Vec<(String, String)>,
}

pub(crate) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(async move {
        match thing.kind == CaseProcess::KIND {
            true => shown(tx, ui, thing).await,
            false => Ok(None),
        }
    })
}

async fn shown(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    let found = CASE_PROCESS.with_ids(tx, &[thing.id]).await?;
    let Some(process) = found.first().filter(|one| !one.states.is_empty()) else {
        return Ok(None);
    };
    let may_make = thing.roles.any(CASE_PROCESS.writers.by());
    let next = (
        format!("{}/ny-version", thing.href),
        ui.t("case-process-next-version"),
    );
    let apply = (
        format!("{}/tillampa", thing.href),
        ui.t("case-process-apply"),
    );
    let is_published = process.status == ProcessStatus::Published;
    let applies = is_published && process.replaces.is_some() && thing.roles.any(Action::Apply.by());
    let next = (may_make && process.status != ProcessStatus::Draft).then_some(next);
    let apply = applies.then_some(apply);
    let panel = ProcessPanel {
        ui,
        picture: picture(ui, process, "arendeprocess"),
        ways: ways(ui, process),
        actions: next.into_iter().chain(apply).collect(),
    };
    ui.fragment(&panel).map(Some)
}
