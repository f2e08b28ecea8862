//! The columns that answers are kept in, and what a table with them may hold.

use crate::asked::Asked;
use crate::{FieldKey, FieldKind, Form, KindCode};

/// A column of a table in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Whose answer it holds.
    pub field: FieldKey,
    /// What the question says, or else the key of the field; of one kept thing with `_id` after.
    pub name: String,
    pub storage: Storage,
    pub nullable: bool,
    /// The kind that it holds the id of, when the answer is one of several kinds: one column for each.
    pub of: Option<KindCode>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// Also exact decimals.
    Text,
    /// Also amounts, in öre.
    Integer,
    Boolean,
    Date,
    Uuid,
    Json,
}

/// In the order of the form. A text that is not there is empty and a list that is not there has no
/// parts; anything else that may be left out can be null.
pub fn columns(form: &Form) -> Vec<Column> {
    let asked = Asked::of_form(form);
    asked.iter().flat_map(columns_of).collect()
}

fn columns_of(one: &Asked<'_>) -> Vec<Column> {
    let column = column(one);
    let FieldKind::OneOf(kinds) = &one.question.kind else {
        return vec![column];
    };
    let of = |kind: &KindCode| Column {
        name: format!("{}_{kind}_id", column.name),
        nullable: true,
        of: Some(kind.clone()),
        ..column.clone()
    };
    kinds.iter().map(of).collect()
}

fn column(one: &Asked<'_>) -> Column {
    let kind = &one.question.kind;
    let is_never_null = kind.is_text() || kind.is_list() || *kind == FieldKind::YesNo;
    let name = match (one.question.column, kind) {
        (Some(name), _) => name.to_owned(),
        (None, FieldKind::One(_)) => format!("{}_id", one.key()),
        (None, _) => one.key().to_string(),
    };
    Column {
        field: one.key().clone(),
        name,
        storage: storage(kind),
        nullable: !is_never_null && !one.is_needed(),
        of: None,
    }
}

fn storage(kind: &FieldKind) -> Storage {
    match kind {
        FieldKind::Integer | FieldKind::Scale { .. } | FieldKind::Year | FieldKind::Amount => {
            Storage::Integer
        }
        FieldKind::Date => Storage::Date,
        FieldKind::YesNo => Storage::Boolean,
        FieldKind::One(_) | FieldKind::OneOf(_) => Storage::Uuid,
        FieldKind::Several(_)
        | FieldKind::Many(_)
        | FieldKind::Lines
        | FieldKind::Rows { .. }
        | FieldKind::File { .. } => Storage::Json,
        FieldKind::Line
        | FieldKind::Prose { .. }
        | FieldKind::Email
        | FieldKind::Choice(_)
        | FieldKind::Keyed
        | FieldKind::Decimal { .. }
        | FieldKind::Percent
        | FieldKind::Note => Storage::Text,
    }
}

/// The columns that a table must have, and those with a closed list. One that may be empty begins
/// with the empty word. Rows apart have no column.
pub fn cell_schema(form: &Form) -> (Vec<&str>, Vec<(&str, Vec<&str>)>) {
    let mut asked = Asked::of_form(form);
    asked.retain(|one| one.question.apart.is_none());
    let is_needed = |one: &&Asked<'_>| one.is_needed() || one.question.all.is_some();
    let required = asked.iter().filter(is_needed);
    let required = required.map(|one| one.key().as_str()).collect();
    let choices = asked.iter().filter_map(|one| match &one.question.kind {
        FieldKind::Choice(choices) => {
            let empty = (!one.is_needed()).then_some("");
            let words = empty.into_iter().chain(choices.codes());
            Some((one.key().as_str(), words.collect()))
        }
        _ => None,
    });
    (required, choices.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::every_kind;

    #[test]
    fn every_kind_has_its_column() {
        let form = every_kind();
        let written: Vec<String> = columns(&form)
            .into_iter()
            .map(|column| {
                let null = if column.nullable { " null" } else { "" };
                format!("{} {:?}{null}", column.name, column.storage)
            })
            .collect();
        assert_eq!(
            written.join(", "),
            "line Text, prose Text, email Text, choice Text null, several Json, scale Integer null, \
             integer Integer null, decimal Text null, amount Integer null, percent Text null, \
             date Date null, year Integer null, yes_no Boolean, keyed Text null, lines Json, \
             one_id Uuid null, many Json, one_of_need_id Uuid null, one_of_risk_id Uuid null, rows Json, file Json null, files Json"
        );
    }

    #[test]
    fn a_table_may_hold_what_the_form_takes() {
        let mut form = every_kind();
        let (required, choices) = cell_schema(&form);
        assert!(required.is_empty());
        assert_eq!(choices, [("choice", vec!["", "first", "second_one"])]);
        for question in &mut form.sections[0].questions {
            question.rules.push(crate::Rule::Filled);
        }
        let (required, choices) = cell_schema(&form);
        assert_eq!(required.len(), 21);
        assert_eq!(choices, [("choice", vec!["first", "second_one"])]);
        // One of several kinds is in one of its columns.
        let nullable = columns(&form).into_iter().filter(|column| column.nullable);
        assert!(nullable.map(|column| column.of).all(|of| of.is_some()));
    }
}
