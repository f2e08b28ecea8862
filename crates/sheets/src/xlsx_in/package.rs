//! The ZIP around a workbook. Sizes are counted while unpacking: what the headers say is not
//! believed, and a part that is not needed is never unpacked.

use samverk_foundation::Problem;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// No workbook of tables comes near this; a larger one is a mistake.
pub const WORKBOOK_BYTES_MAX: usize = 10 * 1024 * 1024;
/// What all parts that are read may be together when unpacked.
const UNPACKED_BYTES_MAX: u64 = 64 * 1024 * 1024;
const ENTRIES_MAX: usize = 2_000;
/// The first bytes of the format that old Excel and encrypted workbooks use.
const OLE_MARK: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The number of each part, by its name in small letters without a slash before it.
    numbers: BTreeMap<String, usize>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'b> Package<'b> {
    /// Fails with `file_too_large`, `workbook_encrypted`, `workbook_old_format`,
    /// `workbook_not_xlsx`, `workbook_too_large` or `workbook_macros`.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Problem> {
        if bytes.len() > WORKBOOK_BYTES_MAX {
            return Err(Problem::too_large("file_too_large"));
        }
        if bytes.starts_with(OLE_MARK) {
            return Err(Problem::invalid(ole_code(bytes)));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_xlsx())?;
        let declared = archive.decompressed_size().unwrap_or_default();
        if archive.len() > ENTRIES_MAX || declared > u128::from(UNPACKED_BYTES_MAX) {
            return Err(too_large());
        }
        let numbers = numbers(&archive);
        if numbers.keys().any(|name| name.ends_with("vbaproject.bin")) {
            return Err(Problem::invalid("workbook_macros"));
        }
        let left = UNPACKED_BYTES_MAX;
        Ok(Self {
            archive,
            numbers,
            left,
        })
    }

    /// A part as text, or nothing when there is none with that name.
    /// Fails with `workbook_too_large`, `workbook_encrypted` or `workbook_damaged`.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let name = name.trim_start_matches('/').to_lowercase();
        let Some(number) = self.numbers.get(&name).copied() else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let part = self.archive.by_index(number).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => {
                Problem::invalid("workbook_encrypted")
            }
            _ => damaged(&name),
        })?;
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > self.left {
            return Err(too_large());
        }
        read.map_err(|_| damaged(&name))?;
        self.left -= length;
        let text = String::from_utf8(bytes).map_err(|_| damaged(&name))?;
        Ok(Some(match text.strip_prefix('\u{feff}') {
            Some(text) => text.to_owned(),
            None => text,
        }))
    }
}

fn numbers(archive: &ZipArchive<Cursor<&[u8]>>) -> BTreeMap<String, usize> {
    let name = |number: usize| {
        let name = archive.name_for_index(number)?.ok()?;
        let name = name.replace('\\', "/").to_lowercase();
        Some((name.trim_start_matches('/').to_owned(), number))
    };
    (0..archive.len()).filter_map(name).collect()
}

/// An encrypted workbook is wrapped in the old format, with its name in UTF-16.
fn ole_code(bytes: &[u8]) -> &'static str {
    let mark: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(mark.len()).any(|window| window == mark) {
        "workbook_encrypted"
    } else {
        "workbook_old_format"
    }
}

pub(super) fn not_xlsx() -> Problem {
    Problem::invalid("workbook_not_xlsx")
}

pub(super) fn too_large() -> Problem {
    Problem::too_large("workbook_too_large")
}

pub(super) fn damaged(part: &str) -> Problem {
    Problem::invalid("workbook_damaged").with("part", part)
}
