//! Pictures of texts: their bytes on the way to the process that typesets, and their places in the data.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{ImageReader, Limits};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::Cursor;

/// A larger one is no picture for paper, and would take the memory of all.
const SIDE_MAX: u32 = 12_000;
const MEMORY_MAX: u64 = 512 * 1024 * 1024;

/// The bytes of a picture, by what the texts call it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Sent {
    name: String,
    base64: String,
}

impl Sent {
    pub fn new((name, bytes): (String, Vec<u8>)) -> Self {
        let base64 = STANDARD.encode(bytes);
        Self { name, base64 }
    }

    /// Nothing when it cannot be drawn.
    fn bytes(&self) -> Option<Vec<u8>> {
        let bytes = STANDARD.decode(&self.base64).ok()?;
        is_drawable(&bytes).then_some(bytes)
    }
}

/// What is cut off or no picture at all would stop the whole document.
fn is_drawable(bytes: &[u8]) -> bool {
    let Ok(mut reader) = ImageReader::new(Cursor::new(bytes)).with_guessed_format() else {
        return false;
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    reader.decode().is_ok()
}

/// Those that can be drawn, by the name of the file that the templates read.
pub(crate) fn files(sent: &[Sent], data: &mut Value) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut names = Vec::new();
    for one in sent {
        if let Some(bytes) = one.bytes() {
            let file = format!("picture-{}", files.len());
            names.push((one.name.as_str(), file.clone()));
            files.push((file, bytes));
        }
    }
    place(data, &names);
    files
}

/// Every picture in the texts is told its file, or none.
pub(crate) fn place(data: &mut Value, names: &[(&str, String)]) {
    match data {
        Value::Array(values) => values.iter_mut().for_each(|value| place(value, names)),
        Value::Object(fields) => {
            if fields.get("kind").and_then(Value::as_str) == Some("picture") {
                let name = fields.get("name").and_then(Value::as_str);
                let file = names.iter().find(|(known, _)| Some(*known) == name);
                let file = file.map(|(_, file)| file.clone()).unwrap_or_default();
                fields.insert("file".to_owned(), file.into());
            }
            fields.values_mut().for_each(|value| place(value, names));
        }
        _ => {}
    }
}
