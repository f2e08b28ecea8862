use crate::archive::{self, Contents, DATABASE};
use crate::config::Config;
use crate::reason::reason;
use crate::start;
use samverk_database::{copy_database, read_back, sqlite_path};
use samverk_files::{FOLDER, is_half_written};
use samverk_foundation::{Clock, Problem, SystemClock};
use std::collections::BTreeMap;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Writes one file with the database and all else in the data folder, while people work, and reads
/// it back. There is no file until it is whole.
pub async fn backup(config: &Config, file: &Path) -> Result<(), Problem> {
    if sqlite_path(&config.database_url).is_none() {
        return Err(Problem::invalid("backup_by_pg_dump"));
    }
    if file.exists() {
        return Err(Problem::invalid("backup_exists").with("file", file.display()));
    }
    refuse_inside(config, file)?;
    let work = Work::beside(file)?;
    let made = make(config, &work).await;
    let contents = made.inspect_err(|_| work.clear())?;
    let settled = std::fs::rename(work.archive(), file);
    work.clear();
    settled.map_err(|error| unwritable(file, error))?;
    println!(
        "{}: {} filer, {} rader i {} tabeller, från {}. Kopian är läst och stämmer.",
        file.display(),
        contents.files.len(),
        contents.tables.values().sum::<i64>(),
        contents.tables.len(),
        contents.taken_at.format("%Y-%m-%d %H:%M:%S UTC"),
    );
    if let Some(bucket) = &config.files.bucket {
        println!("Filerna ligger i S3 ({bucket:?}) och är inte med. Kopiera dem därifrån.");
    }
    Ok(())
}

async fn make(config: &Config, work: &Work) -> Result<Contents, Problem> {
    let clock = Arc::new(SystemClock);
    let db = start::connect_existing(config, clock.clone()).await?;
    let taken_at = clock.now();
    let counts = copy_database(&db, &work.database(), clock.clone()).await;
    db.close().await;
    let tables: BTreeMap<String, i64> = counts?.into_iter().collect();
    let mut files = other_files(config)?;
    files.insert(DATABASE.to_owned(), work.database());
    archive::write(&work.archive(), &files, tables.clone(), taken_at)?;
    let contents = archive::take_out(&work.archive(), |name| work.taken_out().join(name))?;
    let again = read_back(&work.taken_out().join(DATABASE), clock).await?;
    if again.into_iter().collect::<BTreeMap<_, _>>() != tables {
        return Err(Problem::internal("the copy does not have the same rows"));
    }
    Ok(contents)
}

/// A backup in the data folder would become a part of the next one, and be lost with the disk.
fn refuse_inside(config: &Config, file: &Path) -> Result<(), Problem> {
    let folder = match file.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => return Ok(()),
    };
    let (folder, data) = (folder.canonicalize(), config.data.canonicalize());
    match (folder, data) {
        (Ok(folder), Ok(data)) if folder.starts_with(&data) => {
            Err(Problem::invalid("backup_inside_data").with("folder", data.display()))
        }
        _ => Ok(()),
    }
}

/// What lies in the data folder besides the database, by name.
fn other_files(config: &Config) -> Result<BTreeMap<String, PathBuf>, Problem> {
    let database = sqlite_path(&config.database_url).map(Path::new);
    let database = database.and_then(|path| path.canonicalize().ok());
    let root = config.data.canonicalize().map_err(Problem::internal)?;
    let mut found = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(Problem::internal)? {
            let path = entry.map_err(Problem::internal)?.path();
            let name = path.strip_prefix(&root).map_err(Problem::internal)?;
            let name = name.to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if is_kept(&path, database.as_deref(), &root) {
                found.insert(name, path);
            }
        }
    }
    Ok(found)
}

/// What is being written just now belongs to nothing yet.
fn is_kept(path: &Path, database: Option<&Path>, root: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_half = path.starts_with(root.join(FOLDER)) && is_half_written(&name);
    // What was made to be fetched can be made again.
    let is_passing = path.starts_with(root.join(samverk_work::FOLDER));
    !is_half && !is_passing && !is_of_database(path, database) && path.is_file()
}

/// The file itself, and what SQLite keeps beside it.
fn is_of_database(path: &Path, database: Option<&Path>) -> bool {
    let database = database.map(|path| path.to_string_lossy().into_owned());
    database.is_some_and(|database| {
        let path = path.to_string_lossy();
        let rest = path.strip_prefix(database.as_str());
        rest.is_some_and(|rest| matches!(rest, "" | "-wal" | "-shm" | "-journal"))
    })
}

/// A folder beside the file to be, so that it is on the same disk.
struct Work(PathBuf);

impl Work {
    fn beside(file: &Path) -> Result<Self, Problem> {
        let mut name = file.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".{}", std::process::id()));
        let work = Self(file.with_file_name(name));
        let made = DirBuilder::new().mode(0o700).create(&work.0);
        made.map_err(|error| unwritable(file, error))?;
        Ok(work)
    }

    fn database(&self) -> PathBuf {
        self.0.join(DATABASE)
    }

    fn archive(&self) -> PathBuf {
        self.0.join("backup.zip")
    }

    fn taken_out(&self) -> PathBuf {
        self.0.join("taken-out")
    }

    fn clear(&self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "cannot be removed");
        }
    }
}

fn unwritable(file: &Path, error: std::io::Error) -> Problem {
    Problem::invalid("backup_unwritable")
        .with("file", file.display())
        .with("reason", reason(&error))
}
