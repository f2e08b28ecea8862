//! Several saves, one wait for the disk. SQLite writes a commit to its log and, with
//! `synchronous = NORMAL`, leaves the disk to the system; here every save waits until the log has
//! been flushed after its commit. Those that wait at the same time share one flush, and the next
//! writer does not wait for it.

use std::fs::File;
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Mutex;

pub(crate) struct Flush {
    log: PathBuf,
    committed: AtomicU64,
    done: Mutex<Done>,
}

/// The numbers of the last commits whose fate is known.
#[derive(Default)]
struct Done {
    flushed: u64,
    failed: u64,
}

impl Flush {
    pub(crate) fn of(database: &str) -> Self {
        Self {
            log: PathBuf::from(format!("{database}-wal")),
            committed: AtomicU64::new(0),
            done: Mutex::default(),
        }
    }

    /// Answers when what has been committed before is on disk. Fails when that is not certain: a
    /// later flush that goes well says nothing of what an earlier one lost.
    pub(crate) async fn wait(&self) -> Result<()> {
        let mine = self.committed.fetch_add(1, Ordering::SeqCst) + 1;
        let mut done = self.done.lock().await;
        if mine > done.flushed.max(done.failed) {
            let all = self.committed.load(Ordering::SeqCst);
            let log = self.log.clone();
            let flushed = tokio::task::spawn_blocking(move || flush(&log)).await;
            match flushed.unwrap_or_else(|error| Err(Error::other(error))) {
                Ok(()) => done.flushed = all,
                Err(error) => {
                    done.failed = all;
                    return Err(error);
                }
            }
        }
        match mine > done.failed {
            true => Ok(()),
            false => Err(Error::other("the disk did not take the log")),
        }
    }
}

/// Without a log everything is in the database's own file, which SQLite flushes before it removes the log.
fn flush(log: &Path) -> Result<()> {
    match File::open(log) {
        Ok(file) => file.sync_data(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[tokio::test]
    async fn a_flush_that_fails_is_told_to_all_who_waited_for_it_and_to_no_later_one() {
        let place = tempfile::tempdir().unwrap();
        let database = place.path().join("samverk.sqlite");
        let flush = Arc::new(Flush::of(database.to_str().unwrap()));
        flush.wait().await.unwrap();
        let log = place.path().join("samverk.sqlite-wal");
        std::fs::write(&log, "log").unwrap();
        flush.wait().await.unwrap();
        std::fs::remove_file(&log).unwrap();
        // A link to itself cannot be opened, and is not missing either.
        std::os::unix::fs::symlink(&log, &log).unwrap();
        let held = flush.done.lock().await;
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
        flush.wait().await.unwrap();
    }
}
