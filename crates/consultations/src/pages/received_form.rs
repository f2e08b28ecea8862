//! What somebody beside the parties answers is taken in.

use super::consultation::consultation_ui;
use crate::actions::receive_answer;
use crate::answer::{CONSULTATION_ANSWER, ConsultationAnswer as Answer};
use crate::desk::ConsultationDesk;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

type Address = Path<(String, String)>;

fn page(ui: Ui, desk: &ConsultationDesk) -> FormPage {
    let title = desk.consultation.title.to_string();
    let ui = consultation_ui(ui, desk).with_crumb(desk.href(""), title.clone());
    let organisation = Field::new(
        "organisation",
        ui.t("consultation-received-from"),
        FieldKind::Text,
    );
    let number = ui.t("consultation-received-number");
    let number = Field::new("number", number, FieldKind::Text);
    let form = Form::new(desk.href("/svar/ny"), ui.t("consultation-receive"))
        .cancel(desk.href(""))
        .field(organisation.required())
        .field(number.hint(ui.t("consultation-received-number-hint")));
    let heading = ui.t("consultation-other-answer");
    let lead = ui.t1("consultation-receive-lead", "title", title);
    FormPage::new(ui, heading, form).lead(lead)
}

async fn open(tx: &Tx, ui: &Ui, address: &(String, String)) -> Result<ConsultationDesk, Problem> {
    let desk = ConsultationDesk::find(tx, &ui.actor, &address.0, &address.1).await?;
    desk.scope.require(CONSULTATION_ANSWER.writers.by())?;
    match desk.is_open() {
        true => Ok(desk),
        false => Err(Problem::conflict("consultation_not_open")),
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = open(&tx, &ui, &address).await?;
    page(ui, &desk).show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("receive_consultation_answer").await?;
    let desk = open(&tx, &ui, &address).await?;
    let said = (
        values.text(Answer::ORGANISATION.as_str()),
        values.text(Answer::NUMBER.as_str()),
    );
    match receive_answer(&tx, &ui.actor, &desk, said).await {
        Ok(answer) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.answer_href(&answer), "saved"))
        }
        Err(problems) => page(ui, &desk).refuse(values, problems),
    }
}
