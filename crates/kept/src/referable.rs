//! A described kind as what fields refer to, on the same ground: what stands in its
//! [`Target`](crate::Target), as `by_key: |tx, at, keys| by_key(&GROUP, tx, at, keys)`. A kind may refer to
//! itself.

use crate::store::{all_read, read_at};
use crate::target::{Found, Written};
use crate::{AnyKind, Ground, Later, Stored, sight, states, store};
use samverk_database::Tx;
use samverk_fields::{KindCode, Known, Reference};
use samverk_foundation::Key;
use sea_orm::sea_query::Cond;
use uuid::Uuid;

pub fn by_key<'a>(
    kind: &'static dyn AnyKind,
    tx: &'a Tx,
    at: &'a dyn Ground,
    keys: &'a [Key],
) -> Later<'a, Found> {
    Box::pin(async move {
        if kind.facts().let_read(at).is_err() {
            return Ok(Vec::new());
        }
        let keys: Vec<&str> = keys.iter().map(Key::as_str).collect();
        let found = store::named(tx, kind, &read_at(kind, at)?, ("key", &keys)).await?;
        Ok(found.iter().map(|one| reference(kind, one)).collect())
    })
}

pub fn by_id<'a>(kind: &'static dyn AnyKind, tx: &'a Tx, ids: &'a [Uuid]) -> Later<'a, Found> {
    Box::pin(async move {
        let found = store::named(tx, kind, &Cond::all(), ("id", ids)).await?;
        Ok(found.iter().map(|one| reference(kind, one)).collect())
    })
}

/// All that the reader may choose there.
pub fn offered<'a>(kind: &'static dyn AnyKind, tx: &'a Tx, at: &'a dyn Ground) -> Later<'a, Found> {
    Box::pin(async move {
        if kind.facts().let_read(at).is_err() {
            return Ok(Vec::new());
        }
        let found = all_read(tx, kind, at).await?;
        Ok(found.iter().map(|one| reference(kind, one)).collect())
    })
}

/// The `written` of a target that is chosen and never written.
pub fn unwritten<'a>(texts: &'a [String]) -> Later<'a, Written> {
    Box::pin(async move { Ok(texts.iter().map(|_| None).collect()) })
}

pub(crate) fn reference(kind: &dyn AnyKind, one: &Stored) -> Reference {
    // What is its maker's alone is not told by its name either.
    let name = match states::is_private(kind, one) {
        true => "…".to_owned(),
        false => kind.name(&sight::open(kind, &one.record)),
    };
    Reference {
        kind: KindCode::of(kind.facts().code),
        key: one.key.clone(),
        known: Some(Known { id: one.id, name }),
    }
}
