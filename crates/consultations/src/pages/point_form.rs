//! A point is added to a consultation.

use super::consultation::consultation_ui;
use crate::actions::add_point;
use crate::choices::ConsultationState;
use crate::consultation::CONSULTATION;
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
    let ui = consultation_ui(ui, desk).with_crumb(desk.href(""), title);
    let label = |field: &str| ui.t(&format!("consultation-point-{field}"));
    let text = FieldKind::LongText { rows: 5 };
    let form = Form::new(desk.href("/punkter/ny"), ui.t("consultation-add-point"))
        .marked()
        .cancel(desk.href(""))
        .field(
            Field::new("title", label("title"), FieldKind::Text)
                .hint(label("title-hint"))
                .required(),
        )
        .field(Field::new("text", label("text"), text));
    let heading = ui.t("consultation-new-point");
    let lead = ui.t1(
        "consultation-new-point-lead",
        "title",
        &*desk.consultation.title,
    );
    FormPage::new(ui, heading, form).lead(lead)
}

async fn open(tx: &Tx, ui: &Ui, address: &(String, String)) -> Result<ConsultationDesk, Problem> {
    let desk = ConsultationDesk::find(tx, &ui.actor, &address.0, &address.1).await?;
    desk.scope.require(CONSULTATION.writers.by())?;
    match desk.consultation.state {
        ConsultationState::Closed => Err(Problem::conflict("consultation_not_open")),
        ConsultationState::Draft | ConsultationState::Open => Ok(desk),
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
    let tx = state.db.begin("add_consultation_point").await?;
    let desk = open(&tx, &ui, &address).await?;
    let said = (values.text("title"), values.text("text"));
    match add_point(&tx, &ui.actor, &desk, said).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.href(""), "saved"))
        }
        Err(problems) => page(ui, &desk).refuse(values, problems),
    }
}
