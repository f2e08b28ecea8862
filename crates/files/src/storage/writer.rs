//! Bytes on their way in: a piece at a time, measured, summed and looked at as they pass.

use super::keys::Keys;
use super::seal::{Sealer, is_sealed};
use super::{Bytes, told};
use crate::model::{HEAD_BYTES, media_type};
use futures_util::StreamExt;
use object_store::path::Path as Name;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload};
use samverk_foundation::Problem;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::Arc;

/// What is held in memory of one upload. S3 takes no smaller part but the last.
const PART_BYTES: usize = 5 * 1024 * 1024;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub size: u64,
    /// In hexadecimal.
    pub sha256: String,
    pub media_type: &'static str,
}

pub struct Writer {
    objects: Arc<dyn ObjectStore>,
    name: Name,
    bytes_max: u64,
    upload: Option<Box<dyn MultipartUpload>>,
    part: Vec<u8>,
    /// Seals what is written, where there is a key.
    sealer: Option<Sealer>,
    head: Vec<u8>,
    sum: Sha256,
    size: u64,
}

impl Writer {
    pub(super) fn new(
        objects: Arc<dyn ObjectStore>,
        (name, keys): (Name, Option<&Keys>),
        bytes_max: u64,
    ) -> Self {
        let sealed = keys.map(|keys| Sealer::begin(keys, name.as_ref()));
        let (sealer, part) = sealed.unzip();
        Self {
            objects,
            name,
            bytes_max,
            upload: None,
            part: part.unwrap_or_default(),
            sealer,
            head: Vec::new(),
            sum: Sha256::new(),
            size: 0,
        }
    }

    /// Fails with `file_upload_too_large`, `storage_full` or `file_storage_away`; then nothing is left.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let size = u64::try_from(bytes.len()).map_err(Problem::internal)?;
        self.size = self.size.saturating_add(size);
        if self.size > self.bytes_max {
            self.give_up().await;
            return Err(too_large(self.bytes_max));
        }
        let lacking = HEAD_BYTES.saturating_sub(self.head.len());
        self.head
            .extend_from_slice(&bytes[..bytes.len().min(lacking)]);
        self.sum.update(bytes);
        match &mut self.sealer {
            Some(sealer) => sealer.write(bytes, &mut self.part)?,
            None => self.part.extend_from_slice(bytes),
        }
        match self.part.len() >= PART_BYTES {
            true => self.put_part().await,
            false => Ok(()),
        }
    }

    async fn put_part(&mut self) -> Result<(), Problem> {
        let part = PutPayload::from(std::mem::take(&mut self.part));
        let upload = match self.upload.take() {
            Some(upload) => upload,
            None => self.objects.put_multipart(&self.name).await.map_err(told)?,
        };
        let done = self.upload.insert(upload).put_part(part).await;
        if let Err(error) = done {
            self.give_up().await;
            return Err(told(error));
        }
        Ok(())
    }

    /// From here on the bytes are there whatever happens. Fails with `file_without_content`, or as `write`.
    pub async fn finish(mut self) -> Result<Written, Problem> {
        if self.size == 0 {
            return Err(Problem::invalid("file_without_content").at_field("file"));
        }
        match &mut self.sealer {
            Some(sealer) => sealer.finish(&mut self.part)?,
            None if is_sealed(&self.head) => {
                // Nobody could read it again.
                self.give_up().await;
                return Err(Problem::invalid("file_looks_sealed").at_field("file"));
            }
            None => {}
        }
        if self.upload.is_some() && !self.part.is_empty() {
            self.put_part().await?;
        }
        let done = match &mut self.upload {
            Some(upload) => upload.complete().await,
            None => {
                let whole = PutPayload::from(std::mem::take(&mut self.part));
                self.objects.put(&self.name, whole).await
            }
        };
        if let Err(error) = done {
            self.give_up().await;
            return Err(told(error));
        }
        Ok(Written {
            size: self.size,
            sha256: self.sum(),
            media_type: media_type(&self.head),
        })
    }

    /// The sum of what has been written until now.
    pub(crate) fn sum(&self) -> String {
        hexadecimal(self.sum.clone())
    }

    /// Leaves nothing, where that can be had; the tidying finds the rest.
    pub async fn give_up(&mut self) {
        if let Some(mut upload) = self.upload.take()
            && let Err(error) = upload.abort().await
        {
            tracing::warn!(%error, "a part of a file is left");
        }
    }
}

pub(crate) fn too_large(bytes_max: u64) -> Problem {
    let megabytes = bytes_max / (1024 * 1024);
    Problem::too_large("file_upload_too_large").with("max", megabytes)
}

/// The sum of what lies there.
pub(crate) async fn sum_of(mut bytes: Bytes) -> Result<String, Problem> {
    let mut sum = Sha256::new();
    while let Some(piece) = bytes.next().await {
        sum.update(&piece.map_err(told)?);
    }
    Ok(hexadecimal(sum))
}

fn hexadecimal(sum: Sha256) -> String {
    let mut written = String::with_capacity(64);
    for byte in sum.finalize() {
        // Writing to a text never fails.
        write!(written, "{byte:02x}").unwrap_or_default();
    }
    written
}
