//! A backup: one ZIP file with the database, everything else in the data folder, and a list of both
//! with which it is checked when it is made and when it is used.

use crate::reason::reason;
use chrono::{DateTime, Utc};
use samverk_foundation::Problem;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Under what name the database lies in the archive, whatever it is called in the installation.
pub const DATABASE: &str = "samverk.sqlite";
const LIST: &str = "backup.json";
const FORMAT: u32 = 1;

/// What the archive holds.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Contents {
    format: u32,
    samverk: String,
    pub taken_at: DateTime<Utc>,
    /// How many rows each table has.
    pub tables: BTreeMap<String, i64>,
    /// Every file with its checksum, SHA-256 in hexadecimal.
    pub files: BTreeMap<String, String>,
}

/// Writes a new archive of the files, by their names in it. Nobody else may read it: it holds what
/// people have written, and perhaps secrets of the installation.
pub fn write(
    to: &Path,
    files: &BTreeMap<String, PathBuf>,
    tables: BTreeMap<String, i64>,
    taken_at: DateTime<Utc>,
) -> Result<Contents, Problem> {
    let unwritable = |why: &dyn Display| {
        Problem::invalid("backup_unwritable")
            .with("file", to.display())
            .with("reason", why)
    };
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(to);
    let mut archive = ZipWriter::new(file.map_err(|error| unwritable(&reason(&error)))?);
    let options = SimpleFileOptions::default().large_file(true);
    let mut sums = BTreeMap::new();
    for (name, path) in files {
        // What has gone since it was listed belongs to nothing that is kept.
        if name != DATABASE && !path.exists() {
            continue;
        }
        let begun = archive.start_file(name, options);
        begun.map_err(|error| unwritable(&error))?;
        let mut source = File::open(path).map_err(|error| unwritable(&reason(&error)))?;
        let sum = copy(&mut source, &mut archive).map_err(|error| unwritable(&reason(&error)))?;
        sums.insert(name.clone(), sum);
    }
    let contents = Contents {
        format: FORMAT,
        samverk: env!("CARGO_PKG_VERSION").to_owned(),
        taken_at,
        tables,
        files: sums,
    };
    let list = serde_json::to_vec_pretty(&contents).map_err(Problem::internal)?;
    let begun = archive.start_file(LIST, options);
    begun.map_err(|error| unwritable(&error))?;
    archive
        .write_all(&list)
        .map_err(|error| unwritable(&error))?;
    let file = archive.finish().map_err(|error| unwritable(&error))?;
    file.sync_all()
        .map_err(|error| unwritable(&reason(&error)))?;
    Ok(contents)
}

/// Takes out every file, each to the place that `place` gives its name, and compares it with the
/// list. Fails with `backup_unreadable` or `backup_damaged`; what had been taken out stays.
pub fn take_out(from: &Path, place: impl Fn(&str) -> PathBuf) -> Result<Contents, Problem> {
    let unreadable = |why: &dyn Display| {
        Problem::invalid("backup_unreadable")
            .with("file", from.display())
            .with("reason", why)
    };
    let file = File::open(from).map_err(|error| unreadable(&reason(&error)))?;
    let mut archive = ZipArchive::new(file).map_err(|error| unreadable(&error))?;
    let list = archive.by_name(LIST).map_err(|error| unreadable(&error))?;
    let contents: Contents = serde_json::from_reader(list).map_err(|error| unreadable(&error))?;
    if contents.format != FORMAT {
        return Err(unreadable(&format!("format {}", contents.format)));
    }
    for (name, sum) in &contents.files {
        let damaged = || {
            Problem::invalid("backup_damaged")
                .with("file", from.display())
                .with("part", name)
        };
        let mut source = archive.by_name(name).map_err(|_| damaged())?;
        // A name that leads out of the folder was not written by us.
        source.enclosed_name().ok_or_else(damaged)?;
        let to = place(name);
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder).map_err(|error| unusable(&to, error))?;
        }
        let mut options = OpenOptions::new();
        // There may be keys among them.
        options.write(true).create_new(true).mode(0o600);
        let mut target = options.open(&to).map_err(|error| unusable(&to, error))?;
        let written = copy(&mut source, &mut target).map_err(|_| damaged())?;
        target.sync_all().map_err(|error| unusable(&to, error))?;
        if written != *sum {
            return Err(damaged());
        }
    }
    Ok(contents)
}

fn unusable(file: &Path, error: std::io::Error) -> Problem {
    Problem::invalid("data_folder_unusable")
        .with("folder", file.display())
        .with("reason", reason(&error))
}

/// Answers the checksum of what was copied.
fn copy(from: &mut impl Read, to: &mut impl Write) -> std::io::Result<String> {
    let mut sum = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = from.read(&mut piece)?;
        if read == 0 {
            break;
        }
        sum.update(&piece[..read]);
        to.write_all(&piece[..read])?;
    }
    Ok(sum
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}
