//! The tables of what the domains above describe and hang on a party: `parties/{party}/registries.csv`.

use crate::Owner;
use crate::store::{find_parties, find_party, list_owners};
use samverk_database::Tx;
use samverk_exchange::{Folder, Intake};
use samverk_foundation::{Actor, Problem};
use samverk_kept::{AnyKind, KeptFile, apply_files, file_schemas, read_files, write_tables};
use std::collections::BTreeSet;

/// What a folder says of some kinds, by the party's key.
#[derive(Debug, Default)]
pub struct AtParties(Vec<(String, Vec<KeptFile>)>);

impl AtParties {
    pub fn read(intake: &mut Intake, kinds: &[&'static dyn AnyKind]) -> Self {
        let names = intake.names_in("parties").into_iter();
        let read = names.map(|key| {
            let files = read_files(intake, kinds, &format!("parties/{key}/"));
            (key, files)
        });
        Self(read.collect())
    }

    /// Saves what was read, through the actions of the kinds. Notes `party_unknown`.
    pub async fn apply(&self, tx: &Tx, actor: &Actor, intake: &mut Intake) -> Result<(), Problem> {
        let is_said = |file: &KeptFile| file.rows.is_some() || file.apart.is_some();
        for (key, files) in self.0.iter().filter(|(_, files)| files.iter().any(is_said)) {
            match find_party(tx, key).await? {
                Some(party) => {
                    let at = Owner::seen_by(actor, party);
                    apply_files(tx, actor, &at, files, intake).await?;
                }
                None => {
                    let unknown = Problem::invalid("party_unknown").with("party", key);
                    intake
                        .problems
                        .push(unknown.at_file(&format!("parties/{key}")));
                }
            }
        }
        Ok(())
    }
}

/// The canonical tables of these kinds, of every party that has something.
pub async fn write_at_parties(tx: &Tx, kinds: &[&'static dyn AnyKind]) -> Result<Folder, Problem> {
    let mut owners = BTreeSet::new();
    for kind in kinds {
        owners.extend(list_owners(tx, kind.facts().table()).await?);
    }
    let owners: Vec<_> = owners.into_iter().collect();
    let mut folder = Folder::default();
    for party in find_parties(tx, &owners).await? {
        let below = format!("parties/{}/", party.key);
        write_tables(tx, kinds, party.id.0, &below, &mut folder).await?;
    }
    Ok(folder)
}

pub fn schemas_at_parties(kinds: &[&'static dyn AnyKind]) -> Vec<samverk_exchange::FileSchema> {
    file_schemas(kinds, "parties/")
}
