//! The index of words: a virtual table of FTS5, or a `tsvector` with a GIN index.

use crate::model::Indexed;
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::{ConnectionTrait, Statement, Value};

pub async fn insert(tx: &Tx, entries: &[(i64, &Indexed)]) -> Result<(), Problem> {
    if entries.is_empty() {
        return Ok(());
    }
    let (sql, values) = match tx.is_postgres() {
        true => for_postgres(entries),
        false => for_sqlite(entries),
    };
    run(tx, &sql, values).await
}

fn for_sqlite(entries: &[(i64, &Indexed)]) -> (String, Vec<Value>) {
    let columns = "rowid, title_stems, title_words, text_stems, text_words";
    let rows = vec!["(?, ?, ?, ?, ?)"; entries.len()].join(", ");
    let values = entries.iter().flat_map(|(number, entry)| {
        let texts = entry.for_sqlite().map(Value::from);
        std::iter::once(Value::from(*number)).chain(texts)
    });
    let sql = format!("INSERT INTO search_text ({columns}) VALUES {rows}");
    (sql, values.collect())
}

fn for_postgres(entries: &[(i64, &Indexed)]) -> (String, Vec<Value>) {
    let row = |at: usize| format!("(${}, CAST(${} AS tsvector))", 2 * at + 1, 2 * at + 2);
    let rows: Vec<_> = (0..entries.len()).map(row).collect();
    let values = entries
        .iter()
        .flat_map(|(number, entry)| [Value::from(*number), Value::from(entry.for_postgres())]);
    let rows = rows.join(", ");
    let sql = format!("INSERT INTO search_text (number, words) VALUES {rows}");
    (sql, values.collect())
}

pub async fn delete(tx: &Tx, numbers: &[i64]) -> Result<(), Problem> {
    let number = if tx.is_postgres() { "number" } else { "rowid" };
    let list: Vec<_> = numbers.iter().map(i64::to_string).collect();
    let list = list.join(", ");
    let sql = format!("DELETE FROM search_text WHERE {number} IN ({list})");
    run(tx, &sql, Vec::new()).await
}

async fn run(tx: &Tx, sql: &str, values: Vec<Value>) -> Result<(), Problem> {
    let backend = tx.connection().get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, values);
    tx.connection()
        .execute_raw(statement)
        .await
        .map_err(problem)?;
    Ok(())
}
