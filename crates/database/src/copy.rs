//! A copy of an embedded database, taken while people write, and seen to be whole.

use crate::fault::Fault;
use crate::{Backend, Db};
use samverk_foundation::{Clock, Problem};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use std::path::Path;
use std::sync::Arc;

/// How many rows each table has.
pub type Counts = Vec<(String, i64)>;

/// Writes a copy as it stands at one moment, and answers what it holds, read back from the copy.
/// Writers need not wait. Fails with `backup_by_pg_dump` on PostgreSQL, which has its own tool.
pub async fn copy_database(db: &Db, to: &Path, clock: Arc<dyn Clock>) -> Result<Counts, Problem> {
    let (Backend::Sqlite, Some(from)) = (db.backend(), db.file()) else {
        return Err(Problem::invalid("backup_by_pg_dump"));
    };
    let told = |error: sqlx::Error| {
        let file = to.display().to_string();
        Fault::of(&error).problem(&error).at_file(&file)
    };
    // A reader of its own: the pool's readers may not write, and a copy is taken outside every
    // transaction.
    let options = SqliteConnectOptions::new()
        .filename(from)
        .busy_timeout(std::time::Duration::from_secs(30));
    let mut reader = SqliteConnection::connect_with(&options)
        .await
        .map_err(told)?;
    sqlx::query("VACUUM INTO ?")
        .bind(to.to_string_lossy().into_owned())
        .execute(&mut reader)
        .await
        .map_err(told)?;
    reader.close().await.map_err(told)?;
    read_back(to, clock).await
}

/// Opens a copy, sees that it hangs together, and counts what is in it.
pub async fn read_back(file: &Path, clock: Arc<dyn Clock>) -> Result<Counts, Problem> {
    let copy = Db::connect(&format!("sqlite:{}", file.display()), clock).await?;
    let counts = match copy.check_integrity().await {
        Ok(()) => copy.count_rows().await,
        Err(problem) => Err(problem),
    };
    copy.close().await;
    counts
}
