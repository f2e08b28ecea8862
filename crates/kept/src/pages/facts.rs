//! All that is said of one, with the rows of its fields as tables.

use super::cells::{cell, column_kind, said};
use crate::offer::Offers;
use crate::web_form::words;
use crate::{AnyKind, Stored};
use askama::Template;
use samverk_fields::{FieldKey, FieldKind, Question};
use samverk_web::{Cell, Column, Table, Ui};

/// All that is said of one, under the names of its fields.
#[derive(Template)]
#[template(path = "kept_facts.html")]
struct FactsTemplate<'u> {
    ui: &'u Ui,
    facts: Vec<Fact>,
}

struct Fact {
    label: String,
    said: String,
    /// The page of what it refers to.
    href: Option<String>,
    /// It may have paragraphs.
    is_prose: bool,
    /// Its rows as finished HTML.
    table: Option<String>,
}

/// The rows of its fields as tables.
pub(super) fn tables_of(
    ui: &Ui,
    kind: &dyn AnyKind,
    offers: &Offers,
    one: &Stored,
) -> Vec<(FieldKey, Table)> {
    let table = |question: &Question| {
        let FieldKind::Rows { columns, .. } = &question.kind else {
            return None;
        };
        let rows = one.record.get(question.key.as_str()).rows();
        let heading =
            |column: &Question| Column::new(words(ui, &column.label), column_kind(&column.kind));
        let headings = columns.iter().map(heading).collect();
        // Several tables of one page are told apart by what they answer.
        let name = format!("{}-{}", kind.facts().pages.segment, question.key);
        let mut table = Table::new(&name, words(ui, &question.label), headings);
        for row in rows {
            let cell = |column: &Question| {
                let value = row.get(column.key.as_str());
                let name = offers.name_in(&question.key, column, value);
                name.map_or_else(|| cell(ui, column, value), Cell::text)
            };
            table.push(columns.iter().map(cell).collect());
        }
        (!rows.is_empty()).then(|| (question.key.clone(), table))
    };
    kind.form().questions().filter_map(table).collect()
}

pub(super) fn facts_of(
    ui: &Ui,
    kind: &dyn AnyKind,
    offers: &Offers,
    one: &Stored,
    tables: &[(FieldKey, Table)],
) -> String {
    let fact = |question: &Question| {
        let value = one.record.get(question.key.as_str());
        let name = offers.name(question, value).map(str::to_owned);
        let said = said(ui, kind, question, &one.record);
        Fact {
            label: words(ui, &question.label),
            said: name.unwrap_or_else(|| said.shown()),
            href: said.href,
            is_prose: matches!(question.kind, FieldKind::Prose { .. }),
            table: tables
                .iter()
                .find(|(field, _)| *field == question.key)
                .map(|(_, table)| table.html(ui)),
        }
    };
    let facts = kind.form().in_words().map(fact);
    let facts = facts.filter(|fact| !fact.said.is_empty()).collect();
    FactsTemplate { ui, facts }.render().unwrap_or_default()
}
