//! Where the bytes lie: each version's under its own id, in a folder or in a bucket. They are written
//! before a row tells of them, and never written over.

mod bucket;
mod fault;
mod keys;
mod reader;
mod seal;
mod writer;

pub(crate) use fault::told;
pub use keys::Keys;
pub use writer::{Writer, Written};
pub(crate) use writer::{sum_of, too_large};

use crate::settings::FileSettings;
use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Name;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt};
use samverk_foundation::Problem;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use uuid::Uuid;

/// Where the bytes lie in the data folder.
pub const FOLDER: &str = "files";

/// What is read, a piece at a time.
pub type Bytes = BoxStream<'static, object_store::Result<axum::body::Bytes>>;

#[derive(Clone, Debug)]
pub struct Storage {
    objects: Arc<dyn ObjectStore>,
    /// When it is one on this machine.
    folder: Option<PathBuf>,
    /// By what is sealed that lies there.
    keys: Option<Keys>,
}

/// Bytes that are there, whoever they belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lying {
    pub id: Uuid,
    pub size: u64,
    pub since: DateTime<Utc>,
}

impl Storage {
    /// The bucket of the settings, or else a folder below the data, which is made.
    /// Fails with `data_folder_unusable` or `file_setting_invalid`.
    pub fn open(settings: &FileSettings, data: &Path) -> Result<Self, Problem> {
        let storage = match &settings.bucket {
            Some(bucket) => Self::of(bucket::open(bucket)?),
            None => Self::in_folder(&data.join(FOLDER))?,
        };
        Ok(storage.sealed_by(settings.keys.clone()))
    }

    /// The same, where what is written is sealed by the newest of the keys. What was not sealed is read as before.
    pub fn sealed_by(self, keys: Option<Keys>) -> Self {
        Self { keys, ..self }
    }

    pub fn in_folder(folder: &Path) -> Result<Self, Problem> {
        let unusable = |why: &dyn std::fmt::Display| {
            Problem::invalid("data_folder_unusable")
                .with("folder", folder.display())
                .with("reason", why)
        };
        std::fs::create_dir_all(folder).map_err(|error| unusable(&error))?;
        let objects = LocalFileSystem::new_with_prefix(folder);
        let objects = objects.map_err(|error| unusable(&error))?.with_fsync(true);
        Ok(Self {
            objects: Arc::new(objects),
            folder: Some(folder.to_owned()),
            keys: None,
        })
    }

    pub fn of(objects: Arc<dyn ObjectStore>) -> Self {
        Self {
            objects,
            folder: None,
            keys: None,
        }
    }

    /// A place of its own beside it, for what is no version of a file.
    pub fn beside(&self, name: &str) -> Result<Self, Problem> {
        let beside = match &self.folder {
            Some(folder) => Self::in_folder(&folder.with_file_name(name))?,
            None => Self::of(Arc::new(PrefixStore::new(Arc::clone(&self.objects), name))),
        };
        Ok(beside.sealed_by(self.keys.clone()))
    }

    /// Whether a copy of the data folder holds the bytes too.
    pub fn is_folder(&self) -> bool {
        self.folder.is_some()
    }

    pub fn writer(&self, id: Uuid, bytes_max: u64) -> Writer {
        let keys = self.keys.as_ref();
        Writer::new(Arc::clone(&self.objects), (name_of(id), keys), bytes_max)
    }

    /// Fails with `file_bytes_missing`, `file_key_missing`, `file_bytes_altered`, or `file_storage_away` while they cannot be had.
    /// What turns out to be altered further in breaks the stream off.
    pub async fn read(&self, id: Uuid, part: Option<Range<u64>>) -> Result<Bytes, Problem> {
        reader::read(&self.objects, &name_of(id), self.keys.as_ref(), part).await
    }

    /// By what key is written, if any.
    pub fn newest_key(&self) -> Option<String> {
        self.keys.as_ref().map(Keys::newest_name)
    }

    /// Fails with `file_key_not_set`.
    pub(crate) fn require_keys(&self) -> Result<&Keys, Problem> {
        let none = || Problem::invalid("file_key_not_set");
        self.keys.as_ref().ok_or_else(none)
    }

    /// Seals what lies there by the newest key, in its own place. Answers whether it was not already. What has another sum than
    /// what came is left as it is: fails with `file_bytes_altered`, or as `read` and [`Writer::write`].
    pub async fn seal(&self, id: Uuid, sum: Option<&str>) -> Result<bool, Problem> {
        let keys = self.require_keys()?;
        let begun = reader::beginning(&self.objects, &name_of(id)).await?;
        if seal::key_of(&begun.head) == Some(keys.newest().id) {
            return Ok(false);
        }
        let mut bytes = self.read(id, None).await?;
        let mut writer = self.writer(id, u64::MAX);
        while let Some(piece) = bytes.next().await {
            let written = match piece {
                Ok(piece) => writer.write(&piece).await,
                Err(error) => Err(told(error)),
            };
            if let Err(problem) = written {
                writer.give_up().await;
                return Err(problem);
            }
        }
        if sum.is_some_and(|sum| sum != writer.sum()) {
            writer.give_up().await;
            return Err(seal::altered());
        }
        writer.finish().await?;
        Ok(true)
    }

    /// What is gone already is none the worse.
    pub async fn remove(&self, id: Uuid) -> Result<(), Problem> {
        match self.objects.delete(&name_of(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(told(error)),
        }
    }

    /// All that lies there under the name of a version; what is called otherwise is none of ours.
    pub fn list(&self) -> BoxStream<'static, Result<Lying, Problem>> {
        let lying = |found: object_store::Result<object_store::ObjectMeta>| async {
            let about = match found {
                Ok(about) => about,
                Err(error) => return Some(Err(told(error))),
            };
            // What lies further in is of a place beside this.
            let is_here = about.location.parts().count() == 1;
            let name = about.location.filename().filter(|_| is_here);
            let id = Uuid::try_parse(name?).ok()?;
            Some(Ok(Lying {
                id,
                size: about.size,
                since: about.last_modified,
            }))
        };
        self.objects.list(None).filter_map(lying).boxed()
    }

    /// Removes what uploads that were broken off left half written in the folder, when it has stood still for so long.
    pub fn sweep(&self, older_than: Duration) {
        let entries = self
            .folder
            .as_ref()
            .and_then(|folder| std::fs::read_dir(folder).ok());
        for entry in entries.into_iter().flatten().flatten() {
            let touched = entry.metadata().and_then(|about| about.modified());
            let age = touched.map(|at| SystemTime::now().duration_since(at).unwrap_or_default());
            let is_half = is_half_written(&entry.file_name().to_string_lossy());
            if is_half && age.is_ok_and(|age| age > older_than) {
                std::fs::remove_file(entry.path()).unwrap_or_else(|error| {
                    tracing::warn!(%error, path = %entry.path().display(), "cannot be removed");
                });
            }
        }
    }
}

/// Whether a name in the folder is that of something that is being written.
pub fn is_half_written(name: &str) -> bool {
    name.contains('#')
}

fn name_of(id: Uuid) -> Name {
    Name::from(id.to_string())
}
