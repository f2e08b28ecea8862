//! A button for what takes long, as no page that is only opened may start anything.

use super::{heading, page_of};
use crate::actions::{Asked, start};
use crate::{Kind, Machine};
use axum::Extension;
use axum::extract::{Path, State};
use samverk_web::{AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect};
use serde_json::{Map, Value};

/// Where something that takes long is asked for, with what the address says of it.
pub fn ask_at(path: &str, said: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(said.iter().filter(|(_, value)| !value.is_empty()));
    let query = query.finish();
    match query.is_empty() {
        true => format!("/arbeten/ny/{path}"),
        false => format!("/arbeten/ny/{path}?{query}"),
    }
}

/// What is asked for, of all that was said.
fn asked_for(kind: &Kind, values: &Values) -> Value {
    let said = kind.fields.iter().map(|name| {
        let value = values.all(name).join(",");
        ((*name).to_owned(), Value::String(value))
    });
    Value::Object(said.collect::<Map<_, _>>())
}

fn page(ui: Ui, kind: &Kind, input: &Value, (about, back): (&str, &str)) -> FormPage {
    let here = format!("/arbeten/ny/{}", kind.path);
    let (label, submit) = (ui.t("long-works-heading"), ui.t("long-work-start"));
    let ui = ui.with_crumb(super::LIST, label);
    let fields = kind.fields.iter();
    let form = fields.fold(Form::new(here, submit), |form, name| {
        form.field(Field::new(name, "", FieldKind::Hidden))
    });
    let values = kind.fields.iter().fold(Values::default(), |values, name| {
        values.set(name, crate::input(input, name))
    });
    let heading = heading(&ui, kind.code, about);
    let lead = ui.t("long-work-start-lead");
    FormPage::new(ui, heading, form.fill(values).cancel(back)).lead(lead)
}

pub(super) async fn ask(
    State(state): State<AppState>,
    Extension(machine): Extension<Machine>,
    ui: Ui,
    Path(path): Path<String>,
    values: Values,
) -> PageResult {
    let kind = machine.kind_at(&path)?;
    let input = asked_for(kind, &values);
    let tx = state.db.read().await?;
    let allowed = (kind.allow)(&tx, &ui.actor, &input).await?;
    page(ui, kind, &input, (&allowed.about, &allowed.back)).show()
}

pub(super) async fn send(
    State(state): State<AppState>,
    Extension(machine): Extension<Machine>,
    ui: Ui,
    Path(path): Path<String>,
    values: Values,
) -> PageResult {
    let kind = machine.kind_at(&path)?;
    let asked = Asked {
        kind: kind.code,
        input: asked_for(kind, &values),
        language: ui.language,
        upload: None,
    };
    let id = start(&state.db, &machine, &ui.actor, asked).await?;
    Ok(redirect(&page_of(id)))
}
