use crate::address::{Address, file_problem, knock};
use crate::flush::Flush;
use crate::health::LastHealth;
use crate::place::Place;
use crate::trust::Trust;
use crate::turn::Turn;
use crate::{Connection, Tx, problem};
use samverk_foundation::{Clock, Problem};
use sea_orm::{
    DatabaseConnection, SqliteTransactionMode, SqlxPostgresConnector, SqlxSqliteConnector,
    TransactionOptions, TransactionTrait,
};
use sqlx::Executor as _;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};
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
    /// In what writes, and in what reads.
    trust: [Arc<Trust>; 2],
    health: LastHealth,
}

/// SQLite has one writer, so that two writers never meet as "database is locked".
enum Pool {
    Sqlite {
        place: Place,
        write: SqlitePool,
        read: SqlitePool,
        flush: Arc<Flush>,
    },
    Postgres(PgPool),
}

const WAIT: Duration = Duration::from_secs(30);
const LAST_MOMENT: Duration = Duration::from_secs(5);

/// What PostgreSQL should think of when it plans: disks that seek as fast as they read (its own figure is for
/// turning ones, and makes it read whole tables), and statements too short to be worth compiling.
const PLANNED_FOR: &str = "SET random_page_cost = 1.1; SET jit = off";

impl Db {
    /// `sqlite:PATH` (created if missing) or `postgres://…`.
    pub async fn connect(url: &str, clock: Arc<dyn Clock>) -> Result<Self, Problem> {
        match Address::parse(url)? {
            Address::Sqlite(path) => Self::connect_sqlite(&path, clock).await,
            Address::Postgres(options) => Self::connect_postgres(*options, clock).await,
        }
    }

    async fn connect_sqlite(path: &str, clock: Arc<dyn Clock>) -> Result<Self, Problem> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A save waits for the disk after its commit, together with others: see `Flush`.
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(WAIT);
        let trust: [Arc<Trust>; 2] = Default::default();
        let pool = |size, trust: &Arc<Trust>| {
            let options = SqlitePoolOptions::new()
                .max_connections(size)
                .acquire_timeout(WAIT)
                // A file in the same process does not hang up.
                .test_before_acquire(false);
            trust.guard(options)
        };
        let turn = Turn::wait(path).await;
        let write = pool(1, &trust[0])
            .connect_with(options.clone())
            .await
            .map_err(|error| file_problem(path, &error))?;
        drop(turn);
        let read = pool(4, &trust[1]).connect_lazy_with(options.pragma("query_only", "on"));
        let connections = (
            SqlxSqliteConnector::from_sqlx_sqlite_pool(write.clone()),
            SqlxSqliteConnector::from_sqlx_sqlite_pool(read.clone()),
        );
        let place = Place::of(path);
        Ok(Self::assemble(
            Pool::Sqlite {
                place,
                write,
                read,
                flush: Arc::new(Flush::of(path)),
            },
            connections,
            trust,
            clock,
        ))
    }

    async fn connect_postgres(
        options: PgConnectOptions,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Problem> {
        knock(&options).await?;
        let pool = PgPoolOptions::new()
            .max_connections(10)
            .acquire_timeout(WAIT)
            .after_connect(|connection, _| {
                Box::pin(async move { connection.execute(PLANNED_FOR).await.map(drop) })
            })
            .connect_with(options)
            .await
            .map_err(Problem::internal)?;
        let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
        let connections = (connection.clone(), connection);
        Ok(Self::assemble(
            Pool::Postgres(pool),
            connections,
            Default::default(),
            clock,
        ))
    }

    fn assemble(
        pool: Pool,
        (mut write, mut read): (DatabaseConnection, DatabaseConnection),
        trust: [Arc<Trust>; 2],
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
            trust,
            health: LastHealth::default(),
        }))
    }

    pub fn backend(&self) -> Backend {
        match self.0.pool {
            Pool::Sqlite { .. } => Backend::Sqlite,
            Pool::Postgres(_) => Backend::Postgres,
        }
    }

    /// Where an embedded database lies.
    pub(crate) fn file(&self) -> Option<&str> {
        match &self.0.pool {
            Pool::Sqlite { place, .. } => Some(place.path()),
            Pool::Postgres(_) => None,
        }
    }

    pub fn clock(&self) -> &dyn Clock {
        self.0.clock.as_ref()
    }

    /// How many statements have run since the start, for tests that watch a page's number.
    pub fn query_count(&self) -> u64 {
        self.0.queries.load(Ordering::Relaxed)
    }

    /// How many rows have been read since the start, for the same tests.
    pub fn row_count(&self) -> u64 {
        self.0.trust.iter().map(|trust| trust.rows()).sum()
    }

    /// Opens a transaction that may write. Dropping it without `commit` undoes everything.
    pub async fn begin(&self, name: &'static str) -> Result<Tx, Problem> {
        let flush = match &self.0.pool {
            Pool::Sqlite { place, flush, .. } => {
                place.check()?;
                Some(Arc::clone(flush))
            }
            Pool::Postgres(_) => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let [trust, _] = &self.0.trust;
        let begun = self.0.write.begin_with_options(options).await;
        let inner = begun.inspect_err(|error| trust.note(error));
        let inner = inner.map_err(problem)?;
        if let Some(flush) = &flush {
            let broken = |error| Problem::unavailable("database_away").because(error);
            flush.check().map_err(broken)?;
        }
        let connection = Connection::writing(inner, Arc::clone(trust), flush);
        Ok(self.tx(name, connection))
    }

    /// Opens a transaction for reading only.
    pub async fn read(&self) -> Result<Tx, Problem> {
        let [_, trust] = &self.0.trust;
        let begun = self.0.read.begin().await;
        let inner = begun.inspect_err(|error| trust.note(error));
        let connection = Connection::reading(inner.map_err(problem)?, Arc::clone(trust));
        Ok(self.tx("read", connection))
    }

    /// For reading with a single statement, which sees one moment without a transaction.
    pub fn read_once(&self) -> Tx {
        let [_, trust] = &self.0.trust;
        let connection = Connection::single(self.0.read.clone(), Arc::clone(trust));
        self.tx("read once", connection)
    }

    fn tx(&self, name: &'static str, connection: Connection) -> Tx {
        Tx::new(name, connection, Arc::clone(&self.0.clock))
    }

    pub(crate) async fn run_migrator(&self, migrator: &Migrator) -> Result<(), MigrateError> {
        match &self.0.pool {
            Pool::Sqlite { place, write, .. } => {
                let _turn = Turn::wait(place.path()).await;
                migrator.run(write).await
            }
            Pool::Postgres(pool) => migrator.run(pool).await,
        }
    }

    pub(crate) fn last_health(&self) -> &LastHealth {
        &self.0.health
    }

    /// Whoever still holds a connection is not waited for longer than a moment.
    pub async fn close(&self) {
        let closed = tokio::time::timeout(LAST_MOMENT, self.close_pools()).await;
        if closed.is_err() {
            tracing::warn!("somebody still used the database");
        }
    }

    async fn close_pools(&self) {
        match &self.0.pool {
            Pool::Sqlite { write, read, .. } => {
                read.close().await;
                write.close().await;
            }
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}
