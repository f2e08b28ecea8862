//! A section of a survey as a form: the same where it is built, tried and answered.

use samverk_fields::{
    FieldKey, FieldKind, Form, Question, Record, Section, Sent, from_form, shown, to_form,
};
use samverk_foundation::{Problems, interned};
use samverk_kept::{question_fields, words};
use samverk_web::{Field, FieldKind as Drawing, Form as Drawn, Ui, Values};
use std::collections::BTreeSet;

/// The questions of a section that are shown after what is answered, in the order of the form.
pub(super) fn visible<'s>(form: &Form, section: &'s Section, record: &Record) -> Vec<&'s Question> {
    let shown = shown(form, record);
    let questions = section.questions.iter();
    questions
        .filter(|question| shown.contains(&question.key))
        .collect()
}

/// Files are sent on a page of their own: here their question is a heading that says so.
pub(super) fn fields(ui: &Ui, questions: &[&Question]) -> Vec<Field> {
    let drawn = questions.iter().flat_map(|question| match question.kind {
        FieldKind::File { .. } => {
            let label = ui.t1(
                "answer-files-beside",
                "question",
                words(ui, &question.label),
            );
            let name = interned(question.key.to_string());
            vec![Field::new(name, label, Drawing::Heading)]
        }
        _ => question_fields(ui, std::iter::once(*question)),
    });
    drawn.collect()
}

/// What is answered, as the form is filled with it.
pub(super) fn filled(form: &Form, record: &Record) -> Values {
    Values::from_pairs(to_form(form, record))
}

pub(super) fn drawn(
    drawn: Drawn,
    ui: &Ui,
    (form, section): (&Form, &Section),
    record: &Record,
) -> Drawn {
    let questions = visible(form, section, record);
    let fields = fields(ui, &questions).into_iter();
    fields.fold(drawn, Drawn::field).fill(filled(form, record))
}

/// What was sent of the questions that were shown, on top of what is answered already. Nothing must be there yet.
/// Each problem is at its question.
pub(super) fn read(
    form: &Form,
    sent: &Values,
    (asked, record): (&[&Question], &Record),
) -> Result<Record, Problems> {
    let on_top = OnTop {
        asked: asked.iter().map(|one| one.key.clone()).collect(),
        sent,
        rest: filled(form, record),
    };
    let draft = form.in_draft();
    let read = from_form(&draft, &on_top)?;
    let asked: BTreeSet<FieldKey> = on_top.asked;
    let wrong = samverk_fields::check(&draft, &read).0.into_iter();
    let own = wrong.filter(|problem| {
        let place = problem.place.field.as_deref().unwrap_or_default();
        let key = place.split('.').next().unwrap_or_default();
        asked.iter().any(|one| one.as_str() == key)
    });
    own.collect::<Problems>().or(read)
}

struct OnTop<'v> {
    asked: BTreeSet<FieldKey>,
    sent: &'v Values,
    rest: Values,
}

impl OnTop<'_> {
    fn of(&self, name: &str) -> &Values {
        let key = name.split('.').next().unwrap_or_default();
        match self.asked.iter().any(|one| one.as_str() == key) {
            true => self.sent,
            false => &self.rest,
        }
    }
}

impl Sent for OnTop<'_> {
    fn all(&self, name: &str) -> Vec<&str> {
        self.of(name).all(name)
    }

    fn rows(&self, field: &str, columns: &[&str]) -> Vec<(usize, Vec<String>)> {
        self.of(field).rows(field, columns)
    }
}
