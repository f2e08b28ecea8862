//! Files as the pictures of texts: for whoever may fetch them, and their bytes for print.

use crate::model::File;
use crate::{Files, policy, store, whole};
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::{Picture, PicturesFuture, Thing};
use std::collections::HashMap;

/// What both browsers and print can draw.
const DRAWABLE: [&str; 2] = ["image/png", "image/jpeg"];

pub(crate) fn find<'a>(tx: &'a Tx, thing: &'a Thing) -> PicturesFuture<'a> {
    Box::pin(async move {
        let mut files = store::list_files(tx, thing.kind, thing.id).await?;
        files.retain(|file| policy::may_read_version(thing, file, file.latest));
        let ids: Vec<_> = files.iter().map(|file| file.id).collect();
        let latest = store::list_latest(tx, &ids).await?.into_iter();
        let mut latest: HashMap<_, _> = latest.map(|version| (version.file, version)).collect();
        let picture = |file: File| {
            let version = latest.remove(&file.id)?;
            Some(Picture {
                name: file.key,
                title: file.title,
                href: version.href(),
                bytes: version.id,
                size: version.size,
                is_drawable: DRAWABLE.contains(&version.media_type.as_str())
                    && !version.is_infected(),
            })
        };
        Ok(files.into_iter().filter_map(picture).collect())
    })
}

/// The bytes of those pictures by their names, without those whose bytes are gone.
/// Fails with `file_storage_away`.
pub async fn picture_bytes(
    files: &Files,
    pictures: &[Picture],
) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let mut read = Vec::new();
    for picture in pictures {
        match whole(files, picture.bytes).await {
            Ok(bytes) => read.push((picture.name.clone(), bytes)),
            Err(problem) if problem.code == "file_bytes_missing" => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(read)
}
