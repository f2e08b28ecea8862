use crate::{Files, store};
use futures_util::TryStreamExt;
use samverk_database::Db;
use samverk_foundation::Problem;
use uuid::Uuid;

/// So many sums are asked for at once.
const STRETCH: usize = 500;

/// What became of the files.
#[derive(Debug, Default)]
pub struct Sealed {
    /// So many are sealed by the newest key now.
    pub sealed: usize,
    /// So many were already.
    pub before: usize,
    /// What could not be, with why; it lies as it lay.
    pub left: Vec<(Uuid, Problem)>,
}

/// Seals by the newest key what is not: what was written before there was one, or by an older. Broken off and begun again it
/// goes on where it was, and whoever fetches a file meanwhile gets it whole. What is not what came is left as it lies.
///
/// Fails with `file_key_not_set` or `file_storage_away`.
pub async fn seal_files(
    db: &Db,
    files: &Files,
    mut told: impl FnMut(usize, usize),
) -> Result<Sealed, Problem> {
    files.storage.require_keys()?;
    let lying = files.storage.list();
    let mut ids: Vec<Uuid> = lying.map_ok(|one| one.id).try_collect().await?;
    ids.sort_unstable();
    let (mut all, mut seen) = (Sealed::default(), 0);
    for stretch in ids.chunks(STRETCH) {
        let tx = db.read().await?;
        let sums = store::sums_of(&tx, stretch).await?;
        drop(tx);
        for id in stretch {
            match files
                .storage
                .seal(*id, sums.get(id).map(String::as_str))
                .await
            {
                Ok(true) => all.sealed += 1,
                Ok(false) => all.before += 1,
                // Removed meanwhile.
                Err(problem) if problem.code == "file_bytes_missing" => {}
                Err(problem) => all.left.push((*id, problem)),
            }
        }
        seen += stretch.len();
        told(seen, ids.len());
    }
    Ok(all)
}
