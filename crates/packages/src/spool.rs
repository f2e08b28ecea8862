//! XML grows on disk beside the package while the files pass, and is copied into it when its length is known.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Seek, Write};
use std::path::Path;

/// A file without a name, which the operating system removes when nobody holds it.
pub struct Spool {
    out: BufWriter<File>,
}

/// What was spooled, to be read from its beginning.
pub struct Spooled {
    pub content: BufReader<File>,
    pub size: u64,
}

impl Spool {
    pub fn new(folder: &Path) -> io::Result<Self> {
        let file = tempfile::tempfile_in(folder)?;
        let out = BufWriter::new(file);
        Ok(Self { out })
    }

    pub fn seal(self) -> io::Result<Spooled> {
        let mut file = self.out.into_inner().map_err(|error| error.into_error())?;
        let size = file.stream_position()?;
        file.rewind()?;
        let content = BufReader::new(file);
        Ok(Spooled { content, size })
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
