//! What the search finds of the domain: parties, collaborations, groups and needs.

use crate::model::{Collaboration, Group, Need, Party};
use crate::store::{self, PartyFilter};
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use samverk_web::{SearchEntry, SearchFuture, Visibility, sentences};

pub fn source(tx: &Tx, of: Option<CollaborationId>) -> SearchFuture<'_> {
    Box::pin(async move {
        match of {
            None => parties(tx).await,
            Some(id) => of_collaboration(tx, id).await,
        }
    })
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
    let found = store::find_collaborations(tx, &[id]).await?;
    let Some(collaboration) = found.into_iter().next() else {
        return Ok(Vec::new());
    };
    let groups = store::list_groups(tx, id).await?;
    let needs = store::list_needs(tx, id).await?;
    let groups = groups.iter().map(|one| group(&collaboration, one));
    let needs = needs.iter().map(|one| need(&collaboration, one));
    let itself = SearchEntry {
        place: String::new(),
        ..entry(&collaboration, "collaboration", "")
    };
    Ok(std::iter::once(itself).chain(groups).chain(needs).collect())
}

/// An entry for the collaboration itself, or the ground of one for something inside it.
fn entry(of: &Collaboration, kind: &'static str, suffix: &str) -> SearchEntry {
    SearchEntry {
        kind,
        id: of.id.0,
        url: format!("{}{suffix}", of.href()),
        title: of.name.clone(),
        text: of.purpose.clone(),
        collaboration: Some(of.id),
        place: of.name.clone(),
        visible: Visibility::of(of.published),
    }
}

fn group(of: &Collaboration, group: &Group) -> SearchEntry {
    let words = [
        group.purpose.as_str(),
        &group.cooperation,
        &group.organiser,
        &group.note,
    ];
    SearchEntry {
        id: group.id.0,
        title: group.name.clone(),
        text: sentences(words),
        ..entry(of, "group", &format!("/grupper/{}", group.key))
    }
}

/// A need has no name, so its text stands as title, and its area as text.
fn need(of: &Collaboration, need: &Need) -> SearchEntry {
    SearchEntry {
        id: need.id,
        title: need.text.clone(),
        text: need.area.clone(),
        ..entry(of, "need", "/behov")
    }
}
