//! What is found of described kinds.

use crate::list::Asked;
use crate::{AnyKind, Ground, Readers, Stored, store};
use samverk_database::Tx;
use samverk_fields::{FieldKey, Record};
use samverk_foundation::{CollaborationId, Problem, Role};
use samverk_web::{Changed, SearchEntry, Visibility, sentences};
use uuid::Uuid;

/// All that is found of a kind on a ground.
pub async fn entries(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
) -> Result<Vec<SearchEntry>, Problem> {
    if kind.facts().search.is_none() {
        return Ok(Vec::new());
    }
    let all = store::list(tx, kind, at.id(), &Asked::default()).await?;
    Ok(all.iter().filter_map(|one| entry(kind, at, one)).collect())
}

/// What is found of one that has changed; its whole place when the ground is gone.
pub(crate) async fn changed(
    kind: &dyn AnyKind,
    tx: &Tx,
    of: Option<CollaborationId>,
    id: Uuid,
) -> Result<Changed, Problem> {
    let Some(at) = (kind.facts().ground.of)(tx, of).await? else {
        return Ok(Changed::Place);
    };
    let found = store::find_by_id(tx, kind, at.id(), id).await?;
    let entry = found.and_then(|one| entry(kind, at.as_ref(), &one));
    Ok(Changed::Entries(entry.into_iter().collect()))
}

fn entry(kind: &dyn AnyKind, at: &dyn Ground, one: &Stored) -> Option<SearchEntry> {
    let facts = kind.facts();
    let search = facts.search?;
    let said = |field: &FieldKey| said(&one.record, field);
    let words: Vec<String> = search.words.iter().map(said).collect();
    Some(SearchEntry {
        kind: facts.code,
        id: one.id,
        url: at.href(&format!("/{}/{}", facts.pages.segment, one.key)),
        title: said(&search.title),
        text: sentences(words.iter().map(String::as_str)),
        collaboration: at.collaboration(),
        place: at.name().to_owned(),
        visible: visible(facts.readers, at),
    })
}

fn said(record: &Record, field: &FieldKey) -> String {
    record.get(field.as_str()).text().to_owned()
}

/// The search knows the public and a ground's people; what fewer may read is not found at all.
fn visible(readers: Readers, at: &dyn Ground) -> Visibility {
    match readers {
        Readers::OfTheGround => at.visibility(),
        Readers::Members => Visibility::Members,
        Readers::Roles(roles) if roles.contains(&Role::Public) => at.visibility(),
        Readers::Roles(_) => Visibility::Members,
    }
}
