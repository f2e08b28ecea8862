//! What fields may say that their ground has and that is no kept thing: parts of a plan, people. People
//! read names; a key is kept. A field for a key takes only these; a text takes any other words too.

use crate::{AnyKind, Ground, Later, store};
use samverk_database::Tx;
use samverk_fields::{FieldKey, FieldKind, Question, Record, Value};
use samverk_foundation::{Key, Problem, Problems};
use serde_json::{Map, Value as Json};

/// What a field may say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosable {
    /// What is kept.
    pub code: String,
    pub name: String,
}

impl Choosable {
    pub fn new(code: impl ToString, name: impl Into<String>) -> Self {
        Self {
            code: code.to_string(),
            name: name.into(),
        }
    }
}

pub type OfferedHere = Result<Vec<Choosable>, Problem>;

/// Where the choices of a field come from.
#[derive(Clone)]
pub struct Offer {
    pub field: FieldKey,
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
    pub unknown: fn(&str) -> Problem,
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
        let field = offer.field.as_str();
        let said = record.get(field);
        if let (Some(taken), Value::Key(key)) = (offer.taken, said)
            && before.is_none_or(|before| before.get(field) != said)
            && !(taken.has)(at, key)?
        {
            let unknown = (taken.unknown)(key.as_str());
            problems.push(unknown.at_field(field));
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
                if let (Some(taken), Value::Key(key)) =
                    (offer.taken, one.record.get(offer.field.as_str()))
                    && (taken.has)(before, key)?
                    && !(taken.has)(after, key)?
                {
                    let (key, name) = (key.clone(), kind.name(&one.record));
                    left.push(LeftAlone { key, name });
                }
            }
        }
    }
    Ok(left)
}

/// What the form of a kind offers of its ground, by field.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offers(Vec<(FieldKey, Vec<Choosable>)>);

impl Offers {
    pub(crate) async fn load(
        tx: &Tx,
        at: &dyn Ground,
        kind: &dyn AnyKind,
    ) -> Result<Self, Problem> {
        let mut all = Vec::new();
        for offer in kind.facts().offers {
            all.push((offer.field.clone(), (offer.offered)(tx, at).await?));
        }
        Ok(Self(all))
    }

    /// Nothing where the ground has no say.
    pub(crate) fn of(&self, field: &FieldKey) -> Option<&[Choosable]> {
        let found = self.0.iter().find(|(known, _)| known == field);
        found.map(|(_, choices)| choices.as_slice())
    }

    /// The same, and what stands although it is no longer offered.
    #[must_use]
    pub(crate) fn with(mut self, record: &Record) -> Self {
        for (field, choices) in &mut self.0 {
            let Value::Key(stands) = record.get(field.as_str()) else {
                continue;
            };
            if choices.iter().all(|one| one.code != stands.as_str()) {
                choices.push(Choosable::new(stands, stands.as_str()));
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
        for (field, choices) in &self.0 {
            let Value::Text(text) = record.get(field.as_str()) else {
                continue;
            };
            if let Some(other) = change(choices, text.trim()) {
                record.set(field.clone(), Value::Text(other));
            }
        }
        record
    }

    /// What people call the things that the record names by key, by field: for the log.
    pub(crate) fn names(&self, kind: &dyn AnyKind, record: &Record) -> Map<String, Json> {
        let veils = kind.facts().keeping.veils;
        let name = |(field, _): &(FieldKey, Vec<Choosable>)| {
            let question = kind.form().find(field.as_str())?;
            let name = self.name(question, record.get(field.as_str()))?;
            Some((field.to_string(), name.into()))
        };
        let is_open = |(field, _): &&(FieldKey, Vec<Choosable>)| {
            veils.iter().all(|veil| veil.field != *field)
        };
        self.0.iter().filter(is_open).filter_map(name).collect()
    }

    /// What people call it.
    pub(crate) fn name(&self, question: &Question, value: &Value) -> Option<&str> {
        let code = match (&question.kind, value) {
            (FieldKind::Keyed, Value::Key(key)) => Key::as_str(key),
            (_, Value::Text(text)) => text.as_str(),
            _ => return None,
        };
        let mut choices = self.of(&question.key)?.iter();
        let found = choices.find(|one| one.code == code);
        found.map(|one| one.name.as_str())
    }
}
