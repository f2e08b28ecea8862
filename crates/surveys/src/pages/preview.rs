//! The form as those who answer meet it: the same drawing and the same checks, and nothing is saved.

use super::address::Address;
use super::drawn;
use super::words::section_words;
use crate::desk::SurveyDesk;
use axum::extract::{Path, State};
use samverk_fields::{Form as Asked, Question, Record, Section, check};
use samverk_foundation::{Problem, Problems};
use samverk_kept::words;
use samverk_web::{AppState, Form, FormPage, PageResult, Ui, Values};

/// The sections of what is built, or of what was sent.
fn asked(at: &SurveyDesk) -> Result<&Asked, Problem> {
    let form = at.versions.draft().or(at.versions.latest());
    form.map(|one| &one.form).ok_or_else(Problem::not_found)
}

fn section<'f>(form: &'f Asked, asked: &Values) -> Result<&'f Section, Problem> {
    let key = asked.text("avsnitt");
    let mut sections = form.sections.iter();
    let found = sections.find(|one| key.is_empty() || one.key.as_str() == key);
    found.ok_or_else(Problem::not_found)
}

/// Every question of the section: what it hangs on is told in the builder, and obeyed when the form is tried.
fn page(ui: Ui, at: &SurveyDesk, (form, section): (&Asked, &Section), record: &Record) -> FormPage {
    let href = at.href("/formular/prova");
    let here = format!("{href}?avsnitt={}", section.key);
    let mut drawn = Form::new(here, ui.t("survey-try-check")).cancel(at.href("/formular"));
    drawn = drawn::drawn(drawn, &ui, (form, section), record);
    let heading = section_words(&ui, section);
    let lead = ui.t("survey-try-lead");
    let above = section
        .help
        .as_ref()
        .map(|help| ui.prose(&words(&ui, help)));
    let others = form.sections.iter().filter(|one| one.key != section.key);
    let links = others.map(|one| {
        (
            format!("{href}?avsnitt={}", one.key),
            section_words(&ui, one),
        )
    });
    let links: Vec<_> = links.collect();
    let form_words = ui.t("survey-form");
    let ui = at.inside(ui).with_crumb(at.href("/formular"), form_words);
    let mut page = FormPage::new(ui, heading, drawn).lead(lead);
    page.above = above.unwrap_or_default();
    page.links = links;
    page
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = address.building(&tx, &ui).await?;
    let form = asked(&at)?;
    page(ui, &at, (form, section(form, &query)?), &Record::default()).show()
}

/// What is wrong with what was typed, or the questions that are shown after it.
pub(super) async fn try_out(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = address.building(&tx, &ui).await?;
    let form = asked(&at)?;
    let query = Values::from_query(query.as_deref().unwrap_or_default());
    let section = section(form, &query)?;
    let all: Vec<&Question> = section
        .questions
        .iter()
        .filter(|one| one.is_asked())
        .collect();
    let read = drawn::read(form, &values, (&all, &Record::default()));
    let record = match read {
        Ok(record) => record,
        Err(problems) => {
            let page = page(ui, &at, (form, section), &Record::default());
            return page.refuse(values, problems);
        }
    };
    let mut page = page(ui, &at, (form, section), &record);
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        return page.show_rows(asked, None);
    }
    let wrong = own(form, section, &record);
    if !wrong.is_empty() {
        return page.refuse(values, wrong);
    }
    page.lead = page.ui.t("survey-try-right");
    page.show()
}

/// What is wrong in the section when it is sent in.
fn own(form: &Asked, section: &Section, record: &Record) -> Problems {
    let is_own = |problem: &Problem| {
        let place = problem.place.field.as_deref().unwrap_or_default();
        let key = place.split('.').next().unwrap_or_default();
        section.questions.iter().any(|one| one.key.as_str() == key)
    };
    check(form, record).0.into_iter().filter(is_own).collect()
}
