//! What lies at a thing, for those who keep what something was built on.

use crate::store;
use samverk_database::Tx;
use samverk_foundation::Problem;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The last version of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    pub name: String,
    pub number: i64,
    /// In small hexadecimal letters.
    pub sha256: String,
}

/// The last version of each file at a thing, in the order in which they came.
pub async fn laid_at(tx: &Tx, kind: &str, id: Uuid) -> Result<Vec<Laid>, Problem> {
    let files = store::list_files(tx, kind, id).await?;
    let ids: Vec<Uuid> = files.iter().map(|file| file.id).collect();
    let latest = store::list_latest(tx, &ids).await?.into_iter();
    let mut latest: BTreeMap<Uuid, _> = latest.map(|one| (one.file, one)).collect();
    let laid = files.iter().filter_map(|file| latest.remove(&file.id));
    let laid = laid.map(|version| Laid {
        name: version.name,
        number: version.number,
        sha256: version.sha256,
    });
    Ok(laid.collect())
}
