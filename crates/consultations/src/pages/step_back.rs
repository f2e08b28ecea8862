//! An answer is taken one step back, with a reason.

use super::answer_view::answer_ui;
use crate::actions::take_step;
use crate::choices::AnswerState;
use crate::desk::AnswerDesk;
use crate::parts::before;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

type Address = Path<(String, String)>;

async fn open(
    tx: &Tx,
    ui: &Ui,
    address: &(String, String),
) -> Result<(AnswerDesk, AnswerState), Problem> {
    let desk = AnswerDesk::find(tx, &ui.actor, &address.0, &address.1).await?;
    desk.require_answering(&ui.actor)?;
    let to = before(&desk.answer);
    let to = to.ok_or_else(|| Problem::conflict("move_impossible"))?;
    Ok((desk, to))
}

fn page(ui: Ui, desk: &AnswerDesk, to: AnswerState) -> FormPage {
    let ui = answer_ui(ui, desk, true);
    let reason = FieldKind::LongText { rows: 3 };
    let reason = Field::new("reason", ui.t("consultation-back-reason"), reason);
    let form = Form::new(desk.href("/tillbaka"), ui.t("consultation-back"))
        .cancel(desk.href(""))
        .field(reason.required())
        .seen(desk.answer.revision);
    let state = ui.kind_name("consultation-answer-state-", to.code());
    let lead = ui.t1("consultation-back-lead", "state", state);
    let heading = ui.t1("consultation-back-heading", "name", desk.answer.name());
    FormPage::new(ui, heading, form).lead(lead)
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, to) = open(&tx, &ui, &address).await?;
    page(ui, &desk, to).show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("take_answer_back").await?;
    let (desk, to) = open(&tx, &ui, &address).await?;
    match take_back(&tx, &ui.actor, (&desk, to), &values).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.href(""), "saved"))
        }
        Err(problems) => page(ui, &desk, to).refuse(values, problems),
    }
}

async fn take_back(
    tx: &Tx,
    actor: &Actor,
    (desk, to): (&AnswerDesk, AnswerState),
    values: &Values,
) -> Result<(), Problems> {
    let seen = values.integer("revision")?;
    if seen != desk.answer.revision {
        return Err(Problem::conflict("changed_meanwhile").into());
    }
    take_step(tx, actor, desk, (&desk.answer, to), values.text("reason")).await?;
    Ok(())
}
