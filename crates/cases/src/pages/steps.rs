//! Closing, reopening and voiding a case.

use crate::actions::move_case;
use crate::desk::RegistryDesk;
use crate::model::{Case, Step};
use axum::extract::{Path, State};
use samverk_foundation::{Actor, Problem};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

type AtCase = Path<(String, String, String)>;

fn page(step: Step, ui: Ui, desk: &RegistryDesk, case: &Case) -> FormPage {
    let ui = super::one::below(ui, desk, case);
    let (rest, words) = match step {
        Step::Close => ("/avsluta", "case-close"),
        Step::Reopen => ("/ateruppta", "case-reopen"),
        Step::Void => ("/makulera", "case-void"),
    };
    let form = Form::new(desk.case_href(case, rest), ui.t(words))
        .cancel(desk.case_href(case, ""))
        .seen(case.revision);
    let form = match step {
        Step::Void => {
            let reason = FieldKind::LongText { rows: 3 };
            let reason = Field::new("reason", ui.t("case-void-reason"), reason);
            form.field(reason.required()).danger()
        }
        Step::Close | Step::Reopen => form,
    };
    let heading = ui.t1(&format!("{words}-heading"), "number", &case.number);
    let lead = ui.t(&format!("{words}-lead"));
    FormPage::new(ui, heading, form).lead(lead)
}

async fn find(
    tx: &samverk_database::Tx,
    ui: &Ui,
    (party, registry, case): &(String, String, String),
    step: Step,
) -> Result<(RegistryDesk, Case), Problem> {
    let desk = RegistryDesk::find_to_read(tx, &ui.actor, party, registry).await?;
    desk.require_register()?;
    let case = desk.case(tx, case).await?;
    step.leads(case.status)?;
    Ok((desk, case))
}

pub(super) async fn show(
    step: Step,
    State(state): State<AppState>,
    ui: Ui,
    Path(address): AtCase,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = find(&tx, &ui, &address, step).await?;
    page(step, ui, &desk, &case).show()
}

pub(super) async fn submit(
    step: Step,
    State(state): State<AppState>,
    ui: Ui,
    Path(address): AtCase,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("move_case").await?;
    let (desk, case) = find(&tx, &ui, &address, step).await?;
    let moved = try_move(step, &tx, &ui.actor, (&desk, &case), &values).await;
    match moved {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.case_href(&case, ""), "saved"))
        }
        Err(problem) => page(step, ui, &desk, &case).refuse(values, problem),
    }
}

async fn try_move(
    step: Step,
    tx: &samverk_database::Tx,
    actor: &Actor,
    (desk, case): (&RegistryDesk, &Case),
    values: &Values,
) -> Result<(), Problem> {
    let seen = values.integer("revision")?;
    let said = (step, values.text("reason"));
    move_case(tx, actor, desk, case, said, seen).await?;
    Ok(())
}
