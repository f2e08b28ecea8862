//! A described form as the pages draw it.

use crate::target::{Offered, offered};
use crate::{AnyKind, Choosable, Ground};
use samverk_database::Tx;
use samverk_fields::{
    Choices, FieldKey, FieldKind, KindCode, Pass, Question, Record, Reference, Sent, Words,
    from_form, to_form,
};
use samverk_foundation::{Problem, Problems, interned};
use samverk_web::{Choice, Field, FieldKind as Drawn, RowColumn, Ui, Values};

/// More choices than these are a list to open.
const RADIOS_MAX: usize = 5;
/// More things than these are not ticked but written, with the names there are offered meanwhile.
const TICKED_MAX: usize = 30;

/// What a person sent, with the keys of what they wrote by name.
pub struct SentForm<'v> {
    values: &'v Values,
    named: Vec<(&'static str, String)>,
}

impl<'v> SentForm<'v> {
    /// Of a form that names nothing.
    pub fn of(values: &'v Values) -> Self {
        let named = Vec::new();
        Self { values, named }
    }

    /// Something that the form does not ask for.
    pub fn add(&mut self, field: &'static str, value: &str) {
        self.named.push((field, value.to_owned()));
    }
}

impl Sent for SentForm<'_> {
    fn all(&self, name: &str) -> Vec<&str> {
        let named = self.named.iter().filter(|(field, _)| *field == name);
        let named = named.map(|(_, key)| key.as_str());
        self.values.all(name).into_iter().chain(named).collect()
    }

    fn rows(&self, field: &str, columns: &[&str]) -> Vec<(usize, Vec<String>)> {
        self.values.rows(field, columns)
    }
}

/// Looks up what people wrote by name, with one query for each field at most. Each that nothing is called
/// has a problem at its row.
pub(crate) async fn sent<'v>(
    tx: &Tx,
    kind: &dyn AnyKind,
    offered: &Offered,
    values: &'v Values,
) -> Result<SentForm<'v>, Problems> {
    let (mut named, mut problems) = (Vec::new(), Problems::default());
    for question in kind.form().questions() {
        let FieldKind::Many(code) = &question.kind else {
            continue;
        };
        let field = interned(question.key.as_str());
        let rows = values.rows(field, &[field]).into_iter();
        let rows: Vec<(usize, String)> = rows.map(|(row, cells)| (row, cells.concat())).collect();
        let target = kind.facts().target(code.as_str());
        let Some(target) = target.filter(|_| !rows.is_empty()) else {
            continue;
        };
        let things = offered.of(code.as_str());
        let exact = |text: &str| things.iter().find(|one| is_called(one, text)).cloned();
        let mut found: Vec<Option<Reference>> = rows.iter().map(|(_, text)| exact(text)).collect();
        let unclear = rows.iter().zip(&found).filter(|(_, one)| one.is_none());
        let unclear: Vec<String> = unclear.map(|((_, text), _)| text.clone()).collect();
        if !unclear.is_empty() {
            let mut meant = (target.written)(tx, &unclear).await?.into_iter();
            for one in found.iter_mut().filter(|one| one.is_none()) {
                *one = meant.next().flatten();
            }
        }
        for ((row, text), one) in rows.into_iter().zip(found) {
            match one {
                Some(one) => named.push((field, one.key.to_string())),
                None => {
                    let place = format!("{field}.{row}.{field}");
                    problems.push((target.unknown)(&text).at_field(&place));
                }
            }
        }
    }
    problems.or(SentForm { values, named })
}

fn is_called(one: &Reference, text: &str) -> bool {
    let name = one.known.as_ref().map(|known| known.name.as_str());
    one.key.as_str() == text || name == Some(text)
}

/// What people read of a text by key or said.
pub fn words(ui: &Ui, words: &Words) -> String {
    match words {
        Words::Key(key) => ui.t(key),
        Words::Said(_) => words
            .in_language(ui.language)
            .unwrap_or_default()
            .to_owned(),
    }
}

/// The fields of the kind's form, in its order.
///
/// What the person does not decide over is left out.
pub(crate) fn fields(
    ui: &Ui,
    kind: &dyn AnyKind,
    offered: &Offered,
    locked: &[FieldKey],
) -> Vec<Field> {
    kind.form()
        .questions()
        .filter(|question| !locked.contains(&question.key))
        .map(|question| field_of(ui, question, offered))
        .collect()
}

/// A kind's form on a domain's own page, with what stands in it.
pub async fn form_fields(
    tx: &Tx,
    ui: &Ui,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    record: &Record,
) -> Result<(Vec<Field>, Values), Problem> {
    let offered = offered(tx, at, kind).await?.with(kind, record);
    let keeping = kind.facts().keeping;
    let mut hidden = keeping.elsewhere.to_vec();
    hidden.extend(keeping.states.map(|states| states.field.clone()));
    Ok((
        fields(ui, kind, &offered, &hidden),
        filled(kind, &offered, record),
    ))
}

/// What was sent in such a form.
pub async fn read_fields(
    tx: &Tx,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    values: &Values,
) -> Result<Record, Problems> {
    let offered = offered(tx, at, kind).await?;
    let sent = sent(tx, kind, &offered, values).await?;
    from_form(kind.form(), &sent)
}

/// The fields of a form that refers to nothing: each question, and beside it why there is no answer, where that
/// may be said.
pub fn question_fields<'q>(ui: &Ui, questions: impl Iterator<Item = &'q Question>) -> Vec<Field> {
    let offered = Offered::default();
    let drawn = questions.flat_map(|question| {
        let pass = question.passable.then(|| pass_field(ui, question));
        std::iter::once(field_of(ui, question, &offered)).chain(pass)
    });
    drawn.collect()
}

fn pass_field(ui: &Ui, question: &Question) -> Field {
    let choice = |(code, pass): &(&str, Pass)| Choice::new(code, ui.t(pass_text(*pass)));
    let label = ui.t1("pass-instead", "question", words(ui, &question.label));
    let choices = Pass::ALL.iter().map(choice).collect();
    Field::new(
        interned(question.pass_name()),
        label,
        Drawn::Beside(choices),
    )
}

pub(crate) fn pass_text(pass: Pass) -> &'static str {
    match pass {
        Pass::Unknown => "pass-unknown",
        Pass::Irrelevant => "pass-irrelevant",
    }
}

pub(crate) fn field_of(ui: &Ui, question: &Question, offered: &Offered) -> Field {
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
        return of_ground(question, choices);
    }
    match &question.kind {
        FieldKind::Line | FieldKind::Keyed => Drawn::Text,
        FieldKind::One(kind) => {
            Drawn::Select(with_nothing(things(offered, kind), question.is_required()))
        }
        FieldKind::OneOf(kinds) => {
            let group = |kind: &KindCode| {
                let things = things(offered, kind).into_iter();
                let named = |one: Choice| Choice::new(format!("{kind}:{}", one.value), one.label);
                (group_words(ui, question, kind), things.map(named).collect())
            };
            Drawn::SelectGroups(kinds.iter().map(group).collect())
        }
        FieldKind::Many(kind) if is_written(offered, kind) => {
            let (name, label) = (interned(question.key.as_str()), words(ui, &question.label));
            let names = things(offered, kind).into_iter().map(|one| one.label);
            Drawn::Rows {
                columns: vec![RowColumn::suggest(name, label, names.collect())],
                grows: true,
            }
        }
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
                .map(|column| {
                    let choices = offered.own.of_column(&question.key, &column.key);
                    row_column(ui, column, choices)
                })
                .collect(),
            grows: true,
        },
        FieldKind::File { accept, .. } => Drawn::File {
            accept: interned(accept.join(",")),
        },
        FieldKind::Note => Drawn::Heading,
    }
}

/// The heading of the things of a kind among those to choose.
fn group_words(ui: &Ui, question: &Question, kind: &KindCode) -> String {
    match &question.label {
        Words::Key(label) => ui.t(&group_key(label, kind)),
        Words::Said(_) => kind.to_string(),
    }
}

/// `memo-about-risk`
pub(crate) fn group_key(label: &str, kind: &KindCode) -> String {
    format!("{label}-{}", kind.as_str().replace('_', "-"))
}

/// A key is one of those that the ground has; a text may be anything else too.
fn of_ground(question: &Question, choices: &[Choosable]) -> Drawn {
    let choices = choices.iter();
    match &question.kind {
        FieldKind::Keyed => {
            let choices = choices.map(|one| Choice::new(&one.code, one.name.clone()));
            Drawn::Select(with_nothing(choices.collect(), question.is_required()))
        }
        // The steps that the ground has, with its words.
        FieldKind::Scale { .. } => {
            let steps = choices.map(|one| Choice::new(&one.code, one.name.clone()));
            chosen(steps.collect(), question.is_required())
        }
        _ => {
            let offered = choices.filter(|one| !one.is_past);
            Drawn::Suggest(offered.map(|one| one.name.clone()).collect())
        }
    }
}

fn chosen(choices: Vec<Choice>, is_required: bool) -> Drawn {
    match choices.len() <= RADIOS_MAX && is_required {
        true => Drawn::Radios(choices),
        false => Drawn::Select(with_nothing(choices, is_required)),
    }
}

/// Begins with nothing, so that a careless click does not choose the first; what may be left out does so
/// anyhow.
fn with_nothing(choices: Vec<Choice>, is_required: bool) -> Vec<Choice> {
    let nothing = is_required.then(|| Choice::new("", ""));
    nothing.into_iter().chain(choices).collect()
}

fn things(offered: &Offered, kind: &KindCode) -> Vec<Choice> {
    let choice = |one: &Reference| {
        let name = one.known.as_ref().map(|known| known.name.as_str());
        Choice::new(&one.key, name.unwrap_or(one.key.as_str()))
    };
    offered.of(kind.as_str()).iter().map(choice).collect()
}

fn choices(ui: &Ui, all: &Choices) -> Vec<Choice> {
    let all = all.0.iter();
    all.map(|one| Choice::new(&one.code, words(ui, &one.label)))
        .collect()
}

/// What its ground offers is chosen.
fn row_column(ui: &Ui, question: &Question, offered: Option<&[Choosable]>) -> RowColumn {
    let (name, label) = (interned(question.key.as_str()), words(ui, &question.label));
    if let Some(offered) = offered {
        let choices = offered.iter();
        let choices = choices.map(|one| Choice::new(&one.code, one.name.clone()));
        return RowColumn::choose(name, label, choices.collect());
    }
    match &question.kind {
        FieldKind::Choice(all) => RowColumn::choose(name, label, choices(ui, all)),
        FieldKind::YesNo => RowColumn::choose(name, label, yes_or_no(ui)),
        FieldKind::Prose { .. } | FieldKind::Lines => RowColumn::long(name, label),
        _ => RowColumn::new(name, label),
    }
}

/// A question as a column in which several are added: what its field offers, its cells offer.
pub(crate) fn cell_column(ui: &Ui, question: &Question, offered: &Offered) -> RowColumn {
    let (name, label) = (interned(question.key.as_str()), words(ui, &question.label));
    match drawn(ui, question, offered) {
        Drawn::Select(mut choices) | Drawn::Radios(mut choices) => {
            // A cell can be empty anyhow.
            choices.retain(|choice| !choice.value.is_empty());
            RowColumn::choose(name, label, choices)
        }
        Drawn::Suggest(names) => RowColumn::suggest(name, label, names),
        Drawn::LongText { .. } => RowColumn::long(name, label),
        Drawn::Checkbox => RowColumn::choose(name, label, yes_or_no(ui)),
        _ => RowColumn::new(name, label),
    }
}

/// In a cell there is no box to tick; a cell that is empty says no.
fn yes_or_no(ui: &Ui) -> Vec<Choice> {
    vec![
        Choice::new("true", ui.t("yes")),
        Choice::new("false", ui.t("no")),
    ]
}

fn is_written(offered: &Offered, kind: &KindCode) -> bool {
    offered.of(kind.as_str()).len() > TICKED_MAX
}

/// The form filled with what stands.
pub(crate) fn filled(kind: &dyn AnyKind, offered: &Offered, record: &Record) -> Values {
    let record = &offered.own.written(record.clone());
    let written = |question: &&Question| match &question.kind {
        FieldKind::Many(kind) => is_written(offered, kind),
        _ => false,
    };
    let written: Vec<&Question> = kind.form().questions().filter(written).collect();
    let is_written = |name: &str| written.iter().any(|one| one.key.as_str() == name);
    let pairs = to_form(kind.form(), record).into_iter();
    let pairs = pairs.filter(|(name, _)| !is_written(name));
    let values = pairs.fold(Values::default(), |values, (name, value)| {
        values.add(&name, value)
    });
    written.iter().fold(values, |values, question| {
        let name = question.key.as_str();
        let parts = record.get(name).parts().iter();
        let names = parts.filter_map(|part| part.as_reference()).map(|one| {
            let name = one.known.as_ref().map(|known| known.name.clone());
            vec![name.unwrap_or_else(|| one.key.to_string())]
        });
        values.set_rows(name, &[name], &names.collect::<Vec<_>>())
    })
}
