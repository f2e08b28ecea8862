//! How the domain's data is told.

use crate::model::{AnswerState, QuestionType, What};
use crate::versions::SurveyForm;
use crate::{Audience, Survey, SurveyState};
use samverk_fields::{Comparison, Condition, FieldKind, Form, Question, Section, Value};
use samverk_kept::words;
use samverk_web::{Tone, Ui};

pub(super) fn type_words(ui: &Ui, kind: QuestionType) -> String {
    ui.kind_name("question-type-", kind.code())
}

pub(super) fn what_words(ui: &Ui, what: What) -> String {
    ui.kind_name("form-change-", what.code())
}

pub(super) fn state_words(ui: &Ui, state: AnswerState) -> String {
    ui.kind_name("answer-state-", state.code())
}

pub(super) fn state_tone(state: AnswerState) -> Tone {
    match state {
        AnswerState::Approved | AnswerState::Submitted => Tone::Good,
        AnswerState::Draft | AnswerState::Returned => Tone::Warning,
    }
}

pub(super) fn audience_words(ui: &Ui, audience: Audience) -> String {
    ui.kind_name("survey-respondents-", audience.code())
}

pub(super) fn section_words(ui: &Ui, section: &Section) -> String {
    match &section.title {
        Some(title) => words(ui, title),
        None => ui.t("survey-section-untitled"),
    }
}

/// Version 2, or 2.1 when its words were changed.
pub(super) fn version_words(ui: &Ui, form: &SurveyForm) -> String {
    let number = match form.edition {
        0 => form.version.to_string(),
        edition => format!("{}.{edition}", form.version),
    };
    ui.t1("survey-form-version", "number", number)
}

/// Until when it is answered, or that it is not.
pub(super) fn period_words(ui: &Ui, survey: &Survey, today: chrono::NaiveDate) -> String {
    match (survey.status, survey.opens, survey.closes) {
        (SurveyState::Draft, ..) => ui.t("survey-not-sent"),
        (SurveyState::Closed, ..) => ui.t("survey-is-closed"),
        (SurveyState::Open, Some(opens), _) if opens > today => {
            ui.t1("survey-opens-on", "date", ui.date(&opens))
        }
        (SurveyState::Open, _, Some(closes)) if closes < today => {
            ui.t1("survey-closed-on", "date", ui.date(&closes))
        }
        (SurveyState::Open, _, Some(closes)) => ui.t1("survey-until", "date", ui.date(&closes)),
        (SurveyState::Open, _, None) => ui.t("survey-until-closed"),
    }
}

/// When something is shown, in a sentence; nothing when it always is.
pub(super) fn condition_words(ui: &Ui, form: &Form, condition: &Condition) -> String {
    match condition {
        Condition::Always => String::new(),
        other => ui.t1("question-shown-when", "when", told(ui, form, other)),
    }
}

fn told(ui: &Ui, form: &Form, condition: &Condition) -> String {
    let name = |key: &samverk_fields::FieldKey| {
        let found = form.find(key.as_str());
        found.map_or_else(|| key.to_string(), |one| words(ui, &one.label))
    };
    let is = |key: &samverk_fields::FieldKey, value: &Value| {
        let value = match form.find(key.as_str()) {
            Some(question) => samverk_kept::answer_cell(ui, question, value).shown(),
            None => value.text().to_owned(),
        };
        let (question, value) = (name(key), value);
        ui.t_with(
            "condition-is",
            &[("question", &question), ("value", &value)],
        )
    };
    let joined = |parts: &[Condition], between: &str| {
        // One joined otherwise inside stands in parentheses, so that it is read one way.
        let part = |part: &Condition| match part {
            Condition::All(_) | Condition::Any(_) => format!("({})", told(ui, form, part)),
            part => told(ui, form, part),
        };
        let parts: Vec<String> = parts.iter().map(part).collect();
        parts.join(&format!(" {} ", ui.t(between)))
    };
    match condition {
        Condition::Always => String::new(),
        Condition::Is(key, value) => is(key, value),
        Condition::Among(key, values) => {
            let all: Vec<String> = values.iter().map(|value| is(key, value)).collect();
            all.join(&format!(" {} ", ui.t("condition-or")))
        }
        Condition::Said(key) => ui.t1("condition-said", "question", name(key)),
        Condition::All(parts) => joined(parts, "condition-and"),
        Condition::Any(parts) => joined(parts, "condition-or"),
        Condition::Not(part) => ui.t1("condition-not", "what", told(ui, form, part)),
        Condition::Compared(key, comparison, number) => {
            let number = samverk_fields::plain(*number).replace('.', ",");
            let told = [("question", name(key)), ("number", number)];
            let told = told.each_ref().map(|(name, text)| (*name, text.as_str()));
            ui.t_with(comparison_words(*comparison), &told)
        }
    }
}

const fn comparison_words(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "condition-less",
        Comparison::LessOrEqual => "condition-less-or-equal",
        Comparison::More => "condition-more",
        Comparison::MoreOrEqual => "condition-more-or-equal",
    }
}

/// A question with what it asks for, for whoever builds it.
pub(super) fn about(ui: &Ui, form: &Form, question: &Question) -> String {
    let kind = QuestionType::of(&question.kind).map(|kind| type_words(ui, kind));
    let required = question.is_required().then(|| ui.t("question-required"));
    let inside = match &question.kind {
        FieldKind::Choice(choices) | FieldKind::Several(choices) => {
            let names: Vec<String> = choices.0.iter().map(|one| words(ui, &one.label)).collect();
            Some(names.join(", "))
        }
        FieldKind::Scale { from, to } => Some(format!("{from}–{to}")),
        FieldKind::Rows { columns, .. } => {
            let names: Vec<String> = columns.iter().map(|one| words(ui, &one.label)).collect();
            Some(names.join(", "))
        }
        _ => None,
    };
    let condition = condition_words(ui, form, &question.shown);
    let condition = (!condition.is_empty()).then_some(condition);
    let parts = kind
        .into_iter()
        .chain(inside)
        .chain(required)
        .chain(condition);
    parts.collect::<Vec<_>>().join(" · ")
}
