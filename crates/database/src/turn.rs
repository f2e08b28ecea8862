//! One process at a time makes or changes the schema of an embedded database. PostgreSQL has a lock
//! for it; here the folder of the file is locked, which leaves nothing behind when a process is killed.

use std::fs::File;
use std::path::Path;

/// Held while it lives.
pub(crate) struct Turn(#[allow(dead_code, reason = "is unlocked when it is dropped")] Option<File>);

impl Turn {
    /// A folder that cannot be locked hinders nobody: opening the database tells what is wrong.
    pub(crate) async fn wait(path: &str) -> Self {
        let folder = match Path::new(path).parent() {
            Some(folder) if folder.as_os_str().is_empty() => Path::new(".").to_owned(),
            Some(folder) => folder.to_owned(),
            None => return Self(None),
        };
        let locked = tokio::task::spawn_blocking(move || {
            let folder = File::open(folder).ok()?;
            folder.lock().ok()?;
            Some(folder)
        });
        Self(locked.await.ok().flatten())
    }
}
