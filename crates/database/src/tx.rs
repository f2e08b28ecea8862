use crate::stale::{Touched, insert_stale};
use crate::{Batching, Connection, problem};
use chrono::{DateTime, NaiveDate, Utc};
use samverk_foundation::{Clock, CollaborationId, Problem};
use sea_orm::{ConnectionTrait, DbBackend};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// A named transaction, or a single statement's reading. Stores reach the database through
/// `connection`; time and ids come from it.
pub struct Tx {
    name: &'static str,
    connection: Batching,
    clock: Arc<dyn Clock>,
    touched: Mutex<Touched>,
}

impl Tx {
    pub(crate) fn new(name: &'static str, connection: Connection, clock: Arc<dyn Clock>) -> Self {
        Self {
            name,
            connection: Batching::new(connection),
            clock,
            touched: Mutex::default(),
        }
    }

    /// For `store.rs` only.
    pub fn connection(&self) -> &Batching {
        &self.connection
    }

    pub fn is_postgres(&self) -> bool {
        self.connection.get_database_backend() == DbBackend::Postgres
    }

    pub fn name(&self) -> &'static str {
        self.name
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    pub fn new_id(&self) -> Uuid {
        self.clock.new_id()
    }

    pub fn secret(&self) -> [u8; 32] {
        self.clock.secret()
    }

    /// Writes the rows that wait to be inserted. Fails with `already_exists` when a key was taken.
    pub async fn flush(&self) -> Result<(), Problem> {
        self.connection.flush().await.map_err(problem)
    }

    /// Does something within the transaction. When it fails, that alone is undone, and the transaction goes on.
    pub async fn attempt<T>(
        &self,
        what: impl Future<Output = Result<T, Problem>>,
    ) -> Result<T, Problem> {
        let begun = self
            .connection
            .execute_unprepared("SAVEPOINT attempt")
            .await;
        begun.map_err(problem)?;
        let done = async {
            let done = what.await?;
            self.flush().await?;
            Ok(done)
        };
        match done.await {
            Ok(done) => {
                let kept = self
                    .connection
                    .execute_unprepared("RELEASE SAVEPOINT attempt");
                kept.await.map_err(problem)?;
                Ok(done)
            }
            Err(why) => {
                let undone = self.connection.undo_to("attempt").await;
                undone.map_err(problem)?;
                Err(why)
            }
        }
    }

    /// Notes that anything may have changed in a collaboration, or in what belongs to none.
    pub fn touch(&self, collaboration: Option<CollaborationId>) {
        let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        touched.add(collaboration, None);
    }

    /// Notes that this thing changed, called by the word that its events begin with. Recording an
    /// event does it too.
    pub(crate) fn touch_thing(
        &self,
        collaboration: Option<CollaborationId>,
        what: &'static str,
        id: Uuid,
    ) {
        let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        touched.add(collaboration, Some((what, id)));
    }

    fn take_touched(&self) -> Touched {
        let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut touched)
    }

    /// Makes everything done in the transaction last, with a mark on what it changed.
    pub async fn commit(self) -> Result<(), Problem> {
        insert_stale(&self, self.take_touched()).await?;
        tracing::debug!(transaction = self.name, "commit");
        self.flush().await?;
        self.connection.into_inner().commit().await.map_err(problem)
    }
}
