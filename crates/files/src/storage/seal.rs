//! How a sealed file is written: a head with the key's id, and pieces that are each sealed by the construction STREAM (Hoang,
//! Reyhanitabar, Rogaway and Vizár 2015) over XChaCha20-Poly1305. Each piece knows its place, whether it is the last, and the name
//! under which it lies: nothing can be changed, cut off, moved or put in another file's place without being found.

use super::keys::{Key, KeyId, Keys, NONCE, missing};
use aead_stream::aead::Payload;
use aead_stream::{NewStream, StreamBE32, StreamPrimitive};
use chacha20poly1305::XChaCha20Poly1305;
use samverk_foundation::Problem;
use std::fmt;

/// No file of another kind begins so.
const MARK: [u8; 12] = *b"\x89SAMVERK\r\n\x00\x01";
/// The mark, the key's id, the nonce, and one byte that says nothing yet.
pub(super) const HEAD: usize = MARK.len() + 8 + NONCE + 1;
/// So much is sealed at a time.
pub(super) const PIECE: usize = 64 * 1024;
const TAG: usize = 16;
pub(super) const SEALED_PIECE: usize = PIECE + TAG;

type Stream = StreamBE32<XChaCha20Poly1305>;

/// The bytes are not those that were written.
#[derive(Debug)]
pub(super) struct Altered;

impl fmt::Display for Altered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sealed bytes are not those that were written")
    }
}

impl std::error::Error for Altered {}

/// Whether bytes that lie there are sealed, by how they begin.
pub(super) fn is_sealed(beginning: &[u8]) -> bool {
    beginning.starts_with(&MARK)
}

fn stream(key: &Key, nonce: &[u8; NONCE]) -> Stream {
    Stream::from_aead(key.cipher.clone(), &(*nonce).into())
}

/// What every piece is bound to: the head, and the name of the file.
fn bound(head: &[u8], name: &str) -> Vec<u8> {
    [head, name.as_bytes()].concat()
}

/// Seals what passes.
pub(super) struct Sealer {
    stream: Stream,
    bound: Vec<u8>,
    position: u32,
    piece: Vec<u8>,
}

impl Sealer {
    /// And the head, which is written first.
    pub(super) fn begin(keys: &Keys, name: &str) -> (Self, Vec<u8>) {
        let (key, nonce) = (keys.newest(), keys.nonce());
        let head = [&MARK[..], &key.id, &nonce, &[0]].concat();
        let sealer = Self {
            stream: stream(key, &nonce),
            bound: bound(&head, name),
            position: 0,
            piece: Vec::with_capacity(PIECE),
        };
        (sealer, head)
    }

    /// Puts what is full at the end of `out`. The last piece waits until it is known to be the last.
    pub(super) fn write(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Problem> {
        while !bytes.is_empty() {
            if self.piece.len() == PIECE {
                self.seal(false, out)?;
            }
            let taken = bytes.len().min(PIECE - self.piece.len());
            let (now, later) = bytes.split_at(taken);
            self.piece.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    pub(super) fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), Problem> {
        self.seal(true, out)
    }

    fn seal(&mut self, is_last: bool, out: &mut Vec<u8>) -> Result<(), Problem> {
        let payload = Payload {
            msg: &self.piece,
            aad: &self.bound,
        };
        let sealed = self.stream.encrypt(self.position, is_last, payload);
        let cannot = |_| Problem::internal("a file with more pieces than can be counted");
        out.extend_from_slice(&sealed.map_err(cannot)?);
        self.piece.clear();
        let next = self.position.checked_add(1);
        self.position = next.ok_or_else(|| Problem::internal("a file without end"))?;
        Ok(())
    }
}

/// What is known of a sealed file before its pieces are read.
pub(super) struct Opener {
    stream: Stream,
    bound: Vec<u8>,
    pieces: u32,
    size: u64,
}

/// The id of the key of a sealed file, by how it begins.
pub(super) fn key_of(head: &[u8]) -> Option<KeyId> {
    let id = head.get(MARK.len()..MARK.len() + 8)?;
    is_sealed(head).then(|| id.try_into().ok()).flatten()
}

impl Opener {
    /// Of a file with this head and so many bytes in all. Fails with `file_key_missing` or `file_bytes_altered`.
    pub(super) fn of(
        keys: Option<&Keys>,
        (head, name): (&[u8], &str),
        lying: u64,
    ) -> Result<Self, Problem> {
        let head = head.get(..HEAD).ok_or_else(altered)?;
        let id = key_of(head).ok_or_else(altered)?;
        let key = keys.ok_or_else(|| missing(id))?.with(id)?;
        let nonce = head.get(MARK.len() + 8..MARK.len() + 8 + NONCE);
        let nonce = nonce.and_then(|nonce| nonce.try_into().ok());
        let nonce: [u8; NONCE] = nonce.ok_or_else(altered)?;
        let sealed = lying.saturating_sub(HEAD as u64);
        let pieces = sealed.div_ceil(SEALED_PIECE as u64);
        let size = sealed.checked_sub(pieces * TAG as u64);
        Ok(Self {
            stream: stream(key, &nonce),
            bound: bound(head, name),
            pieces: u32::try_from(pieces).map_err(|_| altered())?,
            size: size.filter(|size| *size > 0).ok_or_else(altered)?,
        })
    }

    /// How many bytes there are when it is opened.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    pub(super) fn pieces(&self) -> u32 {
        self.pieces
    }

    pub(super) fn open(&self, position: u32, sealed: &[u8]) -> Result<Vec<u8>, Altered> {
        let is_last = position + 1 == self.pieces;
        let payload = Payload {
            msg: sealed,
            aad: &self.bound,
        };
        let opened = self.stream.decrypt(position, is_last, payload);
        opened.map_err(|_| Altered)
    }
}

pub(super) fn altered() -> Problem {
    Problem::unavailable("file_bytes_altered").because(Altered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys(byte: u8) -> Keys {
        use base64::Engine;
        let text = base64::engine::general_purpose::STANDARD.encode([byte; 32]);
        Keys::parse(&text, "prov").unwrap().unwrap()
    }

    fn sealed(content: &[u8], name: &str) -> Vec<u8> {
        let (mut sealer, mut out) = Sealer::begin(&keys(7), name);
        for part in content.chunks(40_000) {
            sealer.write(part, &mut out).unwrap();
        }
        sealer.finish(&mut out).unwrap();
        out
    }

    fn opened(sealed: &[u8], name: &str, keys: &Keys) -> Option<Vec<u8>> {
        let opener = Opener::of(Some(keys), (sealed, name), sealed.len() as u64).ok()?;
        let mut content = Vec::new();
        for (position, piece) in (0..).zip(sealed[HEAD..].chunks(SEALED_PIECE)) {
            content.extend(opener.open(position, piece).ok()?);
        }
        assert_eq!(content.len() as u64, opener.size());
        Some(content)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn what_is_sealed_is_opened_and_nothing_else(
            length in prop_oneof![1..3_usize, PIECE - 1..PIECE + 2, 2 * PIECE - 1..2 * PIECE + 2, 1..200_000_usize],
            place in any::<prop::sample::Index>(),
            cut in any::<prop::sample::Index>(),
        ) {
            let content: Vec<u8> = (0..length).map(|n| n.to_le_bytes()[0] ^ n.to_le_bytes()[1]).collect();
            let whole = sealed(&content, "namn");
            prop_assert_eq!(opened(&whole, "namn", &keys(7)), Some(content));
            // Neither by another key nor under another name.
            prop_assert_eq!(opened(&whole, "namn", &keys(8)), None);
            prop_assert_eq!(opened(&whole, "annat", &keys(7)), None);
            let mut other = whole.clone();
            other[place.index(whole.len())] ^= 1;
            prop_assert_eq!(opened(&other, "namn", &keys(7)), None);
            prop_assert_eq!(opened(&whole[..cut.index(whole.len())], "namn", &keys(7)), None);
        }
    }

    #[test]
    fn the_same_content_is_never_sealed_alike() {
        assert_ne!(sealed(b"Beslut", "namn"), sealed(b"Beslut", "namn"));
        assert!(
            !sealed(b"Beslut", "namn")
                .windows(6)
                .any(|it| it == b"Beslut")
        );
    }

    #[test]
    fn a_key_that_is_none_is_told_without_it() {
        for wrong in ["hemligt", "aGVtbGlndA=="] {
            let problem = Keys::parse(wrong, "SAMVERK_FILE_KEY").unwrap_err();
            assert_eq!(problem.code, "file_key_invalid");
            assert!(!format!("{problem:?}").contains(wrong));
        }
        assert!(Keys::parse(" \n# ingen\n", "prov").unwrap().is_none());
    }
}
