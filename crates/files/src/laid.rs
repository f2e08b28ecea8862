//! What lies at a thing, for those who keep what something was built on.

use crate::model::{State, Version};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::path_name;
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

    /// Where this version is fetched.
    pub fn version_href(&self) -> String {
        format!(
            "/filer/{}/{}/{}",
            self.file,
            self.number,
            path_name(&self.name)
        )
    }

    pub fn is_infected(&self) -> bool {
        matches!(self.state, State::Infected(_))
    }
}

/// The last version of each file at a thing, in the order in which they came.
pub async fn laid_at(tx: &Tx, kind: &str, id: Uuid) -> Result<Vec<Laid>, Problem> {
    let files = store::list_files(tx, kind, id).await?;
    let ids: Vec<Uuid> = files.iter().map(|file| file.id).collect();
    let latest = store::list_latest(tx, &ids).await?.into_iter();
    let mut latest: BTreeMap<Uuid, _> = latest.map(|one| (one.file, one)).collect();
    let laid = files.iter().filter_map(|file| latest.remove(&file.id));
    Ok(laid.map(Laid::from).collect())
}

/// The keys of the files that are there at a thing.
pub async fn keys_at(tx: &Tx, kind: &str, id: Uuid) -> Result<BTreeMap<Uuid, String>, Problem> {
    keys_of(tx, kind, &[id]).await
}

/// The same at several things of a kind.
pub async fn keys_of(
    tx: &Tx,
    kind: &str,
    things: &[Uuid],
) -> Result<BTreeMap<Uuid, String>, Problem> {
    let files = store::list_files_of(tx, kind, things).await?.into_iter();
    Ok(files.map(|file| (file.id, file.key)).collect())
}

/// These versions of files, each named with its number, in the order in which they came.
pub async fn laid_versions(tx: &Tx, wanted: &[(Uuid, i64)]) -> Result<Vec<Laid>, Problem> {
    let ids: Vec<Uuid> = wanted.iter().map(|(file, _)| *file).collect();
    let versions = store::list_versions_of(tx, &ids).await?.into_iter();
    let wanted = versions.filter(|one| wanted.contains(&(one.file, one.number)));
    Ok(wanted.map(Laid::from).collect())
}

/// All versions of these files, as they were kept.
pub async fn versions_of(tx: &Tx, files: &[Uuid]) -> Result<Vec<Version>, Problem> {
    store::list_versions_of(tx, files).await
}

impl From<Version> for Laid {
    fn from(version: Version) -> Self {
        Self {
            name: version.name,
            number: version.number,
            file: version.file,
            media_type: version.media_type,
            size: version.size,
            state: version.state,
            sha256: version.sha256,
        }
    }
}
