//! Which rows of a list are picked, and what can be done with them.

use super::Visit;
use crate::sight::locked;
use crate::web_form::words;
use crate::{AnyKind, Ground, Stored, remove::stays, store};
use samverk_database::Tx;
use samverk_fields::{FieldKind, Question};
use samverk_foundation::{Key, Problem};
use samverk_web::{Choice, Format, Values};
use std::collections::BTreeMap;

/// What is done with them.
pub(super) enum Doing {
    Change(&'static Question),
    Remove,
    File(Format),
}

pub(super) const REMOVE: &str = "remove";
const CHANGE: &str = "change.";
/// So many at a time.
const PICKED_MAX: usize = 1_000;

impl Doing {
    pub(super) fn read(kind: &dyn AnyKind, code: &str) -> Option<Self> {
        match code.strip_prefix(CHANGE) {
            Some(field) => changeable(kind)
                .find(|question| question.key.as_str() == field)
                .map(Self::Change),
            None if code == REMOVE => Some(Self::Remove),
            None => Format::from_code(code).map(Self::File),
        }
    }
}

/// The choices and days that may be changed for many at once.
fn changeable(kind: &dyn AnyKind) -> impl Iterator<Item = &'static Question> {
    let (states, elsewhere) = (kind.facts().keeping.states, kind.facts().keeping.elsewhere);
    let questions = kind.form().questions();
    questions.filter(move |question| {
        let is_state = states.is_some_and(|states| states.field == question.key);
        let is_here = !is_state && !elsewhere.contains(&question.key);
        matches!(question.kind, FieldKind::Choice(_) | FieldKind::Date) && is_here
    })
}

/// What one may do with the rows that one picks.
pub(super) fn doings(visit: &Visit) -> Vec<Choice> {
    let ui = &visit.ui;
    let change = |question: &'static Question| {
        let label = words(ui, &question.label);
        let label = ui.t1("kept-picked-change", "field", label);
        Choice::new(format!("{CHANGE}{}", question.key), label)
    };
    let mut all: Vec<Choice> = changeable(visit.kind).map(change).collect();
    all.push(Choice::new(REMOVE, ui.t("kept-remove")));
    all.push(Choice::new(
        "xlsx",
        ui.t1("kept-picked-file", "format", "Excel (XLSX)"),
    ));
    all.push(Choice::new(
        "csv",
        ui.t1("kept-picked-file", "format", "CSV"),
    ));
    all
}

/// What is to be done with so many, as a heading.
pub(super) fn doing_words(visit: &Visit, doing: &Doing, number: usize) -> String {
    let (ui, list) = (&visit.ui, visit.text("tab"));
    let number = number.to_string();
    let mut values = vec![("list", list.as_str()), ("count", number.as_str())];
    match doing {
        Doing::Change(question) => {
            let field = words(ui, &question.label);
            values.push(("field", field.as_str()));
            ui.t_with("kept-picked-change-heading", &values)
        }
        Doing::Remove | Doing::File(_) => ui.t_with("kept-picked-remove-heading", &values),
    }
}

/// Those that are picked: those with which it can be done, in the order of the list, and the others.
pub(super) struct Picked {
    pub(super) things: Vec<Stored>,
    pub(super) refused: Vec<Refused>,
}

/// One with which it cannot be done.
pub(super) struct Refused {
    pub(super) name: String,
    pub(super) why: Problem,
}

/// Reads `key:revision`, as each row has it. Fails with `picked_too_many`.
pub(super) async fn picked_things(
    visit: &Visit,
    tx: &Tx,
    at: &dyn Ground,
    (doing, sent): (&Doing, &Values),
) -> Result<Picked, Problem> {
    let picks = sent.all("picked").into_iter();
    let picks = picks.flat_map(str::split_whitespace).filter_map(|pick| {
        let (key, revision) = pick.split_once(':')?;
        Some((Key::parse(key).ok()?, revision.parse::<i64>().ok()?))
    });
    let picks: Vec<(Key, i64)> = picks.collect();
    if picks.len() > PICKED_MAX {
        let many = Problem::invalid("picked_too_many").with("count", picks.len());
        return Err(many.with("max", PICKED_MAX));
    }
    let keys: Vec<Key> = picks.iter().map(|(key, _)| key.clone()).collect();
    let found = store::find_read(tx, visit.kind, at, &keys)
        .await?
        .into_iter();
    let mut found: BTreeMap<Key, Stored> = found.map(|one| (one.key.clone(), one)).collect();
    let (mut things, mut refused) = (Vec::new(), Vec::new());
    for (key, seen) in picks {
        let Some(one) = found.remove(&key) else {
            let (name, why) = (key.to_string(), Problem::conflict("picked_gone"));
            refused.push(Refused { name, why });
            continue;
        };
        match hindrance(visit.kind, tx, at, (doing, &one, seen)).await? {
            None => things.push(one),
            Some(why) => {
                let name = visit.kind.name(&one.record);
                refused.push(Refused { name, why });
            }
        }
    }
    Ok(Picked { things, refused })
}

/// Why it cannot be done with this one.
async fn hindrance(
    kind: &dyn AnyKind,
    tx: &Tx,
    at: &dyn Ground,
    (doing, one, seen): (&Doing, &Stored, i64),
) -> Result<Option<Problem>, Problem> {
    let field = match doing {
        Doing::File(_) => return Ok(None),
        Doing::Change(question) => Some(&question.key),
        Doing::Remove => None,
    };
    if one.revision != seen {
        return Ok(Some(Problem::conflict("picked_changed")));
    }
    let states = kind.facts().keeping.states;
    if states.is_some_and(|states| states.is_fixed(&one.record)) {
        return Ok(Some(Problem::conflict("already_settled")));
    }
    match field {
        Some(field) if locked(kind, at, Some(one)).contains(field) => {
            Ok(Some(Problem::invalid("field_veiled")))
        }
        Some(_) => Ok(None),
        None => stays(tx, kind, one).await,
    }
}
