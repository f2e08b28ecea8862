//! What a reader sees of a thing: the one answer that every way out gives, and every way in obeys. What
//! one may not see is carried along out of sight, so that it is not lost when that person saves.

use crate::references::seen_from;
use crate::target::{leads_to, references};
use crate::{AnyKind, Ground, Stored, Veil, apart};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_fields::{FieldKey, FieldKind, Form, Question, Record, Reference, Value};
use samverk_foundation::{Problem, Problems, interned};
use serde_json::Value as Json;

impl Veil {
    fn is_lifted_for(&self, at: &dyn Ground) -> bool {
        at.may(self.roles)
    }

    /// Whether the day has passed until which it is only for some.
    fn is_over(&self, record: &Record, today: NaiveDate) -> bool {
        let until = self.until.as_ref();
        let until = until.map(|field| record.get(field.as_str()));
        matches!(until, Some(Value::Date(last)) if *last < today)
    }

    /// Whether the thing says that it hides nothing.
    fn is_waived(&self, record: &Record) -> bool {
        let unless = self.unless.as_ref();
        unless.is_some_and(|(field, code)| record.get(field.as_str()).text() == *code)
    }

    /// The text that tells why.
    pub(crate) fn why(&self, kind: &dyn AnyKind) -> &'static str {
        interned(
            kind.facts()
                .text(&format!("{}-veiled", self.field.as_str())),
        )
    }
}

/// The thing as somebody sees it there.
pub(crate) fn seen(
    kind: &dyn AnyKind,
    at: &dyn Ground,
    today: NaiveDate,
    mut one: Stored,
) -> Stored {
    let (record, veiled) = shown(kind, at, today, one.record);
    one.record = record;
    for (field, value) in veiled {
        one.veiled.set(field, value);
    }
    one
}

/// What somebody sees of a record there, and what they do not.
pub(crate) fn shown(
    kind: &dyn AnyKind,
    at: &dyn Ground,
    today: NaiveDate,
    mut record: Record,
) -> (Record, Vec<(FieldKey, Value)>) {
    let whole = record.clone();
    let mut veiled = Vec::new();
    for veil in kind.facts().keeping.veils {
        let value = whole.get(veil.field.as_str()).clone();
        let is_open =
            veil.is_lifted_for(at) || veil.is_over(&whole, today) || veil.is_waived(&whole);
        if !is_open && value.is_said() {
            record.set(veil.field.clone(), Value::Nothing);
            veiled.push((veil.field.clone(), value));
        }
    }
    (record, veiled)
}

/// Takes references to what somebody there may not know of out of sight: one query for each target that
/// hides.
pub(crate) async fn hide(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    found: &mut [Stored],
) -> Result<(), Problem> {
    let questions: Vec<&Question> = kind.form().questions().collect();
    for target in kind.facts().targets.iter().filter(|target| target.hides) {
        let values = found.iter().flat_map(|one| {
            let values = questions.iter();
            values.flat_map(|question| references(one.record.get(question.key.as_str())))
        });
        let named = values.filter(|one| one.kind.as_str() == target.kind);
        let named: Vec<Reference> = named.cloned().collect();
        if named.is_empty() {
            continue;
        }
        let seen = seen_from(tx, Some(at), target, &named).await?;
        let is_hidden = |one: &Reference| {
            let id = one.known.as_ref().map(|known| known.id);
            one.kind.as_str() == target.kind && id.is_none_or(|id| !seen.contains(&id))
        };
        for one in found.iter_mut() {
            for question in &questions {
                let value = one.record.get(question.key.as_str()).clone();
                if value.as_reference().is_some_and(is_hidden) {
                    one.record.set(question.key.clone(), Value::Nothing);
                    one.veiled.set(question.key.clone(), value);
                }
            }
        }
    }
    Ok(())
}

/// What was saved, without what was out of sight before it.
pub(crate) fn still_hidden(mut saved: Stored, before: Option<&Stored>) -> Stored {
    for (field, _) in before.into_iter().flat_map(|before| before.veiled.iter()) {
        let value = saved.record.get(field.as_str()).clone();
        if value.as_reference().is_some() {
            saved.record.set(field.clone(), Value::Nothing);
            saved.veiled.set(field.clone(), value);
        }
    }
    saved
}

/// What anybody may see for ever, whatever becomes of the veils: for names.
pub(crate) fn open(kind: &dyn AnyKind, record: &Record) -> Record {
    let mut open = record.clone();
    for veil in kind.facts().keeping.veils {
        open.set(veil.field.clone(), Value::Nothing);
    }
    open
}

/// The fields that somebody does not decide over there: what they may not see, and until when.
pub(crate) fn locked(kind: &dyn AnyKind, at: &dyn Ground, one: Option<&Stored>) -> Vec<FieldKey> {
    let mut locked = Vec::new();
    for veil in kind.facts().keeping.veils {
        if veil.is_lifted_for(at) {
            continue;
        }
        let is_open = one.is_some_and(|one| one.record.get(veil.field.as_str()).is_said());
        if !is_open {
            locked.push(veil.field.clone());
        }
        locked.extend(veil.until.clone());
        locked.extend(veil.unless.as_ref().map(|(field, _)| field.clone()));
    }
    // What they refer to and the person may not know of.
    let hidden = one.into_iter().flat_map(|one| one.veiled.iter());
    for (field, _) in hidden {
        if !locked.contains(field) {
            locked.push(field.clone());
        }
    }
    locked
}

/// The record that somebody sent, with what they do not decide over as it stands. Fails with
/// `field_veiled` where they say something else.
pub(crate) fn kept(
    kind: &dyn AnyKind,
    at: &dyn Ground,
    before: Option<&Stored>,
    mut record: Record,
) -> Result<Record, Problems> {
    let mut problems = Problems::default();
    let stands = before.map(Stored::whole).unwrap_or_default();
    for field in locked(kind, at, before) {
        let (said, stands) = (record.get(field.as_str()), stands.get(field.as_str()));
        let is_same = before.is_some_and(|one| one.record.get(field.as_str()) == said);
        if said.is_said() && !is_same {
            problems.push(Problem::invalid("field_veiled").at_field(field.as_str()));
        }
        let stands = stands.clone();
        record.set(field, stands);
    }
    problems.or(record)
}

/// What the log keeps of veiled fields: that something was said, never what.
pub(crate) fn veil(kind: &dyn AnyKind, told: &mut Json) {
    for veil in kind.facts().keeping.veils {
        let Some(said) = told.get_mut(veil.field.as_str()) else {
            continue;
        };
        let is_said = match &*said {
            Json::Null => false,
            Json::String(text) => !text.is_empty(),
            Json::Array(all) => !all.is_empty(),
            _ => true,
        };
        *said = if is_said { VEILED.into() } else { Json::Null };
    }
}

/// The code of what is only for some: the text of it tells why.
const VEILED: &str = "veiled";

/// Lets the log tell that a veiled field says something else than before.
pub(crate) fn tell_changes(
    kind: &dyn AnyKind,
    before: Option<&Stored>,
    after: Option<&Stored>,
    told: Option<&mut Json>,
) {
    let (Some(before), Some(after), Some(told)) = (before, after, told) else {
        return;
    };
    let (before, after) = (before.whole(), after.whole());
    for veil in kind.facts().keeping.veils {
        let name = veil.field.as_str();
        let (before, after) = (before.get(name), after.get(name));
        if before.is_said() && after.is_said() && before != after {
            told[name] = Json::Null;
        }
    }
}

/// The filter on a field finds no more than the reader sees.
pub(crate) fn filterable(kind: &dyn AnyKind, at: &dyn Ground, field: &FieldKey) -> Filterable {
    let mut veils = kind.facts().keeping.veils.iter();
    match veils.find(|veil| veil.field == *field) {
        Some(veil) if !veil.is_lifted_for(at) => match &veil.until {
            Some(until) => Filterable::Past(until.clone()),
            None => Filterable::Never,
        },
        _ => Filterable::Always,
    }
}

pub(crate) enum Filterable {
    Always,
    /// Where the day in this field has passed.
    Past(FieldKey),
    Never,
}

/// What is wrong with a description's veils, states and rows apart: a veiled field that tells itself in another
/// way.
pub fn check_keeping(kind: &dyn AnyKind) -> Vec<String> {
    let facts = kind.facts();
    let form: &Form = kind.form();
    let mut wrong = Vec::new();
    for veil in facts.keeping.veils {
        let field = &veil.field;
        let mut say = |told: &str| wrong.push(format!("{} {field}: {told}", facts.code));
        match form.find(field.as_str()) {
            None => say("is no field"),
            Some(question) if question.is_required() => say("is veiled and must be said"),
            Some(_) => {}
        }
        let list = &facts.list;
        let orders = matches!(list.order, crate::Order::By(by) if by.contains(field));
        if orders || list.parted.as_ref() == Some(field) || list.gathered.as_ref() == Some(field) {
            say("is veiled and orders the list");
        }
        let search = facts.search.iter();
        let mut found = search.flat_map(|search| search.words.iter().chain([&search.title]));
        let is_searched = facts.keeping.searched.contains(field);
        if is_searched || found.any(|one| one == field) {
            say("is veiled and searched");
        }
        if !veil
            .roles
            .contains(&samverk_foundation::Role::Administrator)
        {
            say("is in the folder, which the administrator takes out, and must be seen there");
        }
    }
    let hiding = |question: &Question| {
        let mut targets = facts.targets.iter();
        targets.any(|target| target.hides && leads_to(question, target.kind))
    };
    for question in form.questions().filter(|question| hiding(question)) {
        if question.is_required() || matches!(question.kind, FieldKind::Many(_)) {
            let told =
                "refers to what is hidden from some, and is no single one that may be left out";
            wrong.push(format!("{} {}: {told}", facts.code, question.key));
        }
    }
    let example = samverk_fields::from_json(form, &crate::example(kind));
    if let Ok(mut example) = example {
        let name = kind.name(&example);
        for veil in facts.keeping.veils {
            example.set(veil.field.clone(), Value::Nothing);
        }
        if kind.name(&example) != name {
            wrong.push(format!("{}: its name tells what is veiled", facts.code));
        }
    }
    let states = facts.keeping.states.iter();
    wrong.extend(states.flat_map(|states| states.unknown(form)));
    wrong.extend(apart::wrong(kind));
    wrong
}
