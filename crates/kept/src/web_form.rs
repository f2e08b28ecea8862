//! A described form as the pages draw it.

use crate::target::Offered;
use crate::{AnyKind, Choosable};
use samverk_fields::{
    Choices, FieldKind, KindCode, Question, Record, Reference, Sent, Words, to_form,
};
use samverk_foundation::interned;
use samverk_web::{Choice, Field, FieldKind as Drawn, RowColumn, Ui, Values};

/// More choices than these are a list to open.
const RADIOS_MAX: usize = 5;

/// What a person sent.
pub(crate) struct SentForm<'v>(pub &'v Values);

impl Sent for SentForm<'_> {
    fn all(&self, name: &str) -> Vec<&str> {
        self.0.all(name)
    }

    fn rows(&self, field: &str, columns: &[&str]) -> Vec<(usize, Vec<String>)> {
        self.0.rows(field, columns)
    }
}

pub(crate) fn words(ui: &Ui, words: &Words) -> String {
    match words {
        Words::Key(key) => ui.t(key),
        Words::Said(_) => words
            .in_language(ui.language)
            .unwrap_or_default()
            .to_owned(),
    }
}

/// The fields of the kind's form, in its order.
pub(crate) fn fields(ui: &Ui, kind: &dyn AnyKind, offered: &Offered) -> Vec<Field> {
    kind.form()
        .questions()
        .map(|question| field(ui, question, offered))
        .collect()
}

fn field(ui: &Ui, question: &Question, offered: &Offered) -> Field {
    let label = words(ui, &question.label);
    let name = interned(question.key.as_str());
    let field = Field::new(name, label, drawn(ui, question, offered));
    let field = match hint(ui, question) {
        Some(hint) => field.hint(hint),
        None => field,
    };
    match question.is_required() {
        true => field.required(),
        false => field,
    }
}

/// What is said of it, or else the text `<label>-hint`.
fn hint(ui: &Ui, question: &Question) -> Option<String> {
    match (&question.hint, &question.label) {
        (Some(hint), _) => Some(words(ui, hint)),
        (None, Words::Key(label)) => ui.t_if_known(&format!("{label}-hint")),
        (None, Words::Said(_)) => None,
    }
}

fn drawn(ui: &Ui, question: &Question, offered: &Offered) -> Drawn {
    if let Some(choices) = offered.own.of(&question.key) {
        return of_ground(&question.kind, choices);
    }
    match &question.kind {
        FieldKind::Line | FieldKind::Keyed => Drawn::Text,
        FieldKind::One(kind) => Drawn::Select(with_nothing(things(offered, kind))),
        FieldKind::Many(kind) => Drawn::Checkboxes(things(offered, kind)),
        FieldKind::Prose { rows } => Drawn::LongText { rows: *rows },
        FieldKind::Lines => Drawn::LongText { rows: 3 },
        FieldKind::Email => Drawn::Email,
        FieldKind::Choice(all) => chosen(choices(ui, all), question.is_required()),
        FieldKind::Several(all) => Drawn::Checkboxes(choices(ui, all)),
        FieldKind::Scale { from, to } => {
            let steps = (*from..=*to).map(|step| Choice::new(step, step.to_string()));
            chosen(steps.collect(), question.is_required())
        }
        FieldKind::Integer
        | FieldKind::Decimal { .. }
        | FieldKind::Amount
        | FieldKind::Percent
        | FieldKind::Year => Drawn::Number,
        FieldKind::Date => Drawn::Date,
        FieldKind::YesNo => Drawn::Checkbox,
        FieldKind::Rows { columns, .. } => Drawn::Rows {
            columns: columns
                .iter()
                .map(|column| row_column(ui, column))
                .collect(),
            spare: 3,
        },
        FieldKind::File { accept, .. } => Drawn::File {
            accept: interned(accept.join(",")),
        },
        FieldKind::Note => Drawn::Heading,
    }
}

/// A key is one of those that the ground has; a text may be anything else too.
fn of_ground(kind: &FieldKind, choices: &[Choosable]) -> Drawn {
    let choices = choices.iter();
    match kind {
        FieldKind::Keyed => {
            let choices = choices.map(|one| Choice::new(&one.code, one.name.clone()));
            Drawn::Select(with_nothing(choices.collect()))
        }
        _ => Drawn::Suggest(choices.map(|one| one.name.clone()).collect()),
    }
}

fn chosen(choices: Vec<Choice>, is_required: bool) -> Drawn {
    match choices.len() <= RADIOS_MAX && is_required {
        true => Drawn::Radios(choices),
        false => Drawn::Select(with_nothing(choices)),
    }
}

/// Begins with nothing, so that a careless click does not choose the first.
fn with_nothing(choices: Vec<Choice>) -> Vec<Choice> {
    let nothing = Choice::new("", "");
    std::iter::once(nothing).chain(choices).collect()
}

fn things(offered: &Offered, kind: &KindCode) -> Vec<Choice> {
    let things = offered
        .things
        .get(kind.as_str())
        .map_or(&[][..], Vec::as_slice);
    let choice = |one: &Reference| {
        let name = one.known.as_ref().map(|known| known.name.as_str());
        Choice::new(&one.key, name.unwrap_or(one.key.as_str()))
    };
    things.iter().map(choice).collect()
}

fn choices(ui: &Ui, all: &Choices) -> Vec<Choice> {
    let all = all.0.iter();
    all.map(|one| Choice::new(&one.code, words(ui, &one.label)))
        .collect()
}

fn row_column(ui: &Ui, question: &Question) -> RowColumn {
    let (name, label) = (interned(question.key.as_str()), words(ui, &question.label));
    match &question.kind {
        FieldKind::Choice(all) => RowColumn::choose(name, label, choices(ui, all)),
        FieldKind::Prose { .. } | FieldKind::Lines => RowColumn::long(name, label),
        _ => RowColumn::new(name, label),
    }
}

/// The form filled with what stands.
pub(crate) fn filled(kind: &dyn AnyKind, offered: &Offered, record: &Record) -> Values {
    let record = offered.own.written(record.clone());
    let pairs = to_form(kind.form(), &record).into_iter();
    pairs.fold(Values::default(), |values, (name, value)| {
        values.add(&name, value)
    })
}
