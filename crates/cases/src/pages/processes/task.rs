//! Noting that a task is done, or a notice seen.

use super::settle;
use crate::actions::{end_task, may_perform};
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseTask, TaskSort, TaskStatus};
use crate::pages::one::below;
use crate::store;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_web::{AppState, Form, FormPage, PageResult, Ui, Values, redirect_with_notice};
use uuid::Uuid;

type Address = (String, String, String, Uuid);

async fn find(
    tx: &Tx,
    actor: &Actor,
    (party, registry, case, task): &Address,
) -> Result<(RegistryDesk, Case, CaseTask), Problem> {
    let desk = RegistryDesk::find_to_read(tx, actor, party, registry).await?;
    let case = desk.case(tx, case).await?;
    case.require_open()?;
    let found = store::find_task(tx, case.id, *task).await?;
    let task = found.ok_or_else(Problem::not_found)?;
    if !may_perform(&desk, &case, task.what.by) {
        return Err(Problem::forbidden());
    }
    match (task.what.sort, task.status) {
        (TaskSort::Deadline, _) => Err(Problem::conflict("case_task_is_deadline")),
        (_, TaskStatus::Open) => Ok((desk, case, task)),
        (_, TaskStatus::Done | TaskStatus::Past) => Err(Problem::conflict("case_task_ended")),
    }
}

/// The case, when the form was sent before and the task is done.
async fn done(
    tx: &Tx,
    actor: &Actor,
    (party, registry, case, task): &Address,
) -> Result<Option<String>, Problem> {
    let desk = RegistryDesk::find_to_read(tx, actor, party, registry).await?;
    let case = desk.case(tx, case).await?;
    let found = store::find_task(tx, case.id, *task).await?;
    let is_done = found.is_some_and(|one| {
        one.status == TaskStatus::Done && may_perform(&desk, &case, one.what.by)
    });
    Ok(is_done.then(|| desk.case_href(&case, "")))
}

fn page(ui: Ui, desk: &RegistryDesk, case: &Case, task: &CaseTask) -> FormPage {
    let ui = below(ui, desk, case);
    let words = match task.what.sort {
        TaskSort::Notice => ui.t("case-notice-seen"),
        TaskSort::Task | TaskSort::Deadline => ui.t("case-task-done"),
    };
    let here = desk.case_href(case, &format!("/uppgifter/{}", task.id));
    let form = Form::new(here, words).cancel(desk.case_href(case, ""));
    let heading = format!("{}: {}", case.number, task.what.called(ui.language));
    FormPage::new(ui, heading, form)
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case, task) = find(&tx, &ui.actor, &address).await?;
    page(ui, &desk, &case, &task).show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("end_task").await?;
    if let Some(href) = done(&tx, &ui.actor, &address).await? {
        return Ok(redirect_with_notice(&href, "saved"));
    }
    let (desk, case, task) = find(&tx, &ui.actor, &address).await?;
    let done = end_task(&tx, &ui.actor, &desk, (&case, &task)).await;
    let page = page(ui, &desk, &case, &task);
    settle(tx, (&desk, &case), done, (page, values)).await
}
