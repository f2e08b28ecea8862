use crate::{Connection, Tx, problem};
use samverk_foundation::{Clock, Problem};
use sea_orm::{
    DatabaseConnection, SqliteTransactionMode, SqlxPostgresConnector, SqlxSqliteConnector,
    TransactionOptions, TransactionTrait,
};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// The database of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    pool: Pool,
    write: DatabaseConnection,
    read: DatabaseConnection,
    clock: Arc<dyn Clock>,
    queries: Arc<AtomicU64>,
}

/// SQLite has one writer, so that two writers never meet as "database is locked".
enum Pool {
    Sqlite { write: SqlitePool },
    Postgres(PgPool),
}

const WAIT: Duration = Duration::from_secs(30);

impl Db {
    /// `sqlite:PATH` (created if missing) or `postgres://…`.
    pub async fn connect(url: &str, clock: Arc<dyn Clock>) -> Result<Self, Problem> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url).map_err(Problem::internal)?;
            Self::connect_postgres(options, clock).await
        } else {
            let path = url.strip_prefix("sqlite:").unwrap_or(url);
            Self::connect_sqlite(path, clock).await
        }
    }

    async fn connect_sqlite(path: &str, clock: Arc<dyn Clock>) -> Result<Self, Problem> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(WAIT);
        let pool = |size| {
            SqlitePoolOptions::new()
                .max_connections(size)
                .acquire_timeout(WAIT)
                // A file in the same process does not hang up.
                .test_before_acquire(false)
        };
        let write = pool(1)
            .connect_with(options.clone())
            .await
            .map_err(Problem::internal)?;
        let read = pool(4).connect_lazy_with(options.pragma("query_only", "on"));
        let connections = (
            SqlxSqliteConnector::from_sqlx_sqlite_pool(write.clone()),
            SqlxSqliteConnector::from_sqlx_sqlite_pool(read),
        );
        Ok(Self::assemble(Pool::Sqlite { write }, connections, clock))
    }

    async fn connect_postgres(
        options: PgConnectOptions,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Problem> {
        let pool = PgPoolOptions::new()
            .max_connections(10)
            .acquire_timeout(WAIT)
            .connect_with(options)
            .await
            .map_err(Problem::internal)?;
        let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
        let connections = (connection.clone(), connection);
        Ok(Self::assemble(Pool::Postgres(pool), connections, clock))
    }

    fn assemble(
        pool: Pool,
        (mut write, mut read): (DatabaseConnection, DatabaseConnection),
        clock: Arc<dyn Clock>,
    ) -> Self {
        let queries = Arc::new(AtomicU64::new(0));
        for connection in [&mut write, &mut read] {
            let queries = Arc::clone(&queries);
            connection.set_metric_callback(move |_| {
                queries.fetch_add(1, Ordering::Relaxed);
            });
        }
        Self(Arc::new(Inner {
            pool,
            write,
            read,
            clock,
            queries,
        }))
    }

    pub fn backend(&self) -> Backend {
        match self.0.pool {
            Pool::Sqlite { .. } => Backend::Sqlite,
            Pool::Postgres(_) => Backend::Postgres,
        }
    }

    pub fn clock(&self) -> &dyn Clock {
        self.0.clock.as_ref()
    }

    /// How many statements have run since the start, for tests that watch a page's number.
    pub fn query_count(&self) -> u64 {
        self.0.queries.load(Ordering::Relaxed)
    }

    /// Opens a transaction that may write. Dropping it without `commit` undoes everything.
    pub async fn begin(&self, name: &'static str) -> Result<Tx, Problem> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = self
            .0
            .write
            .begin_with_options(options)
            .await
            .map_err(problem)?;
        Ok(self.tx(name, Connection::Transaction(inner)))
    }

    /// Opens a transaction for reading only.
    pub async fn read(&self) -> Result<Tx, Problem> {
        let inner = self.0.read.begin().await.map_err(problem)?;
        Ok(self.tx("read", Connection::Transaction(inner)))
    }

    /// For reading with a single statement, which sees one moment without a transaction.
    pub fn read_once(&self) -> Tx {
        self.tx("read once", Connection::Single(self.0.read.clone()))
    }

    fn tx(&self, name: &'static str, connection: Connection) -> Tx {
        Tx::new(name, connection, Arc::clone(&self.0.clock))
    }

    pub(crate) async fn run_migrator(&self, migrator: &Migrator) -> Result<(), MigrateError> {
        match &self.0.pool {
            Pool::Sqlite { write } => migrator.run(write).await,
            Pool::Postgres(pool) => migrator.run(pool).await,
        }
    }

    /// Answers whether the database can be reached.
    pub async fn ping(&self) -> Result<(), Problem> {
        self.0.read.ping().await.map_err(problem)
    }

    pub async fn close(&self) {
        match &self.0.pool {
            Pool::Sqlite { write } => write.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}
