//! Rows that wait so that many of them are inserted in one statement: an import of ten thousand
//! rows is then some hundred statements. They are written before anything else is asked or said
//! of the database in the same transaction, so nobody can tell that they waited.

use crate::{Connection, TableRow};
use sea_orm::entity::prelude::async_trait;
use sea_orm::sea_query::{Query, Value};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, ExecResult, QueryResult,
    Statement,
};
use std::any::Any;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// So many rows go in one statement; more columns than this times twenty no table has.
const MANY: usize = 200;

/// A connection that writes the rows that wait before it does anything else.
pub struct Batching {
    inner: Connection,
    waiting: Mutex<Vec<Box<dyn Waiting>>>,
}

/// The rows of one table.
#[async_trait::async_trait]
trait Waiting: Send {
    fn as_any(&mut self) -> &mut dyn Any;
    /// Takes the rows away; the table keeps its place.
    fn take(&mut self) -> Box<dyn Waiting>;
    async fn insert(self: Box<Self>, on: &Connection) -> Result<(), DbErr>;
}

struct Rows<A>(Vec<A>);

#[async_trait::async_trait]
impl<A: ActiveModelTrait + Send + 'static> Waiting for Rows<A> {
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }

    fn take(&mut self) -> Box<dyn Waiting> {
        Box::new(Self(std::mem::take(&mut self.0)))
    }

    async fn insert(self: Box<Self>, on: &Connection) -> Result<(), DbErr> {
        if self.0.is_empty() {
            return Ok(());
        }
        let rows = <A::Entity as EntityTrait>::insert_many(self.0);
        rows.exec_without_returning(on).await.map(|_| ())
    }
}

/// The rows of a table that is known by its description.
struct DescribedRows {
    table: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<Vec<Value>>,
}

impl DescribedRows {
    fn push(&mut self, row: TableRow) -> bool {
        self.rows
            .push(row.cells.into_iter().map(|(_, value)| value).collect());
        self.rows.len() >= MANY
    }
}

#[async_trait::async_trait]
impl Waiting for DescribedRows {
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }

    fn take(&mut self) -> Box<dyn Waiting> {
        Box::new(Self {
            table: self.table,
            columns: self.columns.clone(),
            rows: std::mem::take(&mut self.rows),
        })
    }

    async fn insert(self: Box<Self>, on: &Connection) -> Result<(), DbErr> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut insert = Query::insert();
        insert.into_table(self.table).columns(self.columns);
        for row in self.rows {
            let row = insert.values(row.into_iter().map(Into::into));
            row.map_err(|error| DbErr::Custom(error.to_string()))?;
        }
        on.execute(&insert).await.map(|_| ())
    }
}

impl Batching {
    pub(crate) fn new(inner: Connection) -> Self {
        let waiting = Mutex::default();
        Self { inner, waiting }
    }

    pub(crate) fn into_inner(self) -> Connection {
        self.inner
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Box<dyn Waiting>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tables are written in the order in which they came for the first time in the transaction, so
    /// that what a row refers to is there before it, also when a stretch ended between the two.
    pub(crate) async fn insert_later<A>(&self, row: A) -> Result<(), DbErr>
    where
        A: ActiveModelTrait + Send + 'static,
    {
        match self.put(row) {
            true => self.flush().await,
            false => Ok(()),
        }
    }

    /// Answers whether it is time to write.
    fn put<A: ActiveModelTrait + Send + 'static>(&self, row: A) -> bool {
        let mut waiting = self.waiting();
        let mut tables = waiting.iter_mut();
        match tables.find_map(|table| table.as_any().downcast_mut::<Rows<A>>()) {
            Some(rows) => {
                rows.0.push(row);
                rows.0.len() >= MANY
            }
            None => {
                waiting.push(Box::new(Rows(vec![row])));
                false
            }
        }
    }

    /// The same for a table that is known by its description.
    pub(crate) async fn insert_row_later(&self, row: TableRow) -> Result<(), DbErr> {
        match self.put_row(row) {
            true => self.flush().await,
            false => Ok(()),
        }
    }

    fn put_row(&self, row: TableRow) -> bool {
        let mut waiting = self.waiting();
        let mut tables = waiting.iter_mut();
        let known = tables.find_map(|table| {
            let rows = table.as_any().downcast_mut::<DescribedRows>()?;
            (rows.table == row.table).then_some(rows)
        });
        match known {
            Some(rows) => rows.push(row),
            None => {
                let mut rows = DescribedRows {
                    table: row.table,
                    columns: row.cells.iter().map(|(name, _)| *name).collect(),
                    rows: Vec::new(),
                };
                rows.push(row);
                waiting.push(Box::new(rows));
                false
            }
        }
    }

    /// Undoes what has failed since a savepoint, with the rows that waited.
    pub(crate) async fn undo_to(&self, savepoint: &str) -> Result<(), DbErr> {
        self.waiting()
            .iter_mut()
            .for_each(|table| drop(table.take()));
        self.inner.undo_to(savepoint).await
    }

    pub(crate) async fn flush(&self) -> Result<(), DbErr> {
        let tables: Vec<_> = self
            .waiting()
            .iter_mut()
            .map(|table| table.take())
            .collect();
        for rows in tables {
            rows.insert(&self.inner).await?;
        }
        Ok(())
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Batching {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.flush().await?;
        self.inner.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.flush().await?;
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.flush().await?;
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.flush().await?;
        self.inner.query_all_raw(statement).await
    }
}
