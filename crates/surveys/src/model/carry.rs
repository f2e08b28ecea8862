//! What becomes of an answer that is moved to another version of its form.

use samverk_fields::{Condition, FieldKey, Form, Question, Record, check};

/// An answer in its new form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    pub record: Record,
    /// Answered before and still.
    pub kept: Vec<FieldKey>,
    /// Answered before, to what is asked no more or otherwise.
    pub dropped: Vec<FieldKey>,
    /// Asked now and not before.
    pub new: Vec<FieldKey>,
}

/// An answer goes along when the question takes it as it is.
pub fn carry(before: &Form, after: &Form, answers: &Record) -> Carried {
    let mut carried = Carried::default();
    for (key, value) in answers.iter() {
        let question = after.find(key.as_str()).filter(|one| one.is_asked());
        match question.filter(|question| takes(question, answers)) {
            Some(_) => {
                carried.record.set(key.clone(), value.clone());
                carried.kept.push(key.clone());
            }
            None => carried.dropped.push(key.clone()),
        }
    }
    let asked = after.questions().filter(|question| question.is_asked());
    let new = asked.filter(|question| before.find(question.key.as_str()).is_none());
    carried.new = new.map(|question| question.key.clone()).collect();
    carried
}

fn takes(question: &Question, answers: &Record) -> bool {
    let mut alone = question.clone();
    alone.shown = Condition::Always;
    let value = answers.get(question.key.as_str()).clone();
    let record = Record::default().with(question.key.clone(), value);
    check(&Form::of(vec![alone]).in_draft(), &record).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use samverk_fields::{Choices, FieldKind, Pass, Value, Words};

    fn question(key: &'static str, kind: FieldKind) -> Question {
        Question::new(FieldKey::of(key), Words::key("x"), kind).passable()
    }

    #[test]
    fn each_answer_is_carried_or_dropped_and_told() {
        let choices =
            |codes: &[&'static str]| FieldKind::Choice(Choices::of("x", codes.iter().copied()));
        let before = Form::of(vec![
            question("size", FieldKind::Integer),
            question("pick", choices(&["one", "two"])),
            question("gone", FieldKind::Line),
            question("why", FieldKind::Line),
        ]);
        let after = Form::of(vec![
            question("size", FieldKind::Line),
            question("pick", choices(&["two"])),
            question("why", FieldKind::Integer),
            question("new", FieldKind::Line),
        ]);
        let answers = Record::default()
            .with(FieldKey::of("size"), Value::Number(4.into()))
            .with(FieldKey::of("pick"), Value::Code("two".into()))
            .with(FieldKey::of("gone"), Value::Text("x".into()))
            .with(FieldKey::of("why"), Value::Passed(Pass::Unknown));
        let carried = carry(&before, &after, &answers);
        let names = |keys: &[FieldKey]| keys.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(&carried.kept), ["pick", "why"]);
        assert_eq!(names(&carried.dropped), ["size", "gone"]);
        assert_eq!(names(&carried.new), ["new"]);
        assert_eq!(carried.record.get("size"), &Value::Nothing);
    }
}
