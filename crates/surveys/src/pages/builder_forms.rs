//! What is done in the builder by one button: beginning, moving and removing.

use super::address::Address;
use super::builder::building;
use super::words::section_words;
use crate::actions::{begin_form, edit_form, replace_form};
use crate::desk::SurveyDesk;
use crate::model::{Direction, moved, remove_question, remove_section};
use crate::{ready, store};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::Form as Asked;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::words;
use samverk_web::{
    AppState, Failure, Form, FormPage, PageResult, Ui, Values, redirect, redirect_with_notice,
};

/// The end of a form of the builder's: what is saved is seen in the builder, and what is wrong stands in the form.
pub(super) async fn end(
    tx: Tx,
    (at, page): (&SurveyDesk, FormPage),
    values: Values,
    done: Result<(), Problems>,
) -> PageResult {
    match done {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&at.href("/formular"), "saved"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}

pub(super) fn failure(problems: Problems) -> Failure {
    let mut problems = problems.0.into_iter();
    Failure(problems.next().unwrap_or_else(Problem::not_found))
}

/// Changes to what was sent, or the questions of a ready survey or of an earlier one.
pub(super) async fn begin(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("begin_form").await?;
    let at = address.building(&tx, &ui).await?;
    let begun = begun(&tx, &ui.actor, &at, values.text("from")).await;
    begun.map_err(failure)?;
    tx.commit().await?;
    Ok(redirect(&at.href("/formular")))
}

async fn begun(tx: &Tx, actor: &Actor, at: &SurveyDesk, from: &str) -> Result<(), Problems> {
    if from.is_empty() {
        begin_form(tx, actor, at).await?;
        return Ok(());
    }
    let form = match from.strip_prefix("survey:") {
        Some(key) => {
            let other = crate::SURVEY.find(tx, &at.scope, key).await?;
            let other = other.ok_or_else(Problem::not_found)?;
            let forms = store::list_forms(tx, other.id).await?;
            forms
                .into_iter()
                .next_back()
                .ok_or_else(Problem::not_found)?
                .form
        }
        None => ready::form(from)?,
    };
    let seen = at.versions.draft().map_or(0, |draft| draft.revision);
    replace_form(tx, actor, at, seen, form).await?;
    Ok(())
}

pub(super) async fn reorder(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("move_question").await?;
    let at = address.building(&tx, &ui).await?;
    let way = match values.text("way") {
        "up" => Direction::Up,
        _ => Direction::Down,
    };
    let key = values.text("key");
    let seen = values.integer("revision")?;
    let change = |form: &mut Asked| Ok(moved(form, key, way)?);
    edit_form(&tx, &ui.actor, &at, seen, change)
        .await
        .map_err(failure)?;
    tx.commit().await?;
    Ok(redirect(&at.href(&format!("/formular#fraga-{key}"))))
}

/// Asks before a question or a section is removed.
fn removal(ui: Ui, at: &SurveyDesk, key: &str) -> Result<FormPage, Problem> {
    let draft = building(at)?;
    let form = &draft.form;
    let mut sections = form.sections.iter();
    let section = sections.find(|one| one.key.as_str() == key);
    let name = match (section, form.find(key)) {
        (Some(section), _) => section_words(&ui, section),
        (None, Some(question)) => words(&ui, &question.label),
        (None, None) => return Err(Problem::not_found()),
    };
    let lead = match section {
        Some(_) => ui.t("survey-section-removal-lead"),
        None => ui.t("question-removal-lead"),
    };
    let here = at.href(&format!("/formular/ta-bort/{key}"));
    let remove = Form::new(here, ui.t("question-remove")).danger();
    let remove = remove.cancel(at.href("/formular")).seen(draft.revision);
    let heading = ui.t1("question-removal", "name", name);
    let form_words = ui.t("survey-form");
    let ui = at.inside(ui).with_crumb(at.href("/formular"), form_words);
    Ok(FormPage::new(ui, heading, remove).lead(lead))
}

pub(super) async fn ask_removal(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = address.building(&tx, &ui).await?;
    removal(ui, &at, &address.key)?.show()
}

pub(super) async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_question").await?;
    let at = address.building(&tx, &ui).await?;
    let actor = ui.actor.clone();
    let page = removal(ui, &at, &address.key)?;
    let key = address.key.as_str();
    let change = |form: &mut Asked| {
        let mut sections = form.sections.iter();
        match sections.any(|one| one.key.as_str() == key) {
            true => Ok(remove_section(form, key)?),
            false => Ok(remove_question(form, key)?),
        }
    };
    let seen = values.integer("revision")?;
    let edited = edit_form(&tx, &actor, &at, seen, change).await;
    end(tx, (&at, page), values, edited.map(|_| ())).await
}
