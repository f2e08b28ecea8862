//! The questions of a form or of a row, each with what its section asks before it is shown.

use crate::shown::shown_among;
use crate::{Condition, FieldKey, Form, Question, Record, Value};
use samverk_foundation::{Problem, Problems};

/// A question that wants an answer.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'f> {
    pub section: &'f Condition,
    pub question: &'f Question,
    /// It is asked in each row of another.
    pub is_column: bool,
}

static ALWAYS: Condition = Condition::Always;

/// What was read of one question.
pub(crate) type Read = Result<Value, Problems>;

impl<'f> Asked<'f> {
    pub fn of_form(form: &'f Form) -> Vec<Self> {
        let of_section = |section: &'f crate::Section| {
            let questions = section.questions.iter();
            questions.map(|question| Self {
                section: &section.shown,
                question,
                is_column: false,
            })
        };
        let all = form.sections.iter().flat_map(of_section);
        all.filter(|asked| asked.question.is_asked()).collect()
    }

    /// The conditions of columns ask about their own row.
    pub fn of_columns(columns: &'f [Question]) -> Vec<Self> {
        let asked = columns.iter().filter(|column| column.is_asked());
        let column = |question| Self {
            is_column: true,
            ..Self::always(question)
        };
        asked.map(column).collect()
    }

    pub fn always(question: &'f Question) -> Self {
        Self {
            section: &ALWAYS,
            question,
            is_column: false,
        }
    }

    pub fn key(&self) -> &'f FieldKey {
        &self.question.key
    }

    pub fn is_always_shown(&self) -> bool {
        *self.section == Condition::Always && self.question.shown == Condition::Always
    }

    /// Whether there is no case in which it may be left out.
    pub fn is_needed(&self) -> bool {
        self.question.is_required() && self.is_always_shown()
    }
}

/// Makes a record of what is read of each question. What is missing is so only where the question
/// is shown; what is wrong where it is not, only when `tells_hidden`.
pub(crate) fn gather<'f>(
    asked: &[Asked<'f>],
    tells_hidden: bool,
    read: impl Fn(&Asked<'f>) -> Read,
    missing: impl Fn(&Asked<'f>) -> Problem,
) -> Result<Record, Problems> {
    let mut record = Record::default();
    let mut readings = Vec::new();
    for one in asked {
        let reading = read(one).map(|value| record.set(one.key().clone(), value));
        readings.push(reading);
    }
    let shown = shown_among(asked, &record);
    let mut problems = Problems::default();
    for (one, reading) in asked.iter().zip(readings) {
        let is_shown = shown.contains(one.key());
        match reading {
            Err(wrong) if is_shown || tells_hidden => problems.extend(wrong.0),
            Ok(()) if is_shown && one.question.is_required() => {
                let is_settled = record.get(one.key().as_str()).is_settled();
                problems.extend((!is_settled).then(|| missing(one)));
            }
            Ok(()) | Err(_) => {}
        }
    }
    problems.or(record)
}

/// Says of each where it is.
pub(crate) fn placed(problems: Problems, place: impl Fn(Problem) -> Problem) -> Problems {
    problems.0.into_iter().map(place).collect()
}

/// Gathers all values, or all problems.
pub(crate) fn all<T>(
    results: impl IntoIterator<Item = Result<T, Problems>>,
) -> Result<Vec<T>, Problems> {
    let mut problems = Problems::default();
    let mut values = Vec::new();
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(more) => problems.extend(more.0),
        }
    }
    problems.or(values)
}
