//! Packages of deliveries, the cases in them, and the archive's receipts.

use crate::deliveries::{DeliverySort, DeliveryState};
use chrono::NaiveDate;
use samverk_cases::CaseId;
use samverk_database::statement::{delete, find_one, ids, insert_later, list};
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect, Set};
use std::collections::BTreeMap;

mod package {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "delivery_package")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub delivery_id: Uuid,
        pub package: Uuid,
        pub packed_on: Date,
        pub cases: i64,
        pub files: i64,
        pub size: i64,
        pub checksum: String,
        pub list_file_id: Uuid,
        pub left_out: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod packed {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "delivery_case")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub delivery_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod left_out {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "delivery_left_out")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub delivery_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: String,
        pub why: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod receipt {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "delivery_receipt")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub delivery_id: Uuid,
        pub file_id: Uuid,
        pub received_on: Date,
        pub agreed: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A package that has been made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub package: Uuid,
    pub packed_on: NaiveDate,
    pub cases: i64,
    /// With those that describe it.
    pub files: i64,
    /// In bytes.
    pub size: i64,
    /// SHA-256 in hexadecimal.
    pub checksum: String,
    /// The list that a receipt is compared with, among the delivery's files.
    pub list: Uuid,
    pub left_out: i64,
}

/// A case in a package, as it stood then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed {
    pub case: CaseId,
    pub revision: i64,
}

/// A case that was not packed, and the code of why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub number: String,
    pub why: String,
}

/// A receipt that agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Among the delivery's files.
    pub file: Uuid,
    pub received_on: NaiveDate,
    /// How many files it told of.
    pub agreed: i64,
}

pub async fn find_package(tx: &Tx, delivery: Uuid) -> Result<Option<Made>, Problem> {
    let query = package::Entity::find_by_id(delivery);
    find_one(tx, query, |row| {
        Ok(Made {
            package: row.package,
            packed_on: row.packed_on,
            cases: row.cases,
            files: row.files,
            size: row.size,
            checksum: row.checksum,
            list: row.list_file_id,
            left_out: row.left_out,
        })
    })
    .await
}

pub async fn insert_package(tx: &Tx, delivery: Uuid, made: &Made) -> Result<(), Problem> {
    let row = package::ActiveModel {
        delivery_id: Set(delivery),
        package: Set(made.package),
        packed_on: Set(made.packed_on),
        cases: Set(made.cases),
        files: Set(made.files),
        size: Set(made.size),
        checksum: Set(made.checksum.clone()),
        list_file_id: Set(made.list),
        left_out: Set(made.left_out),
    };
    insert_later(tx, row).await
}

/// Forgets what was packed: the delivery is made anew.
pub async fn remove_package(tx: &Tx, delivery: Uuid) -> Result<(), Problem> {
    delete(
        tx,
        packed::Entity::delete_many().filter(packed::Column::DeliveryId.eq(delivery)),
    )
    .await?;
    delete(
        tx,
        left_out::Entity::delete_many().filter(left_out::Column::DeliveryId.eq(delivery)),
    )
    .await?;
    delete(
        tx,
        package::Entity::delete_many().filter(package::Column::DeliveryId.eq(delivery)),
    )
    .await
}

pub async fn insert_cases(tx: &Tx, delivery: Uuid, cases: &[Packed]) -> Result<(), Problem> {
    for one in cases {
        let row = packed::ActiveModel {
            delivery_id: Set(delivery),
            case_id: Set(one.case.0),
            revision: Set(one.revision),
        };
        insert_later(tx, row).await?;
    }
    Ok(())
}

pub async fn insert_left_out(tx: &Tx, delivery: Uuid, all: &[LeftOut]) -> Result<(), Problem> {
    for one in all {
        let row = left_out::ActiveModel {
            delivery_id: Set(delivery),
            number: Set(one.number.clone()),
            why: Set(one.why.clone()),
        };
        insert_later(tx, row).await?;
    }
    Ok(())
}

/// Some of those that were not packed, by number.
pub async fn list_left_out(tx: &Tx, delivery: Uuid, limit: u64) -> Result<Vec<LeftOut>, Problem> {
    let query = left_out::Entity::find()
        .filter(left_out::Column::DeliveryId.eq(delivery))
        .order_by_asc(left_out::Column::Number)
        .limit(limit);
    list(tx, query, |row| {
        Ok(LeftOut {
            number: row.number,
            why: row.why,
        })
    })
    .await
}

pub async fn find_receipt(tx: &Tx, delivery: Uuid) -> Result<Option<Receipt>, Problem> {
    let query = receipt::Entity::find_by_id(delivery);
    find_one(tx, query, |row| {
        Ok(Receipt {
            file: row.file_id,
            received_on: row.received_on,
            agreed: row.agreed,
        })
    })
    .await
}

pub async fn insert_receipt(tx: &Tx, delivery: Uuid, new: &Receipt) -> Result<(), Problem> {
    let row = receipt::ActiveModel {
        delivery_id: Set(delivery),
        file_id: Set(new.file),
        received_on: Set(new.received_on),
        agreed: Set(new.agreed),
    };
    insert_later(tx, row).await
}

fn column(table: &str, column: &str) -> Expr {
    Expr::col((Alias::new(table), Alias::new(column)))
}

/// Cases in deliveries, with the deliveries and as they stand now.
fn in_deliveries(select: &str) -> SelectStatement {
    let mut query = Query::select();
    query
        .expr(column("delivery_case", select))
        .from(Alias::new("delivery_case"))
        .inner_join(
            Alias::new("delivery"),
            column("delivery", "id").eq(column("delivery_case", "delivery_id")),
        );
    query
}

/// Which of these cases another delivery has packed, and the archive has them or is to answer. Tests speak for nothing.
pub async fn list_spoken_for(
    tx: &Tx,
    delivery: Uuid,
    cases: &[Uuid],
) -> Result<Vec<Uuid>, Problem> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let states = [DeliveryState::Packed, DeliveryState::Received].map(DeliveryState::code);
    let mut query = in_deliveries("case_id");
    query
        .and_where(column("delivery_case", "case_id").is_in(cases.iter().copied()))
        .and_where(column("delivery", "id").ne(delivery))
        .and_where(column("delivery", "sort").ne(DeliverySort::Test.code()))
        .and_where(column("delivery", "status").is_in(states));
    ids(tx, &query).await
}

/// The deliveries that an archive has taken a case in, the latest first.
pub async fn list_delivered(tx: &Tx, case: Uuid) -> Result<Vec<Uuid>, Problem> {
    let mut query = in_deliveries("delivery_id");
    query
        .and_where(column("delivery_case", "case_id").eq(case))
        .and_where(column("delivery", "sort").ne(DeliverySort::Test.code()))
        .and_where(column("delivery", "status").eq(DeliveryState::Received.code()))
        .order_by_expr(column("delivery", "received_on"), sea_orm::Order::Desc);
    ids(tx, &query).await
}

fn as_they_stood(delivery: Uuid, is_unchanged: bool) -> SelectStatement {
    let mut query = Query::select();
    let (now, then) = (
        column("registered_case", "revision"),
        column("delivery_case", "revision"),
    );
    query
        .from(Alias::new("delivery_case"))
        .inner_join(
            Alias::new("registered_case"),
            column("registered_case", "id").eq(column("delivery_case", "case_id")),
        )
        .and_where(column("delivery_case", "delivery_id").eq(delivery))
        .and_where(match is_unchanged {
            true => now.eq(then),
            false => now.ne(then),
        });
    query
}

/// How many cases of a package have been changed since.
pub async fn count_changed(tx: &Tx, delivery: Uuid) -> Result<i64, Problem> {
    let mut query = as_they_stood(delivery, false);
    query.expr(column("delivery_case", "case_id").count());
    let row = tx.connection().query_one(&query).await.map_err(problem)?;
    let row = row.ok_or_else(|| Problem::internal("nothing was counted"))?;
    row.try_get_by_index(0).map_err(problem)
}

/// The cases of a package that stand as they were packed.
pub async fn list_unchanged(tx: &Tx, delivery: Uuid) -> Result<Vec<Uuid>, Problem> {
    let mut query = as_they_stood(delivery, true);
    query.expr(column("delivery_case", "case_id"));
    ids(tx, &query).await
}

/// Since when an archive has these cases, where one has.
pub async fn list_archived(tx: &Tx, cases: &[Uuid]) -> Result<BTreeMap<Uuid, NaiveDate>, Problem> {
    if cases.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut query = in_deliveries("case_id");
    query
        .expr(column("delivery", "received_on"))
        .and_where(column("delivery_case", "case_id").is_in(cases.iter().copied()))
        .and_where(column("delivery", "sort").ne(DeliverySort::Test.code()))
        .and_where(column("delivery", "received_on").is_not_null());
    let rows = tx.connection().query_all(&query).await.map_err(problem)?;
    let read = |row: &sea_orm::QueryResult| {
        let case: Uuid = row.try_get_by_index(0).map_err(problem)?;
        let day: NaiveDate = row.try_get_by_index(1).map_err(problem)?;
        Ok((case, day))
    };
    rows.iter().map(read).collect()
}

/// The deliveries tell no more of a case that is disposed of than that they had so many.
pub(super) async fn delete_of_case(tx: &Tx, case: CaseId) -> Result<(), Problem> {
    let own = packed::Column::CaseId.eq(case.0);
    delete(tx, packed::Entity::delete_many().filter(own)).await
}

/// Whether the case is in the package already.
pub async fn is_packed(tx: &Tx, delivery: Uuid, case: CaseId) -> Result<bool, Problem> {
    let query = packed::Entity::find_by_id((delivery, case.0));
    Ok(find_one(tx, query, |_| Ok(())).await?.is_some())
}

/// In which deliveries these cases are.
pub async fn list_packed(tx: &Tx, cases: &[Uuid]) -> Result<Vec<(Uuid, Packed)>, Problem> {
    let query = packed::Entity::find()
        .filter(packed::Column::CaseId.is_in(cases.iter().copied()))
        .order_by_asc(packed::Column::DeliveryId);
    list(tx, query, |row| {
        let packed = Packed {
            case: CaseId(row.case_id),
            revision: row.revision,
        };
        Ok((row.delivery_id, packed))
    })
    .await
}
