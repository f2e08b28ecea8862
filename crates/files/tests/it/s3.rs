//! Bytes in a bucket: by a small server here, and by a real one (`tools/with-s3`) where its address is given in
//! `SAMVERK_TEST_S3_ENDPOINT` (with the bucket `filer` and the keys of `SAMVERK_TEST_S3_KEYS`, `key:secret`).

use crate::s3_server::Server;
use futures_util::StreamExt;
use samverk_files::{Bucket, FileSettings, Storage};
use std::path::Path;
use uuid::Uuid;

fn storage(endpoint: &str, (access, secret): (&str, &str)) -> Storage {
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

async fn whole(storage: &Storage, id: Uuid, part: Option<std::ops::Range<u64>>) -> Vec<u8> {
    let pieces = storage.read(id, part).await.unwrap();
    let pieces: Vec<_> = pieces.map(|piece| piece.unwrap().to_vec()).collect().await;
    pieces.concat()
}

/// What is written comes back, whole and in part, small and in several pieces; what is given up leaves nothing.
async fn keeps_what_it_gets(storage: &Storage, ids: [Uuid; 3]) {
    let [small, large, stopped] = ids;
    let bytes: Vec<u8> = (0..12_000_000_u32).map(|n| n.to_le_bytes()[1]).collect();
    for (id, bytes) in [(small, &bytes[..1000]), (large, &bytes[..])] {
        let mut writer = storage.writer(id, 20_000_000);
        for piece in bytes.chunks(100_000) {
            writer.write(piece).await.unwrap();
        }
        let written = writer.finish().await.unwrap();
        assert_eq!(written.size, bytes.len() as u64);
        assert_eq!(whole(storage, id, None).await, bytes);
        assert_eq!(whole(storage, id, Some(10..20)).await, bytes[10..20]);
    }
    let mut writer = storage.writer(stopped, 6_000_000);
    let mut told = Ok(());
    for piece in bytes.chunks(100_000) {
        told = writer.write(piece).await;
        if told.is_err() {
            break;
        }
    }
    assert_eq!(told.unwrap_err().code, "file_upload_too_large");
    let mut lying = Vec::new();
    let mut all = storage.list();
    while let Some(one) = all.next().await {
        lying.push(one.unwrap().id);
    }
    assert!(lying.contains(&small) && lying.contains(&large));
    assert!(!lying.contains(&stopped));
    for id in [small, large] {
        storage.remove(id).await.unwrap();
        let gone = storage.read(id, None).await.err().unwrap();
        assert_eq!(gone.code, "file_bytes_missing");
    }
}

const IDS: [Uuid; 3] = [Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3)];

#[tokio::test]
async fn a_folder_keeps_what_it_gets() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::in_folder(folder.path()).unwrap();
    keeps_what_it_gets(&storage, IDS).await;
    let mut halves = 0;
    // The half file is removed aside.
    for _ in 0..100 {
        halves = std::fs::read_dir(folder.path()).unwrap().count();
        if halves == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(halves, 0);
}

#[tokio::test]
async fn a_bucket_keeps_what_it_gets() {
    let server = Server::default();
    let storage = storage(&server.start().await, ("prov", "prov"));
    keeps_what_it_gets(&storage, IDS).await;
    assert!(server.objects.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_real_server_keeps_what_it_gets() {
    let Ok(endpoint) = std::env::var("SAMVERK_TEST_S3_ENDPOINT") else {
        eprintln!("skipped: no S3 server is named in SAMVERK_TEST_S3_ENDPOINT");
        return;
    };
    let keys = std::env::var("SAMVERK_TEST_S3_KEYS").unwrap();
    let storage = storage(&endpoint, keys.split_once(':').unwrap());
    keeps_what_it_gets(&storage, IDS).await;
}
