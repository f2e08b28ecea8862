//! What is done with an answer by one button: sending it in, approving, returning, reopening, and letting others compare.

use super::address::Address;
use super::words::section_words;
use crate::actions::{allow_comparison, answer_step};
use crate::desk::AnswerDesk;
use crate::model::{Step, section_of};
use axum::extract::{Path, State};
use samverk_fields::FieldKind as Asked;
use samverk_foundation::{Problem, Problems};
use samverk_kept::words;
use samverk_web::{
    AppState, Failure, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("answer_step").await?;
    let desk = address.answer(&tx, &ui).await?;
    let actor = ui.actor.clone();
    let step = Step::from_code(values.text("step")).map_err(|problem| problem.at_field("step"))?;
    let seen = values.integer("revision")?;
    match answer_step(&tx, &actor, &desk, step, (values.text("reason"), seen)).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.href(""), notice(step)))
        }
        Err(problems) => refuse(ui, &desk, step, values, problems),
    }
}

const fn notice(step: Step) -> &'static str {
    match step {
        Step::Submit => "answer-submitted",
        Step::Return => "answer-returned",
        Step::Approve => "answer-approved",
        Step::Reopen => "answer-reopened",
    }
}

/// The button again, with what is wrong: at each question that lacks an answer, a link to its section.
fn refuse(ui: Ui, desk: &AnswerDesk, step: Step, values: Values, problems: Problems) -> PageResult {
    let label = match step {
        Step::Submit => "answer-submit",
        Step::Return => "answer-return",
        Step::Approve => "answer-approve",
        Step::Reopen => "answer-reopen",
    };
    let mut form = Form::new(desk.href("/steg"), ui.t(label)).cancel(desk.href(""));
    form = form.field(Field::new("step", "", FieldKind::Hidden));
    if step == Step::Return {
        let why = FieldKind::LongText { rows: 2 };
        form = form.field(Field::new("reason", ui.t("answer-return-why"), why).required());
    }
    let revision = desk.answer.as_ref().map_or(0, |answer| answer.revision);
    let form = form.seen(revision);
    let heading = ui.t(label);
    let mut page = FormPage::new(desk.inside(ui), heading, form);
    for (href, words) in places(&page.ui, desk, &problems)? {
        page = page.link(href, words);
    }
    page.refuse(values, problems)
}

/// The sections in which something is wrong.
fn places(
    ui: &Ui,
    desk: &AnswerDesk,
    problems: &Problems,
) -> Result<Vec<(String, String)>, Problem> {
    let form = &desk.form()?.form;
    let mut places = Vec::new();
    for problem in &problems.0 {
        let field = problem.place.field.as_deref().unwrap_or_default();
        let key = field.split('.').next().unwrap_or_default();
        let Some((section, question)) = section_of(form, key).zip(form.find(key)) else {
            continue;
        };
        let href = desk.href(&match question.kind {
            Asked::File { .. } => format!("/filer/{key}"),
            _ => format!("/avsnitt/{}#field-{key}", section.key),
        });
        let told = [
            ("section", section_words(ui, section)),
            ("question", words(ui, &question.label)),
        ];
        let told: Vec<(&str, &str)> = told
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        places.push((href, ui.t_with("answer-missing-at", &told)));
    }
    Ok(places)
}

pub(super) async fn compare(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("allow_comparison").await?;
    let desk = address.answer(&tx, &ui).await?;
    let is_allowed = values.checked("comparable");
    let allowed = allow_comparison(&tx, &ui.actor, &desk, is_allowed).await;
    allowed.map_err(|problems| Failure(problems.first()))?;
    tx.commit().await?;
    Ok(redirect_with_notice(&desk.href(""), "saved"))
}
