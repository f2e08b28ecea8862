//! What a list is narrowed and sorted with: a form above it, and the headings of its columns.

use super::Visit;
use super::columns::{Choosable, choosable, label_of, shown};
use super::stretch::{WORDS, is_seen, query, sorted};
use crate::Ground;
use crate::list::{NOTHING, SORT, Sorted};
use crate::offer::Offers;
use crate::web_form::words;
use askama::Template;
use samverk_fields::{ChoiceOption, FieldKey, FieldKind};
use samverk_foundation::Problem;
use samverk_web::{Choice, Column, ColumnSort, SortedWay, Ui};

/// The form above a list.
#[derive(Template)]
#[template(path = "kept_tools.html")]
struct Tools<'v> {
    ui: &'v Ui,
    href: String,
    fields: Vec<Narrowing>,
    /// What is looked for, where the list is searched.
    words: Option<&'v str>,
    /// The orders to choose from, for screens where the headings of the columns have no room.
    orders: Vec<Choice>,
    order: String,
    columns: Vec<Choosable>,
    /// Others than the list has by itself.
    has_chosen: bool,
}

/// A choice by which a list is narrowed.
struct Narrowing {
    name: &'static str,
    label: String,
    choices: Vec<Choice>,
    chosen: String,
}

/// The form as HTML; nothing where there is nothing to choose.
pub(super) fn tools(visit: &Visit, at: &dyn Ground, offers: &Offers) -> Result<String, Problem> {
    let facts = visit.facts();
    let fields: Vec<Narrowing> = (facts.list.filters.iter())
        .filter(|field| is_seen(visit, at, field))
        .filter_map(|field| narrowing(visit, field, offers))
        .collect();
    let is_searched = !facts.keeping.searched.is_empty();
    let orders = orders(visit, at);
    let columns = choosable(visit);
    if fields.is_empty() && orders.is_empty() && columns.is_empty() && !is_searched {
        return Ok(String::new());
    }
    visit.ui.fragment(&Tools {
        ui: &visit.ui,
        href: visit.list_href(at),
        fields,
        words: is_searched.then(|| visit.values.text(WORDS)),
        orders,
        order: visit.values.text(SORT).to_owned(),
        columns,
        has_chosen: shown(visit).are_chosen,
    })
}

/// Each column that sorts, both ways.
fn orders(visit: &Visit, at: &dyn Ground) -> Vec<Choice> {
    let sorted = visit.facts().sorted().into_iter();
    let sorted = sorted.filter(|field| is_seen(visit, at, field));
    let both = sorted.flat_map(|field| {
        let label = label_of(visit, field.as_str());
        [(false, "kept-up"), (true, "kept-down")].map(|(descending, key)| {
            let field = field.clone();
            let order = Sorted { field, descending };
            Choice::new(order.written(), visit.ui.t1(key, "name", &label))
        })
    });
    both.collect()
}

/// A choice, or what the ground offers for a key or a text, and nothing said.
fn narrowing(visit: &Visit, field: &'static FieldKey, offers: &Offers) -> Option<Narrowing> {
    let question = visit.kind.form().find(field.as_str())?;
    let chosen = visit.values.text(field.as_str()).to_owned();
    let choices = match &question.kind {
        FieldKind::Choice(choices) => {
            let choice = |choice: &ChoiceOption| {
                Choice::new(choice.code.as_ref(), words(&visit.ui, &choice.label))
            };
            choices.0.iter().map(choice).collect()
        }
        FieldKind::Keyed | FieldKind::Line => {
            let offered = offers.of(field)?.iter();
            let mut choices: Vec<Choice> = offered
                .map(|one| Choice::new(&one.code, &one.name))
                .collect();
            if !question.is_required() {
                choices.push(Choice::new(NOTHING, visit.ui.t("kept-says-nothing")));
            }
            if !chosen.is_empty() && choices.iter().all(|one| one.value != chosen) {
                choices.push(Choice::new(&chosen, &chosen));
            }
            choices
        }
        _ => return None,
    };
    Some(Narrowing {
        name: field.as_str(),
        label: words(&visit.ui, &question.label),
        choices,
        chosen,
    })
}

/// A column's heading leads to the list sorted by it, and once more the other way.
pub(super) fn sortable(
    visit: &Visit,
    at: Option<&dyn Ground>,
    field: &FieldKey,
    column: Column,
) -> Column {
    let Some(at) = at.filter(|_| visit.facts().sorted().contains(field)) else {
        return column;
    };
    let now = sorted(visit, at).ok().flatten();
    let now = now.filter(|now| now.field == *field);
    let next = Sorted {
        field: field.clone(),
        descending: now.as_ref().is_some_and(|now| !now.descending),
    };
    let way = now.map(|now| match now.descending {
        true => SortedWay::Down,
        false => SortedWay::Up,
    });
    let (list, asked) = (visit.list_href(at), query(visit, &[SORT]));
    let href = format!("{list}?{asked}{SORT}={}", next.written());
    column.sorted(ColumnSort { href, way })
}
