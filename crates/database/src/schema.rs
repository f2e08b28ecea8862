//! The schema as text, for the committed dumps that reviewers read.

use crate::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// Tables, columns and indexes of the database, one line each, sorted. The index of words
/// (`search_text`) is left out: each database makes it in its own way.
pub async fn dump_schema(tx: &Tx) -> Result<String, Problem> {
    let sql = if tx.is_postgres() { POSTGRES } else { SQLITE };
    let backend = if tx.is_postgres() {
        DbBackend::Postgres
    } else {
        DbBackend::Sqlite
    };
    let query = Statement::from_string(backend, sql);
    let rows = tx
        .connection()
        .query_all_raw(query)
        .await
        .map_err(problem)?;
    let lines: Result<Vec<String>, _> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    let mut dump = lines.map_err(problem)?.join("\n");
    dump.push('\n');
    Ok(dump)
}

const SQLITE: &str = "
SELECT m.name || '.' || c.name || ' ' || c.type || CASE WHEN c.\"notnull\" OR c.pk THEN ' NOT NULL' ELSE '' END AS line
FROM sqlite_master m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'search_text%'
UNION ALL
SELECT 'index ' || m.tbl_name || '.' || m.name
FROM sqlite_master m WHERE m.type = 'index' AND m.sql IS NOT NULL
ORDER BY 1";

const POSTGRES: &str = "
SELECT c.table_name || '.' || c.column_name || ' ' || c.data_type || CASE WHEN c.is_nullable = 'NO' THEN ' NOT NULL' ELSE '' END AS line
FROM information_schema.columns c
WHERE c.table_schema = current_schema() AND c.table_name NOT LIKE '\\_sqlx%' AND c.table_name <> 'search_text'
UNION ALL
SELECT 'index ' || i.tablename || '.' || i.indexname
FROM pg_indexes i
WHERE i.schemaname = current_schema() AND i.indexname NOT LIKE '%\\_pkey' AND i.indexname NOT LIKE '%\\_key' AND i.tablename NOT LIKE '\\_sqlx%' AND i.tablename <> 'search_text'
ORDER BY 1";
