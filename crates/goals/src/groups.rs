//! The collaboration's groups, for who leads a focus area.

use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Key, Problem};
use samverk_parties::GROUP;
use std::collections::{BTreeMap, BTreeSet};

/// Names by key.
pub async fn group_names(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<BTreeMap<Key, String>, Problem> {
    let groups = GROUP.whole(tx, collaboration.0).await?.into_iter();
    Ok(groups
        .map(|group| (group.key, group.value.name.to_string()))
        .collect())
}

pub async fn group_keys(tx: &Tx, collaboration: CollaborationId) -> Result<BTreeSet<Key>, Problem> {
    Ok(group_names(tx, collaboration).await?.into_keys().collect())
}
