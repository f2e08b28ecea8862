//! Files on anything: whatever is kept and can be found by its kind and id can have files laid at it.

mod actions;
mod api;
pub mod bundle;
mod deliver;
mod find;
mod inspect;
mod keep;
mod laid;
mod lay;
pub mod model;
mod pages;
mod pictures;
pub mod policy;
mod receive;
mod scanner;
mod settings;
mod storage;
mod store;
mod taken;
mod whole;

pub use actions::{
    NewFile, SCAN_FILE, Sealed, TIDY_FILES, add_file, add_version, change_file, order_tidying,
    remove_file, scan_file, seal_files, tidy_files,
};
pub use api::api;
pub use deliver::hand_out;
pub use find::FETCHED;
pub use inspect::{Inspected, inspect};
pub use laid::{Laid, keys_at, keys_of, laid_at, laid_versions, versions_of};
pub use lay::lay;
pub use pages::{file_field, module, size_words, state_words};
pub use pictures::picture_bytes;
pub use scanner::{Address, Scanner};
pub use settings::{Bucket, FileFields, FileSettings};
pub use storage::{Bytes, FOLDER, Keys, Lying, Storage, Writer, Written, is_half_written};
pub use store::{delete_at, versions_at, versions_naming};
pub use taken::{Taken, may_lay, take_in};
pub use whole::{bytes_named, file_with_id, whole, whole_of};

use axum::Extension;
use model::{State, Why};
use samverk_database::{Migration, migration};
use samverk_foundation::Problem;
use std::path::Path;
use uuid::Uuid;

pub const MIGRATIONS: &[Migration] = &[
    migration!(900, "files"),
    migration!(901, "public_from"),
    migration!(902, "scanned_by"),
];

/// Where files lie, who looks at them, and how large they may be.
#[derive(Clone, Debug)]
pub struct Files {
    pub storage: Storage,
    pub scanner: Option<Scanner>,
    pub bytes_max: u64,
}

impl Files {
    /// Fails with `data_folder_unusable` or `file_setting_invalid`.
    pub fn open(settings: &FileSettings, data: &Path) -> Result<Self, Problem> {
        Ok(Self {
            storage: Storage::open(settings, data)?,
            scanner: settings.scanner.clone().map(Scanner::at),
            bytes_max: settings.bytes_max,
        })
    }

    /// Where there is something to look at: nothing is made. Answers nothing before the first file.
    pub fn find(settings: &FileSettings, data: &Path) -> Result<Option<Self>, Problem> {
        let is_there = settings.bucket.is_some() || data.join(FOLDER).is_dir();
        is_there.then(|| Self::open(settings, data)).transpose()
    }

    /// For the handlers below it.
    pub fn layer(self) -> Extension<Self> {
        Extension(self)
    }

    /// Whether the scanner answers: what it says of a harmless line. Nothing without a scanner.
    pub async fn ask_scanner(&self) -> Result<Option<State>, Problem> {
        let Some(scanner) = &self.scanner else {
            return Ok(None);
        };
        let line = axum::body::Bytes::from_static(b"Samverk");
        let bytes = futures_util::stream::once(async { Ok(line) });
        scanner.scan(Box::pin(bytes)).await.map(Some)
    }

    /// By what signatures the scanner judges just now. Nothing when it does not say.
    pub(crate) async fn signatures(&self) -> Option<String> {
        self.scanner.as_ref()?.signatures().await
    }

    /// What the scanner says of bytes that are in the store.
    pub(crate) async fn judge(&self, id: Uuid) -> Result<State, Problem> {
        match &self.scanner {
            Some(scanner) => scanner.scan(self.storage.read(id, None).await?).await,
            None => Ok(State::NotScanned(Why::NoScanner)),
        }
    }
}
