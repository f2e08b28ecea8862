//! SHA-256, and counting what passes.

use sha2::{Digest, Sha256};
use std::fmt;
use std::io::{self, Read, Write};

/// SHA-256 of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Checksum([u8; 32]);

impl Checksum {
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// From 64 hexadecimal digits, large or small; nothing when they are not.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().as_bytes();
        let mut bytes = [0; 32];
        if digits.len() != 64 {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(pair[0])? * 16 + digit(pair[1])?;
        }
        Some(Self(bytes))
    }
}

fn digit(letter: u8) -> Option<u8> {
    let value = char::from(letter).to_digit(16)?;
    u8::try_from(value).ok()
}

impl fmt::Display for Checksum {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

/// How much has passed, and its checksum.
#[derive(Default)]
pub(crate) struct Counted {
    hash: Sha256,
    pub size: u64,
}

impl Counted {
    fn count(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.size += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    }

    pub fn checksum(self) -> Checksum {
        Checksum(self.hash.finalize().into())
    }
}

/// What is written or read through it is counted.
pub(crate) struct Through<T> {
    pub inner: T,
    pub counted: Counted,
}

impl<T> Through<T> {
    pub fn new(inner: T) -> Self {
        Self {
            inner,
            counted: Counted::default(),
        }
    }
}

impl<W: Write> Write for Through<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.counted.count(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<R: Read> Read for Through<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.counted.count(&bytes[..read]);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_is_read_as_it_is_written_and_in_capitals() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Checksum::of(b"").to_string(), empty);
        assert_eq!(
            Checksum::parse(&empty.to_uppercase()),
            Some(Checksum::of(b""))
        );
        let too_long = format!("{empty}00");
        for none in ["", &empty[2..], &too_long, &"g".repeat(64), &"å".repeat(32)] {
            assert_eq!(Checksum::parse(none), None);
        }
    }
}
