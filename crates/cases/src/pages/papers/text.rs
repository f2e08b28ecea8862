//! Writing the text of a document, with how it will look beside it.

use super::{Address, Written, ui_of};
use crate::actions::{Wording, change_text};
use crate::model::MergeValues;
use crate::templates::field_table;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Table, Ui, Values, redirect_with_notice,
};

/// Pressed to see how it looks, without anything being saved; `part` asks for that alone.
const PREVIEW: &str = "preview";

#[derive(Template)]
#[template(path = "case_text_preview.html")]
struct Preview<'u> {
    ui: &'u Ui,
    language: &'static str,
    title: String,
    /// The text filled in, as finished HTML.
    text: String,
    fields: Table,
}

fn page(ui: Ui, one: &Written) -> FormPage {
    let ui = one.below(ui);
    let text = FieldKind::LongText { rows: 24 };
    let filled = Values::default()
        .set("title", one.document.content.title.to_string())
        .set("text", one.text.text.as_str());
    let title = Field::new("title", ui.t("case-document-title"), FieldKind::Text);
    let text = Field::new("text", ui.t("paper-text"), text);
    let form = Form::new(one.href("/text"), ui.t("form-save"))
        .field(title.required())
        .field(text.hint(ui.t("paper-text-hint")))
        .other(PREVIEW, ui.t("paper-preview"))
        .cancel(one.href("/visa"))
        .marked()
        .fill(filled)
        .seen(one.text.revision);
    let heading = ui.t1("paper-text-heading", "number", one.number());
    let lead = ui.t("paper-text-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

fn beside(ui: &Ui, one: &Written, said: &MergeValues, typed: &Values) -> Result<String, Problem> {
    let missing = format!("**[{}]**", ui.t("paper-missing"));
    let preview = Preview {
        ui,
        language: one.text.language.code(),
        title: typed.text("title").to_owned(),
        text: ui.marked(&said.fill(typed.text("text"), &missing), 3),
        fields: field_table(ui),
    };
    ui.fragment(&preview)
}

pub(super) async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let one = Written::find_to_change(&tx, &ui.actor, &address).await?;
    let words = ui_of(&state, &one.text, &ui.actor);
    let said = one.values(&tx, &words).await?;
    let mut page = page(ui.clone(), &one);
    page.beside = beside(&page.ui, &one, &said, &page.form.values)?;
    drop(tx);
    one.note_reading(&state, &ui.actor).await?;
    page.show()
}

async fn saved(tx: &Tx, actor: &Actor, one: &Written, values: &Values) -> Result<(), Problems> {
    let seen = values.integer("revision")?;
    let said = Wording {
        title: values.text("title"),
        text: values.text("text"),
    };
    let of = (&one.case, &one.document, &one.text);
    change_text(tx, actor, &one.desk, of, (said, seen)).await?;
    Ok(())
}

pub(super) async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("change_text").await?;
    let actor = ui.actor.clone();
    let one = Written::find_to_change(&tx, &actor, &address).await?;
    let words = ui_of(&state, &one.text, &actor);
    let said = one.values(&tx, &words).await?;
    let mut page = page(ui, &one);
    page.beside = beside(&page.ui, &one, &said, &values)?;
    match values.text(PREVIEW) {
        "" => {}
        "part" => return Ok(Html(page.beside).into_response()),
        _ => {
            page.form = page.form.fill(values.without(PREVIEW)).unsaved();
            return page.show();
        }
    }
    match saved(&tx, &actor, &one, &values).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&one.href("/visa"), "saved"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}
