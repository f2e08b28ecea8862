use samverk_foundation::Problem;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// No file of the format comes near this; a larger one is a mistake.
pub const FILE_BYTES_MAX: u64 = 10 * 1024 * 1024;

/// The files of a bundle in memory, by their path with `/`. Sorted, so that output is stable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    files: BTreeMap<String, Vec<u8>>,
    /// What people have laid at things, of any size: where it lies on this machine.
    laid: BTreeMap<String, PathBuf>,
}

/// Below `files`, of the whole folder or of a collaboration, lies what people have laid at things.
fn is_laid(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches!(
        parts.as_slice(),
        ["files", _, ..] | ["collaborations", _, "files", _, ..]
    )
}

/// Whether it lies where only the bytes of a file lie, below their sum.
fn is_content(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches!(
        parts.as_slice(),
        ["files", _, _] | ["collaborations", _, "files", _, _]
    )
}

impl Folder {
    /// Reads a folder and all below it. Fails with `folder_missing`, `file_too_large` or `internal`.
    pub fn read(root: &Path) -> Result<Self, Problem> {
        if !root.is_dir() {
            return Err(Problem::invalid("folder_missing").with("folder", root.display()));
        }
        let mut folder = Self::default();
        folder.read_below(root, "")?;
        Ok(folder)
    }

    fn read_below(&mut self, folder: &Path, prefix: &str) -> Result<(), Problem> {
        for entry in std::fs::read_dir(folder).map_err(Problem::internal)? {
            let entry = entry.map_err(Problem::internal)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}/{name}")
            };
            // What a spreadsheet program leaves beside a workbook that is open begins with `~$`; what lies
            // under its sum was laid by us, whatever it is called.
            if name.starts_with('.') || name.starts_with("~$") && !is_content(&path) {
                continue;
            }
            let about = entry.metadata().map_err(Problem::internal)?;
            if about.is_dir() {
                self.read_below(&entry.path(), &path)?;
            } else if is_laid(&path) {
                self.laid.insert(path, entry.path());
            } else if about.len() > FILE_BYTES_MAX {
                return Err(Problem::too_large("file_too_large").at_file(&path));
            } else {
                self.files.insert(
                    path,
                    std::fs::read(entry.path()).map_err(Problem::internal)?,
                );
            }
        }
        Ok(())
    }

    /// Writes every file below `root`, which must be empty or missing. Fails with `folder_not_empty`.
    pub fn write(&self, root: &Path) -> Result<(), Problem> {
        std::fs::create_dir_all(root).map_err(Problem::internal)?;
        let mut present = std::fs::read_dir(root).map_err(Problem::internal)?;
        if present.next().is_some() {
            return Err(Problem::invalid("folder_not_empty").with("folder", root.display()));
        }
        for (path, bytes) in &self.files {
            let file = root.join(path);
            if let Some(parent) = file.parent() {
                std::fs::create_dir_all(parent).map_err(Problem::internal)?;
            }
            std::fs::write(file, bytes).map_err(Problem::internal)?;
        }
        Ok(())
    }

    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.files.insert(path.into(), text.into().into_bytes());
    }

    pub fn insert_bytes(&mut self, path: &str, bytes: &[u8]) {
        self.files.insert(path.to_owned(), bytes.to_vec());
    }

    pub(crate) fn remove(&mut self, path: &str) -> Option<Vec<u8>> {
        self.files.remove(path)
    }

    pub fn extend(&mut self, other: Self) {
        self.files.extend(other.files);
        self.laid.extend(other.laid);
    }

    /// Where something that people have laid at a thing lies on this machine.
    pub(crate) fn laid_at(&self, path: &str) -> Option<&Path> {
        self.laid.get(path).map(PathBuf::as_path)
    }

    pub(crate) fn laid_paths(&self) -> impl Iterator<Item = &str> {
        self.laid.keys().map(String::as_str)
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The names directly below a folder: `collaborations` → `digitaliseringsradet`.
    pub fn names_in(&self, folder: &str) -> Vec<String> {
        names_below(self.paths(), folder).into_iter().collect()
    }
}

/// The names directly below a folder, among these paths.
pub(crate) fn names_below<'p>(
    paths: impl Iterator<Item = &'p str>,
    folder: &str,
) -> BTreeSet<String> {
    let below = paths.filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/'));
    below
        .filter_map(|rest| rest.split('/').next())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_leaves_is_passed_over_and_what_was_laid_is_not() {
        let root = tempfile::tempdir().unwrap();
        let content = root.path().join("files").join("ab12");
        std::fs::create_dir_all(&content).unwrap();
        std::fs::write(content.join("~$plan.docx"), "laid").unwrap();
        std::fs::write(root.path().join("~$parties.csv"), "left").unwrap();
        let folder = Folder::read(root.path()).unwrap();
        assert!(folder.laid_at("files/ab12/~$plan.docx").is_some());
        assert_eq!(folder.paths().count(), 0);
    }
}
