//! Saving what a file says, a stretch at a time, in one transaction and with one report. What stands and
//! is not in it is kept, and told. What belongs to others of its kind comes in whole, for a row may name one
//! that stands further down.

use crate::above::{Above, named_first, ways_to_kin, ways_up};
use crate::apart::RowsIn;
use crate::kept_rows::{KeptRow, KeptRows};
use crate::lines::complete;
use crate::offer::Offers;
use crate::save::{Basis, Change, Seen, put};
use crate::target::{Known, look_up};
use crate::{AnyKind, Exchange, Gathered, Ground, Lines, Stored, store};
use samverk_database::Tx;
use samverk_exchange::{Intake, Placed, warn_missing};
use samverk_fields::{KindCode, Known as KnownThing, Record, Reference};
use samverk_foundation::{Actor, Key, Problem};
use samverk_sheets::Table;
use std::collections::{BTreeMap, BTreeSet};

/// So many rows are saved at a time.
const STRETCH: usize = 1_000;

pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    rows: &KeptRows,
    intake: &mut Intake,
) -> Result<(), Problem> {
    let rows = Some(rows);
    bring(tx, actor, at, kind, Said { rows, apart: None }, intake).await
}

/// What a folder says of a kind: its table or documents, and the rows that lie apart from them.
#[derive(Clone, Copy)]
pub(crate) struct Said<'f> {
    pub rows: Option<&'f KeptRows>,
    pub apart: Option<&'f Table>,
}

/// The same with the rows that lie apart, or with these alone.
pub(crate) async fn bring(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    said: Said<'_>,
    intake: &mut Intake,
) -> Result<(), Problem> {
    if said.rows.is_none() && said.apart.is_none() {
        return Ok(());
    }
    let completed = match said.rows {
        Some(rows) => complete(tx, kind, at, rows, intake).await?,
        None => None,
    };
    let said = Said {
        rows: completed.as_ref().or(said.rows),
        ..said
    };
    let keys = said.rows.map(KeptRows::keys).unwrap_or_default();
    let standing = Standing::find(tx, kind, at, &keys).await?;
    if let (Some(_), Exchange::Table(file)) = (said.rows, kind.facts().exchange) {
        let missing: Vec<String> = standing.missing.iter().map(Key::to_string).collect();
        warn_missing(intake, &at.file(file), &missing);
    }
    let apart = RowsIn::of(kind, said.apart);
    if let Some(apart) = &apart {
        let known: BTreeSet<&Key> = keys.iter().chain(&standing.missing).collect();
        apart.note_unknown(kind, |key| known.contains(key), intake);
    }
    let mut import = Import {
        tx,
        actor,
        at,
        kind,
        gathered: kind.gather(tx, at).await?,
        offers: Offers::load(tx, at, kind).await?,
        seen: BTreeSet::new(),
        reorders: standing.missing.is_empty() && standing.is_in_other_order,
        standing: standing.named,
        index: 0,
        next: standing.last.map_or(0, |last| last + 1),
        apart,
    };
    if let Some(rows) = said.rows {
        import.save_all(rows, intake).await?;
    }
    // Of what the table leaves out only the rows apart may have changed.
    if said.apart.is_some() {
        import.save_left_out(&standing.missing, intake).await?;
    }
    if let Some(apart) = &import.apart {
        apart.warn(&at.file(apart.path()), intake);
    }
    Ok(())
}

/// What stands there, beside what a file says.
struct Standing {
    /// What the file does not name.
    missing: Vec<Key>,
    /// What both have: only that is asked for, a stretch at a time.
    named: BTreeSet<Key>,
    /// The file says another order: what stands in another order than before, or something new before the
    /// end.
    is_in_other_order: bool,
    last: Option<i64>,
}

impl Standing {
    async fn find(
        tx: &Tx,
        kind: &dyn AnyKind,
        at: &dyn Ground,
        keys: &[Key],
    ) -> Result<Self, Problem> {
        let named: BTreeSet<&Key> = keys.iter().collect();
        let mut says = keys.iter();
        let mut standing = Self {
            missing: Vec::new(),
            named: BTreeSet::new(),
            is_in_other_order: false,
            last: None,
        };
        let mut after = None;
        loop {
            let stretch = store::list_keys(tx, kind, at, after.as_ref()).await?;
            for one in &stretch {
                standing.is_in_other_order |= says.next() != Some(&one.key);
                standing.last = standing.last.max(Some(one.position));
                match named.contains(&one.key) {
                    true => {
                        standing.named.insert(one.key.clone());
                    }
                    false => standing.missing.push(one.key.clone()),
                }
            }
            match stretch.into_iter().next_back() {
                Some(last) => after = Some(last),
                None => return Ok(standing),
            }
        }
    }
}

/// A file on its way in.
struct Import<'i> {
    tx: &'i Tx,
    actor: &'i Actor,
    at: &'i dyn Ground,
    kind: &'i dyn AnyKind,
    gathered: Gathered,
    offers: Offers,
    seen: BTreeSet<Key>,
    reorders: bool,
    standing: BTreeSet<Key>,
    /// How many rows have been read.
    index: i64,
    /// Where the next new thing is put.
    next: i64,
    apart: Option<RowsIn>,
}

impl Import<'_> {
    async fn save_all(&mut self, rows: &KeptRows, intake: &mut Intake) -> Result<(), Problem> {
        let all = rows.len();
        let length = match ways_to_kin(self.kind).is_empty() {
            true => STRETCH,
            false => all,
        };
        for first in (0..all).step_by(length.max(1)) {
            let stretch = rows.stretch(self.kind, first, length);
            self.save(&stretch, intake).await?;
        }
        Ok(())
    }

    async fn save_left_out(&mut self, keys: &[Key], intake: &mut Intake) -> Result<(), Problem> {
        let file = match self.kind.facts().exchange {
            Exchange::Table(file) | Exchange::Lines(Lines { file, .. }) => self.at.file(file),
            Exchange::Document { .. } | Exchange::Nowhere => String::new(),
        };
        for some in keys.chunks(STRETCH) {
            let present = store::find_standing(self.tx, self.kind, self.at, some).await?;
            let present = present.into_iter().map(|one| (one.key, one.record));
            let mut present: BTreeMap<Key, Record> = present.collect();
            let row = |key: &Key| {
                let row = KeptRow::of(key.clone(), present.remove(key)?);
                Some(Placed::document(row, &file))
            };
            let stretch: Vec<Placed<KeptRow>> = some.iter().filter_map(row).collect();
            self.standing.extend(some.iter().cloned());
            self.save(&stretch, intake).await?;
        }
        Ok(())
    }

    async fn save(
        &mut self,
        stretch: &[Placed<KeptRow>],
        intake: &mut Intake,
    ) -> Result<(), Problem> {
        let (tx, at, kind) = (self.tx, self.at, self.kind);
        let keys = stretch.iter().map(|row| &row.value.key);
        let keys: Vec<Key> = keys
            .filter(|key| self.standing.contains(key))
            .cloned()
            .collect();
        let present = store::find_standing(tx, kind, at, &keys).await?.into_iter();
        let present = present.map(|one| (one.key.clone(), one));
        let mut present: BTreeMap<Key, Stored> = present.collect();
        let above = self.above().await?;
        let records = stretch.iter().map(|row| &row.value.record);
        let mut known = look_up(tx, at, kind, records).await?;
        name_new(tx, kind, stretch, &present, &mut known);
        let mut basis = Basis {
            gathered: Gathered::clone(&self.gathered),
            known,
            above,
            offers: self.offers.clone(),
        };
        let mut places = Vec::with_capacity(stretch.len());
        for row in stretch {
            let before = present.get(&row.value.key);
            places.push(self.position(before));
        }
        let (order, circle) = named_first(kind, stretch);
        for placed in circle.into_iter().filter_map(|index| stretch.get(index)) {
            let way = ways_to_kin(kind).into_iter().next();
            let column = way.map_or("", |way| way.key.as_str());
            let circle = (kind.facts().circle)().at_column(column);
            intake.problems.push(placed.place(circle));
        }
        for index in order {
            let (Some(placed), Some(position)) = (stretch.get(index), places.get(index)) else {
                continue;
            };
            let row = &placed.value;
            // The second of two rows with one key has been told already.
            if !self.seen.insert(row.key.clone()) {
                continue;
            }
            let before = present.remove(&row.key);
            let record = match &mut self.apart {
                Some(apart) => apart.complete(&row.key, &row.record, before.as_ref()),
                None => row.record.clone(),
            };
            let revision = before.as_ref().map(|one| one.revision);
            let is_new = before.is_none();
            let change = Change {
                before,
                key: row.key.clone(),
                record,
                position: *position,
                seen: revision.map_or(Seen::New, Seen::Revision),
                is_restored: true,
            };
            let saved = put(tx, self.actor, at, kind, change, &basis).await;
            let saved = match (saved, &self.apart) {
                (Err(wrong), Some(apart)) => Err(apart.note(&row.key, wrong, intake)?),
                (saved, _) => saved.map_err(|wrong| row.spotted(wrong)),
            };
            match placed.note(intake, saved)? {
                Some(saved) => basis.above.put(kind, &saved.stored),
                None if is_new => basis.forget(kind, &row.key),
                None => {}
            }
        }
        Ok(())
    }

    /// What is above what, of all that stands, where things belong to others of their kind.
    async fn above(&self) -> Result<Above, Problem> {
        if ways_up(self.kind).is_empty() {
            return Ok(Above::default());
        }
        let all = store::whole(self.tx, self.kind, self.at.id()).await?;
        Ok(Above::of_all(self.kind, all.iter()))
    }

    /// Where the next row of the file leaves its thing.
    fn position(&mut self, before: Option<&Stored>) -> i64 {
        let index = self.index;
        self.index += 1;
        match before {
            _ if !self.kind.facts().is_ordered_by_hand() => 0,
            _ if self.reorders => index,
            Some(before) => before.position,
            None => {
                self.next += 1;
                self.next - 1
            }
        }
    }
}

/// Lets rows name others that the same file adds.
fn name_new(
    tx: &Tx,
    kind: &dyn AnyKind,
    rows: &[Placed<KeptRow>],
    present: &BTreeMap<Key, Stored>,
    known: &mut Known,
) {
    if ways_to_kin(kind).is_empty() {
        return;
    }
    let code = KindCode::of(kind.facts().code);
    for row in rows.iter().map(|row| &row.value) {
        if present.contains_key(&row.key) {
            continue;
        }
        let thing = KnownThing {
            id: tx.new_id(),
            name: kind.name(&row.record),
        };
        let reference = Reference {
            known: Some(thing),
            ..Reference::to(code.clone(), row.key.clone())
        };
        known.insert((kind.facts().code.to_owned(), row.key.clone()), reference);
    }
}
