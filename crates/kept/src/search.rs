//! What is found of described kinds.

use crate::within::{Level, walk};
use crate::{AnyKind, FoundRows, Ground, Pages, Readers, Stored, sight, states, store};
use samverk_database::Tx;
use samverk_fields::{FieldKey, FieldKind, Record, Value};
use samverk_foundation::{Key, Problem, Role};
use samverk_prose::plain;
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
            all.extend(entries_of(kind, at.as_ref(), one)?);
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
    Ok(Changed::Entries(entries_of(kind, at.as_ref(), &one)?))
}

/// The thing itself, and what is found by itself within it. `at` is the ground as a stranger sees it.
fn entries_of(
    kind: &dyn AnyKind,
    at: &dyn Ground,
    one: &Stored,
) -> Result<Vec<SearchEntry>, Problem> {
    let facts = kind.facts();
    let Some(search) = &facts.search else {
        return Ok(Vec::new());
    };
    if states::is_private(kind, one) {
        return Ok(Vec::new());
    }
    let record = sight::open(kind, &one.record);
    let said = |field: &FieldKey| said(&record, field);
    let words = search.words.iter();
    let words = words.map(|field| match is_prose(kind, field) {
        true => plain(&said(field)),
        false => said(field),
    });
    let words: Vec<String> = words.collect();
    let itself = SearchEntry {
        kind: facts.code,
        id: one.id,
        url: at.href(&href(&facts.pages, &one.key)),
        title: said(&search.title),
        text: sentences(words.iter().map(String::as_str)),
        collaboration: at.collaboration(),
        place: at.place().to_owned(),
        visible: match facts.reads(at, one)? {
            true => visible(facts.readers, at),
            false => Visibility::Members,
        },
    };
    let rows = search.rows.as_ref().map(|rows| {
        let within = record.get(rows.field.as_str()).rows().iter();
        within.map(|row| row_entry(rows, row, &itself))
    });
    let rows: Vec<SearchEntry> = rows.into_iter().flatten().collect();
    Ok(std::iter::once(itself).chain(rows).collect())
}

fn row_entry(rows: &FoundRows, row: &Record, thing: &SearchEntry) -> SearchEntry {
    let said = |column: &&'static str| match row.get(column) {
        Value::Number(number) => number.to_string(),
        other => other.text().to_owned(),
    };
    let place = rows.title.first().map(said).unwrap_or_default();
    let title: Vec<String> = rows.title.iter().map(said).collect();
    let words: Vec<String> = rows.words.iter().map(said).collect();
    let words = words.iter().map(String::as_str);
    SearchEntry {
        kind: rows.kind,
        url: format!("{}#{}{place}", thing.url, rows.place),
        title: sentences(title.iter().map(String::as_str)),
        text: sentences(words.chain([thing.title.as_str()])),
        ..thing.clone()
    }
}

/// Where one is read: on its page, or else in the list.
pub(crate) fn href(pages: &Pages, key: &Key) -> String {
    match pages.has_page() {
        true => format!("/{}/{key}", pages.segment),
        false => pages.list(),
    }
}

/// Whether the field is running text, which is marked up.
fn is_prose(kind: &dyn AnyKind, field: &FieldKey) -> bool {
    let mut questions = kind.form().questions();
    questions.any(|one| one.key == *field && matches!(one.kind, FieldKind::Prose { .. }))
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
