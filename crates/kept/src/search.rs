//! What is found of described kinds.

use crate::within::{Level, walk};
use crate::{AnyKind, Ground, Pages, Readers, Stored, sight, states, store};
use samverk_database::Tx;
use samverk_fields::{FieldKey, Record};
use samverk_foundation::{Problem, Role};
use samverk_web::{Changed, SearchEntry, Visibility, sentences};
use std::sync::Arc;
use uuid::Uuid;

/// All that is found of a kind on a ground, and of what hangs on that.
pub async fn entries(
    tx: &Tx,
    kind: &'static dyn AnyKind,
    at: &Arc<dyn Ground>,
) -> Result<Vec<SearchEntry>, Problem> {
    let facts = kind.facts();
    if facts.search.is_none() && facts.keeping.carries.kinds.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for Level { kind, at, things } in walk(tx, kind, at).await? {
        for one in &things {
            all.extend(entry(kind, at.as_ref(), one)?);
        }
    }
    Ok(all)
}

/// What is found of one that has changed; its whole place when the ground is gone.
pub(crate) async fn changed(kind: &dyn AnyKind, tx: &Tx, id: Uuid) -> Result<Changed, Problem> {
    let Some(one) = store::find_by_id(tx, kind, id).await? else {
        return Ok(Changed::Entries(Vec::new()));
    };
    let Some(at) = (kind.facts().ground.by_id)(tx, one.ground).await? else {
        return Ok(Changed::Place);
    };
    let entry = entry(kind, at.as_ref(), &one)?;
    Ok(Changed::Entries(entry.into_iter().collect()))
}

/// `at` is the ground as a stranger sees it.
fn entry(
    kind: &dyn AnyKind,
    at: &dyn Ground,
    one: &Stored,
) -> Result<Option<SearchEntry>, Problem> {
    let facts = kind.facts();
    let Some(search) = &facts.search else {
        return Ok(None);
    };
    if states::is_private(kind, one) {
        return Ok(None);
    }
    let record = sight::open(kind, &one.record);
    let said = |field: &FieldKey| said(&record, field);
    let words: Vec<String> = search.words.iter().map(said).collect();
    Ok(Some(SearchEntry {
        kind: facts.code,
        id: one.id,
        url: at.href(&href(&facts.pages, one)),
        title: said(&search.title),
        text: sentences(words.iter().map(String::as_str)),
        collaboration: at.collaboration(),
        place: at.place().to_owned(),
        visible: match facts.reads(at, &one.record)? {
            true => visible(facts.readers, at),
            false => Visibility::Members,
        },
    }))
}

/// Where one is read: on its page, or else in the list.
fn href(pages: &Pages, one: &Stored) -> String {
    match pages.has_page() {
        true => format!("/{}/{}", pages.segment, one.key),
        false => format!("/{}", pages.segment),
    }
}

fn said(record: &Record, field: &FieldKey) -> String {
    record.get(field.as_str()).text().to_owned()
}

/// The search knows the public and a ground's people; what fewer may read is not found at all.
pub(crate) fn visible(readers: Readers, at: &dyn Ground) -> Visibility {
    match readers {
        Readers::OfTheGround | Readers::Those(_) => at.visibility(),
        Readers::Members => Visibility::Members,
        Readers::Roles(roles) if roles.contains(&Role::Public) => at.visibility(),
        Readers::Roles(_) => Visibility::Members,
    }
}
