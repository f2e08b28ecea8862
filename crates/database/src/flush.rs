//! Several saves, one wait for the disk. SQLite writes a commit to its log and, with
//! `synchronous = NORMAL`, leaves the disk to the system; here every save waits until the log has
//! been flushed after its commit. Those that wait at the same time share one flush, and the next
//! writer does not wait for it.

use std::fs::{File, Metadata};
use std::io::{Error, ErrorKind, Result};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tokio::sync::Mutex;

pub(crate) struct Flush {
    log: PathBuf,
    committed: AtomicU64,
    disk: Mutex<Disk>,
    /// A flush has failed. The system may have forgotten what it did not write, so that no later
    /// flush proves anything.
    is_broken: AtomicBool,
}

/// What is known of the disk.
#[derive(Default)]
struct Disk {
    /// Held open: the system tells a failed write only to whoever had the file open then.
    log: Option<File>,
    /// The number of the last commit that is there.
    flushed: u64,
}

impl Flush {
    pub(crate) fn of(database: &str) -> Self {
        Self {
            log: PathBuf::from(format!("{database}-wal")),
            committed: AtomicU64::new(0),
            disk: Mutex::default(),
            is_broken: AtomicBool::new(false),
        }
    }

    /// Fails after a failed flush, so that nothing is written that could only be answered as lost.
    pub(crate) fn check(&self) -> Result<()> {
        match self.is_broken.load(Ordering::SeqCst) {
            false => Ok(()),
            true => Err(Error::other(
                "the disk has failed before; start again when it is whole",
            )),
        }
    }

    /// Answers when what has been committed before is on disk. Fails when that is not certain, and
    /// after a failed flush for as long as the process lives.
    pub(crate) async fn wait(self: &Arc<Self>) -> Result<()> {
        let mine = self.committed.fetch_add(1, Ordering::SeqCst) + 1;
        let flush = Arc::clone(self);
        // Goes on when whoever saved hangs up: others wait for the same flush.
        let waiting = tokio::spawn(async move { flush.reach(mine).await });
        waiting
            .await
            .unwrap_or_else(|error| Err(Error::other(error)))
    }

    async fn reach(&self, mine: u64) -> Result<()> {
        let mut disk = self.disk.lock().await;
        if disk.flushed >= mine {
            return Ok(());
        }
        self.check()?;
        let all = self.committed.load(Ordering::SeqCst);
        let (path, held) = (self.log.clone(), disk.log.take());
        let flushed = tokio::task::spawn_blocking(move || flush(&path, held)).await;
        match flushed.unwrap_or_else(|error| Err(Error::other(error)))? {
            (log, Ok(())) => {
                (disk.log, disk.flushed) = (log, all);
                Ok(())
            }
            (_, Err(error)) => {
                self.is_broken.store(true, Ordering::SeqCst);
                Err(error)
            }
        }
    }
}

/// How flushing the log went, and the log to be held; an error when it could not even be opened,
/// which says nothing of the disk. Without a log everything is in the database's own file, which
/// SQLite flushes before it removes the log.
fn flush(path: &Path, held: Option<File>) -> Result<(Option<File>, Result<()>)> {
    let there = match path.metadata() {
        Ok(there) => there,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok((None, Ok(()))),
        Err(error) => return Err(error),
    };
    let log = match held {
        Some(log) if is_same(&log.metadata()?, &there) => log,
        _ => File::open(path)?,
    };
    let done = log.sync_data();
    Ok((Some(log), done))
}

fn is_same(one: &Metadata, other: &Metadata) -> bool {
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Db;
    use sea_orm::{ConnectionTrait, DbBackend, Statement};
    use std::os::unix::fs::symlink;

    /// The flush of a database in a folder of its own, and its log.
    fn of_empty(place: &Path) -> (Arc<Flush>, PathBuf) {
        let database = place.join("samverk.sqlite");
        let flush = Arc::new(Flush::of(database.to_str().unwrap()));
        (flush, place.join("samverk.sqlite-wal"))
    }

    #[tokio::test]
    async fn a_log_comes_goes_and_is_replaced() {
        let place = tempfile::tempdir().unwrap();
        let (flush, log) = of_empty(place.path());
        for text in ["first", "second"] {
            flush.wait().await.unwrap();
            std::fs::write(&log, text).unwrap();
            flush.wait().await.unwrap();
            flush.wait().await.unwrap();
            std::fs::remove_file(&log).unwrap();
        }
        // A link to itself cannot be opened, and is not missing either.
        symlink(&log, &log).unwrap();
        assert!(flush.wait().await.is_err());
        std::fs::remove_file(&log).unwrap();
        flush.wait().await.unwrap();
    }

    #[tokio::test]
    async fn after_a_flush_that_failed_nothing_is_answered_as_saved() {
        let place = tempfile::tempdir().unwrap();
        let (flush, log) = of_empty(place.path());
        flush.wait().await.unwrap();
        // Nothing can be flushed there.
        symlink("/dev/null", &log).unwrap();
        let held = flush.disk.lock().await;
        let waiting: Vec<_> = (0..3)
            .map(|_| {
                let flush = Arc::clone(&flush);
                tokio::spawn(async move { flush.wait().await })
            })
            .collect();
        tokio::task::yield_now().await;
        drop(held);
        for one in waiting {
            assert!(one.await.unwrap().is_err());
        }
        std::fs::remove_file(&log).unwrap();
        std::fs::write(&log, "log").unwrap();
        assert!(flush.wait().await.is_err());
    }

    #[tokio::test]
    async fn a_database_whose_disk_has_failed_is_not_written_to_again() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("samverk.sqlite");
        let address = format!("sqlite:{}", file.display());
        let clock = Arc::new(samverk_foundation::SystemClock);
        let db = Db::connect(&address, clock).await.unwrap();
        let save = async |statement: &str| {
            let tx = db.begin("save").await?;
            let done = tx.connection().execute_unprepared(statement).await;
            done.map_err(crate::problem)?;
            tx.commit().await
        };
        save("CREATE TABLE told (text TEXT)").await.unwrap();
        let log = place.path().join("samverk.sqlite-wal");
        let aside = place.path().join("aside");
        std::fs::rename(&log, &aside).unwrap();
        symlink("/dev/null", &log).unwrap();
        let lost = save("INSERT INTO told VALUES ('lost')").await.unwrap_err();
        assert_eq!(lost.code, "internal");
        std::fs::remove_file(&log).unwrap();
        std::fs::rename(&aside, &log).unwrap();
        let refused = save("INSERT INTO told VALUES ('refused')").await;
        assert_eq!(refused.unwrap_err().code, "database_away");
        let tx = db.read().await.unwrap();
        let asked = "SELECT count(*) FROM told WHERE text = 'refused'";
        let asked = Statement::from_string(DbBackend::Sqlite, asked);
        let row = tx.connection().query_one_raw(asked).await.unwrap();
        assert_eq!(row.unwrap().try_get_by_index::<i64>(0).unwrap(), 0);
    }

    #[tokio::test]
    async fn a_flush_goes_on_when_its_saver_hangs_up() {
        let place = tempfile::tempdir().unwrap();
        let (flush, log) = of_empty(place.path());
        symlink("/dev/null", &log).unwrap();
        let held = flush.disk.lock().await;
        let gone = {
            let flush = Arc::clone(&flush);
            tokio::spawn(async move { flush.wait().await })
        };
        tokio::task::yield_now().await;
        gone.abort();
        drop(held);
        assert!(flush.wait().await.is_err());
        assert!(flush.check().is_err());
    }
}
