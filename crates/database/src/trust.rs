//! Which of SQLite's connections may be used again. After some errors (disk full, a failed write, no
//! memory) SQLite rolls back by itself, and the driver goes on counting a transaction that is no
//! more: later ones become savepoints of nothing, and are lost. So a connection is thrown away
//! when it has had an error or is not outside every transaction, and every commit is seen to be one.

use crate::fault::Fault;
use sea_orm::DbErr;
use sqlx::Connection as _;
use sqlx::pool::PoolConnectionMetadata;
use sqlx::sqlite::{SqliteConnection, SqlitePoolOptions};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The trust in the connections of one pool, and how much has come over them.
#[derive(Default)]
pub(crate) struct Trust {
    lost_at: Mutex<Option<Instant>>,
    commits: AtomicU64,
    rows: AtomicU64,
}

/// A connection this much younger than the error still counts as one that had it.
const MARGIN: Duration = Duration::from_millis(100);

impl Trust {
    /// Sees to that the pool hands out only connections that can be trusted.
    pub(crate) fn guard(self: &Arc<Self>, pool: SqlitePoolOptions) -> SqlitePoolOptions {
        let (count, acquire, release) = (self.clone(), self.clone(), self.clone());
        pool.after_connect(move |connection, _| {
            let count = count.clone();
            Box::pin(async move {
                let mut handle = connection.lock_handle().await?;
                handle.set_commit_hook(move || {
                    count.commits.fetch_add(1, Ordering::SeqCst);
                    true
                });
                Ok(())
            })
        })
        .before_acquire(move |connection, seen| {
            let may = acquire.covers(&seen) && !connection.is_in_transaction();
            Box::pin(async move { Ok(may) })
        })
        .after_release(move |connection, seen| {
            let covers = release.covers(&seen);
            Box::pin(async move { Ok(covers && is_outside_transactions(connection).await?) })
        })
    }

    /// Notes an error. Whatever had been connected until now is not used again.
    pub(crate) fn note(&self, error: &DbErr) {
        if matches!(Fault::of_statement(error), Some(fault) if fault != Fault::Rule) {
            self.lose();
        }
    }

    pub(crate) fn lose(&self) {
        let mut lost_at = self.lost_at.lock().unwrap_or_else(PoisonError::into_inner);
        *lost_at = Some(Instant::now());
    }

    fn covers(&self, connection: &PoolConnectionMetadata) -> bool {
        let lost_at = self.lost_at.lock().unwrap_or_else(PoisonError::into_inner);
        lost_at.is_none_or(|at| connection.age + MARGIN < at.elapsed())
    }

    pub(crate) fn count_rows(&self, rows: usize) {
        self.rows.fetch_add(rows as u64, Ordering::Relaxed);
    }

    /// How many rows have been read.
    pub(crate) fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }

    /// How many transactions that may have written have ended in a commit.
    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::SeqCst)
    }
}

/// A rollback may still be on its way to the connection's thread, and comes before the answer there.
async fn is_outside_transactions(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}
