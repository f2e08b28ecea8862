//! Whether an embedded database still lies where it was opened. A file that was moved or deleted can
//! be written to all the same, and everything written is gone when the program ends.

use samverk_foundation::Problem;
use std::os::unix::fs::MetadataExt;

pub(crate) struct Place {
    path: String,
    opened: Option<(u64, u64)>,
}

impl Place {
    /// Of the file that has just been opened. A database in memory has none.
    pub(crate) fn of(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            opened: identity(path),
        }
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Fails with `database_away` when the file is missing, or is another.
    pub(crate) fn check(&self) -> Result<(), Problem> {
        match self.opened.is_none() || self.opened == identity(&self.path) {
            true => Ok(()),
            false => Err(Problem::unavailable("database_away")
                .because(format!("{} is not the file that was opened", self.path))),
        }
    }
}

/// The disk and the file's number on it.
fn identity(path: &str) -> Option<(u64, u64)> {
    let about = std::fs::metadata(path).ok()?;
    Some((about.dev(), about.ino()))
}
