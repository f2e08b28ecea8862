//! Deleting the rows of files: of things that are disposed of, and nothing else.

use super::{files, versions};
use samverk_database::statement::delete;
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QuerySelect};

fn at(kind: &str, id: Uuid) -> Condition {
    Condition::all()
        .add(files::row::Column::ThingKind.eq(kind))
        .add(files::row::Column::ThingId.eq(id))
}

async fn ids_at(tx: &Tx, kind: &str, id: Uuid) -> Result<Vec<Uuid>, Problem> {
    files::row::Entity::find()
        .select_only()
        .column(files::row::Column::Id)
        .filter(at(kind, id))
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)
}

/// The names in the store of all bytes that have lain at a thing, those of files that were taken away too.
pub async fn versions_at(tx: &Tx, kind: &str, id: Uuid) -> Result<Vec<Uuid>, Problem> {
    let files = ids_at(tx, kind, id).await?;
    if files.is_empty() {
        return Ok(Vec::new());
    }
    versions::row::Entity::find()
        .select_only()
        .column(versions::row::Column::Id)
        .filter(versions::row::Column::FileId.is_in(files))
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)
}

/// Deletes every file at a thing with its versions; the bytes are removed by whoever asked for their names before.
pub async fn delete_at(tx: &Tx, kind: &str, id: Uuid) -> Result<(), Problem> {
    let ids = ids_at(tx, kind, id).await?;
    let of_files = versions::row::Column::FileId.is_in(ids);
    delete(tx, versions::row::Entity::delete_many().filter(of_files)).await?;
    delete(tx, files::row::Entity::delete_many().filter(at(kind, id))).await
}
