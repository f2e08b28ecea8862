use crate::directory::Directory;
use crate::model::{Account, OwnWords};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::Problem;

/// What the person's password may not be made of.
pub(super) async fn own_words(
    tx: &Tx,
    directory: &dyn Directory,
    account: &Account,
) -> Result<OwnWords, Problem> {
    let grants = store::grants_of(tx, account.id).await?;
    let own: Vec<_> = grants.iter().filter_map(|grant| grant.party()).collect();
    let parties = match own.is_empty() {
        true => Vec::new(),
        false => directory.parties(tx).await?,
    };
    let parties = parties.iter().filter(|party| own.contains(&party.id));
    let names = parties.map(|party| party.name.as_str());
    Ok(OwnWords::of(
        &account.email,
        names.chain([account.name.as_str()]),
    ))
}
