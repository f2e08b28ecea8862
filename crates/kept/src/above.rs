//! Things that belong to others of their own kind: a field of `One` of the kind itself. The way up never leads
//! back, and a file may name one before its row.

use crate::kept_rows::KeptRow;
use crate::target::{leads_to, references};
use crate::{AnyKind, Stored, store};
use samverk_database::Tx;
use samverk_exchange::Placed;
use samverk_fields::{FieldKey, FieldKind, Question, Record, columns};
use samverk_foundation::{Key, Problem, Problems, interned};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use uuid::Uuid;

/// The fields by which a thing belongs to another of its kind.
pub(crate) fn ways_up(kind: &dyn AnyKind) -> Vec<&'static Question> {
    let code = kind.facts().code;
    let is_up = |one: &&Question| matches!(one.kind, FieldKind::One(_)) && leads_to(one, code);
    kind.form().questions().filter(is_up).collect()
}

/// The fields by which a thing names others of its kind, one or several: a file may name one before its row.
pub(crate) fn ways_to_kin(kind: &dyn AnyKind) -> Vec<&'static Question> {
    let code = kind.facts().code;
    let is_kin = |one: &&Question| {
        let refers = matches!(one.kind, FieldKind::One(_) | FieldKind::Many(_));
        refers && leads_to(one, code)
    };
    kind.form().questions().filter(is_kin).collect()
}

fn id_above(record: &Record, way: &Question) -> Option<Uuid> {
    let above = record.get(way.key.as_str()).as_reference()?;
    above.known.as_ref().map(|known| known.id)
}

/// What is above what, by each field.
#[derive(Clone, Debug, Default)]
pub(crate) struct Above(BTreeMap<(FieldKey, Uuid), Uuid>);

impl Above {
    /// What is above what a record names, in one statement for each field; nothing when it names nothing else
    /// than before.
    pub async fn load(
        tx: &Tx,
        kind: &dyn AnyKind,
        before: Option<&Stored>,
        record: &Record,
    ) -> Result<Self, Problem> {
        let mut above = Self::default();
        // Nothing belongs to what is new.
        let Some(before) = before else {
            return Ok(above);
        };
        for way in ways_up(kind) {
            let named = id_above(record, way);
            let Some(id) = named.filter(|_| named != id_above(&before.record, way)) else {
                continue;
            };
            let column = columns(kind.form())
                .into_iter()
                .find(|one| one.field == way.key);
            let column = interned(column.map(|one| one.name).unwrap_or_default());
            let pairs = store::above(tx, kind, column, id).await?.into_iter();
            let pairs = pairs.map(|(one, above)| ((way.key.clone(), one), above));
            above.0.extend(pairs);
        }
        Ok(above)
    }

    /// The same of all that stand on a ground.
    pub fn of_all<'s>(kind: &dyn AnyKind, all: impl Iterator<Item = &'s Stored>) -> Self {
        let mut above = Self::default();
        all.for_each(|one| above.put(kind, one));
        above
    }

    pub fn put(&mut self, kind: &dyn AnyKind, one: &Stored) {
        for way in ways_up(kind) {
            let place = (way.key.clone(), one.id);
            match id_above(&one.record, way) {
                Some(above) => self.0.insert(place, above),
                None => self.0.remove(&place),
            };
        }
    }

    /// The kind's own problem at each field by which it would belong to itself.
    pub fn problems(&self, kind: &dyn AnyKind, one: &Stored) -> Problems {
        let leads_back = |way: &&Question| {
            let mut passed = BTreeSet::new();
            let mut step = id_above(&one.record, way);
            while let Some(id) = step.filter(|id| *id != one.id && passed.insert(*id)) {
                step = self.0.get(&(way.key.clone(), id)).copied();
            }
            step.is_some()
        };
        let circles = ways_up(kind).into_iter().filter(leads_back);
        let told = circles.map(|way| (kind.facts().circle)().at_field(way.key.as_str()));
        told.collect()
    }
}

/// In which order rows are saved, so that what is named stands before what names it; and those that wait for
/// themselves. Of two with one key only the first is looked at.
pub(crate) fn named_first(
    kind: &dyn AnyKind,
    rows: &[Placed<KeptRow>],
) -> (Vec<usize>, Vec<usize>) {
    let mut places: BTreeMap<&Key, usize> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        places.entry(&row.value.key).or_insert(index);
    }
    let ways = ways_to_kin(kind);
    let mut waiting: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut left: BTreeMap<usize, usize> = BTreeMap::new();
    let mut ready = VecDeque::new();
    for index in places.values() {
        let record = rows.get(*index).map(|row| &row.value.record);
        let named = record.into_iter().flat_map(|record| {
            let ways = ways.iter();
            ways.flat_map(|way| references(record.get(way.key.as_str())))
        });
        let named = named.filter_map(|named| places.get(&named.key));
        let named: BTreeSet<usize> = named.copied().collect();
        if named.is_empty() {
            ready.push_back(*index);
        }
        for other in &named {
            waiting.entry(*other).or_default().push(*index);
        }
        left.insert(*index, named.len());
    }
    ready.make_contiguous().sort_unstable();
    let mut order = Vec::with_capacity(rows.len());
    while let Some(index) = ready.pop_front() {
        order.push(index);
        for next in waiting.remove(&index).into_iter().flatten() {
            if let Some(count) = left.get_mut(&next) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    ready.push_back(next);
                }
            }
        }
    }
    let done: BTreeSet<usize> = order.iter().copied().collect();
    let circle = left.into_keys().filter(|index| !done.contains(index));
    (order, circle.collect())
}
