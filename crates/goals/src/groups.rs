//! The collaboration's groups, for who leads a focus area.

use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Key, Problem};
use std::collections::{BTreeMap, BTreeSet};

/// Names by key.
pub async fn group_names(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<BTreeMap<Key, String>, Problem> {
    let names = samverk_parties::store::list_group_names(tx, collaboration).await?;
    Ok(names.into_iter().collect())
}

pub async fn group_keys(tx: &Tx, collaboration: CollaborationId) -> Result<BTreeSet<Key>, Problem> {
    Ok(group_names(tx, collaboration).await?.into_keys().collect())
}
