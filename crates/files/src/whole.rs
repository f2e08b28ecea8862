//! Files and their bytes for other rooms, which have found that the reader may have them.

use crate::model::File;
use crate::{Files, Storage, store};
use futures_util::TryStreamExt;
use samverk_database::Tx;
use samverk_foundation::Problem;
use uuid::Uuid;

/// The file with that id, unless it has been taken away.
pub async fn file_with_id(tx: &Tx, id: Uuid) -> Result<Option<File>, Problem> {
    store::find_file(tx, id).await
}

/// The name in the store of a version's bytes. Fails with `not_found`, or with `file_infected`.
pub async fn bytes_named(tx: &Tx, (file, number): (Uuid, i64)) -> Result<Uuid, Problem> {
    let found = store::find_version(tx, file, number).await?;
    let version = found.ok_or_else(Problem::not_found)?;
    match version.is_infected() {
        true => Err(Problem::conflict("file_infected")),
        false => Ok(version.id),
    }
}

/// All bytes of that name: for files of which it is known that they are small. Fails with `file_bytes_missing` or
/// `file_storage_away`.
pub async fn whole(files: &Files, name: Uuid) -> Result<Vec<u8>, Problem> {
    whole_of(&files.storage, name).await
}

/// The same of what lies elsewhere.
pub async fn whole_of(storage: &Storage, name: Uuid) -> Result<Vec<u8>, Problem> {
    let stream = storage.read(name, None).await?;
    let pieces: Vec<_> = stream.try_collect().await.map_err(Problem::internal)?;
    Ok(pieces.concat())
}
