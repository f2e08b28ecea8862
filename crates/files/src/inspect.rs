//! Whether rows and bytes agree: every byte is read.

use crate::model::Version;
use crate::storage::sum_of;
use crate::{Files, store};
use futures_util::StreamExt;
use samverk_database::{Db, Tx};
use samverk_foundation::Problem;
use uuid::Uuid;

/// So many are asked for at once.
const STRETCH: u16 = 500;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspected {
    pub versions: usize,
    /// Whose bytes are not there: id in the storage, and name.
    pub missing: Vec<String>,
    /// Whose bytes are others than those that came.
    pub differing: Vec<String>,
    /// Bytes that no row tells of: left by uploads that were broken off, or still on their way in.
    pub orphans: usize,
}

impl Inspected {
    pub fn is_well(&self) -> bool {
        self.missing.is_empty() && self.differing.is_empty()
    }
}

/// Changes nothing. Fails with `file_storage_away`.
pub async fn inspect(db: &Db, files: &Files) -> Result<Inspected, Problem> {
    let tx = db.read().await?;
    let mut found = Inspected::default();
    let mut after = None;
    loop {
        let stretch = store::list_kept(&tx, after, STRETCH.into()).await?;
        let Some(last) = stretch.last() else {
            break;
        };
        after = Some(last.id);
        for version in &stretch {
            look_at(files, version, &mut found).await?;
        }
    }
    found.orphans = count_orphans(&tx, files).await?;
    Ok(found)
}

async fn look_at(files: &Files, version: &Version, found: &mut Inspected) -> Result<(), Problem> {
    found.versions += 1;
    let named = || format!("{} ({})", version.id, version.name);
    let bytes = match files.storage.read(version.id, None).await {
        Ok(bytes) => bytes,
        Err(problem) if problem.code == "file_bytes_missing" => {
            found.missing.push(named());
            return Ok(());
        }
        Err(problem) if problem.code == "file_bytes_altered" => {
            found.differing.push(named());
            return Ok(());
        }
        Err(problem) => return Err(problem),
    };
    match sum_of(bytes).await {
        Ok(sum) if sum == version.sha256 => {}
        Err(problem) if problem.code != "file_bytes_altered" => return Err(problem),
        Ok(_) | Err(_) => found.differing.push(named()),
    }
    Ok(())
}

async fn count_orphans(tx: &Tx, files: &Files) -> Result<usize, Problem> {
    let mut count = 0;
    let mut stretches = files.storage.list().chunks(STRETCH.into());
    while let Some(stretch) = stretches.next().await {
        let lying = stretch.into_iter().collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<Uuid> = lying.iter().map(|one| one.id).collect();
        let known = store::known_among(tx, &ids).await?;
        count += ids.iter().filter(|id| !known.contains(id)).count();
    }
    Ok(count)
}
