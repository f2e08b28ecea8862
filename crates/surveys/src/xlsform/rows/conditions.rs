//! When things are shown: read when all questions are known.

use super::{Of, Read, Rows};
use crate::xlsform::read::LossKind;
use crate::xlsform::relevant::{Unread, read as read_relevant};
use samverk_fields::{Condition, FieldKind, Form};
use samverk_foundation::Problems;

impl Rows<'_> {
    /// The form, when its conditions are read too. Fails with `xlsform_relevant_unknown` at what names a question
    /// that is not there.
    pub fn form(mut self) -> Result<Read, Problems> {
        let mut form = Form::of(Vec::new());
        form.sections = std::mem::take(&mut self.sections);
        form.sections
            .retain(|section| !section.questions.is_empty());
        for later in std::mem::take(&mut self.later) {
            let columns = match &later.of {
                Of::Column(repeat, _) => form.find(repeat.as_str()).map(|one| one.row_form()),
                Of::Question(_) | Of::Section(_) => None,
            };
            let asked = columns.as_ref().unwrap_or(&form);
            let text = self.with_keys(&later.text);
            let kinds = |name: &str| {
                asked
                    .find(name)
                    .filter(|one| one.is_asked())
                    .map(|one| &one.kind)
            };
            match read_relevant(&text, &kinds) {
                Ok(condition) => shown(&mut form, &later.of, condition),
                // It is there, or was lost with its row: only what hangs on it cannot be said.
                Err(Unread::Unknown(name)) if self.is_known(&name) => {
                    self.lose(later.line, LossKind::Relevant, &later.text);
                }
                Err(Unread::Unknown(name)) => {
                    self.refuse("xlsform_relevant_unknown", later.line, &name);
                }
                Err(Unread::Beyond(_)) => self.lose(later.line, LossKind::Relevant, &later.text),
            }
        }
        let Self {
            problems,
            losses,
            lines,
            ..
        } = self;
        problems.or((form, losses, lines))
    }

    fn is_known(&self, name: &str) -> bool {
        self.names.contains_key(name) || self.names.values().any(|key| key.as_str() == name)
    }

    /// With the keys that things have here in place of their names.
    fn with_keys(&self, text: &str) -> String {
        let renamed = self
            .names
            .iter()
            .filter(|(name, key)| name.as_str() != key.as_str());
        renamed.fold(text.to_owned(), |text, (name, key)| {
            text.replace(&format!("${{{name}}}"), &format!("${{{key}}}"))
        })
    }
}

fn shown(form: &mut Form, of: &Of, condition: Condition) {
    let mut questions = form.sections.iter_mut().flat_map(|one| &mut one.questions);
    match of {
        Of::Section(key) => {
            let mut sections = form.sections.iter_mut();
            if let Some(section) = sections.find(|one| one.key == *key) {
                section.shown = condition;
            }
        }
        Of::Question(key) => {
            if let Some(question) = questions.find(|one| one.key == *key) {
                question.shown = condition;
            }
        }
        Of::Column(repeat, key) => {
            let Some(question) = questions.find(|one| one.key == *repeat) else {
                return;
            };
            if let FieldKind::Rows { columns, .. } = &mut question.kind
                && let Some(column) = columns.iter_mut().find(|one| one.key == *key)
            {
                column.shown = condition;
            }
        }
    }
}
