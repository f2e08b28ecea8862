//! Files sealed at rest: on a disk, in a bucket of a small server here, and in one of a real server (`tools/with-s3`).

use crate::s3_server::Server;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::StreamExt;
use samverk_files::{Bucket, FileSettings, Keys, Storage};
use std::fs;
use std::path::Path;
use uuid::Uuid;

const SECRET: &[u8] = b"Sekretess enligt OSL 25:1. ";

fn keys(bytes: &[u8]) -> Option<Keys> {
    let words: Vec<String> = bytes
        .iter()
        .map(|byte| STANDARD.encode([*byte; 32]))
        .collect();
    Keys::parse(&words.join("\n"), "prov").unwrap()
}

/// Longer than several pieces, and than a part of an upload.
fn content() -> Vec<u8> {
    let content: Vec<u8> = (0..6_000_000_u32).map(|n| n.to_le_bytes()[1]).collect();
    [SECRET, &content, SECRET].concat()
}

async fn write(storage: &Storage, id: Uuid, bytes: &[u8]) {
    let mut writer = storage.writer(id, 20_000_000);
    for piece in bytes.chunks(100_000) {
        writer.write(piece).await.unwrap();
    }
    let written = writer.finish().await.unwrap();
    // Size and sum are those of the content.
    assert_eq!(written.size, bytes.len() as u64);
}

async fn read(
    storage: &Storage,
    id: Uuid,
    part: Option<std::ops::Range<u64>>,
) -> Result<Vec<u8>, String> {
    let found = storage.read(id, part).await;
    let mut pieces = found.map_err(|problem| problem.code.to_owned())?;
    let mut all = Vec::new();
    while let Some(piece) = pieces.next().await {
        all.extend_from_slice(&piece.map_err(|_| "broken off".to_owned())?);
    }
    Ok(all)
}

fn holds(lying: &[u8], words: &[u8]) -> bool {
    lying.windows(words.len()).any(|window| window == words)
}

/// What lies there holds nothing of the content, and comes back whole and in every part.
async fn seals(open: &Storage, id: Uuid, lying: impl AsyncFn() -> Vec<u8>) {
    let (old, new) = (
        open.clone().sealed_by(keys(&[1])),
        open.clone().sealed_by(keys(&[2, 1])),
    );
    let content = content();
    write(open, id, &content).await;
    assert!(holds(&lying().await, SECRET), "as it was before");
    assert_eq!(read(&old, id, None).await.as_ref(), Ok(&content));
    assert!(old.seal(id, None).await.unwrap());
    assert!(!old.seal(id, None).await.unwrap(), "once is enough");
    let by_old = lying().await;
    assert!(!holds(&by_old, SECRET));
    // By a newer key, with the older still there, and then without it.
    assert_eq!(read(&new, id, None).await.as_ref(), Ok(&content));
    assert!(new.seal(id, None).await.unwrap());
    assert_ne!(lying().await, by_old);
    assert_eq!(
        read(&old, id, None).await,
        Err("file_key_missing".to_owned())
    );
    assert_eq!(
        read(open, id, None).await,
        Err("file_key_missing".to_owned())
    );
    let piece = 64 * 1024;
    let end = content.len();
    for (from, to) in [
        (0, 1),
        (0, piece),
        (piece - 1, piece + 1),
        (piece, 3 * piece),
        (5, 2 * piece + 7),
        (end - 1, end),
        (end - piece - 9, end),
        (0, end),
    ] {
        let part = read(&new, id, Some(from as u64..to as u64)).await;
        assert_eq!(part.as_deref(), Ok(&content[from..to]), "{from}..{to}");
    }
    new.remove(id).await.unwrap();
}

#[tokio::test]
async fn on_a_disk() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::in_folder(folder.path()).unwrap();
    let id = Uuid::from_u128(1);
    let path = folder.path().join(id.to_string());
    seals(&storage, id, async || fs::read(&path).unwrap()).await;
}

fn bucket(endpoint: &str, (access, secret): (&str, &str)) -> Storage {
    let bucket = Bucket {
        name: "filer".to_owned(),
        endpoint: Some(endpoint.to_owned()),
        region: std::env::var("SAMVERK_TEST_S3_REGION").unwrap_or("us-east-1".to_owned()),
        prefix: "samverk".to_owned(),
        access_key: access.to_owned(),
        secret_key: secret.to_owned(),
    };
    let settings = FileSettings {
        bucket: Some(bucket),
        ..FileSettings::default()
    };
    Storage::open(&settings, Path::new("unused")).unwrap()
}

#[tokio::test]
async fn in_a_bucket() {
    let server = Server::default();
    let storage = bucket(&server.start().await, ("prov", "prov"));
    let lying = async || {
        let objects = server.objects.lock().unwrap();
        objects
            .values()
            .flat_map(|object| object.to_vec())
            .collect()
    };
    seals(&storage, Uuid::from_u128(1), lying).await;
}

#[tokio::test]
async fn in_a_bucket_of_a_real_server() {
    let Ok(endpoint) = std::env::var("SAMVERK_TEST_S3_ENDPOINT") else {
        eprintln!("skipped: no S3 server is named in SAMVERK_TEST_S3_ENDPOINT");
        return;
    };
    let said = std::env::var("SAMVERK_TEST_S3_KEYS").unwrap();
    let storage = bucket(&endpoint, said.split_once(':').unwrap());
    // What lies there is what is told of a sealed file that nobody says is one: read a byte further in.
    let (id, content) = (Uuid::from_u128(9), content());
    let sealed = storage.clone().sealed_by(keys(&[1]));
    write(&sealed, id, &content).await;
    assert_eq!(read(&sealed, id, None).await.as_ref(), Ok(&content));
    assert_eq!(
        read(&sealed, id, Some(70_000..70_010)).await.as_deref(),
        Ok(&content[70_000..70_010])
    );
    assert_eq!(
        read(&storage, id, None).await,
        Err("file_key_missing".to_owned())
    );
    storage.remove(id).await.unwrap();
}

#[tokio::test]
async fn what_was_altered_cut_off_or_moved_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::in_folder(folder.path())
        .unwrap()
        .sealed_by(keys(&[1]));
    let (id, content) = (Uuid::from_u128(1), content());
    write(&storage, id, &content).await;
    let path = folder.path().join(id.to_string());
    let whole = fs::read(&path).unwrap();
    let sealed_piece = 64 * 1024 + 16;
    let head = whole.len() - content.len() - content.len().div_ceil(64 * 1024) * 16;
    // Told before a byte is sent, when it is in the beginning.
    for place in [head - 2, head, head + 100, head + sealed_piece - 1] {
        let mut altered = whole.clone();
        altered[place] ^= 1;
        fs::write(&path, altered).unwrap();
        let told = read(&storage, id, None).await;
        assert_eq!(told, Err("file_bytes_altered".to_owned()), "{place}");
    }
    // Further in the download is broken off.
    let mut altered = whole.clone();
    altered[head + 3 * sealed_piece] ^= 1;
    fs::write(&path, altered).unwrap();
    assert_eq!(read(&storage, id, None).await, Err("broken off".to_owned()));
    let before = read(&storage, id, Some(0..2 * 64 * 1024)).await;
    assert_eq!(before.as_deref(), Ok(&content[..2 * 64 * 1024]));
    for length in [
        whole.len() - 1,
        whole.len() - sealed_piece,
        head + 5 * sealed_piece,
        head + sealed_piece,
        head + 17,
        head,
    ] {
        fs::write(&path, &whole[..length]).unwrap();
        assert!(read(&storage, id, None).await.is_err(), "{length}");
    }
    let mut swapped = whole.clone();
    swapped[head..head + 2 * sealed_piece].rotate_left(sealed_piece);
    fs::write(&path, swapped).unwrap();
    assert_eq!(
        read(&storage, id, None).await,
        Err("file_bytes_altered".to_owned())
    );
    // In another file's place.
    let other = Uuid::from_u128(2);
    fs::write(folder.path().join(other.to_string()), &whole).unwrap();
    assert_eq!(
        read(&storage, other, None).await,
        Err("file_bytes_altered".to_owned())
    );
    fs::write(&path, &whole).unwrap();
    assert_eq!(read(&storage, id, None).await.as_ref(), Ok(&content));
}

#[tokio::test]
async fn what_is_not_what_came_is_not_sealed_and_what_nobody_could_read_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let open = Storage::in_folder(folder.path()).unwrap();
    let sealed = open.clone().sealed_by(keys(&[1]));
    let id = Uuid::from_u128(1);
    write(&open, id, SECRET).await;
    let path = folder.path().join(id.to_string());
    let told = sealed.seal(id, Some("annan summa")).await.unwrap_err();
    assert_eq!(told.code, "file_bytes_altered");
    assert_eq!(fs::read(&path).unwrap(), SECRET);
    assert_eq!(
        open.seal(id, None).await.unwrap_err().code,
        "file_key_not_set"
    );
    sealed.seal(id, None).await.unwrap();
    let lying = fs::read(&path).unwrap();
    let mut writer = open.writer(Uuid::from_u128(2), 20_000);
    writer.write(&lying).await.unwrap();
    assert_eq!(writer.finish().await.unwrap_err().code, "file_looks_sealed");
    // Where files are sealed it is a file as any other.
    write(&sealed, Uuid::from_u128(3), &lying).await;
    let found = read(&sealed, Uuid::from_u128(3), None).await;
    assert_eq!(found.as_ref(), Ok(&lying));
}
