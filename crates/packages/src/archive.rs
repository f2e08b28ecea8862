//! The package as one TAR, and the list of what lies in it.
//!
//! TAR and not ZIP: a ZIP ends with a directory of all its files, which whoever writes it keeps in memory until then. And
//! its limits of 65 535 files and 4 GB are passed by an extension that not every program reads.

use crate::checksum::Through;
use crate::mets::Entry;
use crate::{Checksum, MediaType, Moment};
use samverk_foundation::Problem;
use std::io::{Read, Write};
use tar::{Builder, EntryType, Header};

pub struct Archive<W: Write, L: Write> {
    tar: Builder<Through<W>>,
    list: csv::Writer<L>,
    folder: String,
    made_at: Moment,
    pub files: u64,
}

/// The whole of it, when it is written.
pub struct Whole {
    pub size: u64,
    pub checksum: Checksum,
    pub files: u64,
}

impl<W: Write, L: Write> Archive<W, L> {
    pub fn new(out: W, list: L, folder: String, made_at: Moment) -> Result<Self, Problem> {
        let mut list = csv::WriterBuilder::new().delimiter(b';').from_writer(list);
        list.write_record(["path", "size", "sha256"])
            .map_err(Problem::internal)?;
        Ok(Self {
            tar: Builder::new(Through::new(out)),
            list,
            folder,
            made_at,
            files: 0,
        })
    }

    /// Writes a file of so many bytes, and tells what passed. What is too short or too long is told as it was: whoever
    /// said how long it is compares.
    pub fn file(
        &mut self,
        path: &str,
        size: u64,
        content: impl Read,
    ) -> Result<(u64, Checksum), Problem> {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o644);
        header.set_size(size);
        header.set_mtime(self.made_at.seconds());
        // One byte more tells that there is more.
        let mut content = Through::new(content.take(size.saturating_add(1)));
        let whole = format!("{}/{path}", self.folder);
        self.tar
            .append_data(&mut header, whole, &mut content)
            .map_err(Problem::internal)?;
        let passed = content.counted.size;
        let checksum = content.counted.checksum();
        self.files += 1;
        self.list
            .write_record([path, &passed.to_string(), &checksum.to_string()])
            .map_err(Problem::internal)?;
        Ok((passed, checksum))
    }

    /// Writes a file of ours, and tells METS of it.
    pub fn ours(
        &mut self,
        path: &str,
        media_type: MediaType,
        content: &[u8],
    ) -> Result<Entry, Problem> {
        let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
        self.copied(path, media_type, size, content)
    }

    pub fn copied(
        &mut self,
        path: &str,
        media_type: MediaType,
        size: u64,
        content: impl Read,
    ) -> Result<Entry, Problem> {
        let (size, checksum) = self.file(path, size, content)?;
        Ok(Entry {
            path: path.to_owned(),
            media_type,
            size,
            checksum,
            created: self.made_at.to_string(),
        })
    }

    pub fn end(mut self) -> Result<Whole, Problem> {
        self.list.flush().map_err(Problem::internal)?;
        let mut out = self.tar.into_inner().map_err(Problem::internal)?;
        out.flush().map_err(Problem::internal)?;
        Ok(Whole {
            size: out.counted.size,
            checksum: out.counted.checksum(),
            files: self.files,
        })
    }
}
