use super::{COLUMNS, address_of, place_of, table_of};
use crate::model::{File, Version};
use crate::{Files, storage, store};
use futures_util::StreamExt;
use samverk_database::Tx;
use samverk_exchange::{Folder, to_csv};
use samverk_foundation::{Actor, CollaborationId, Problem};
use samverk_web::{Thing, Things};
use std::collections::BTreeMap;
use std::path::Path;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// Bytes on their way out: where they lie in the folder, and in the storage.
pub type Going = BTreeMap<String, Uuid>;

/// The rows of each table, by the key of its collaboration.
type Tables = BTreeMap<Option<String>, Vec<Vec<String>>>;

/// Who takes files out: by the commands only, with those that lie where nothing else is taken out.
pub const EXPORT_FILES: &str = "export of files";

/// Writes the tables of all files, or of those in these collaborations. What has a virus has no bytes, and
/// is left out.
pub async fn write(
    tx: &Tx,
    things: &Things,
    only: &[CollaborationId],
) -> Result<(Folder, Going), Problem> {
    let actor = Actor::System(EXPORT_FILES);
    let (mut tables, mut going) = (Tables::new(), Going::new());
    for (kind, id) in store::list_places(tx).await? {
        let thing = match things.find(tx, &actor, &kind, id).await {
            Ok(thing) => thing,
            Err(problem) if problem.code == "not_found" => continue,
            Err(problem) => return Err(problem),
        };
        let is_chosen = |id: CollaborationId| only.contains(&id);
        if only.is_empty() || thing.collaboration.is_some_and(is_chosen) {
            write_thing(tx, &thing, &mut tables, &mut going).await?;
        }
    }
    let mut folder = Folder::default();
    for (collaboration, mut rows) in tables {
        rows.sort_by_cached_key(|row| {
            let number = row[5].parse::<i64>().unwrap_or_default();
            (row[0].clone(), row[1].clone(), row[2].clone(), number)
        });
        if let Some(csv) = to_csv(COLUMNS, &rows) {
            folder.insert(table_of(collaboration.as_deref()), csv);
        }
    }
    Ok((folder, going))
}

async fn write_thing(
    tx: &Tx,
    thing: &Thing,
    tables: &mut Tables,
    going: &mut Going,
) -> Result<(), Problem> {
    let inside = thing.href.strip_prefix("/samverkan/");
    let key = inside.and_then(|rest| rest.split('/').next());
    let below = thing
        .href
        .strip_prefix(&address_of(key))
        .unwrap_or(&thing.href);
    let below = below.trim_start_matches('/');
    for file in store::list_files(tx, thing.kind, thing.id).await? {
        for version in store::list_versions(tx, file.id).await? {
            if version.is_infected() {
                continue;
            }
            going.insert(place_of(key, &version.sha256, &version.name), version.id);
            let rows = tables.entry(key.map(str::to_owned)).or_default();
            rows.push(row((thing.kind, below), &file, &version));
        }
    }
    Ok(())
}

fn row((kind, below): (&str, &str), file: &File, version: &Version) -> Vec<String> {
    vec![
        kind.to_owned(),
        below.to_owned(),
        file.key.clone(),
        file.title.clone(),
        file.gives(version.number).to_string(),
        version.number.to_string(),
        version.name.clone(),
        version.sha256.clone(),
        version.added_at.to_rfc3339(),
    ]
}

/// Writes the bytes below the folder, a piece at a time.
pub async fn write_bytes(files: &Files, root: &Path, going: &Going) -> Result<(), Problem> {
    for (place, id) in going {
        let path = root.join(place);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(Problem::internal)?;
        }
        let file = tokio::fs::File::create(&path).await;
        let mut file = file.map_err(Problem::internal)?;
        let mut bytes = files.storage.read(*id, None).await?;
        while let Some(piece) = bytes.next().await {
            let piece = piece.map_err(storage::told)?;
            file.write_all(&piece).await.map_err(Problem::internal)?;
        }
        file.sync_all().await.map_err(Problem::internal)?;
    }
    Ok(())
}
