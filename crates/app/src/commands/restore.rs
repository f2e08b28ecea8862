use crate::archive::{self, DATABASE};
use crate::config::Config;
use samverk_database::{read_back, sqlite_path};
use samverk_foundation::{Problem, SystemClock};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Puts a backup in an empty data folder, and sees that everything in it is there. Nothing that
/// exists is written over, and nothing is left of a backup that is damaged.
pub async fn restore(config: &Config, file: &Path) -> Result<(), Problem> {
    let Some(database) = sqlite_path(&config.database_url).map(PathBuf::from) else {
        return Err(Problem::invalid("restore_by_pg_restore"));
    };
    let present = std::fs::read_dir(&config.data).map(|mut present| present.next().is_some());
    if present.unwrap_or(false) || database.exists() {
        return Err(Problem::invalid("data_folder_not_empty").with("folder", config.data.display()));
    }
    let fresh = with_ending(&database, ".restoring");
    let place = |name: &str| match name {
        DATABASE => fresh.clone(),
        other => config.data.join(other),
    };
    let restored = put_in_place(file, place, &fresh).await;
    let (rows, tables) = restored.inspect_err(|_| clear(config, &fresh))?;
    std::fs::rename(&fresh, &database).map_err(Problem::internal)?;
    println!(
        "{} är återställd till {}: {rows} rader i {tables} tabeller.",
        file.display(),
        config.data.display()
    );
    Ok(())
}

async fn put_in_place(
    file: &Path,
    place: impl Fn(&str) -> PathBuf,
    fresh: &Path,
) -> Result<(i64, usize), Problem> {
    let contents = archive::take_out(file, place)?;
    let counts = read_back(fresh, Arc::new(SystemClock)).await?;
    if counts.into_iter().collect::<BTreeMap<_, _>>() != contents.tables {
        return Err(Problem::invalid("backup_damaged")
            .with("file", file.display())
            .with("part", DATABASE));
    }
    Ok((contents.tables.values().sum(), contents.tables.len()))
}

/// The folder was empty before, so everything in it came from the backup.
fn clear(config: &Config, fresh: &Path) {
    for ending in ["", "-wal", "-shm"] {
        std::fs::remove_file(with_ending(fresh, ending)).ok();
    }
    let Ok(entries) = std::fs::read_dir(&config.data) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let removed = match path.is_dir() {
            true => std::fs::remove_dir_all(&path),
            false => std::fs::remove_file(&path),
        };
        if let Err(error) = removed {
            tracing::warn!(%error, path = %path.display(), "cannot be removed");
        }
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}
