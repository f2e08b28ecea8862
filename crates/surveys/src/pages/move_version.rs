//! Moving an answer to a newer version of its form: what is carried, what is dropped, what is new.

use super::address::Address;
use super::words::version_words;
use crate::actions::move_answer;
use crate::desk::AnswerDesk;
use crate::model::carry;
use askama::Template;
use axum::extract::{Path, State};
use samverk_fields::{FieldKey, Form as Asked};
use samverk_foundation::Problem;
use samverk_kept::{answer_cell, words};
use samverk_web::{AppState, Form, FormPage, PageResult, Ui, Values, redirect_with_notice};

#[derive(Template)]
#[template(path = "carried.html")]
struct CarriedTable<'u> {
    ui: &'u Ui,
    kept: Vec<(String, String)>,
    dropped: Vec<(String, String)>,
    new: Vec<String>,
}

fn page(ui: Ui, desk: &AnswerDesk) -> Result<FormPage, Problem> {
    if !desk.is_full {
        return Err(Problem::forbidden());
    }
    let newest = || Problem::conflict("answer_is_newest");
    let to = desk.newer()?.ok_or_else(newest)?;
    let from = desk.form()?;
    let record = desk.record();
    let carried = carry(&from.form, &to.form, &record);
    let told = |form: &Asked, key: &FieldKey| {
        let question = form.find(key.as_str());
        let said = question.map(|one| answer_cell(&ui, one, record.get(key.as_str())).shown());
        let name = question.map_or_else(|| key.to_string(), |one| words(&ui, &one.label));
        (name, said.unwrap_or_default())
    };
    let above = ui.fragment(&CarriedTable {
        ui: &ui,
        kept: carried.kept.iter().map(|key| told(&to.form, key)).collect(),
        dropped: carried
            .dropped
            .iter()
            .map(|key| told(&from.form, key))
            .collect(),
        new: carried
            .new
            .iter()
            .map(|key| told(&to.form, key).0)
            .collect(),
    })?;
    let revision = desk.answer.as_ref().map_or(0, |answer| answer.revision);
    let form = Form::new(desk.href("/version"), ui.t("answer-move")).seen(revision);
    let heading = ui.t1("answer-move-heading", "version", version_words(&ui, to));
    let lead = ui.t("answer-move-lead");
    let form = form.cancel(desk.href(""));
    let mut page = FormPage::new(desk.inside(ui), heading, form).lead(lead);
    page.above = above;
    Ok(page)
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = address.answer(&tx, &ui).await?;
    page(ui, &desk)?.show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("move_answer").await?;
    let desk = address.answer(&tx, &ui).await?;
    let actor = ui.actor.clone();
    let page = page(ui, &desk)?;
    let seen = values.integer("revision")?;
    match move_answer(&tx, &actor, &desk, seen).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.href(""), "answer-moved"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}
