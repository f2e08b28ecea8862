//! The tables of what the domains above describe and hang on a collaboration.

use super::apply::scope_of;
use samverk_database::Tx;
use samverk_exchange::{Folder, Intake};
use samverk_foundation::{Actor, CollaborationId, Problem};
use samverk_kept::{AnyKind, KeptFile, apply_files, file_schemas, read_files, write_tables};

/// What a folder says of some kinds, by the collaboration's key.
#[derive(Debug, Default)]
pub struct Described(Vec<(String, Vec<KeptFile>)>);

impl Described {
    pub fn read(intake: &mut Intake, kinds: &[&'static dyn AnyKind]) -> Self {
        let names = intake.names_in("collaborations").into_iter();
        let read = names.map(|key| {
            let files = read_files(intake, kinds, &format!("collaborations/{key}/"));
            (key, files)
        });
        Self(read.collect())
    }

    /// Saves what was read, through the actions of the kinds.
    pub async fn apply(&self, tx: &Tx, actor: &Actor, intake: &mut Intake) -> Result<(), Problem> {
        let is_said = |file: &KeptFile| file.rows.is_some() || file.apart.is_some();
        for (key, files) in self.0.iter().filter(|(_, files)| files.iter().any(is_said)) {
            if let Some(scope) = scope_of(tx, actor, key, intake).await? {
                apply_files(tx, actor, &scope, files, intake).await?;
            }
        }
        Ok(())
    }
}

/// The canonical tables of these kinds, of one collaboration or all.
pub async fn write_described(
    tx: &Tx,
    only: Option<CollaborationId>,
    kinds: &[&'static dyn AnyKind],
) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    for one in crate::store::list_told(tx, only).await? {
        let below = format!("collaborations/{}/", one.key);
        write_tables(tx, kinds, one.id.0, &below, &mut folder).await?;
    }
    Ok(folder)
}

pub fn described_schemas(kinds: &[&'static dyn AnyKind]) -> Vec<samverk_exchange::FileSchema> {
    file_schemas(kinds, "collaborations/")
}
