use super::link_sent::LinkSentPage;
use crate::actions::add_person;
use crate::letter::{Delivery, send_link};
use crate::policy::{Action, require};
use axum::extract::State;
use samverk_foundation::Problem;
use samverk_web::{AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values};

fn page(ui: &Ui) -> FormPage {
    let field = |name, label: &str, kind| Field::new(name, ui.t(label), kind);
    let administrator = field(
        "administrator",
        "person-is-administrator",
        FieldKind::Checkbox,
    );
    let form = Form::new("/personer/ny", ui.t("invite-submit"))
        .field(field("name", "person-name", FieldKind::Text).required())
        .field(field("email", "person-email", FieldKind::Email).required())
        .field(administrator.hint(ui.t("person-is-administrator-hint")))
        .cancel("/personer");
    let ui_here = ui
        .clone()
        .in_administration()
        .with_crumb("/personer", ui.t("people-heading"));
    FormPage::new(ui_here, ui.t("people-add"), form).lead(ui.t("people-add-lead"))
}

pub async fn show(ui: Ui) -> PageResult {
    require(&ui.actor, &ui.actor.roles_anywhere(), Action::ManagePeople)?;
    page(&ui).show()
}

pub async fn submit(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    match add(&state, &ui, &values).await {
        Ok(delivery) => {
            let lead = ui.t1("invite-sent", "name", values.text("name"));
            let onward = ("/personer".to_owned(), ui.t("people-back"));
            LinkSentPage::new(ui, lead, Some(delivery), onward).show()
        }
        Err(problem) => page(&ui).refuse(values, problem),
    }
}

async fn add(state: &AppState, ui: &Ui, values: &Values) -> Result<Delivery, Problem> {
    let tx = state.db.begin("add person").await?;
    let (name, email) = (values.text("name"), values.text("email"));
    let administrator = values.checked("administrator");
    let link = add_person(&tx, &ui.actor, name, email, administrator).await?;
    let delivery = send_link(&tx, state, ui, &link).await?;
    tx.commit().await?;
    Ok(delivery)
}
