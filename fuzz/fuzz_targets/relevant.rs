//! Any text as an XLSForm's `relevant`: what is read is written, and read as the same.
#![no_main]

use samverk_fields::FieldKind;
use samverk_surveys::xlsform::relevant::{read, written};

static KINDS: [FieldKind; 3] = [FieldKind::Integer, FieldKind::Line, FieldKind::Date];

libfuzzer_sys::fuzz_target!(|text: &str| {
    let kind = |name: &str| KINDS.get(name.len() % KINDS.len());
    let Ok(condition) = read(text, &kind) else { return };
    // What has both quotes in it cannot be written.
    if let Some(again) = written(&condition) {
        assert!(read(&again, &kind).is_ok(), "{again}");
    }
});
