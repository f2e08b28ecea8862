//! Bytes on their way out: as they lie, or opened piece by piece. Memory holds a piece or two, whatever the size.

use super::keys::Keys;
use super::seal::{Altered, HEAD, Opener, PIECE, SEALED_PIECE, altered, is_sealed};
use super::{Bytes, told};
use axum::body::Bytes as Block;
use futures_util::{StreamExt, stream};
use object_store::path::Path as Name;
use object_store::{GetOptions, GetRange, GetResult, ObjectStore};
use samverk_foundation::Problem;
use std::ops::Range;
use std::sync::Arc;

/// A file that was sealed anew between its head and its pieces is begun again.
const ATTEMPTS: usize = 3;

/// How what lies there begins, and how large and which it is.
pub(super) struct Beginning {
    pub head: Block,
    lying: u64,
    tag: Option<String>,
}

/// Fails with `file_bytes_missing` or `file_storage_away`.
pub(super) async fn beginning(
    objects: &Arc<dyn ObjectStore>,
    name: &Name,
) -> Result<Beginning, Problem> {
    let options = GetOptions {
        range: Some(GetRange::Bounded(0..HEAD as u64)),
        ..GetOptions::default()
    };
    let found = objects.get_opts(name, options).await.map_err(told)?;
    let (lying, tag) = (found.meta.size, found.meta.e_tag.clone());
    let head = found.bytes().await.map_err(told)?;
    Ok(Beginning { head, lying, tag })
}

/// All of it or a part. Fails with `file_bytes_missing`, `file_storage_away`, `file_key_missing` or `file_bytes_altered`.
pub(super) async fn read(
    objects: &Arc<dyn ObjectStore>,
    name: &Name,
    keys: Option<&Keys>,
    part: Option<Range<u64>>,
) -> Result<Bytes, Problem> {
    for attempt in 1..=ATTEMPTS {
        let begun = beginning(objects, name).await?;
        let options = |range| GetOptions {
            range,
            if_match: begun.tag.clone(),
            ..GetOptions::default()
        };
        let opened = match is_sealed(&begun.head) {
            true => {
                let head = (begun.head.as_ref(), name.as_ref());
                Some(Wanted::of(
                    Opener::of(keys, head, begun.lying)?,
                    part.clone(),
                )?)
            }
            false => None,
        };
        let range = match &opened {
            Some(wanted) => Some(wanted.lying(begun.lying)),
            None => part.clone(),
        };
        let asked = options(range.map(GetRange::Bounded));
        match objects.get_opts(name, asked).await {
            Err(object_store::Error::Precondition { .. }) if attempt < ATTEMPTS => {}
            found => return opened_stream(found.map_err(told)?, opened).await,
        }
    }
    Err(Problem::unavailable("file_storage_away"))
}

/// What is wanted of a sealed file: from which piece on, and so much of what they hold.
struct Wanted {
    opener: Opener,
    position: u32,
    last: u32,
    skip: usize,
    left: u64,
}

impl Wanted {
    fn of(opener: Opener, part: Option<Range<u64>>) -> Result<Self, Problem> {
        let part = part.unwrap_or(0..opener.size());
        let end = part.end.min(opener.size());
        let start = part.start.min(end);
        let piece = PIECE as u64;
        let at = |byte: u64| u32::try_from(byte / piece).map_err(Problem::internal);
        Ok(Self {
            position: at(start)?,
            last: at(end.saturating_sub(1).max(start))?.min(opener.pieces() - 1),
            skip: usize::try_from(start % piece).map_err(Problem::internal)?,
            left: end - start,
            opener,
        })
    }

    /// Where its pieces lie, of so many bytes.
    fn lying(&self, all: u64) -> Range<u64> {
        let (head, piece) = (HEAD as u64, SEALED_PIECE as u64);
        let from = head + u64::from(self.position) * piece;
        from..(head + (u64::from(self.last) + 1) * piece).min(all)
    }
}

/// The first piece is opened at once: what is wrong from the beginning is told before anything is sent.
async fn opened_stream(found: GetResult, wanted: Option<Wanted>) -> Result<Bytes, Problem> {
    let lying = found.into_stream();
    let Some(wanted) = wanted else {
        return Ok(lying);
    };
    let reading = Reading {
        lying,
        held: Vec::with_capacity(2 * SEALED_PIECE),
        wanted,
    };
    let mut opened = stream::try_unfold(reading, |mut reading| async {
        let block = reading.next().await?;
        Ok(block.map(|block| (block, reading)))
    })
    .boxed();
    match opened.next().await {
        Some(Ok(first)) => Ok(stream::once(async { Ok(first) }).chain(opened).boxed()),
        Some(Err(error)) => Err(told(error)),
        None => Err(altered()),
    }
}

struct Reading {
    lying: Bytes,
    held: Vec<u8>,
    wanted: Wanted,
}

impl Reading {
    /// The next piece, opened. What is cut off is altered: the last piece says that it is the last.
    async fn next(&mut self) -> object_store::Result<Option<Block>> {
        if self.wanted.left == 0 {
            return Ok(None);
        }
        while self.held.len() < SEALED_PIECE {
            match self.lying.next().await {
                Some(block) => self.held.extend_from_slice(&block?),
                None => break,
            }
        }
        let length = self.held.len().min(SEALED_PIECE);
        let wanted = &mut self.wanted;
        let opened = wanted.opener.open(wanted.position, &self.held[..length]);
        let opened = opened.map_err(wrong)?;
        self.held.drain(..length);
        wanted.position += 1;
        let left = usize::try_from(wanted.left).unwrap_or(usize::MAX);
        let end = opened.len().min(wanted.skip.saturating_add(left));
        let block = opened.get(wanted.skip..end).ok_or_else(|| wrong(Altered))?;
        wanted.skip = 0;
        wanted.left -= block.len() as u64;
        Ok(Some(Block::copy_from_slice(block)))
    }
}

fn wrong(altered: Altered) -> object_store::Error {
    object_store::Error::Generic {
        store: "sealed",
        source: Box::new(altered),
    }
}
