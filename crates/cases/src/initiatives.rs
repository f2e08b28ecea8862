//! The initiatives of portfolios that a case can be about: those of the collaborations that somebody is one of.

use samverk_database::Tx;
use samverk_development::INITIATIVE;
use samverk_foundation::{Actor, CollaborationId, Problem};
use samverk_parties::Visible;
use std::collections::BTreeMap;
use uuid::Uuid;

/// One that can be chosen.
pub(crate) struct Offered {
    pub id: Uuid,
    /// `jamtland:e-arkiv`: the collaboration's key and its own.
    pub code: String,
    pub title: String,
    pub place: String,
}

/// In a fixed number of statements.
pub(crate) async fn offered(tx: &Tx, actor: &Actor) -> Result<Vec<Offered>, Problem> {
    let visible = Visible::find(tx, actor).await?;
    let places: Vec<_> = visible.own().collect();
    let grounds: Vec<Uuid> = places.iter().map(|one| one.id.0).collect();
    if grounds.is_empty() {
        return Ok(Vec::new());
    }
    let all = INITIATIVE.whole_on(tx, &grounds).await?.into_iter();
    let offered = all.filter_map(|one| {
        let mut places = places.iter();
        let place = places.find(|place| place.id == CollaborationId(one.ground))?;
        Some(Offered {
            id: one.id,
            code: format!("{}:{}", place.key, one.key),
            title: one.title.to_string(),
            place: place.name.clone(),
        })
    });
    Ok(offered.collect())
}

/// The one with that code; nothing for nothing. Fails with `case_initiative_unknown`.
pub(crate) async fn chosen(
    tx: &Tx,
    actor: &Actor,
    code: &str,
) -> Result<Option<(Uuid, String)>, Problem> {
    if code.is_empty() {
        return Ok(None);
    }
    let found = offered(tx, actor).await?.into_iter();
    let mut found = found.filter(|one| one.code == code);
    let unknown = || Problem::invalid("case_initiative_unknown").with("value", code);
    let one = found.next();
    let one = one.ok_or_else(|| unknown().at_field("initiative"))?;
    Ok(Some((one.id, one.title)))
}

/// What those with these ids are called, of the collaborations that somebody may know of.
pub(crate) async fn codes(
    tx: &Tx,
    actor: &Actor,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, String>, Problem> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let visible = Visible::find(tx, actor).await?;
    let found = INITIATIVE.with_ids(tx, ids).await?.into_iter();
    let codes = found.filter_map(|one| {
        let mut places = visible.all();
        let place = places.find(|place| place.id == CollaborationId(one.ground))?;
        Some((one.id, format!("{}:{}", place.key, one.key)))
    });
    Ok(codes.collect())
}
