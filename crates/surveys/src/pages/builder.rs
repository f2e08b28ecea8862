//! Where the form of a survey is built: its sections and questions in their order, with what can be done to each.

use super::address::Address;
use super::words::{about, condition_words, section_words, type_words, version_words};
use crate::SURVEY;
use crate::desk::SurveyDesk;
use crate::model::QuestionType;
use crate::versions::SurveyForm;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::{Form, Question, Section, check_form};
use samverk_foundation::Problem;
use samverk_kept::words;
use samverk_web::{AppState, PageResult, Ui};

pub(super) struct QuestionRow {
    pub key: String,
    pub label: String,
    pub about: String,
}

pub(super) struct SectionRow {
    pub key: String,
    pub title: String,
    pub condition: String,
    pub questions: Vec<QuestionRow>,
}

#[derive(Template)]
#[template(path = "builder.html")]
struct BuilderPage {
    ui: Ui,
    heading: String,
    lead: String,
    /// The form's address, to which the others are put.
    href: String,
    revision: i64,
    sections: Vec<SectionRow>,
    types: Vec<(&'static str, String)>,
    /// From what an empty form can begin: code and words.
    beginnings: Vec<(String, String)>,
    wrong: Vec<String>,
    /// Nothing is changed in it: it is closed, or changes have not been begun.
    is_fixed: bool,
    /// What was sent, if it can be changed.
    can_begin: bool,
    can_send: bool,
    has_questions: bool,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = address.building(&tx, &ui).await?;
    let beginnings = beginnings(&tx, &ui, &at).await?;
    let draft = at.versions.draft();
    let shown = draft.or(at.versions.latest());
    let is_closed = at.survey.status == crate::SurveyState::Closed;
    let form = shown.map(|one| &one.form);
    let page = BuilderPage {
        heading: ui.t1("survey-form-heading", "survey", at.survey.title.to_string()),
        lead: lead(&ui, &at),
        href: at.href("/formular"),
        revision: draft.map_or(0, |one| one.revision),
        sections: form.map(|form| rows(&ui, form)).unwrap_or_default(),
        types: QuestionType::ALL
            .iter()
            .map(|(code, kind)| (*code, type_words(&ui, *kind)))
            .collect(),
        wrong: form.map(|form| wrong(&ui, form)).unwrap_or_default(),
        is_fixed: is_closed || draft.is_none() && shown.is_some(),
        can_begin: !is_closed && draft.is_none() && shown.is_some(),
        can_send: draft.is_some() && at.survey.status == crate::SurveyState::Open,
        has_questions: form.is_some_and(|form| form.questions().next().is_some()),
        beginnings,
        ui: at.inside(ui.clone()),
    };
    page.ui.page(&page)
}

fn lead(ui: &Ui, at: &SurveyDesk) -> String {
    let sent = at.versions.latest();
    match (sent, at.versions.draft()) {
        (None, _) => ui.t("survey-form-lead"),
        (Some(sent), None) => ui.t1("survey-form-sent", "version", version_words(ui, sent)),
        (Some(sent), Some(_)) => ui.t1("survey-form-changing", "version", version_words(ui, sent)),
    }
}

fn rows(ui: &Ui, form: &Form) -> Vec<SectionRow> {
    let question = |question: &Question| QuestionRow {
        key: question.key.to_string(),
        label: words(ui, &question.label),
        about: about(ui, form, question),
    };
    let section = |section: &Section| SectionRow {
        key: section.key.to_string(),
        title: section_words(ui, section),
        condition: condition_words(ui, form, &section.shown),
        questions: section.questions.iter().map(question).collect(),
    };
    form.sections.iter().map(section).collect()
}

fn wrong(ui: &Ui, form: &Form) -> Vec<String> {
    check_form(form)
        .0
        .iter()
        .map(|problem| ui.problem(problem))
        .collect()
}

/// The ready survey, and the other surveys of the collaboration.
async fn beginnings(tx: &Tx, ui: &Ui, at: &SurveyDesk) -> Result<Vec<(String, String)>, Problem> {
    if at
        .versions
        .0
        .iter()
        .any(|one| !one.form.sections.is_empty())
    {
        return Ok(Vec::new());
    }
    let ready = crate::ready::ALL.iter();
    let ready = ready.map(|one| (one.code.to_owned(), ui.t(one.words)));
    let all = SURVEY.bare(tx, &at.scope).await?;
    let others = all.into_iter().filter(|one| one.id != at.survey.id);
    let others = others.map(|one| {
        let words = ui.t1("survey-begin-as", "survey", one.title.to_string());
        (format!("survey:{}", one.key), words)
    });
    Ok(ready.chain(others).collect())
}

/// What is being built, for whoever changes it. Fails with `not_found` before anything is.
pub(super) fn building(at: &SurveyDesk) -> Result<&SurveyForm, Problem> {
    at.versions.draft().ok_or_else(Problem::not_found)
}
