//! What the search finds of the domain: parties, collaborations and what is described once.

use crate::model::{Collaboration, Party};
use crate::store::{self, PartyFilter};
use crate::{KINDS, found_on};
use samverk_database::Tx;
use samverk_foundation::PartyId;
use samverk_foundation::{CollaborationId, Problem};
use samverk_web::{
    Changed, ChangedFuture, SearchEntry, SearchFuture, SearchedThing, Visibility, sentences,
};
use uuid::Uuid;

pub fn source(tx: &Tx, of: Option<CollaborationId>) -> SearchFuture<'_> {
    Box::pin(async move {
        match of {
            None => parties(tx).await,
            Some(id) => of_collaboration(tx, id).await,
        }
    })
}

/// What may change without anything else being found in another way.
pub fn things() -> Vec<SearchedThing> {
    let unseen = ["assessment", "mandates", "members", "population"];
    let unseen = unseen.into_iter().map(SearchedThing::unseen);
    let read = [SearchedThing::new("party", changed_party)];
    let described = samverk_kept::searched(crate::KINDS).into_iter();
    let described = described.chain(samverk_kept::searched(crate::SHARED_KINDS));
    unseen.chain(read).chain(described).collect()
}

fn changed_party(tx: &Tx, _: Option<CollaborationId>, id: Uuid) -> ChangedFuture<'_> {
    Box::pin(async move {
        let found = store::find_parties(tx, &[PartyId(id)]).await?;
        Ok(Changed::Entries(found.iter().map(party).collect()))
    })
}

async fn collaboration(
    tx: &Tx,
    id: Option<CollaborationId>,
) -> Result<Option<Collaboration>, Problem> {
    let ids: Vec<CollaborationId> = id.into_iter().collect();
    Ok(store::find_collaborations(tx, &ids)
        .await?
        .into_iter()
        .next())
}

async fn parties(tx: &Tx) -> Result<Vec<SearchEntry>, Problem> {
    let all = store::list_parties(tx, &PartyFilter::default()).await?;
    Ok(all.iter().map(party).collect())
}

fn party(party: &Party) -> SearchEntry {
    let codes = [
        &party.municipality_code,
        &party.region_code,
        &party.organisation_number,
    ];
    let codes = codes.into_iter().flatten().map(String::as_str);
    let words = [party.short_name.as_str(), &party.note];
    SearchEntry {
        kind: "party",
        id: party.id.0,
        url: party.href(),
        title: party.name.clone(),
        text: sentences(words.into_iter().chain(codes)),
        collaboration: None,
        place: String::new(),
        visible: Visibility::Public,
    }
}

async fn of_collaboration(tx: &Tx, id: CollaborationId) -> Result<Vec<SearchEntry>, Problem> {
    let Some(collaboration) = collaboration(tx, Some(id)).await? else {
        return Ok(Vec::new());
    };
    let mut all = vec![itself(&collaboration)];
    all.extend(found_on(tx, Some(id), KINDS).await?);
    Ok(all)
}

fn itself(of: &Collaboration) -> SearchEntry {
    SearchEntry {
        kind: "collaboration",
        id: of.id.0,
        url: of.href(),
        title: of.name.clone(),
        text: of.purpose.clone(),
        collaboration: Some(of.id),
        place: String::new(),
        visible: Visibility::of(of.published),
    }
}
