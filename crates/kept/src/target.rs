//! What the fields of a kind may refer to. Outside a reference is a key; inside it is an id, and people
//! read the name.

use crate::offer::Offers;
use crate::{AnyKind, Ground, Later, Stored};
use samverk_database::Tx;
use samverk_fields::{FieldKind, KindCode, Question, Record, Reference, Value};
use samverk_foundation::{Key, Problem, Problems};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub type Found = Result<Vec<Reference>, Problem>;
/// One for each text.
pub type Written = Result<Vec<Option<Reference>>, Problem>;

/// Kept things that others may refer to, with what the machine needs of them.
pub struct Target {
    /// Its code: `party`.
    pub kind: &'static str,
    /// Those with these keys that may be referred to from the ground, in one query.
    pub by_key: for<'a> fn(&'a Tx, &'a dyn Ground, &'a [Key]) -> Later<'a, Found>,
    /// What stands under these ids, in one query.
    pub by_id: for<'a> fn(&'a Tx, &'a [Uuid]) -> Later<'a, Found>,
    /// What a form offers to choose from, in its order.
    pub offered: for<'a> fn(&'a Tx, &'a dyn Ground) -> Later<'a, Found>,
    /// What people mean by each of these texts, which are neither keys nor whole names of what is offered.
    pub written: for<'a> fn(&'a Tx, &'a [String]) -> Later<'a, Written>,
    /// Why a key or a name is refused that nothing has.
    pub unknown: fn(&str) -> Problem,
    /// The address of its page.
    pub href: Option<fn(&Key) -> String>,
    /// Whether somebody who reads what refers to it may not know of it: `by_key` then tells which of
    /// those that are named one may know of from there.
    pub hides: bool,
}

/// What was found of a kind's targets, by the code of the target and the key.
pub(crate) type Known = BTreeMap<(String, Key), Reference>;

/// The kinds that an answer may refer to.
pub(crate) fn targets_of(question: &Question) -> &[KindCode] {
    match &question.kind {
        FieldKind::One(kind) | FieldKind::Many(kind) => std::slice::from_ref(kind),
        FieldKind::OneOf(kinds) => kinds,
        _ => &[],
    }
}

/// Whether an answer may refer to things of this kind.
pub(crate) fn leads_to(question: &Question, target: &str) -> bool {
    let mut kinds = targets_of(question).iter();
    kinds.any(|kind| kind.as_str() == target)
}

pub(crate) fn references(value: &Value) -> Vec<&Reference> {
    match value {
        Value::Ref(reference) => vec![reference],
        Value::Several(all) => all.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

fn changed(value: &Value, change: &impl Fn(&Reference) -> Reference) -> Value {
    match value {
        Value::Ref(reference) => Value::Ref(change(reference)),
        Value::Several(all) => Value::Several(all.iter().map(|one| changed(one, change)).collect()),
        other => other.clone(),
    }
}

/// Looks up all that these records name by key, with one query for each target.
pub(crate) async fn look_up(
    tx: &Tx,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    records: impl Iterator<Item = &Record>,
) -> Result<Known, Problem> {
    let targets = kind.facts().targets;
    let mut known = Known::new();
    if targets.is_empty() {
        return Ok(known);
    }
    let mut named: BTreeMap<&str, BTreeSet<Key>> = BTreeMap::new();
    for record in records {
        for question in kind.form().questions() {
            for one in references(record.get(question.key.as_str())) {
                let keys = named.entry(one.kind.as_str()).or_default();
                keys.insert(one.key.clone());
            }
        }
    }
    for target in targets {
        let keys: Vec<Key> = named.remove(target.kind).into_iter().flatten().collect();
        if keys.is_empty() {
            continue;
        }
        for reference in (target.by_key)(tx, at, &keys).await? {
            known.insert((target.kind.to_owned(), reference.key.clone()), reference);
        }
    }
    Ok(known)
}

/// The record with what its keys stand for. Fails with the target's own problem at each field that
/// names nothing.
pub(crate) fn referred(
    kind: &dyn AnyKind,
    record: &Record,
    known: &Known,
) -> Result<Record, Problems> {
    let facts = kind.facts();
    let (mut record, mut problems) = (record.clone(), Problems::default());
    for question in kind.form().questions() {
        if targets_of(question).is_empty() {
            continue;
        }
        let find = |one: &Reference| known.get(&(one.kind.to_string(), one.key.clone()));
        let value = record.get(question.key.as_str());
        let unknown = (0..).zip(references(value));
        let unknown = unknown.filter(|(_, one)| find(one).is_none());
        for (index, one) in unknown {
            let problem = match facts.target(one.kind.as_str()) {
                Some(target) => (target.unknown)(one.key.as_str()),
                None => Problem::internal(format!("nothing says what a {} is", one.kind)),
            };
            let field = question.key.as_str();
            problems.push(match value {
                Value::Several(_) => problem.at_field(&format!("{field}.{index}")),
                _ => problem.at_field(field),
            });
        }
        let value = changed(value, &|one| find(one).unwrap_or(one).clone());
        record.set(question.key.clone(), value);
    }
    problems.or(record)
}

/// Gives the references of what was read their keys and names, with one query for each target.
pub(crate) async fn name(tx: &Tx, kind: &dyn AnyKind, found: &mut [Stored]) -> Result<(), Problem> {
    let questions: Vec<&Question> = kind.form().questions().collect();
    for target in kind.facts().targets {
        let questions = questions.iter();
        let questions = questions.filter(|one| leads_to(one, target.kind));
        let questions: Vec<&&Question> = questions.collect();
        let values = found.iter().flat_map(|one| {
            let values = questions.iter();
            values.flat_map(|question| references(one.record.get(question.key.as_str())))
        });
        let ids: BTreeSet<Uuid> = values
            .filter_map(|reference| Some(reference.known.as_ref()?.id))
            .collect();
        if ids.is_empty() {
            continue;
        }
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let named = (target.by_id)(tx, &ids).await?.into_iter();
        let named = named.filter_map(|one| Some((one.known.as_ref()?.id, one)));
        let named: BTreeMap<Uuid, Reference> = named.collect();
        for one in found.iter_mut() {
            for question in &questions {
                let value = changed(one.record.get(question.key.as_str()), &|reference| {
                    let id = reference.known.as_ref().map(|known| known.id);
                    let known = id.and_then(|id| named.get(&id));
                    known.unwrap_or(reference).clone()
                });
                one.record.set(question.key.clone(), value);
            }
        }
    }
    Ok(())
}

/// What the form of a kind offers to choose from.
#[derive(Clone, Default)]
pub(crate) struct Offered {
    /// By the code of the target.
    pub things: BTreeMap<&'static str, Vec<Reference>>,
    /// What the ground itself has.
    pub own: Offers,
}

impl Offered {
    /// The kept things that fields of this sort may refer to.
    pub fn of(&self, code: &str) -> &[Reference] {
        self.things.get(code).map_or(&[], Vec::as_slice)
    }

    /// The same, and what a thing says although it is no longer offered.
    #[must_use]
    pub fn with(mut self, kind: &dyn AnyKind, record: &Record) -> Self {
        let questions = kind.form().questions();
        for said in questions.flat_map(|one| references(record.get(one.key.as_str()))) {
            let Some(things) = self.things.get_mut(said.kind.as_str()) else {
                continue;
            };
            if things.iter().all(|one| one.key != said.key) {
                things.push(said.clone());
            }
        }
        self.own = self.own.with(record);
        self
    }
}

pub(crate) async fn offered(
    tx: &Tx,
    at: &dyn Ground,
    kind: &dyn AnyKind,
) -> Result<Offered, Problem> {
    let (mut things, facts) = (BTreeMap::new(), kind.facts());
    let is_asked = |target: &Target| {
        let elsewhere = facts.keeping.elsewhere;
        let mut asked = kind
            .form()
            .questions()
            .filter(|one| !elsewhere.contains(&one.key));
        asked.any(|one| leads_to(one, target.kind))
    };
    for target in facts.targets.iter().filter(|target| is_asked(target)) {
        things.insert(target.kind, (target.offered)(tx, at).await?);
    }
    let own = Offers::load(tx, at, kind).await?;
    Ok(Offered { things, own })
}
