//! The rows of files and versions.

mod deleting;
mod files;
mod versions;

pub use deleting::{delete_at, versions_at};
pub(crate) use files::{
    find_file, insert_file, list_files, list_files_of, list_places, update_file,
};
pub use versions::versions_naming;
pub(crate) use versions::{
    find_by_id, find_version, insert_version, kept_among, known_among, list_judged_by_others,
    list_kept, list_latest, list_versions, list_versions_of, list_waiting, sums_of, update_state,
};
