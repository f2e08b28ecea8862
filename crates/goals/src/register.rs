//! The catalogues that ship with Samverk.

use crate::actions::{CatalogueDraft, save_catalogue};
use crate::bundle::CatalogueDocument;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem};
use std::collections::BTreeSet;

const FILES: [&str; 3] = [
    include_str!("../../parties/register/catalogues/nationell-digitaliseringsstrategi-2017.toml"),
    include_str!(
        "../../parties/register/catalogues/nationell-digitaliseringsstrategi-2025-2030.toml"
    ),
    include_str!("../../parties/register/catalogues/utveckling-i-en-digital-tid.toml"),
];

/// Adds the catalogues that are missing. One that is there is left as the administrator has it.
/// A single query when nothing is missing.
pub async fn load_register(tx: &Tx) -> Result<(), Problem> {
    let known = store::list_catalogues(tx).await?;
    let shipped = shipped_catalogues()?;
    let keys: BTreeSet<Key> = shipped.iter().map(|draft| draft.key.clone()).collect();
    for draft in shipped {
        if known.iter().all(|catalogue| catalogue.key != draft.key) {
            save_catalogue(tx, &Actor::System("register"), draft, &known, &keys).await?;
        }
    }
    Ok(())
}

/// The catalogues as they ship.
pub(crate) fn shipped_catalogues() -> Result<Vec<CatalogueDraft>, Problem> {
    FILES
        .iter()
        .map(|text| CatalogueDocument::parse(text)?.draft())
        .collect()
}
