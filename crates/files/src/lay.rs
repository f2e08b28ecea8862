//! Bytes that another room has at hand, laid in the store before rows tell of them.

use crate::Files;
use crate::model::{Received, check_ending, clean_name};
use samverk_foundation::Problem;
use uuid::Uuid;

/// What is called something else than it is gets this ending, so that nothing opens it as what it is not.
const BYTES: &str = "bin";

/// Lays them under that id. Whoever does it removes them when no row comes to tell of them. A name that is
/// harmful is cleaned; what is called one thing and is another is renamed.
///
/// Fails with `file_upload_too_large` or `file_storage_away`.
pub async fn lay(
    files: &Files,
    id: Uuid,
    (called, bytes): (&str, &[u8]),
) -> Result<Received, Problem> {
    let mut writer = files.storage.writer(id, files.bytes_max);
    writer.write(bytes).await?;
    let written = writer.finish().await?;
    let name = clean_name(called);
    let name = match check_ending(&name, written.media_type) {
        Ok(()) => name,
        Err(_) => format!("{name}.{BYTES}"),
    };
    Ok(Received {
        id,
        name,
        media_type: written.media_type.to_owned(),
        size: written.size,
        sha256: written.sha256,
        state: files.judge(id).await?,
    })
}
