//! Rows of a kind's table as kept things, and back.

use super::among::name_of;
use crate::target::name;
use crate::{AnyKind, Stored};
use samverk_database::{TableRow, Tx, problem};
use samverk_fields::{
    Column, FieldKey, FieldKind, Form, Record, Storage, Value, columns, from_told, to_told,
};
use samverk_foundation::{Key, PersonId, Problem, interned, swedish_order, without_accents};
use sea_orm::sea_query::{Query, SelectStatement, Value as DbValue};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

pub(super) fn select(kind: &dyn AnyKind) -> SelectStatement {
    let facts = kind.facts();
    let mut query = Query::select();
    query.from(facts.table()).columns(["id", "key", "revision"]);
    query.columns(facts.ground.column);
    if facts.keeping.knows_makers() {
        query.column("made_by");
    }
    if facts.is_ordered_by_hand() {
        query.column("position");
    }
    for column in columns(kind.form()) {
        query.column(interned(column.name));
    }
    query
}

pub(super) async fn read_all(
    tx: &Tx,
    kind: &dyn AnyKind,
    query: &SelectStatement,
) -> Result<Vec<Stored>, Problem> {
    let mut found = read_bare(tx, kind, query).await?;
    name(tx, kind, &mut found).await?;
    Ok(found)
}

/// The same without the keys and names of what they refer to.
pub(super) async fn read_bare(
    tx: &Tx,
    kind: &dyn AnyKind,
    query: &SelectStatement,
) -> Result<Vec<Stored>, Problem> {
    let rows = tx.connection().query_all(query).await.map_err(problem)?;
    let columns = columns(kind.form());
    let found = rows.iter().map(|row| read(kind, &columns, row));
    found.collect()
}

fn read(kind: &dyn AnyKind, columns: &[Column], row: &QueryResult) -> Result<Stored, Problem> {
    let mut told = Map::new();
    for column in columns {
        let said = told_cell(column, row)?;
        let field = column.field.as_str();
        match (&column.of, said.as_str()) {
            (Some(kind), Some(id)) => {
                told.insert(field.to_owned(), format!("{kind}:{id}").into());
            }
            (Some(_), None) => {}
            (None, _) => {
                told.insert(field.to_owned(), said);
            }
        }
    }
    let number = |name: &str| row.try_get::<i64>("", name).map_err(problem);
    Ok(Stored {
        id: row.try_get("", "id").map_err(problem)?,
        ground: match kind.facts().ground.column {
            Some(column) => row.try_get("", column).map_err(problem)?,
            None => Uuid::nil(),
        },
        key: Key::parse(&row.try_get::<String>("", "key").map_err(problem)?)?,
        position: match kind.facts().is_ordered_by_hand() {
            true => number("position")?,
            false => 0,
        },
        revision: number("revision")?,
        record: from_told(kind.form(), &Json::Object(told))?,
        veiled: Record::default(),
        made_by: match kind.facts().keeping.knows_makers() {
            true => {
                let id = row.try_get::<Option<Uuid>>("", "made_by");
                id.map_err(problem)?.map(PersonId)
            }
            false => None,
        },
    })
}

fn told_cell(column: &Column, row: &QueryResult) -> Result<Json, Problem> {
    let name = column.name.as_str();
    let told = match column.storage {
        Storage::Text => row.try_get::<Option<String>>("", name).map(Json::from),
        Storage::Integer => row.try_get::<Option<i64>>("", name).map(Json::from),
        Storage::Boolean => row.try_get::<Option<bool>>("", name).map(Json::from),
        Storage::Date => row
            .try_get::<Option<chrono::NaiveDate>>("", name)
            .map(|date| date.map(|date| date.to_string()).into()),
        Storage::Uuid => row
            .try_get::<Option<Uuid>>("", name)
            .map(|id| id.map(|id| id.to_string()).into()),
        Storage::Json => row
            .try_get::<Option<Json>>("", name)
            .map(Option::unwrap_or_default),
    };
    told.map_err(problem)
}

/// The row but for id and ground.
pub(super) fn written(kind: &dyn AnyKind, one: &Stored) -> Result<TableRow, Problem> {
    let facts = kind.facts();
    let told = to_told(kind.form(), &one.record);
    let mut cells: Vec<(&'static str, DbValue)> = vec![
        ("key", one.key.as_str().into()),
        ("revision", one.revision.into()),
    ];
    if facts.is_ordered_by_hand() {
        cells.push(("position", one.position.into()));
    }
    for column in columns(kind.form()) {
        let value = cell(Some(&column), &told)?;
        cells.push((interned(column.name), value));
    }
    cells.extend(spelt(kind, &one.record).map(|(column, text)| (column, text.into())));
    Ok(TableRow {
        table: facts.table(),
        cells,
    })
}

/// The columns beside those of texts and choices by which lists are sorted: how each text sorts in Swedish, and
/// where each choice stands among the others.
pub(super) fn order_columns(kind: &dyn AnyKind) -> Vec<(FieldKey, &'static str)> {
    let form = kind.form();
    let sorted = kind.facts().list.sorted.iter();
    let texts = sorted.filter(|field| is_spelt(form, field));
    let column = |field: &FieldKey| (field.clone(), order_column(name_of(form, field)));
    texts.map(column).collect()
}

pub(super) fn is_text(form: &Form, field: &FieldKey) -> bool {
    let question = form.find(field.as_str());
    question
        .is_some_and(|question| matches!(question.kind, FieldKind::Line | FieldKind::Prose { .. }))
}

/// Whether the column by which it is sorted stands beside its own.
pub(super) fn is_spelt(form: &Form, field: &FieldKey) -> bool {
    let question = form.find(field.as_str());
    is_text(form, field)
        || question.is_some_and(|question| matches!(question.kind, FieldKind::Choice(_)))
}

/// How what a field says stands in the order of the list.
pub(super) fn spelt_order(form: &Form, field: &FieldKey, record: &Record) -> String {
    let said = record.get(field.as_str());
    let choices = form
        .find(field.as_str())
        .and_then(|question| match &question.kind {
            FieldKind::Choice(choices) => Some(choices.codes()),
            _ => None,
        });
    let Some(codes) = choices else {
        return swedish_order(said.text());
    };
    let Value::Code(said) = said else {
        return String::new();
    };
    let place = codes.iter().position(|code| code == said);
    place.map_or_else(String::new, |place| format!("{place:04}"))
}

pub(super) fn order_column(column: &str) -> &'static str {
    interned(format!("{column}_order"))
}

/// The column of what lists are searched by.
pub(super) const SEARCH_TEXT: &str = "search_text";

/// What is found and sorted by, spelt out of what the record says.
pub(super) fn spelt(
    kind: &dyn AnyKind,
    record: &Record,
) -> impl Iterator<Item = (&'static str, String)> {
    let is_searched = !kind.facts().keeping.searched.is_empty();
    let searched = is_searched.then(|| (SEARCH_TEXT, search_text(kind, record)));
    let order = order_columns(kind).into_iter();
    let order = order.map(|(field, column)| (column, spelt_order(kind.form(), &field, record)));
    let order: Vec<_> = order.collect();
    order.into_iter().chain(searched)
}

/// Small letters without accents, so that no database needs to know letters to compare.
fn search_text(kind: &dyn AnyKind, record: &Record) -> String {
    let searched = kind.facts().keeping.searched.iter();
    let texts = searched.map(|field| record.get(field.as_str()).text());
    without_accents(&texts.collect::<Vec<_>>().join(" "))
}

/// What a column holds of a record as it is told.
pub(crate) fn cell(column: Option<&Column>, told: &Json) -> Result<DbValue, Problem> {
    let column = column.ok_or_else(|| Problem::internal("no such column"))?;
    let told = told.get(column.field.as_str()).unwrap_or(&Json::Null);
    let text = match &column.of {
        Some(kind) => {
            let told = told.as_str().and_then(|told| told.split_once(':'));
            let of_kind = told.filter(|(of, _)| *of == kind.as_str());
            of_kind.map(|(_, id)| id)
        }
        None => told.as_str(),
    };
    Ok(match column.storage {
        Storage::Text if column.nullable => text.map(str::to_owned).into(),
        Storage::Text => text.unwrap_or_default().into(),
        Storage::Integer => told.as_i64().into(),
        Storage::Boolean => told.as_bool().into(),
        Storage::Date => {
            let date = text
                .map(|text| text.parse::<chrono::NaiveDate>())
                .transpose();
            date.map_err(Problem::internal)?.into()
        }
        Storage::Uuid => {
            let id = text.map(Uuid::parse_str).transpose();
            id.map_err(Problem::internal)?.into()
        }
        Storage::Json => told.clone().into(),
    })
}
