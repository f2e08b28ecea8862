//! What lies at a thing, for those who keep what something was built on.

use crate::model::State;
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
    pub file: Uuid,
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    pub state: State,
    /// In small hexadecimal letters.
    pub sha256: String,
}

impl Laid {
    /// The file's own page, where it is fetched and removed.
    pub fn href(&self) -> String {
        format!("/filer/{}", self.file)
    }
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
        file: version.file,
        media_type: version.media_type,
        size: version.size,
        state: version.state,
        sha256: version.sha256,
    });
    Ok(laid.collect())
}
