//! Adding by `POST` in the API, where that is an action of its own: the key is said in the body.

use crate::above::ways_up;
use crate::api::{ground, linked, tag};
use crate::{AnyKind, Seen, save, store};
use samverk_fields::{FieldKey, FieldKind, Form, Question, Rule, Value, Words, from_json};
use samverk_foundation::{Key, Problem, interned};
use samverk_rest::{Call, Described, Operation, Refusal, Saved, Shape};

/// The operation, for a kind with an action for adding.
pub(crate) fn operation(
    kind: &'static dyn AnyKind,
    all: &'static str,
    name: &str,
    (new, view): (Shape, Shape),
) -> Option<Operation> {
    let (action, _) = kind.facts().writers.adding?;
    let id = interned(format!("post{name}"));
    let [swedish, english] = kind.facts().api.one;
    let about = [
        format!("Lägger till {swedish}. Finns nyckeln redan svaras 409."),
        format!("Adds {english}. When the key is taken the answer is 409."),
    ];
    let [swedish, english] = about.map(interned);
    let operation = Operation::post(all, id, move |call, body| add(kind, call, body))
        .shaped(Some(new), Some(view))
        .about(swedish, english)
        .action(action)
        .invalid(&invalid(kind))
        .conflict(&["already_exists"]);
    Some(operation)
}

/// What may be wrong in what is sent of a kind.
pub(crate) fn invalid(kind: &dyn AnyKind) -> Vec<&'static str> {
    let facts = kind.facts();
    let circle = (!ways_up(kind).is_empty()).then(|| (facts.circle)().code);
    let taken = facts.offers.iter().filter_map(|offer| offer.taken);
    let targets = facts.targets.iter();
    let named = targets.map(|target| (target.unknown)("").code);
    let unknown = taken
        .map(|taken| (taken.unknown)("").code)
        .chain(named)
        .chain(circle);
    let veiled = (!facts.keeping.veils.is_empty()).then_some("field_veiled");
    let decided = facts.keeping.states.map(|_| "state_by_decision");
    let codes = unknown.chain(facts.codes.iter().copied());
    let codes = codes.chain(veiled).chain(decided);
    std::iter::once("key_reserved").chain(codes).collect()
}

/// The key that stands first in what is sent.
pub(crate) const KEY: FieldKey = FieldKey::of("key");

fn with_key(form: &Form) -> Form {
    let mut key = Question::new(KEY, Words::key("kept-key"), FieldKind::Keyed);
    key.rules.push(Rule::Filled);
    let mut form = form.clone();
    if let Some(first) = form.sections.first_mut() {
        first.questions.insert(0, key);
    }
    form
}

async fn add(
    kind: &'static dyn AnyKind,
    call: Call,
    Described(body): Described,
) -> Result<Saved<Described>, Refusal> {
    let mut record = from_json(&with_key(kind.form()), &body)?;
    let key: Option<Key> = record.get(KEY.as_str()).as_key().cloned();
    let key = key.ok_or_else(|| Problem::internal("a key that was read is not there"))?;
    record.set(KEY, Value::Nothing);
    let tx = call.begin("api_post_kept").await?;
    let at = ground(kind, &call, &tx).await?;
    let at = at.as_ref();
    if store::find(&tx, kind, at, key.as_str()).await?.is_some() {
        return Err(Problem::conflict("already_exists").at_field("key").into());
    }
    let saved = save(&tx, &call.actor, at, kind, key, record, Seen::New).await?;
    tx.commit().await?;
    let one = &saved.stored;
    Ok(Saved::new(linked(kind, at, one), tag(one), true))
}
