//! What is described once and hangs on a collaboration, whichever domain describes it: what the search finds.

use crate::COLLABORATION;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use samverk_kept::AnyKind;
use samverk_web::SearchEntry;

/// Everything of these kinds that is found in a collaboration; nothing when none is asked for.
pub async fn found_on(
    tx: &Tx,
    of: Option<CollaborationId>,
    kinds: &[&'static dyn AnyKind],
) -> Result<Vec<SearchEntry>, Problem> {
    let mut all = Vec::new();
    let Some(id) = of else { return Ok(all) };
    if let Some(at) = (COLLABORATION.by_id)(tx, id.0).await? {
        for kind in kinds {
            all.extend(samverk_kept::entries(tx, *kind, &at).await?);
        }
    }
    Ok(all)
}
