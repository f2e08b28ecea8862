//! The one place where cases are deleted, and the numbers that are left of them.

use crate::CaseId;
use crate::model::Case;
use chrono::NaiveDate;
use samverk_database::statement::{insert_later, list};
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "disposed_number")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub registry_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i64,
        pub key: String,
        pub number: String,
        pub disposed_on: Date,
        pub mandate: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

/// What is left of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisposedNumber {
    pub registry: Uuid,
    pub place: i64,
    /// Of the case, for addresses.
    pub key: String,
    pub number: String,
    pub disposed_on: NaiveDate,
    /// The decision by which it went.
    pub mandate: String,
}

fn disposed(row: row::Model) -> Result<DisposedNumber, Problem> {
    Ok(DisposedNumber {
        registry: row.registry_id,
        place: row.place,
        key: row.key,
        number: row.number,
        disposed_on: row.disposed_on,
        mandate: row.mandate,
    })
}

/// Tables whose rows belong to a case, those first that others of them refer to last.
const OF_CASE: [&str; 10] = [
    "case_word",
    "case_event",
    "case_task",
    "case_file_release",
    "case_request",
    "case_grant",
    "case_reading",
    "case_message",
    "case_report",
    "case_document",
];

/// Tables whose rows belong to a document of a case, and by which column.
const OF_DOCUMENT: [(&str, &str); 3] = [
    ("case_signature", "document_id"),
    ("case_print", "document_id"),
    ("case_text", "id"),
];

async fn run(tx: &Tx, query: &impl sea_orm::StatementBuilder) -> Result<(), Problem> {
    let done = tx.connection().execute(query).await;
    done.map(|_| ()).map_err(problem)
}

/// Deletes a case with all that is kept of it here. Its files are another room's.
pub(crate) async fn delete_case(tx: &Tx, case: CaseId) -> Result<(), Problem> {
    for (table, column) in OF_DOCUMENT {
        let mut documents = Query::select();
        documents
            .column("id")
            .from("case_document")
            .and_where(Expr::col("case_id").eq(case.0));
        let mut rows = Query::delete();
        rows.from_table(Alias::new(table))
            .and_where(Expr::col(Alias::new(column)).in_subquery(documents));
        run(tx, &rows).await?;
    }
    let mut about = Query::update();
    about
        .table("case_request")
        .value("about_case_id", Option::<Uuid>::None)
        .and_where(Expr::col("about_case_id").eq(case.0));
    run(tx, &about).await?;
    for table in OF_CASE {
        let mut rows = Query::delete();
        rows.from_table(Alias::new(table))
            .and_where(Expr::col("case_id").eq(case.0));
        run(tx, &rows).await?;
    }
    let mut rows = Query::delete();
    rows.from_table("registered_case")
        .and_where(Expr::col("id").eq(case.0));
    run(tx, &rows).await
}

/// Keeps the number of what was disposed of.
pub async fn insert_disposed(tx: &Tx, new: &DisposedNumber) -> Result<(), Problem> {
    let row = row::ActiveModel {
        registry_id: Set(new.registry),
        place: Set(new.place),
        key: Set(new.key.clone()),
        number: Set(new.number.clone()),
        disposed_on: Set(new.disposed_on),
        mandate: Set(new.mandate.clone()),
    };
    insert_later(tx, row).await
}

/// A stretch of a registry's, by place.
pub async fn list_disposed(
    tx: &Tx,
    registry: Uuid,
    (after, limit): (i64, u64),
) -> Result<Vec<DisposedNumber>, Problem> {
    let query = row::Entity::find()
        .filter(Column::RegistryId.eq(registry))
        .filter(Column::Place.gt(after))
        .order_by_asc(Column::Place)
        .limit(limit);
    list(tx, query, disposed).await
}

/// Those of these places that have been disposed of.
pub async fn list_disposed_among(
    tx: &Tx,
    registry: Uuid,
    places: &[i64],
) -> Result<Vec<DisposedNumber>, Problem> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let query = row::Entity::find()
        .filter(Column::RegistryId.eq(registry))
        .filter(Column::Place.is_in(places.iter().copied()));
    list(tx, query, disposed).await
}

/// What is left of a case of the registry.
pub fn left_of(case: &Case, disposed_on: NaiveDate, mandate: &str) -> DisposedNumber {
    DisposedNumber {
        registry: case.registry,
        place: case.place(),
        key: case.key.to_string(),
        number: case.number.clone(),
        disposed_on,
        mandate: mandate.to_owned(),
    }
}
