//! A reader's condition as a part of a statement. It holds there of the same things as in
//! [`fulfils`](samverk_fields::fulfils): nothing is never neither true nor false.

use samverk_fields::{Column, Condition, FieldKey, Form, Record, Storage, Value, columns, to_told};
use samverk_foundation::{Problem, interned};
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};

use crate::KEY;
use crate::store::cell;

pub(crate) fn condition_of(form: &Form, condition: &Condition) -> Result<SimpleExpr, Problem> {
    let every = |parts: &[Condition]| -> Result<Vec<SimpleExpr>, Problem> {
        parts.iter().map(|part| condition_of(form, part)).collect()
    };
    Ok(match condition {
        Condition::Always => always(),
        Condition::Is(field, value) => among(form, field, std::slice::from_ref(value))?,
        Condition::Among(field, values) => among(form, field, values)?,
        Condition::Said(field) => said(&column(form, field)?)?,
        Condition::All(parts) => every(parts)?
            .into_iter()
            .reduce(ExprTrait::and)
            .unwrap_or_else(always),
        Condition::Any(parts) => every(parts)?
            .into_iter()
            .reduce(ExprTrait::or)
            .unwrap_or_else(never),
        Condition::Not(part) => condition_of(form, part)?.not(),
        Condition::Compared(field, ..) => {
            let cause = format!("a reader's condition compares {field} with a number");
            return Err(Problem::internal(cause));
        }
    })
}

fn always() -> SimpleExpr {
    Expr::cust("1 = 1")
}

fn never() -> SimpleExpr {
    Expr::cust("1 = 0")
}

fn column(form: &Form, field: &FieldKey) -> Result<Column, Problem> {
    if *field == KEY {
        return Ok(Column {
            field: KEY,
            name: KEY.to_string(),
            storage: Storage::Text,
            nullable: false,
            of: None,
        });
    }
    // One of several kinds is in several columns and is not asked about.
    let mut columns = columns(form).into_iter();
    let found = columns.find(|one| one.field == *field && one.of.is_none());
    found.ok_or_else(|| Problem::internal(format!("no column holds {field} alone")))
}

fn name(column: &Column) -> SimpleExpr {
    Expr::col(interned(column.name.as_str()))
}

fn among(form: &Form, field: &FieldKey, values: &[Value]) -> Result<SimpleExpr, Problem> {
    let column = column(form, field)?;
    let told = |value: &Value| {
        if *field == KEY {
            return Ok(value.text().into());
        }
        let record = Record::default().with(field.clone(), value.clone());
        cell(Some(&column), &to_told(form, &record))
    };
    let (said_values, unsaid): (Vec<_>, Vec<_>) = values.iter().partition(|one| one.is_said());
    let cells: Vec<_> = said_values
        .into_iter()
        .map(told)
        .collect::<Result<_, _>>()?;
    let is_among = match cells.is_empty() {
        true => never(),
        false => said(&column)?.and(name(&column).is_in(cells)),
    };
    Ok(match unsaid.is_empty() {
        true => is_among,
        false => is_among.or(said(&column)?.not()),
    })
}

/// Something is said in the column. Lists are not asked about.
fn said(column: &Column) -> Result<SimpleExpr, Problem> {
    Ok(match column.storage {
        Storage::Json => {
            let cause = format!("a reader's condition asks about the list {}", column.name);
            return Err(Problem::internal(cause));
        }
        Storage::Boolean => name(column).eq(true),
        Storage::Text if !column.nullable => name(column).ne(""),
        _ if !column.nullable => always(),
        _ => name(column).is_not_null(),
    })
}
