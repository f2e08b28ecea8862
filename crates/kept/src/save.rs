//! Saving: authorise, decide, write, record. Saving what already stands changes and records nothing.

use crate::above::Above;
use crate::offer::{Offers, check_offers};
use crate::stored::{Stands, event};
use crate::target::{Known, look_up, referred};
use crate::{AnyKind, Entry, Gathered, Ground, Stored, apart, sight, states, store};
use samverk_database::Tx;
use samverk_database::statement::is_new;
use samverk_fields::{Record, check};
use samverk_foundation::{Actor, Key, Problems};
use uuid::Uuid;

/// What the person had seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing: it is new.
    New,
    Revision(i64),
}

impl Seen {
    fn revision(self) -> i64 {
        match self {
            Self::New => 0,
            Self::Revision(seen) => seen,
        }
    }
}

/// What stands after a save.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    pub stored: Stored,
    pub is_new: bool,
}

/// Adds or changes one.
///
/// Fails with `forbidden`, `sign_in_needed`, `key_reserved`, `already_exists`, `changed_meanwhile`,
/// or with what is wrong in the fields.
pub async fn save(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    key: Key,
    record: Record,
    seen: Seen,
) -> Result<Saved, Problems> {
    let mut place = store::place(tx, kind, at.id(), &key).await?;
    let found = place.found.take();
    at.require(kind.facts().writers.who(found.is_none()))?;
    let found = found.into_iter().collect();
    place.found = store::see(tx, kind, at, found).await?.pop();
    let change = Change {
        position: place.position(),
        before: place.found,
        key,
        record,
        seen,
        is_restored: false,
    };
    put_alone(tx, actor, at, kind, change).await
}

/// Changes one that has been read. Fails as [`save`] does.
pub(crate) async fn save_over(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    before: Stored,
    record: Record,
    seen: i64,
) -> Result<Saved, Problems> {
    at.require(kind.facts().writers.roles)?;
    let change = Change {
        position: before.position,
        key: before.key.clone(),
        before: Some(before),
        record,
        seen: Seen::Revision(seen),
        is_restored: false,
    };
    put_alone(tx, actor, at, kind, change).await
}

async fn put_alone(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    change: Change,
) -> Result<Saved, Problems> {
    let gathered = kind.gather(tx, at).await?;
    let known = look_up(tx, at, kind, std::iter::once(&change.record)).await?;
    let named = referred(kind, &change.record, &known)?;
    let above = Above::load(tx, kind, change.before.as_ref(), &named).await?;
    let basis = Basis {
        gathered,
        known,
        above,
        offers: Offers::load(tx, at, kind).await?,
    };
    let saved = put(tx, actor, at, kind, change, &basis).await?;
    tx.flush().await?;
    Ok(saved)
}

/// What is known before something is saved.
pub(crate) struct Basis {
    pub gathered: Gathered,
    pub known: Known,
    pub above: Above,
    pub offers: Offers,
}

impl Basis {
    /// Lets nothing name what was not saved.
    pub fn forget(&mut self, kind: &dyn AnyKind, key: &Key) {
        let named = (kind.facts().code.to_owned(), key.clone());
        self.known.remove(&named);
    }

    /// The id under which others of its kind know what is not saved yet.
    fn id_of(&self, kind: &dyn AnyKind, key: &Key) -> Option<Uuid> {
        let one = self.known.get(&(kind.facts().code.to_owned(), key.clone()));
        one.and_then(|one| one.known.as_ref()).map(|known| known.id)
    }
}

/// One change that has been read in.
pub(crate) struct Change {
    pub before: Option<Stored>,
    pub key: Key,
    pub record: Record,
    /// Where it is to stand.
    pub position: i64,
    pub seen: Seen,
    /// It comes from a file, in the state that it had.
    pub is_restored: bool,
}

/// The same as one of many, when what stands is known.
pub(crate) async fn put(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    change: Change,
    basis: &Basis,
) -> Result<Saved, Problems> {
    if change.before.is_none() {
        kind.facts().check_key(&change.key)?;
    }
    let record = referred(kind, &change.record, &basis.known)?;
    // A file says what it says.
    let record = match change.is_restored {
        true => record,
        false => basis.offers.kept(record),
    };
    let (before, seen) = (change.before, change.seen.revision());
    let record = sight::kept(kind, at, before.as_ref(), record)?;
    let record = states::kept(kind, before.as_ref(), record, change.is_restored)?;
    let stood = before.as_ref().map(Stored::whole);
    let entry = Entry {
        today: tx.today(),
        is_restored: change.is_restored,
    };
    let record = kind.complete(record, stood.as_ref(), entry);
    let (record, said) = apart::in_order(kind, record);
    let after = Stored {
        id: match &before {
            Some(before) => before.id,
            None => basis
                .id_of(kind, &change.key)
                .unwrap_or_else(|| tx.new_id()),
        },
        ground: at.id(),
        key: change.key,
        position: change.position,
        revision: seen.saturating_add(1),
        record,
        veiled: Record::default(),
        made_by: match &before {
            Some(before) => before.made_by,
            None => at.roles().person(),
        },
    };
    if let Some(before) = &before
        && before.is_like(&after)
    {
        let stored = before.clone();
        return Ok(Saved {
            stored,
            is_new: false,
        });
    }
    // A file that says what stands may be read in by whoever may not change it.
    at.require(kind.facts().writers.who(before.is_none()))?;
    // What is wrong is told where it was said.
    let said = said.as_ref().unwrap_or(&after.record);
    let mut problems = check(kind.form(), said);
    problems.extend(check_offers(kind, at, stood.as_ref(), &after.record)?.0);
    problems.extend(kind.check(said, stood.as_ref(), &basis.gathered)?.0);
    problems.extend(basis.above.problems(kind, &after).0);
    if let Some(before) = &before {
        let found = kind.check_change(tx, before.id, &after.record).await?;
        problems.extend(found.0);
    }
    problems.or(())?;
    let is_new = is_new(before.is_some(), seen)?;
    match is_new {
        true => store::insert(tx, kind, at.id(), &after).await?,
        false => store::update(tx, kind, &after, seen).await?,
    }
    // What hangs on it is found under its name.
    if !is_new && !kind.facts().keeping.carries.kinds.is_empty() {
        tx.touch(at.collaboration());
    }
    let what = kind.facts().saved_event(is_new);
    let stands = Stands::on(at, &basis.offers);
    let event = event(what, kind, stands, before.as_ref(), Some(&after))?;
    tx.record(actor, event).await?;
    if let (false, Some(followed)) = (is_new, kind.facts().keeping.followed) {
        followed(tx, at, &after).await?;
    }
    let stored = sight::seen(kind, at, tx.today(), after);
    Ok(Saved {
        stored: sight::still_hidden(stored, before.as_ref()),
        is_new,
    })
}
