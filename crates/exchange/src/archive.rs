//! A folder in a ZIP. Sizes are counted while unpacking: what the headers say is not believed.

use crate::folder::{FILE_BYTES_MAX, Folder};
use samverk_foundation::Problem;
use std::io::{Cursor, Read, Write};
use zip::read::ZipFile;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const ENTRIES_MAX: usize = 5_000;
/// What all files may be together when unpacked.
const UNPACKED_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Text is seldom packed to less than a twentieth; far more is made to fill a disk.
const RATIO_MAX: u64 = 200;
/// Small files of one letter may be packed as hard as they like.
const RATIO_COUNTS_FROM: u64 = 1024 * 1024;

impl Folder {
    /// Unpacks a ZIP. A folder around everything, as when somebody packs the folder itself, falls
    /// away, and so does what operating systems leave beside files.
    ///
    /// Fails with `zip_invalid`, `zip_too_large`, `zip_path_unsafe`, `zip_file_twice` or
    /// `file_too_large`.
    pub fn from_zip(bytes: &[u8]) -> Result<Self, Problem> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(invalid)?;
        if archive.len() > ENTRIES_MAX {
            return Err(Problem::too_large("zip_too_large"));
        }
        let mut files = Vec::new();
        let mut left = UNPACKED_BYTES_MAX;
        for number in 0..archive.len() {
            let file = archive.by_index(number).map_err(invalid)?;
            let name = safe_name(&file)?;
            if !file.is_dir() && !is_beside(&name) {
                let bytes = unpacked(file, left).map_err(|problem| problem.at_file(&name))?;
                left -= length(&bytes);
                files.push((name, bytes));
            }
        }
        let around = around(&files);
        let mut folder = Self::default();
        for (name, bytes) in files {
            let path = name.strip_prefix(&around).unwrap_or(&name);
            if folder.get(path).is_some() {
                return Err(Problem::invalid("zip_file_twice").at_file(path));
            }
            folder.insert_bytes(path, &bytes);
        }
        Ok(folder)
    }

    /// The same files give the same bytes.
    pub fn to_zip(&self) -> Result<Vec<u8>, Problem> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for path in self.paths() {
            let options = SimpleFileOptions::default();
            writer
                .start_file(path, options)
                .map_err(Problem::internal)?;
            let bytes = self.get(path).unwrap_or_default();
            writer.write_all(bytes).map_err(Problem::internal)?;
        }
        let packed = writer.finish().map_err(Problem::internal)?;
        Ok(packed.into_inner())
    }
}

/// Fails with `zip_path_unsafe`.
fn safe_name<R: Read>(file: &ZipFile<'_, R>) -> Result<String, Problem> {
    let name = file.name().map_err(invalid)?.into_owned();
    let is_safe = file.enclosed_name().is_some() && !name.contains(['\\', '\0']);
    if !is_safe || name.starts_with('/') || name.split('/').any(|part| part == "..") {
        return Err(Problem::invalid("zip_path_unsafe").at_file(&name));
    }
    Ok(name)
}

fn unpacked<R: Read>(file: ZipFile<'_, R>, left: u64) -> Result<Vec<u8>, Problem> {
    let packed = file.compressed_size();
    let mut bytes = Vec::new();
    let read = file
        .take(left.min(FILE_BYTES_MAX) + 1)
        .read_to_end(&mut bytes);
    let length = length(&bytes);
    if length > FILE_BYTES_MAX {
        return Err(Problem::too_large("file_too_large"));
    }
    let is_bomb = length > RATIO_COUNTS_FROM && length / RATIO_MAX > packed;
    if length > left || is_bomb {
        return Err(Problem::too_large("zip_too_large"));
    }
    read.map_err(|_| Problem::invalid("zip_invalid"))?;
    Ok(bytes)
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn invalid(_: ZipError) -> Problem {
    Problem::invalid("zip_invalid")
}

fn is_beside(name: &str) -> bool {
    let mut parts = name.split('/');
    parts.any(|part| part.starts_with('.') || part.starts_with("~$") || part == "__MACOSX")
}

/// The folder that all files lie in, when the format's own folders are not at the top.
fn around(files: &[(String, Vec<u8>)]) -> String {
    let first = files.iter().find_map(|(name, _)| name.split_once('/'));
    let Some((top, _)) = first.filter(|(top, _)| *top != "collaborations") else {
        return String::new();
    };
    let prefix = format!("{top}/");
    let has_ours = |(name, _): &(String, Vec<u8>)| {
        name.strip_prefix(&prefix)
            .is_some_and(|rest| rest.starts_with("collaborations/"))
    };
    let all = files.iter().all(|(name, _)| name.starts_with(&prefix));
    match all && files.iter().any(has_ours) {
        true => prefix,
        false => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            let options = SimpleFileOptions::default();
            writer.start_file(*name, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn code(files: &[(&str, &[u8])]) -> &'static str {
        Folder::from_zip(&zip(files)).unwrap_err().code
    }

    #[test]
    fn what_is_packed_is_unpacked_alike() {
        let mut folder = Folder::default();
        folder.insert("collaborations/a/groups.csv", "key\n");
        folder.insert("bundle.toml", "format = 1\n");
        let packed = folder.to_zip().unwrap();
        assert_eq!(Folder::from_zip(&packed).unwrap(), folder);
        assert_eq!(folder.to_zip().unwrap(), packed);
        let around = zip(&[
            ("min mapp/collaborations/a/groups.csv", b"key\n"),
            ("min mapp/bundle.toml", b"format = 1\n"),
            ("__MACOSX/x", b"x"),
            ("min mapp/.DS_Store", b"x"),
        ]);
        assert_eq!(Folder::from_zip(&around).unwrap(), folder);
    }

    #[test]
    fn what_is_made_to_harm_is_refused() {
        assert_eq!(
            Folder::from_zip(b"ingen zip").unwrap_err().code,
            "zip_invalid"
        );
        assert_eq!(code(&[("../utanfor.toml", b"x")]), "zip_path_unsafe");
        assert_eq!(code(&[("a/../../b", b"x")]), "zip_path_unsafe");
        assert_eq!(code(&[("/etc/passwd", b"x")]), "zip_path_unsafe");
        let zeroes = vec![b'0'; 9 * 1024 * 1024];
        assert_eq!(code(&[("a.csv", &zeroes)]), "zip_too_large");
        let large = vec![b'0'; 11 * 1024 * 1024];
        assert_eq!(code(&[("a.csv", &large)]), "file_too_large");
        let names: Vec<String> = (0..=ENTRIES_MAX)
            .map(|number| format!("{number}"))
            .collect();
        let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert_eq!(code(&many), "zip_too_large");
    }
}
