//! Which rows of a kind's table a statement is about, and in which order.

use super::rows::{SEARCH_TEXT, cell, is_spelt, is_text, order_column, spelt_order};
use crate::conditions::condition_of;
use crate::list::{Asked, NOTHING, Sorted};
use crate::sight::{self, Filterable};
use crate::{AnyKind, Facts, Ground, Order, Stored};
use samverk_database::Tx;
use samverk_database::statement::containing;
use samverk_fields::{Condition, FieldKey, Form, columns, to_told};
use samverk_foundation::{Problem, interned, without_accents};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query, SimpleExpr};
use uuid::Uuid;

pub(super) fn on_ground(facts: &Facts, ground: Uuid) -> SimpleExpr {
    match facts.ground.column {
        Some(column) => Expr::col(column).eq(ground),
        None => Expr::cust("1 = 1"),
    }
}

/// What hangs on the ground and is read there.
pub(crate) fn read_at(kind: &dyn AnyKind, at: &dyn Ground) -> Result<Cond, Problem> {
    let here = standing_at(kind, at);
    Ok(match kind.facts().which(at)? {
        Condition::Always => here,
        which => here.add(condition_of(kind.form(), &which)?),
    })
}

/// What hangs on the ground, but for what is somebody else's alone.
pub(super) fn standing_at(kind: &dyn AnyKind, at: &dyn Ground) -> Cond {
    let facts = kind.facts();
    let here = Cond::all().add(on_ground(&facts, at.id()));
    match facts.keeping.states {
        Some(states) if facts.keeping.knows_makers() => {
            let state = Expr::col(name_of(kind.form(), &states.field));
            let is_shared = state.is_not_in(states.private.iter().copied());
            here.add(match at.roles().person() {
                Some(person) => is_shared.or(Expr::col("made_by").eq(person.0)),
                None => is_shared,
            })
        }
        _ => here,
    }
}

/// What is asked for, as far as the reader sees it.
pub(super) fn filtered(tx: &Tx, kind: &dyn AnyKind, at: &dyn Ground, asked: &Asked) -> Cond {
    let form = kind.form();
    let filters = asked.filters.iter();
    let part = asked.part.iter().map(|part| without_accents(part));
    let all = part.fold(Cond::all(), |all, part| {
        all.add(Expr::col(SEARCH_TEXT).like(containing(&part)))
    });
    filters.fold(all, |all, (field, code)| {
        let all = all.add(says(form, field, code));
        match sight::filterable(kind, at, field) {
            Filterable::Always => all,
            Filterable::Past(until) => all.add(Expr::col(name_of(form, &until)).lt(tx.today())),
            Filterable::Never => all.add(Expr::cust("1 = 0")),
        }
    })
}

fn says(form: &Form, field: &FieldKey, code: &str) -> SimpleExpr {
    let name = name_of(form, field);
    match code {
        NOTHING if is_text(form, field) => Expr::col(name).eq(""),
        NOTHING => Expr::col(name).is_null(),
        code => Expr::col(name).eq(code),
    }
}

/// A column of an order, and whether it goes down.
#[derive(Clone)]
pub(super) struct Step {
    column: &'static str,
    /// What the domain tells in place of a column.
    told: Option<String>,
    pub descending: bool,
    /// It may say nothing.
    pub nullable: bool,
}

impl Step {
    pub(super) fn by(&self) -> SimpleExpr {
        match &self.told {
            Some(told) => Expr::cust(told.clone()),
            None => Expr::col(self.column),
        }
    }
}

/// The columns of the order; the id makes it whole.
pub(super) fn order(facts: &Facts, form: &Form, sorted: Option<&Sorted>) -> Vec<Step> {
    let known = columns(form);
    let step = |column, descending| Step {
        column,
        told: None,
        descending,
        nullable: known.iter().any(|one| one.name == column && one.nullable),
    };
    if let Some(Sorted { field, descending }) = sorted {
        let name = name_of(form, field);
        let column = match is_spelt(form, field) {
            true => order_column(name),
            false => name,
        };
        let mut first = step(column, *descending);
        first.told = facts.told_sort(field);
        return vec![first, step("id", *descending)];
    }
    // A text that is sorted by stands in its Swedish order.
    let spelt = |field: &FieldKey| match is_spelt(form, field) && facts.list.sorted.contains(field)
    {
        true => order_column(name_of(form, field)),
        false => name_of(form, field),
    };
    let by: Vec<&'static str> = match facts.list.order {
        Order::ByHand => vec!["position"],
        Order::By(fields) => fields.iter().map(spelt).collect(),
    };
    let by = [by, vec!["id"]].concat().into_iter();
    by.map(|column| step(column, false)).collect()
}

/// The column of a field.
pub(super) fn name_of(form: &Form, field: &FieldKey) -> &'static str {
    let columns = columns(form);
    let found = columns.iter().find(|column| column.field == *field);
    interned(found.map_or(field.as_str(), |column| column.name.as_str()))
}

/// Later in the order than this one: beyond it in the first column in which they differ.
pub(super) fn comes_after(
    facts: &Facts,
    form: &Form,
    one: &Stored,
    sorted: Option<&Sorted>,
) -> Result<Cond, Problem> {
    let told = to_told(form, &one.record);
    let known = columns(form);
    let spelt = |name: &str| {
        let mut texts = facts.list.sorted.iter();
        texts.find(|field| order_column(name_of(form, field)) == name)
    };
    let said = |column: &'static str| match (column, spelt(column)) {
        ("position", _) => Ok(one.position.into()),
        ("id", _) => Ok(one.id.into()),
        (_, Some(field)) => Ok(spelt_order(form, field, &one.record).into()),
        (name, None) => cell(known.iter().find(|column| column.name == name), &told),
    };
    let value = |step: &Step| match &step.told {
        // Told of the other in the same statement.
        Some(_) => {
            let mut of_one = Query::select();
            of_one.expr(step.by()).from(facts.table());
            of_one.and_where(Expr::col("id").eq(one.id));
            Ok(SimpleExpr::SubQuery(None, Box::new(of_one.into())))
        }
        None => said(step.column).map(SimpleExpr::Value),
    };
    let order = order(facts, form, sorted);
    let mut any = Cond::any();
    for (index, step) in order.iter().enumerate() {
        let mut beyond = Cond::all();
        for same in order.iter().take(index) {
            beyond = beyond.add(same_as(same, value(same)?));
        }
        any = any.add(beyond.add(is_beyond(step, value(step)?)));
    }
    let Some(first) = order.first() else {
        return Ok(any);
    };
    // Said once more for the index, which does not see it in the alternatives.
    let from = value(first)?;
    let bound = match first {
        _ if is_nothing(&from) => return Ok(any),
        // What says nothing comes last there, beyond every bound.
        Step {
            descending: true,
            nullable: true,
            ..
        } => return Ok(any),
        Step {
            descending: true, ..
        } => first.by().lte(from),
        Step {
            descending: false, ..
        } => first.by().gte(from),
    };
    Ok(Cond::all().add(bound).add(any))
}

fn is_nothing(value: &SimpleExpr) -> bool {
    matches!(value, SimpleExpr::Value(value) if *value == value.as_null())
}

fn same_as(step: &Step, value: SimpleExpr) -> SimpleExpr {
    match is_nothing(&value) {
        true => step.by().is_null(),
        false => step.by().eq(value),
    }
}

/// What says nothing comes first, and last where the order goes down.
fn is_beyond(step: &Step, value: SimpleExpr) -> Cond {
    match (is_nothing(&value), step.descending) {
        (true, false) => Cond::any().add(step.by().is_not_null()),
        (true, true) => Cond::any().add(Expr::cust("1 = 0")),
        (false, false) => Cond::any().add(step.by().gt(value)),
        (false, true) if step.nullable => {
            let or_nothing = step.by().is_null();
            Cond::any().add(step.by().lt(value)).add(or_nothing)
        }
        (false, true) => Cond::any().add(step.by().lt(value)),
    }
}
