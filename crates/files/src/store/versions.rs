use super::files::row as file_row;
use crate::model::{Received, State, Version};
use chrono::{DateTime, Utc};
use samverk_database::statement::{find_one, insert, list, update_one};
use samverk_database::{Naming, Tx, names, problem, rows_naming};
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{Condition, QueryOrder, QuerySelect, Set};
use std::collections::{BTreeMap, BTreeSet};

pub(super) mod row {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "file_version")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub file_id: Uuid,
        pub number: i64,
        pub name: String,
        pub media_type: String,
        pub size: i64,
        pub sha256: String,
        pub state: String,
        pub why: String,
        pub added_by_name: String,
        pub added_at: DateTime<Utc>,
        pub scanned_by: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn version(row: row::Model) -> Result<Version, Problem> {
    Ok(Version {
        id: row.id,
        file: row.file_id,
        number: row.number,
        name: row.name,
        media_type: row.media_type,
        size: u64::try_from(row.size).map_err(Problem::internal)?,
        sha256: row.sha256,
        state: State::read(&row.state, &row.why),
        added_by_name: row.added_by_name,
        added_at: row.added_at,
    })
}

/// The last version of each file.
pub(crate) async fn list_latest(tx: &Tx, files: &[Uuid]) -> Result<Vec<Version>, Problem> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let last = Query::select()
        .column(file_row::Column::Latest)
        .from(file_row::Entity)
        .and_where(
            Expr::col((file_row::Entity, file_row::Column::Id))
                .equals((row::Entity, row::Column::FileId)),
        )
        .to_owned();
    let query = row::Entity::find()
        .filter(row::Column::FileId.is_in(files.iter().copied()))
        .filter(row::Column::Number.in_subquery(last));
    list(tx, query, version).await
}

/// All versions of these files, the oldest first.
pub(crate) async fn list_versions_of(tx: &Tx, files: &[Uuid]) -> Result<Vec<Version>, Problem> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let query = row::Entity::find()
        .filter(row::Column::FileId.is_in(files.iter().copied()))
        .order_by_asc(row::Column::Id);
    list(tx, query, version).await
}

/// All versions of a file, the newest first.
pub(crate) async fn list_versions(tx: &Tx, file: Uuid) -> Result<Vec<Version>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::FileId.eq(file))
        .order_by_desc(row::Column::Number);
    list(tx, query, version).await
}

pub(crate) async fn find_version(
    tx: &Tx,
    file: Uuid,
    number: i64,
) -> Result<Option<Version>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::FileId.eq(file))
        .filter(row::Column::Number.eq(number));
    find_one(tx, query, version).await
}

pub(crate) async fn find_by_id(tx: &Tx, id: Uuid) -> Result<Option<Version>, Problem> {
    find_one(tx, row::Entity::find_by_id(id), version).await
}

pub(crate) async fn insert_version(
    tx: &Tx,
    file: Uuid,
    number: i64,
    received: &Received,
    (by, at): (&str, DateTime<Utc>),
) -> Result<(), Problem> {
    let (state, why) = received.state.written();
    let row = row::ActiveModel {
        id: Set(received.id),
        file_id: Set(file),
        number: Set(number),
        name: Set(received.name.clone()),
        media_type: Set(received.media_type.clone()),
        size: Set(i64::try_from(received.size).map_err(Problem::internal)?),
        sha256: Set(received.sha256.clone()),
        state: Set(state.to_owned()),
        why: Set(why.to_owned()),
        added_by_name: Set(by.to_owned()),
        added_at: Set(at),
        scanned_by: Set(String::new()),
    };
    insert(tx, row::Entity::insert(row)).await
}

/// What a scanner has said of it since, by which signatures. Fails with `changed_meanwhile` when a virus has been
/// found in it before.
pub(crate) async fn update_state(
    tx: &Tx,
    id: Uuid,
    (state, signatures): (&State, &str),
) -> Result<(), Problem> {
    let (code, why) = state.written();
    let update = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value(code))
        .col_expr(row::Column::Why, Expr::value(why))
        .col_expr(row::Column::ScannedBy, Expr::value(signatures))
        .filter(row::Column::Id.eq(id))
        .filter(row::Column::State.ne("infected"));
    update_one(tx, update).await
}

/// So many at a time wait for a scanner that was away.
const WAITING_MAX: u64 = 1_000;

/// Those of files that are there which no scanner has judged.
pub(crate) async fn list_waiting(tx: &Tx) -> Result<Vec<Uuid>, Problem> {
    let too_large = row::Column::Why.eq("too_large");
    let query = row::Entity::find()
        .select_only()
        .column(row::Column::Id)
        .filter(row::Column::State.eq("not_scanned"))
        .filter(too_large.not())
        .filter(is_kept(None))
        .order_by_asc(row::Column::Id)
        .limit(WAITING_MAX)
        .into_tuple::<Uuid>();
    query.all(tx.connection()).await.map_err(problem)
}

/// Clean ones that other signatures judged, those of the oldest first.
pub(crate) async fn list_judged_by_others(tx: &Tx, signatures: &str) -> Result<Vec<Uuid>, Problem> {
    let query = row::Entity::find()
        .select_only()
        .column(row::Column::Id)
        .filter(row::Column::State.eq("clean"))
        .filter(row::Column::ScannedBy.ne(signatures))
        .filter(is_kept(None))
        .order_by_asc(row::Column::ScannedBy)
        .order_by_asc(row::Column::Id)
        .limit(WAITING_MAX)
        .into_tuple::<Uuid>();
    query.all(tx.connection()).await.map_err(problem)
}

/// A version whose bytes are to lie in the store: of a file that is there, or that went lately.
fn is_kept(removed_since: Option<DateTime<Utc>>) -> Condition {
    let files = Query::select()
        .column(file_row::Column::Id)
        .from(file_row::Entity)
        .cond_where(
            Condition::any()
                .add(file_row::Column::RemovedAt.is_null())
                .add_option(removed_since.map(|since| file_row::Column::RemovedAt.gt(since))),
        )
        .to_owned();
    Condition::all()
        .add(row::Column::FileId.in_subquery(files))
        .add(row::Column::State.ne("infected"))
}

/// Those of these names whose bytes are to be kept.
pub(crate) async fn kept_among(
    tx: &Tx,
    ids: &[Uuid],
    removed_since: DateTime<Utc>,
) -> Result<BTreeSet<Uuid>, Problem> {
    let query = row::Entity::find()
        .select_only()
        .column(row::Column::Id)
        .filter(row::Column::Id.is_in(ids.iter().copied()))
        .filter(is_kept(Some(removed_since)))
        .into_tuple::<Uuid>();
    let found = query.all(tx.connection()).await.map_err(problem)?;
    Ok(found.into_iter().collect())
}

/// Those of these names that a row tells of.
pub(crate) async fn known_among(tx: &Tx, ids: &[Uuid]) -> Result<BTreeSet<Uuid>, Problem> {
    let query = row::Entity::find()
        .select_only()
        .column(row::Column::Id)
        .filter(row::Column::Id.is_in(ids.iter().copied()))
        .into_tuple::<Uuid>();
    let found = query.all(tx.connection()).await.map_err(problem)?;
    Ok(found.into_iter().collect())
}

/// The sums of those of these names that a row tells of.
pub(crate) async fn sums_of(tx: &Tx, ids: &[Uuid]) -> Result<BTreeMap<Uuid, String>, Problem> {
    let query = row::Entity::find()
        .select_only()
        .columns([row::Column::Id, row::Column::Sha256])
        .filter(row::Column::Id.is_in(ids.iter().copied()))
        .into_tuple::<(Uuid, String)>();
    let found = query.all(tx.connection()).await.map_err(problem)?;
    Ok(found.into_iter().collect())
}

/// What somebody of that name added, the newest first.
pub async fn versions_naming(tx: &Tx, words: &str) -> Result<Vec<Naming>, Problem> {
    let found = rows_naming::<row::Entity>(tx, &[row::Column::AddedByName], words).await?;
    let there = file_row::Entity::find()
        .select_only()
        .column(file_row::Column::Id)
        .filter(file_row::Column::Id.is_in(found.iter().map(|row| row.file_id)))
        .filter(file_row::Column::RemovedAt.is_null())
        .into_tuple::<Uuid>();
    let there = there.all(tx.connection()).await.map_err(problem)?;
    let own = found
        .into_iter()
        .filter(|row| names(&row.added_by_name, words));
    let naming = own.map(|row| Naming {
        field: "file-added-by",
        at: row.added_at,
        href: (there.contains(&row.file_id)).then(|| format!("/filer/{}", row.file_id)),
    });
    Ok(naming.collect())
}

/// A stretch of the versions of files that are there, by id.
pub(crate) async fn list_kept(
    tx: &Tx,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Version>, Problem> {
    let mut query = row::Entity::find()
        .filter(is_kept(None))
        .order_by_asc(row::Column::Id)
        .limit(limit);
    if let Some(after) = after {
        query = query.filter(row::Column::Id.gt(after));
    }
    list(tx, query, version).await
}
