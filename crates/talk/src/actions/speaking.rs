use crate::model::Reader;
use samverk_database::Tx;
use samverk_foundation::{PartyId, Problem};
use samverk_parties::store::list_staying;

/// The parties among whose people somebody may speak there: their own, of those that belong to the collaboration.
pub async fn speaking_parties(tx: &Tx, reader: &Reader<'_>) -> Result<Vec<PartyId>, Problem> {
    let own = reader.parties.clone();
    let Some(of) = reader.thing.collaboration.filter(|_| !own.is_empty()) else {
        return Ok(own);
    };
    let members = list_staying(tx, of).await?;
    Ok(own
        .into_iter()
        .filter(|one| members.contains(one))
        .collect())
}
