use super::link_sent::LinkSentPage;
use crate::actions::{ask_for_reset, note_attempt};
use crate::letter::{Delivery, send_link};
use crate::model::{AttemptKind, Email};
use crate::visitor::Visitor;
use axum::extract::State;
use samverk_foundation::Problem;
use samverk_web::{AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values};

fn page(ui: Ui) -> FormPage {
    let email = Field::new("email", ui.t("person-email"), FieldKind::Email);
    let form = Form::new("/glomt-losenord", ui.t("forgotten-submit"))
        .field(email.required().autocomplete("username"))
        .cancel("/logga-in");
    let (heading, lead) = (ui.t("forgotten-heading"), ui.t("forgotten-lead"));
    FormPage::new(ui, heading, form).lead(lead)
}

pub async fn show(ui: Ui) -> PageResult {
    page(ui).show()
}

/// The answer is the same whether somebody has the address or not.
pub async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    visitor: Visitor,
    values: Values,
) -> PageResult {
    match ask(&state, &ui, &visitor, &values).await {
        Ok(delivery) => {
            let onward = ("/logga-in".to_owned(), ui.t("layout-sign-in"));
            let lead = ui.t("forgotten-sent");
            LinkSentPage::new(ui, lead, delivery, onward).show()
        }
        Err(problem) => page(ui).refuse(values, problem),
    }
}

async fn ask(
    state: &AppState,
    ui: &Ui,
    visitor: &Visitor,
    values: &Values,
) -> Result<Option<Delivery>, Problem> {
    let email = Email::parse(&values.required("email")?)?;
    let tx = state.db.begin("ask for reset").await?;
    note_attempt(&tx, AttemptKind::Reset, email.as_str(), visitor.address).await?;
    let delivery = match ask_for_reset(&tx, &email, state.settings.demo).await? {
        Some(link) => Some(send_link(&tx, state, ui, &link).await?),
        None => None,
    };
    tx.commit().await?;
    Ok(delivery)
}
