use crate::flush::Flush;
use crate::trust::Trust;
use sea_orm::entity::prelude::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    QueryResult, Statement,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a store's statement runs on: a transaction, or the database itself for a single statement.
/// After an error a transaction does nothing more: what it had done may be undone already.
pub struct Connection {
    way: Way,
    trust: Arc<Trust>,
    /// How many commits there had been when a transaction that may write began.
    commits_before: Option<u64>,
    /// The way to the disk of what writes to SQLite.
    flush: Option<Arc<Flush>>,
    failed: AtomicBool,
}

enum Way {
    Transaction(DatabaseTransaction),
    Single(DatabaseConnection),
}

impl Connection {
    pub(crate) fn writing(
        transaction: DatabaseTransaction,
        trust: Arc<Trust>,
        flush: Option<Arc<Flush>>,
    ) -> Self {
        let commits_before = Some(trust.commits());
        Self {
            commits_before,
            flush,
            ..Self::reading(transaction, trust)
        }
    }

    pub(crate) fn reading(transaction: DatabaseTransaction, trust: Arc<Trust>) -> Self {
        Self::on(Way::Transaction(transaction), trust)
    }

    pub(crate) fn single(database: DatabaseConnection, trust: Arc<Trust>) -> Self {
        Self::on(Way::Single(database), trust)
    }

    fn on(way: Way, trust: Arc<Trust>) -> Self {
        Self {
            way,
            trust,
            commits_before: None,
            flush: None,
            failed: AtomicBool::new(false),
        }
    }

    /// Ends the transaction. Fails unless everything in it is on disk.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.refuse_after_failure()?;
        let Way::Transaction(transaction) = self.way else {
            return Err(DbErr::Custom("a single read is not committed".to_owned()));
        };
        let on_disk = |error| DbErr::Custom(format!("what was saved may not be on disk: {error}"));
        if let Some(flush) = &self.flush {
            flush.check().map_err(on_disk)?;
        }
        let is_sqlite = transaction.get_database_backend() == DbBackend::Sqlite;
        let done = transaction.commit().await;
        if let Err(error) = &done {
            self.trust.note(error);
        } else if is_sqlite && self.commits_before == Some(self.trust.commits()) {
            self.trust.lose();
            return Err(DbErr::Custom("the commit was none".to_owned()));
        }
        done?;
        match self.flush {
            Some(flush) => flush.wait().await.map_err(|error| {
                self.trust.lose();
                on_disk(error)
            }),
            None => Ok(()),
        }
    }

    fn refuse_after_failure(&self) -> Result<(), DbErr> {
        match self.failed.load(Ordering::SeqCst) {
            true => Err(DbErr::Custom("the transaction has failed".to_owned())),
            false => Ok(()),
        }
    }

    /// Undoes what has failed since a savepoint, after which the transaction goes on.
    pub(crate) async fn undo_to(&self, savepoint: &str) -> Result<(), DbErr> {
        let back = format!("ROLLBACK TO SAVEPOINT {savepoint}");
        if let Way::Transaction(transaction) = &self.way {
            self.seen(transaction.execute_unprepared(&back).await)?;
            self.failed.store(false, Ordering::SeqCst);
        }
        Ok(())
    }

    fn seen<T>(&self, done: Result<T, DbErr>) -> Result<T, DbErr> {
        if let Err(error) = &done {
            let is_transaction = matches!(self.way, Way::Transaction(_));
            self.failed.store(is_transaction, Ordering::SeqCst);
            self.trust.note(error);
        }
        done
    }
}

/// The same statement on either way.
macro_rules! on_either {
    ($connection:expr, $call:ident($argument:expr)) => {{
        $connection.refuse_after_failure()?;
        let done = match &$connection.way {
            Way::Transaction(transaction) => transaction.$call($argument).await,
            Way::Single(database) => database.$call($argument).await,
        };
        $connection.seen(done)
    }};
}

#[async_trait::async_trait]
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DbBackend {
        match &self.way {
            Way::Transaction(transaction) => transaction.get_database_backend(),
            Way::Single(database) => database.get_database_backend(),
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        on_either!(self, execute_raw(statement))
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        on_either!(self, execute_unprepared(sql))
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let row = on_either!(self, query_one_raw(statement))?;
        self.trust.count_rows(usize::from(row.is_some()));
        Ok(row)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let rows = on_either!(self, query_all_raw(statement))?;
        self.trust.count_rows(rows.len());
        Ok(rows)
    }
}
