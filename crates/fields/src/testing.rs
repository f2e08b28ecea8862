//! For the tests: a form of every kind of question, and something that was sent.

use crate::*;
use samverk_foundation::{Problem, Problems};
use std::collections::BTreeMap;

/// What a browser sends.
#[derive(Clone, Debug, Default)]
pub struct Pairs(pub Vec<(String, String)>);

impl Pairs {
    pub fn of(pairs: &[(&str, &str)]) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self(pairs.iter().map(owned).collect())
    }
}

impl Sent for Pairs {
    fn all(&self, name: &str) -> Vec<&str> {
        let found = self.0.iter().filter(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).collect()
    }

    fn rows(&self, field: &str, columns: &[&str]) -> Vec<(usize, Vec<String>)> {
        let mut rows: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (name, value) in &self.0 {
            let parts: Vec<&str> = name.split('.').collect();
            let &[table, number, column] = parts.as_slice() else {
                continue;
            };
            let column = columns.iter().position(|known| *known == column);
            if let (true, Ok(number), Some(column)) = (table == field, number.parse(), column) {
                let row = rows
                    .entry(number)
                    .or_insert_with(|| vec![String::new(); columns.len()]);
                row[column] = value.trim().to_owned();
            }
        }
        let rows = rows.into_iter();
        rows.filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()))
            .collect()
    }
}

pub fn question(key: &'static str, kind: FieldKind) -> Question {
    Question::new(FieldKey::of(key), Words::key("label"), kind)
}

impl Question {
    pub fn ruled(mut self, rule: Rule) -> Self {
        self.rules.push(rule);
        self
    }

    pub fn shown_when(mut self, condition: Condition) -> Self {
        self.shown = condition;
        self
    }
}

pub fn text_value(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub fn number(number: i64) -> Value {
    Value::Number(number.into())
}

pub fn date(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

pub fn record(pairs: &[(&'static str, Value)]) -> Record {
    pairs
        .iter()
        .map(|(key, value)| (FieldKey::of(key), value.clone()))
        .collect()
}

/// Code and field of each problem.
pub fn told(problems: &Problems) -> Vec<(&'static str, &str)> {
    let place = |problem: &Problem| problem.code;
    let field = problems.0.iter().map(|problem| {
        let at = &problem.place;
        at.field
            .as_deref()
            .or(at.column.as_deref())
            .unwrap_or_default()
    });
    problems.0.iter().map(place).zip(field).collect()
}

fn scalar_kinds() -> Vec<(&'static str, FieldKind)> {
    let choices = || Choices::of("x", ["first", "second_one"]);
    let file = |most| FieldKind::File {
        accept: Vec::new(),
        bytes: u64::MAX,
        most,
    };
    vec![
        ("line", FieldKind::Line),
        ("prose", FieldKind::Prose { rows: 4 }),
        ("email", FieldKind::Email),
        ("choice", FieldKind::Choice(choices())),
        ("several", FieldKind::Several(choices())),
        ("scale", FieldKind::Scale { from: -1, to: 5 }),
        ("integer", FieldKind::Integer),
        ("decimal", FieldKind::Decimal { unit: None }),
        ("amount", FieldKind::Amount),
        ("percent", FieldKind::Percent),
        ("date", FieldKind::Date),
        ("year", FieldKind::Year),
        ("yes_no", FieldKind::YesNo),
        ("keyed", FieldKind::Keyed),
        ("lines", FieldKind::Lines),
        ("one", FieldKind::One(KindCode::of("party"))),
        ("many", FieldKind::Many(KindCode::of("party"))),
        (
            "one_of",
            FieldKind::OneOf(vec![KindCode::of("need"), KindCode::of("risk")]),
        ),
        ("file", file(1)),
        ("files", file(3)),
    ]
}

/// Every kind once, in its order; the columns of the rows have every kind that columns can have.
pub fn kinds() -> Vec<(&'static str, FieldKind)> {
    let mut kinds = scalar_kinds();
    let mut columns = vec![question("first", FieldKind::Line).ruled(Rule::Filled)];
    columns.extend(
        scalar_kinds()
            .into_iter()
            .map(|(key, kind)| question(key, kind)),
    );
    let rows = FieldKind::Rows {
        of: RowOf::default(),
        columns,
        least: 0,
        most: 9,
    };
    kinds.insert(18, ("rows", rows));
    kinds.push(("note", FieldKind::Note));
    kinds
}

pub fn every_kind() -> Form {
    Form::of(
        kinds()
            .into_iter()
            .map(|(key, kind)| question(key, kind))
            .collect(),
    )
}
