//! What a file is, by its content: what it is called says nothing.

use samverk_foundation::Problem;

/// So much of the beginning tells it.
pub const HEAD_BYTES: usize = 8 * 1024;

const UNKNOWN: &str = "application/octet-stream";
const TEXT: &str = "text/plain";
/// Older documents of Office, and newer ones behind a password.
const COMPOUND: &str = "application/x-ole-storage";
const ZIP: &str = "application/zip";

/// The type of what begins so.
pub fn media_type(head: &[u8]) -> &'static str {
    let head = &head[..head.len().min(HEAD_BYTES)];
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return COMPOUND;
    }
    match infer::get(head) {
        Some(found) => found.mime_type(),
        None if is_text(head) => TEXT,
        None => UNKNOWN,
    }
}

/// A letter may be cut at the end of what was read.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let is_plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    !text.is_empty() && text.chars().all(is_plain)
}

/// The endings that say more than a name, with the types that may stand behind them.
const ENDINGS: [(&str, &[&str]); 17] = [
    ("pdf", &["application/pdf"]),
    ("png", &["image/png"]),
    ("jpg", &["image/jpeg"]),
    ("jpeg", &["image/jpeg"]),
    ("gif", &["image/gif"]),
    ("webp", &["image/webp"]),
    ("tif", &["image/tiff"]),
    ("zip", &[ZIP]),
    (
        "docx",
        &[
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ZIP,
            COMPOUND,
        ],
    ),
    (
        "xlsx",
        &[
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ZIP,
            COMPOUND,
        ],
    ),
    (
        "pptx",
        &[
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            ZIP,
            COMPOUND,
        ],
    ),
    ("odt", &["application/vnd.oasis.opendocument.text", ZIP]),
    (
        "ods",
        &["application/vnd.oasis.opendocument.spreadsheet", ZIP],
    ),
    (
        "odp",
        &["application/vnd.oasis.opendocument.presentation", ZIP],
    ),
    ("mp4", &["video/mp4", "video/x-m4v"]),
    ("mp3", &["audio/mpeg"]),
    ("7z", &["application/x-7z-compressed"]),
];

/// What is called one thing must not be another. Fails with `file_type_differs`.
pub fn check_ending(name: &str, media_type: &str) -> Result<(), Problem> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ending = ending.to_ascii_lowercase();
    let known = ENDINGS.iter().find(|(known, _)| *known == ending);
    match known {
        Some((_, allowed)) if !allowed.contains(&media_type) => {
            Err(Problem::invalid("file_type_differs")
                .with("ending", ending)
                .with("type", media_type)
                .at_field("file"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells_the_type() {
        for (head, expected) in [
            (&b"%PDF-1.7\n"[..], "application/pdf"),
            (b"\x89PNG\r\n\x1a\n", "image/png"),
            (
                b"MZ\x90\x00\x03\x00\x00\x00",
                "application/vnd.microsoft.portable-executable",
            ),
            ("Protokoll från rådet\n".as_bytes(), TEXT),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", COMPOUND),
            (b"\x00\x01\x02\x03", UNKNOWN),
            (b"", UNKNOWN),
        ] {
            assert_eq!(media_type(head), expected, "{head:?}");
        }
        let mut cut = "å".repeat(10).into_bytes();
        cut.pop();
        assert_eq!(media_type(&cut), TEXT);
    }

    #[test]
    fn a_program_called_a_document_is_told_by_what_it_is() {
        let program = media_type(b"MZ\x90\x00\x03\x00\x00\x00");
        let wrong = check_ending("Faktura.PDF", program).unwrap_err();
        assert_eq!(wrong.code, "file_type_differs");
        assert!(wrong.values.contains(&("type", program.to_owned())));
        assert!(check_ending("protokoll.pdf", "application/pdf").is_ok());
        assert!(check_ending("hemlig.docx", COMPOUND).is_ok());
        assert!(check_ending("utan", program).is_ok());
    }
}
