//! A form: sections of questions. Those of the program and those that users make are the same.

use crate::kind::{is_always, is_false, none_said};
use crate::{Condition, FieldKey, FieldKind, FieldType, Rule, Words};
use samverk_foundation::text::TEXT_MAX;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Which way the form is written; old ones are read for ever.
    pub format: u16,
    pub sections: Vec<Section>,
}

/// Questions that stand together: a page of its own when the form is a long one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub key: FieldKey,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Words>,
    #[serde(default, skip_serializing_if = "is_always")]
    pub shown: Condition,
    pub questions: Vec<Question>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub key: FieldKey,
    pub label: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Words>,
    /// In English, for schemas.
    #[serde(default, skip_serializing_if = "none_said")]
    pub about: Cow<'static, str>,
    /// An answer, as one would type it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Cow<'static, str>>,
    pub kind: FieldKind,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    #[serde(default, skip_serializing_if = "is_always")]
    pub shown: Condition,
    /// Whether one may say, in place of an answer, that one does not know or that it does not concern one.
    #[serde(default, skip_serializing_if = "is_false")]
    pub passable: bool,
    /// Why personal data is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal: Option<Words>,
    /// The column of a table in the database, when it has another name than the field.
    #[serde(skip)]
    pub column: Option<&'static str>,
    /// A box that says all of them, also those to come, in place of naming some here. It has no column
    /// in a table: there it is the word `all` in this one's, which then may not be empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<FieldKey>,
    /// Its rows have no column in a table: they lie in a table of their own, of this name.
    #[serde(skip)]
    pub apart: Option<&'static str>,
    /// What the Rust type of a closed list is called, for schemas.
    #[serde(skip)]
    pub list: Option<&'static str>,
}

/// The format that forms are written in now.
pub(crate) const FORMAT: u16 = 1;
/// No address is longer: RFC 5321.
const EMAIL_MAX: usize = 254;

impl Form {
    /// One section, `main`, with these questions.
    pub fn of(questions: Vec<Question>) -> Self {
        let main = Section {
            key: FieldKey::of("main"),
            title: None,
            help: None,
            shown: Condition::Always,
            questions,
        };
        Self {
            format: FORMAT,
            sections: vec![main],
        }
    }

    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    pub fn find(&self, key: &str) -> Option<&Question> {
        self.questions()
            .find(|question| question.key.as_str() == key)
    }

    /// The same while it is being answered: nothing must be there yet.
    #[must_use]
    pub fn in_draft(&self) -> Self {
        let mut draft = self.clone();
        for question in draft
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.questions)
        {
            question.ask_for_nothing();
        }
        draft
    }

    /// The question in whose place the box says all, when it is such a box.
    pub(crate) fn says_all_of(&self, key: &FieldKey) -> Option<&Question> {
        self.questions()
            .find(|question| question.all.as_ref() == Some(key))
    }

    /// The questions that a page tells of: a box that says all is told where those it is about would stand.
    pub fn in_words(&self) -> impl Iterator<Item = &Question> {
        let asked = self.questions().filter(|question| question.is_asked());
        asked.filter(|question| self.says_all_of(&question.key).is_none())
    }

    /// The questions with a column in a table.
    pub fn in_cells(&self) -> impl Iterator<Item = &Question> {
        self.in_words().filter(|question| question.apart.is_none())
    }
}

impl Question {
    pub fn new(key: FieldKey, label: Words, kind: FieldKind) -> Self {
        Self {
            key,
            label,
            hint: None,
            about: Cow::Borrowed(""),
            example: None,
            kind,
            rules: Vec::new(),
            shown: Condition::Always,
            passable: false,
            personal: None,
            column: None,
            all: None,
            apart: None,
            list: None,
        }
    }

    /// The question that a field of a Rust type is. `code` is that of the kind of kept things; the
    /// label is the text `{code}-{field}`.
    pub fn of<T: FieldType>(
        code: &str,
        field: &'static str,
        about: &'static str,
        example: Option<&'static str>,
    ) -> Self {
        let label = format!("{code}-{field}").replace('_', "-");
        let kind = T::kind(&label);
        Self {
            about: Cow::Borrowed(about),
            example: example.map(Cow::Borrowed),
            rules: T::rules(),
            list: T::list(),
            ..Self::new(FieldKey::of(field), Words::Key(Cow::Owned(label)), kind)
        }
    }

    /// The same as personal data: the text `<label>-why` tells why it is asked for.
    #[must_use]
    pub fn personal(self) -> Self {
        let why = match &self.label {
            Words::Key(label) => Words::Key(format!("{label}-why").into()),
            Words::Said(_) => self.label.clone(),
        };
        Self {
            personal: Some(why),
            ..self
        }
    }

    /// The same in a column of another name than the field's.
    #[must_use]
    pub fn in_column(self, column: &'static str) -> Self {
        Self {
            column: Some(column),
            ..self
        }
    }

    /// The same where this box says all of them.
    #[must_use]
    pub fn or_all(self, all: &'static str) -> Self {
        Self {
            all: Some(FieldKey::of(all)),
            ..self
        }
    }

    /// The same with its rows in a table of this name.
    #[must_use]
    pub fn in_table(self, apart: &'static str) -> Self {
        Self {
            apart: Some(apart),
            ..self
        }
    }

    /// The columns of its rows as a form, for a table with nothing but rows.
    pub fn row_form(&self) -> Form {
        match &self.kind {
            FieldKind::Rows { columns, .. } => Form::of(columns.clone()),
            _ => Form::of(Vec::new()),
        }
    }

    fn ask_for_nothing(&mut self) {
        self.rules.retain(|rule| *rule != Rule::Filled);
        if let FieldKind::Rows { columns, least, .. } = &mut self.kind {
            *least = 0;
            columns.iter_mut().for_each(Self::ask_for_nothing);
        }
    }

    /// Whether it must be answered when it is shown.
    pub fn is_required(&self) -> bool {
        let has_rows = matches!(self.kind, FieldKind::Rows { least, .. } if least > 0);
        has_rows || self.rules.contains(&Rule::Filled)
    }

    /// The most characters that a text may have.
    pub fn longest(&self) -> usize {
        let own = match self.kind {
            FieldKind::Email => EMAIL_MAX,
            _ => TEXT_MAX,
        };
        let rules = self.rules.iter().filter_map(|rule| match rule {
            Rule::Longest(most) => usize::try_from(*most).ok(),
            _ => None,
        });
        rules.fold(own, usize::min)
    }

    /// Whether there is anything to answer.
    pub fn is_asked(&self) -> bool {
        self.kind != FieldKind::Note
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Line, Title, choices};

    choices!(
        /// How far.
        Reach { National = "national", VeryLocal = "very_local" }
    );

    #[test]
    fn a_rust_type_is_a_question() {
        let question = Question::of::<Title>("group", "full_name", "Its name.", Some("Drift"));
        assert_eq!(question.label, Words::key("group-full-name"));
        assert_eq!((question.longest(), question.is_required()), (500, true));
        let free = Question::of::<Line>("group", "note", "", None);
        assert_eq!((free.longest(), free.is_required()), (20_000, false));
        let email = Question::new(FieldKey::of("email"), Words::key("x"), FieldKind::Email);
        assert_eq!(email.longest(), 254);
        let reach = Question::of::<Option<Reach>>("group", "reach", "", None);
        let FieldKind::Choice(choices) = &reach.kind else {
            panic!("{:?}", reach.kind)
        };
        assert_eq!(choices.codes(), ["national", "very_local"]);
        assert_eq!(choices.0[1].label, Words::key("group-reach-very-local"));
        assert!(!reach.is_required());
    }

    #[test]
    fn a_form_is_kept_without_what_says_nothing() {
        let form = Form::of(vec![Question::of::<Line>("need", "area", "", None)]);
        let json = serde_json::to_string(&form).unwrap();
        let expected = r#"{"format":1,"sections":[{"key":"main","questions":[{"key":"area","label":{"key":"need-area"},"kind":"line"}]}]}"#;
        assert_eq!(json, expected);
        assert_eq!(serde_json::from_str::<Form>(&json).unwrap(), form);
        let strange = json.replace("\"format\":1", "\"format\":1,\"colour\":2");
        assert!(serde_json::from_str::<Form>(&strange).is_err());
    }
}
