//! Choosing by which process a case goes.

use super::{Address, open, settle};
use crate::actions::begin_process;
use crate::desk::RegistryDesk;
use crate::model::Case;
use crate::pages::one::below;
use crate::processes::CASE_PROCESS;
use crate::versions::{Versioned, in_use};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_kept::Ground;
use samverk_web::{AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values};

/// One that goes by no process yet. Fails with `case_has_process` too.
async fn find(tx: &Tx, actor: &Actor, address: &Address) -> Result<(RegistryDesk, Case), Problem> {
    let (desk, case) = open(tx, actor, address).await?;
    match case.standing {
        Some(_) => Err(Problem::conflict("case_has_process")),
        None => Ok((desk, case)),
    }
}

/// The processes by which new cases of the party go.
pub(in crate::pages) async fn offered(
    tx: &Tx,
    ui: &Ui,
    desk: &RegistryDesk,
) -> Result<Vec<Choice>, Problem> {
    let all = CASE_PROCESS.whole(tx, desk.owner.id()).await?;
    let choices = in_use(&all).map(|one| {
        let name = format!("{} {}", one.called(ui.language), one.version);
        Choice::new(&one.key, name).about(Versioned::about(&one.value, ui.language))
    });
    Ok(choices.collect())
}

async fn page(tx: &Tx, ui: Ui, desk: &RegistryDesk, case: &Case) -> Result<FormPage, Problem> {
    let ui = below(ui, desk, case);
    let offered = offered(tx, &ui, desk).await?;
    let has_none = offered.is_empty();
    let choices = FieldKind::Radios(offered);
    let form = Form::new(
        desk.case_href(case, "/process"),
        ui.t("case-process-choose"),
    )
    .field(Field::new("procedure", ui.t("case-process"), choices).required())
    .cancel(desk.case_href(case, ""))
    .seen(case.revision);
    let heading = ui.t1("case-process-choose-heading", "number", &case.number);
    if has_none {
        let (lead, list) = (ui.t("case-process-choose-none"), ui.t("case-process-tab"));
        let page = FormPage::new(ui, heading, form).lead(lead);
        return Ok(page.link(desk.owner.href("/arendeprocesser"), list));
    }
    let lead = ui.t("case-process-choose-lead");
    Ok(FormPage::new(ui, heading, form).lead(lead))
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = find(&tx, &ui.actor, &address).await?;
    page(&tx, ui, &desk, &case).await?.show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("begin_process").await?;
    let actor = ui.actor.clone();
    let (desk, case) = find(&tx, &actor, &address).await?;
    let page = page(&tx, ui, &desk, &case).await?;
    let begun = async {
        let seen = values.integer("revision")?;
        let process = values.required("procedure")?;
        begin_process(&tx, &actor, &desk, (&case, &process), seen).await
    };
    let done = begun.await;
    settle(tx, (&desk, &case), done, (page, values)).await
}
