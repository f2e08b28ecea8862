//! What differs between two records of a form.

use crate::{Form, Question, Record, Value};

/// A question that is answered in another way than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed<'a> {
    pub question: &'a Question,
    pub before: &'a Value,
    pub after: &'a Value,
}

/// In the order of the form. To leave unticked what was never asked about is no change.
pub fn difference<'a>(form: &'a Form, before: &'a Record, after: &'a Record) -> Vec<Changed<'a>> {
    let changed = form.questions().map(|question| Changed {
        question,
        before: before.get(question.key.as_str()),
        after: after.get(question.key.as_str()),
    });
    let says_other = |one: &Changed<'_>| one.before.is_settled() || one.after.is_settled();
    let changed = changed.filter(|one| one.question.is_asked() && one.before != one.after);
    changed.filter(says_other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FieldKey, FieldKind, Line};

    #[test]
    fn only_what_says_another_thing_is_told() {
        let yes = Question::new(
            FieldKey::of("open"),
            crate::Words::key("x"),
            FieldKind::YesNo,
        );
        let line = |name| Question::of::<Line>("need", name, "", None);
        let form = Form::of(vec![line("area"), yes, line("note")]);
        let text = |text: &str| Value::Text(text.to_owned());
        let before = Record::default().with(FieldKey::of("note"), text("x"));
        let after = Record::default()
            .with(FieldKey::of("open"), Value::Yes(false))
            .with(FieldKey::of("area"), text(""));
        let changed = difference(&form, &before, &after);
        let [only] = changed.as_slice() else {
            panic!("{changed:?}")
        };
        assert_eq!(only.question.key.as_str(), "note");
        assert_eq!((only.before, only.after), (&text("x"), &Value::Nothing));
        let ticked = after.clone().with(FieldKey::of("open"), Value::Yes(true));
        assert_eq!(difference(&form, &ticked, &after).len(), 1);
    }
}
