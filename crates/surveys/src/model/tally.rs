//! How a question was answered, counted. A blank, a zero, what nobody knows and what concerns nobody are four
//! different things, and what was never asked is a fifth.

use super::FEWEST;
use rust_decimal::Decimal;
use samverk_fields::{FieldKey, FieldKind, Form, Pass, Question, Record, Value, shown};
use std::collections::BTreeSet;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The forms that asked it, where it was shown.
    pub asked: usize,
    pub answered: usize,
    pub blank: usize,
    pub unknown: usize,
    pub irrelevant: usize,
    /// Of a choice or a scale: each option with how many chose it, in its order.
    pub options: Vec<(String, usize)>,
    /// Of numbers and amounts (in öre).
    pub figures: Option<Figures>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    pub sum: Decimal,
    pub least: Decimal,
    pub most: Decimal,
    /// How many said zero, which is an answer.
    pub zeros: usize,
}

/// An answer to be counted, with the questions that its form showed: they are looked up once for all questions.
#[derive(Clone, Debug)]
pub struct Countable<'a> {
    record: &'a Record,
    shown: BTreeSet<FieldKey>,
}

impl<'a> Countable<'a> {
    /// In the form that it was given in.
    pub fn of(form: &Form, record: &'a Record) -> Self {
        Self {
            shown: shown(form, record),
            record,
        }
    }
}

/// Counts a question over answers.
pub fn tally<'c, 'a: 'c>(
    question: &Question,
    answers: impl IntoIterator<Item = &'c Countable<'a>>,
) -> Tally {
    let mut tally = Tally {
        options: options(&question.kind),
        ..Tally::default()
    };
    for answer in answers {
        if !answer.shown.contains(&question.key) {
            continue;
        }
        tally.asked += 1;
        count(&mut tally, answer.record.get(question.key.as_str()));
    }
    tally
}

fn count(tally: &mut Tally, value: &Value) {
    match value.as_pass() {
        Some(Pass::Unknown) => tally.unknown += 1,
        Some(Pass::Irrelevant) => tally.irrelevant += 1,
        None if !value.is_said() => tally.blank += 1,
        None => tally.answered += 1,
    }
    if !value.is_said() {
        return;
    }
    for part in value.parts() {
        let said = match part {
            Value::Code(code) => code.clone(),
            Value::Number(number) => number.normalize().to_string(),
            _ => continue,
        };
        if let Some((_, count)) = tally.options.iter_mut().find(|(code, _)| *code == said) {
            *count += 1;
        }
    }
    if let Some(number) = number(value) {
        let before = tally.figures.take();
        tally.figures = Some(with(before, number));
    }
}

fn number(value: &Value) -> Option<Decimal> {
    value
        .as_number()
        .or_else(|| value.as_ore().map(|ore| ore.0.into()))
}

fn with(before: Option<Figures>, number: Decimal) -> Figures {
    let zeros = usize::from(number.is_zero());
    match before {
        None => Figures {
            sum: number,
            least: number,
            most: number,
            zeros,
        },
        Some(before) => Figures {
            sum: before.sum.saturating_add(number),
            least: before.least.min(number),
            most: before.most.max(number),
            zeros: before.zeros + zeros,
        },
    }
}

fn options(kind: &FieldKind) -> Vec<(String, usize)> {
    match kind {
        FieldKind::Choice(choices) | FieldKind::Several(choices) => choices
            .codes()
            .into_iter()
            .map(|code| (code.to_owned(), 0))
            .collect(),
        FieldKind::Scale { from, to } if to - from < 100 => {
            (*from..=*to).map(|step| (step.to_string(), 0)).collect()
        }
        _ => Vec::new(),
    }
}

impl Tally {
    /// Whether so few were asked or answered that the counts would tell what a person said.
    pub fn tells_somebody(&self) -> bool {
        let is_few = |count: usize| count > 0 && count < FEWEST;
        is_few(self.asked) || is_few(self.answered)
    }
}

impl Figures {
    /// Over those who answered with a number.
    pub fn mean(&self, answered: usize) -> Option<Decimal> {
        let mean = self.sum.checked_div(answered.into())?;
        Some(mean.round_dp(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use samverk_fields::{Choices, Condition, FieldKey, Words};

    fn question(key: &'static str, kind: FieldKind) -> Question {
        Question::new(FieldKey::of(key), Words::key("x"), kind).passable()
    }

    fn all<'r>(form: &Form, records: &'r [Record]) -> Vec<Countable<'r>> {
        let records = records.iter();
        records.map(|record| Countable::of(form, record)).collect()
    }

    fn said(value: Value) -> Record {
        Record::default().with(FieldKey::of("servers"), value)
    }

    #[test]
    fn blank_zero_unknown_and_irrelevant_differ() {
        let form = Form::of(vec![question("servers", FieldKind::Integer)]);
        let records = [
            said(Value::Nothing),
            said(Value::Number(0.into())),
            said(Value::Number(7.into())),
            said(Value::Passed(Pass::Unknown)),
            said(Value::Passed(Pass::Irrelevant)),
        ];
        let asked = form.find("servers").unwrap();
        let found = tally(asked, &all(&form, &records));
        assert_eq!((found.asked, found.answered), (5, 2));
        assert_eq!((found.blank, found.unknown, found.irrelevant), (1, 1, 1));
        let figures = found.figures.clone().unwrap();
        assert_eq!(
            (figures.zeros, figures.least, figures.most),
            (1, 0.into(), 7.into())
        );
        assert_eq!(figures.mean(found.answered), Some(Decimal::new(350, 2)));
    }

    #[test]
    fn what_was_not_asked_is_not_counted() {
        let mut form = Form::of(vec![
            question("pick", FieldKind::Choice(Choices::of("x", ["one", "two"]))),
            question("servers", FieldKind::Integer),
        ]);
        let one = Value::Code("one".into());
        form.sections[0].questions[1].shown = Condition::Is(FieldKey::of("pick"), one.clone());
        let older = Form::of(vec![question("pick", FieldKind::Line)]);
        let answers = [
            said(Value::Number(2.into())).with(FieldKey::of("pick"), one),
            said(Value::Number(3.into())).with(FieldKey::of("pick"), Value::Code("two".into())),
        ];
        let mut counted = all(&form, &answers);
        counted.push(Countable::of(&older, &answers[0]));
        let found = tally(form.find("servers").unwrap(), &counted);
        assert_eq!((found.asked, found.answered), (1, 1));
        let picked = tally(form.find("pick").unwrap(), &counted[..2]);
        assert_eq!(
            picked.options,
            [("one".to_owned(), 1), ("two".to_owned(), 1)]
        );
    }

    proptest! {
        #[test]
        fn every_answer_is_counted_once(values in proptest::collection::vec(0..6_i64, 0..40)) {
            let form = Form::of(vec![question("servers", FieldKind::Scale { from: 0, to: 3 })]);
            let value = |one: &i64| match one {
                4 => Value::Passed(Pass::Unknown),
                5 => Value::Nothing,
                number => Value::Number((*number).into()),
            };
            let records: Vec<Record> = values.iter().map(|one| said(value(one))).collect();
            let asked = form.find("servers").unwrap();
            let found = tally(asked, &all(&form, &records));
            let all = found.answered + found.blank + found.unknown + found.irrelevant;
            prop_assert_eq!(all, values.len());
            let chosen: usize = found.options.iter().map(|(_, count)| count).sum();
            prop_assert_eq!(chosen, found.answered);
        }
    }
}
