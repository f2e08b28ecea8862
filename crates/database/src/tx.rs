use crate::problem;
use chrono::{DateTime, NaiveDate, Utc};
use samverk_foundation::{Clock, Problem};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};
use std::sync::Arc;
use uuid::Uuid;

/// A named transaction. Stores reach the database through `connection`; time and ids come from it.
pub struct Tx {
    name: &'static str,
    inner: DatabaseTransaction,
    clock: Arc<dyn Clock>,
}

impl Tx {
    pub(crate) fn new(
        name: &'static str,
        inner: DatabaseTransaction,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { name, inner, clock }
    }

    /// For `store.rs` only.
    pub fn connection(&self) -> &DatabaseTransaction {
        &self.inner
    }

    pub fn is_postgres(&self) -> bool {
        self.inner.get_database_backend() == DbBackend::Postgres
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

    /// Makes everything done in the transaction last.
    pub async fn commit(self) -> Result<(), Problem> {
        tracing::debug!(transaction = self.name, "commit");
        self.inner.commit().await.map_err(problem)
    }
}
