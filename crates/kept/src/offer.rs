//! What fields may say that their ground has and that is no kept thing: parts of a plan, people. People
//! read names; a key is kept. A field for a key takes only these; a text takes any other words too. The steps of
//! a scale may have words of the ground.

use crate::{AnyKind, Ground, Later, store};
use samverk_database::Tx;
use samverk_fields::{FieldKey, FieldKind, Question, Record, Value};
use samverk_foundation::{Key, Problem, Problems};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

/// What a field may say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosable {
    /// What is kept.
    pub code: String,
    pub name: String,
    /// Named where it stands, and offered no more.
    pub is_past: bool,
}

impl Choosable {
    pub fn new(code: impl ToString, name: impl Into<String>) -> Self {
        Self {
            code: code.to_string(),
            name: name.into(),
            is_past: false,
        }
    }

    #[must_use]
    pub fn past(self, is_past: bool) -> Self {
        Self { is_past, ..self }
    }
}

pub type OfferedHere = Result<Vec<Choosable>, Problem>;

/// Where the choices of a field come from.
#[derive(Clone)]
pub struct Offer {
    pub field: FieldKey,
    /// The column, when the field has rows: one for keys.
    pub column: Option<FieldKey>,
    /// What a form offers, in its order.
    pub offered: for<'a> fn(&'a Tx, &'a dyn Ground) -> Later<'a, OfferedHere>,
    /// Which keys are taken, also those that are no longer offered. Without it anything is.
    pub taken: Option<Taken>,
}

/// Which keys a field takes.
#[derive(Clone, Copy)]
pub struct Taken {
    pub has: fn(&dyn Ground, &Key) -> Result<bool, Problem>,
    /// Why another is refused.
    pub unknown: fn(&Key) -> Problem,
}

impl Offer {
    /// The keys that a record says here, each with its place.
    fn said<'r>(&self, record: &'r Record) -> Vec<(String, &'r Key)> {
        let field = self.field.as_str();
        let said = match &self.column {
            None => vec![(field.to_owned(), record.get(field))],
            Some(column) => {
                let rows = record.get(field).rows().iter().enumerate();
                let cell = |(number, row): (usize, &'r Record)| {
                    let place = format!("{field}.{number}.{column}");
                    (place, row.get(column.as_str()))
                };
                rows.map(cell).collect()
            }
        };
        let keys = said.into_iter().filter_map(|(place, value)| match value {
            Value::Key(key) => Some((place, key)),
            _ => None,
        });
        keys.collect()
    }
}

/// The problem of each key that the ground does not have, at its field. What stood before may stay.
pub(crate) fn check_offers(
    kind: &dyn AnyKind,
    at: &dyn Ground,
    before: Option<&Record>,
    record: &Record,
) -> Result<Problems, Problem> {
    let mut problems = Problems::default();
    for offer in kind.facts().offers {
        let Some(taken) = offer.taken else { continue };
        let stood = before.map(|before| offer.said(before)).unwrap_or_default();
        let stood: BTreeSet<&Key> = stood.into_iter().map(|(_, key)| key).collect();
        for (place, key) in offer.said(record) {
            if !stood.contains(key) && !(taken.has)(at, key)? {
                problems.push((taken.unknown)(key).at_field(&place));
            }
        }
    }
    Ok(problems)
}

/// Something that names what its ground has no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftAlone {
    /// What it names.
    pub key: Key,
    /// What people call it.
    pub name: String,
}

/// What of these kinds names something that the ground had `before` and has not `after`: asked before such a
/// part of a ground is removed.
pub async fn left_alone(
    tx: &Tx,
    kinds: &[&dyn AnyKind],
    before: &dyn Ground,
    after: &dyn Ground,
) -> Result<Vec<LeftAlone>, Problem> {
    let mut left = Vec::new();
    for kind in kinds {
        let facts = kind.facts();
        if facts.offers.iter().all(|offer| offer.taken.is_none()) {
            continue;
        }
        for one in store::whole(tx, *kind, before.id()).await? {
            for offer in facts.offers {
                let Some(taken) = offer.taken else { continue };
                for (_, key) in offer.said(&one.record) {
                    if (taken.has)(before, key)? && !(taken.has)(after, key)? {
                        let (key, name) = (key.clone(), kind.name(&one.record));
                        left.push(LeftAlone { key, name });
                    }
                }
            }
        }
    }
    Ok(left)
}

/// What the form of a kind offers of its ground, by field.
#[derive(Clone, Default)]
pub(crate) struct Offers(Vec<(&'static Offer, Vec<Choosable>)>);

impl Offers {
    pub(crate) async fn load(
        tx: &Tx,
        at: &dyn Ground,
        kind: &dyn AnyKind,
    ) -> Result<Self, Problem> {
        let mut all = Vec::new();
        for offer in kind.facts().offers {
            all.push((offer, (offer.offered)(tx, at).await?));
        }
        Ok(Self(all))
    }

    /// The same of these fields only.
    pub(crate) async fn shown(
        tx: &Tx,
        at: &dyn Ground,
        kind: &dyn AnyKind,
        fields: &[&Question],
    ) -> Result<Self, Problem> {
        let is_shown = |offer: &Offer| fields.iter().any(|one| one.key == offer.field);
        let mut all = Vec::new();
        for offer in kind.facts().offers.iter().filter(|offer| is_shown(offer)) {
            all.push((offer, (offer.offered)(tx, at).await?));
        }
        Ok(Self(all))
    }

    /// Nothing where the ground has no say.
    pub(crate) fn of(&self, field: &FieldKey) -> Option<&[Choosable]> {
        self.find(field, None)
    }

    /// The same of a column of the field's rows.
    pub(crate) fn of_column(&self, field: &FieldKey, column: &FieldKey) -> Option<&[Choosable]> {
        self.find(field, Some(column))
    }

    fn find(&self, field: &FieldKey, column: Option<&FieldKey>) -> Option<&[Choosable]> {
        let is_it = |offer: &Offer| offer.field == *field && offer.column.as_ref() == column;
        let found = self.0.iter().find(|(offer, _)| is_it(offer));
        found.map(|(_, choices)| choices.as_slice())
    }

    /// The same, and what stands although it is no longer offered.
    #[must_use]
    pub(crate) fn with(mut self, record: &Record) -> Self {
        for (offer, choices) in &mut self.0 {
            for (_, stands) in offer.said(record) {
                if choices.iter().all(|one| one.code != stands.as_str()) {
                    choices.push(Choosable::new(stands, stands.as_str()));
                }
            }
        }
        self
    }

    /// What is kept of what a person wrote: the key where a name was written.
    pub(crate) fn kept(&self, record: Record) -> Record {
        self.changed(record, |choices, text| {
            let found = choices.iter().find(|one| one.name == text);
            found.map(|one| one.code.clone())
        })
    }

    /// What a person reads of what is kept.
    pub(crate) fn written(&self, record: Record) -> Record {
        self.changed(record, |choices, text| {
            let found = choices.iter().find(|one| one.code == text);
            found.map(|one| one.name.clone())
        })
    }

    fn changed(
        &self,
        mut record: Record,
        change: impl Fn(&[Choosable], &str) -> Option<String>,
    ) -> Record {
        for (offer, choices) in &self.0 {
            let Value::Text(text) = record.get(offer.field.as_str()) else {
                continue;
            };
            if let Some(other) = change(choices, text.trim()) {
                record.set(offer.field.clone(), Value::Text(other));
            }
        }
        record
    }

    /// What people call the things that the record names by key, by field: for the log.
    pub(crate) fn names(&self, kind: &dyn AnyKind, record: &Record) -> Map<String, Json> {
        let veils = kind.facts().keeping.veils;
        let fields = self.0.iter().map(|(offer, _)| &offer.field);
        let name = |field: &FieldKey| {
            let question = kind.form().find(field.as_str())?;
            let name = self.name(question, record.get(field.as_str()))?;
            Some((field.to_string(), name.into()))
        };
        let is_open = |field: &&FieldKey| veils.iter().all(|veil| veil.field != **field);
        fields.filter(is_open).filter_map(name).collect()
    }

    /// What people call it.
    pub(crate) fn name(&self, question: &Question, value: &Value) -> Option<&str> {
        name_among(self.of(&question.key)?, &question.kind, value)
    }

    /// The same in a column of the field's rows.
    pub(crate) fn name_in(
        &self,
        field: &FieldKey,
        column: &Question,
        value: &Value,
    ) -> Option<&str> {
        name_among(self.of_column(field, &column.key)?, &column.kind, value)
    }
}

fn name_among<'c>(choices: &'c [Choosable], kind: &FieldKind, value: &Value) -> Option<&'c str> {
    let code = match (kind, value) {
        (FieldKind::Keyed, Value::Key(key)) => Key::as_str(key),
        (_, Value::Text(text)) => text.as_str(),
        _ => return None,
    };
    let found = choices.iter().find(|one| one.code == code);
    found.map(|one| one.name.as_str())
}
