//! A question in the builder. What it asks for is chosen first; then come the fields of that sort, with the question
//! as those who answer see it beside them.

use super::address::Address;
use super::new_question::{self, Sort};
use super::{conditions, drawn};
use crate::actions::edit_form;
use crate::desk::SurveyDesk;
use crate::model::{QuestionType, key_for, put_question};
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse};
use samverk_fields::{Condition, FieldKey, Form as Asked, LanguageCode, Question, Words};
use samverk_foundation::{Language, Problem, Problems, text};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

/// Asks for the question as it will look, and saves nothing: `part` for that alone.
const PREVIEW: &str = "preview";

pub(super) fn words_in(words: Option<&Words>, language: Language) -> String {
    match words {
        Some(Words::Said(said)) => said
            .get(&LanguageCode(language))
            .cloned()
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// What was written in `<name>_sv` and `<name>_en`.
pub(super) fn said(values: &Values, name: &str) -> Result<Option<Words>, Problem> {
    let mut all = Vec::new();
    for (language, end) in [(Language::Sv, "sv"), (Language::En, "en")] {
        let field = format!("{name}_{end}");
        let written = text::prose(values.text(&field)).map_err(|wrong| wrong.at_field(&field))?;
        if !written.is_empty() {
            all.push((language, written));
        }
    }
    Ok((!all.is_empty()).then(|| Words::said(all)))
}

/// The question that is changed, or the sort of a new one and where it is to stand.
struct Editing<'f> {
    at: &'f SurveyDesk,
    before: Option<&'f Question>,
    kind: QuestionType,
    section: String,
}

impl<'f> Editing<'f> {
    fn of(at: &'f SurveyDesk, key: &str, asked: &Values) -> Result<Self, Problem> {
        let draft = at.versions.draft();
        let form = draft
            .map(|draft| &draft.form)
            .ok_or_else(Problem::not_found)?;
        if key.is_empty() {
            let section = asked.text("avsnitt");
            if !form.sections.iter().any(|one| one.key.as_str() == section) {
                return Err(Problem::not_found());
            }
            let kind =
                QuestionType::from_code(asked.text("typ")).map_err(|_| Problem::not_found())?;
            return Ok(Self {
                at,
                before: None,
                kind,
                section: section.to_owned(),
            });
        }
        let before = form.find(key).ok_or_else(Problem::not_found)?;
        let kind = QuestionType::of(&before.kind).ok_or_else(Problem::not_found)?;
        Ok(Self {
            at,
            before: Some(before),
            kind,
            section: String::new(),
        })
    }

    fn form(&self) -> Result<&'f Asked, Problem> {
        let draft = self.at.versions.draft();
        draft
            .map(|draft| &draft.form)
            .ok_or_else(Problem::not_found)
    }

    fn here(&self) -> String {
        match self.before {
            Some(question) => self.at.href(&format!("/formular/fragor/{}", question.key)),
            None => self.at.href("/formular/ny-fraga"),
        }
    }

    fn page(&self, ui: Ui) -> Result<FormPage, Problem> {
        let asked = self.form()?;
        let sort = Sort(self.kind);
        let is_note = self.kind == QuestionType::Note;
        let long = FieldKind::LongText { rows: 2 };
        let mut form = Form::new(self.here(), ui.t("form-save"))
            .field(Field::new("typ", "", FieldKind::Hidden))
            .field(Field::new("avsnitt", "", FieldKind::Hidden))
            .field(Field::new("label_sv", ui.t("question-label-sv"), long.clone()).required())
            .field(Field::new(
                "label_en",
                ui.t("question-label-en"),
                long.clone(),
            ));
        if !is_note {
            form = form
                .field(Field::new(
                    "hint_sv",
                    ui.t("question-hint-sv"),
                    long.clone(),
                ))
                .field(Field::new("hint_en", ui.t("question-hint-en"), long))
                .field(Field::new(
                    "required",
                    ui.t("question-is-required"),
                    FieldKind::Checkbox,
                ));
        }
        for field in sort.fields(&ui) {
            form = form.field(field);
        }
        let now = self
            .before
            .map_or(Condition::Always, |one| one.shown.clone());
        let own: Vec<&FieldKey> = self.before.iter().map(|one| &one.key).collect();
        let shown = conditions::fields(&ui, asked, &own, &now).into_iter();
        form = shown.fold(form, Form::field);
        let mut values = Values::default()
            .set("typ", self.kind.code())
            .set("avsnitt", &self.section);
        if let Some(question) = self.before {
            values = sort.filled(new_question::filled(values, question), question);
        }
        values = conditions::filled(values, &now);
        let revision = self.at.versions.draft().map_or(0, |draft| draft.revision);
        let form = form
            .fill(values)
            .seen(revision)
            .cancel(self.at.href("/formular"));
        let kind = super::words::type_words(&ui, self.kind);
        let heading = match self.before {
            Some(_) => ui.t1("question-change-heading", "type", kind),
            None => ui.t1("question-add-heading", "type", kind),
        };
        let words = ui.t("survey-form");
        let ui = self
            .at
            .inside(ui)
            .with_crumb(self.at.href("/formular"), words);
        Ok(FormPage::new(ui, heading, form))
    }

    /// What was written, as a question. Its key is set once.
    fn question(&self, values: &Values) -> Result<Question, Problems> {
        let asked = self.form()?;
        let label = said(values, "label")?.filter(|_| values.is_set("label_sv"));
        let missing = || Problem::invalid("field_missing").at_field("label_sv");
        let label = label.ok_or_else(missing)?;
        let key = match self.before {
            Some(question) => question.key.clone(),
            None => key_for(values.text("label_sv"), &used(self.at)),
        };
        let now = self
            .before
            .map_or(Condition::Always, |one| one.shown.clone());
        let kind = Sort(self.kind).read(values, self.before)?;
        let mut question = Question::new(key, label, kind);
        question.hint = said(values, "hint")?;
        question.rules = Sort(self.kind).rules(values, self.before)?;
        question.shown = conditions::read(values, asked, &now)?;
        question.passable = !matches!(self.kind, QuestionType::Note | QuestionType::File);
        Ok(question)
    }

    /// The question as those who answer see it.
    fn beside(&self, ui: &Ui, values: &Values) -> String {
        let heading = ui.t("question-preview");
        let heading = format!("<h2 class=\"ds-heading\" data-size=\"xs\">{heading}</h2>");
        match self.question(values) {
            Ok(question) => {
                let form = Form::new("", ui.t("answer-save"));
                let fields = drawn::fields(ui, &[&question]).into_iter();
                let form = fields.fold(form, Form::field);
                format!("{heading}<div inert>{}</div>", form.html(ui))
            }
            Err(_) => format!("{heading}<p>{}</p>", ui.t("question-preview-none")),
        }
    }
}

/// Names that forms have for themselves, and keys that are or were used.
fn used(at: &SurveyDesk) -> std::collections::BTreeSet<FieldKey> {
    let mut used = at.versions.keys();
    used.extend(new_question::RESERVED.iter().map(|name| FieldKey::of(name)));
    used
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = address.building(&tx, &ui).await?;
    let editing = Editing::of(&at, &address.key, &query)?;
    let mut page = editing.page(ui)?;
    page.beside = editing.beside(&page.ui, &page.form.values);
    page.show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("edit_question").await?;
    let at = address.building(&tx, &ui).await?;
    let actor = ui.actor.clone();
    let editing = Editing::of(&at, &address.key, &values)?;
    let mut page = editing.page(ui)?;
    page.beside = editing.beside(&page.ui, &values);
    if values.is_set(PREVIEW) {
        return Ok(Html(page.beside).into_response());
    }
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        return page.show_rows(asked, None);
    }
    let put = match editing.question(&values) {
        Ok(question) => question,
        Err(problems) => return page.refuse(values, problems),
    };
    let key = put.key.clone();
    let change = |form: &mut Asked| Ok(put_question(form, &editing.section, put)?);
    let seen = values.integer("revision")?;
    match edit_form(&tx, &actor, &at, seen, change).await {
        Ok(_) => {
            tx.commit().await?;
            let href = at.href(&format!("/formular#fraga-{key}"));
            Ok(redirect_with_notice(&href, "saved"))
        }
        Err(problems) => page.refuse(values, new_question::placed(problems, key.as_str())),
    }
}
