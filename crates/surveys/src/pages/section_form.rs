//! A section in the builder: what it is called, what is said above its questions, and when it is shown.

use super::address::Address;
use super::builder_forms::end;
use super::conditions;
use super::question_form::{said, words_in};
use crate::actions::edit_form;
use crate::desk::SurveyDesk;
use crate::model::{key_for, put_section};
use axum::extract::{Path, State};
use samverk_fields::{Condition, FieldKey, Form as Asked, Section};
use samverk_foundation::{Language, Problem, Problems};
use samverk_web::{AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values};

fn of<'f>(at: &'f SurveyDesk, key: &str) -> Result<Option<&'f Section>, Problem> {
    if key.is_empty() {
        return Ok(None);
    }
    let draft = at.versions.draft().ok_or_else(Problem::not_found)?;
    let mut sections = draft.form.sections.iter();
    let found = sections.find(|one| one.key.as_str() == key);
    found.ok_or_else(Problem::not_found).map(Some)
}

fn page(ui: Ui, at: &SurveyDesk, key: &str) -> Result<FormPage, Problem> {
    let section = of(at, key)?;
    let draft = at.versions.draft();
    let here = match section {
        Some(section) => at.href(&format!("/formular/avsnitt/{}", section.key)),
        None => at.href("/formular/nytt-avsnitt"),
    };
    let long = || FieldKind::LongText { rows: 3 };
    let mut form = Form::new(here, ui.t("form-save"))
        .field(Field::new("title_sv", ui.t("section-title-sv"), FieldKind::Text).required())
        .field(Field::new(
            "title_en",
            ui.t("section-title-en"),
            FieldKind::Text,
        ))
        .field(Field::new("help_sv", ui.t("section-help-sv"), long()))
        .field(Field::new("help_en", ui.t("section-help-en"), long()));
    let (mut shown, mut values) = (Condition::Always, Values::default());
    if let Some(section) = section {
        shown = section.shown.clone();
        for (name, words, language) in [
            ("title_sv", &section.title, Language::Sv),
            ("title_en", &section.title, Language::En),
            ("help_sv", &section.help, Language::Sv),
            ("help_en", &section.help, Language::En),
        ] {
            values = values.set(name, words_in(words.as_ref(), language));
        }
    }
    if let Some(draft) = draft {
        let questions = section
            .map(|one| one.questions.as_slice())
            .unwrap_or_default();
        let own: Vec<&FieldKey> = questions.iter().map(|one| &one.key).collect();
        let fields = conditions::fields(&ui, &draft.form, &own, &shown).into_iter();
        form = fields.fold(form, Form::field);
    }
    values = conditions::filled(values, &shown);
    let form = form.cancel(at.href("/formular")).fill(values);
    let form = form.seen(draft.map_or(0, |draft| draft.revision));
    let heading = match section {
        Some(_) => ui.t("survey-section-change"),
        None => ui.t("survey-section-add"),
    };
    let words = ui.t("survey-form");
    let ui = at.inside(ui).with_crumb(at.href("/formular"), words);
    Ok(FormPage::new(ui, heading, form))
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = address.building(&tx, &ui).await?;
    page(ui, &at, &address.key)?.show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("edit_section").await?;
    let at = address.building(&tx, &ui).await?;
    let actor = ui.actor.clone();
    let page = page(ui, &at, &address.key)?;
    let change = |form: &mut Asked| put(form, &at, &address.key, &values);
    let seen = values.integer("revision")?;
    let edited = edit_form(&tx, &actor, &at, seen, change).await;
    end(tx, (&at, page), values, edited.map(|_| ())).await
}

fn put(form: &mut Asked, at: &SurveyDesk, key: &str, values: &Values) -> Result<(), Problems> {
    let before = of(at, key)?;
    let title = said(values, "title")?;
    if title.is_none() || values.text("title_sv").is_empty() {
        return Err(Problem::invalid("field_missing")
            .at_field("title_sv")
            .into());
    }
    let now = before.map_or(Condition::Always, |one| one.shown.clone());
    let key = match before {
        Some(section) => section.key.clone(),
        None => key_for(values.text("title_sv"), &at.versions.keys()),
    };
    let section = Section {
        key,
        title,
        help: said(values, "help")?,
        shown: conditions::read(values, form, &now)?,
        questions: before.map(|one| one.questions.clone()).unwrap_or_default(),
    };
    put_section(form, section);
    Ok(())
}
