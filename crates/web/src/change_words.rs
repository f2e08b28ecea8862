//! A recorded event as people read it: who made the change, for whom, and each field in words.

use crate::changes::PARTY;
use crate::changes::{changes_told, is_reference};
use crate::told_fields::ToldThing;
use crate::told_forms::below;
use crate::{Change, ToldAs, ToldField, Ui, value_key};
use rust_decimal::Decimal;
use samverk_database::RecordedEvent;
use samverk_foundation::{Ore, parse_decimal};
use std::sync::Arc;

/// How many changed fields are told at once; the rest wait behind one more step.
const TOLD: usize = 12;

/// The changed fields of an event, as sentences.
pub struct ToldChanges {
    pub first: Vec<String>,
    /// What is shown on asking for it.
    pub rest: Vec<String>,
}

/// One changed field in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToldChange {
    pub field: String,
    /// Empty when there was nothing.
    pub before: String,
    /// Empty when there is nothing left.
    pub after: String,
}

impl Ui {
    /// Who made the change: a person's name, or what the program was doing (`log-actor-<what>`).
    pub fn event_actor(&self, event: &RecordedEvent) -> String {
        let name = &event.actor_name;
        let key = format!("log-actor-{}", name.replace(' ', "-"));
        let known = event.person.is_none().then(|| self.t_if_known(&key));
        known.flatten().unwrap_or_else(|| name.clone())
    }

    /// For whom, if it was not for the actor's own sake: `på uppdrag av Exempelstads kommun`.
    pub fn event_principal(&self, event: &RecordedEvent) -> Option<String> {
        let party = event.on_behalf_of_name.as_ref()?;
        Some(self.t1("log-on-behalf-of", "party", party))
    }

    /// Each changed field, before and after, in words.
    pub fn event_fields(&self, event: &RecordedEvent) -> Vec<ToldChange> {
        let (before, after) = (event.before.as_ref(), event.after.as_ref());
        let mut changed = changes_told(before, after, &self.references);
        let thing = ToldThing::of(self.told_fields(), &event.object_kind, [before, after]);
        if let Some(form) = self.told_form(&event.object_kind) {
            changed.sort_by_cached_key(|change| form.place(&change.way));
        }
        let told = changed.iter().map(|change| told(self, &thing, change));
        told.collect()
    }

    /// A sentence for each changed field.
    pub fn event_changes(&self, event: &RecordedEvent) -> Arc<ToldChanges> {
        self.told_before(event, || {
            let fields = self.event_fields(event);
            let mut first: Vec<_> = fields.iter().map(|told| sentence(self, told)).collect();
            let rest = first.split_off(first.len().min(TOLD));
            ToldChanges { first, rest }
        })
    }
}

impl ToldChanges {
    pub fn count(&self) -> usize {
        self.first.len() + self.rest.len()
    }
}

/// The keys of the texts that name a changed field of the thing, from the outermost in.
pub fn field_keys(fields: &[ToldField], thing: &str, change: &Change) -> Vec<String> {
    let thing = ToldThing::of(fields, thing, [None, None]);
    named_parts(&thing, change)
        .filter_map(Result::err)
        .collect()
}

fn told(ui: &Ui, thing: &ToldThing, change: &Change) -> ToldChange {
    let mut names = String::new();
    let parts = named_parts(thing, change).map(|part| match part {
        Ok(data) => ui.references.party(&data),
        Err(key) => {
            names = below(&names, &plain_name(&key).replace(' ', "_"));
            let form = ui.told_form(thing.code);
            let label = form.and_then(|form| form.label(&names));
            label.map_or_else(|| named(ui, thing, &key), |label| ui.t(label))
        }
    });
    let side = |values: &[String]| {
        let words = values.iter().map(|value| words(ui, thing, change, value));
        words.collect::<Vec<_>>().join(", ")
    };
    ToldChange {
        field: parts.collect::<Vec<_>>().join(" › "),
        before: side(&change.before),
        after: side(&change.after),
    }
}

fn sentence(ui: &Ui, told: &ToldChange) -> String {
    let key = match (told.before.as_str(), told.after.as_str()) {
        ("", _) => "log-set",
        (_, "") => "log-cleared",
        _ => "log-changed",
    };
    let values = [
        ("field", told.field.as_str()),
        ("before", &told.before),
        ("after", &told.after),
    ];
    ui.t_with(key, &values)
}

/// The parts of the way: what is data itself (row numbers, years, keys of parties), or else the
/// key of its name among the texts.
fn named_parts(thing: &ToldThing, change: &Change) -> impl Iterator<Item = Result<String, String>> {
    let mut outer = String::new();
    let parts = change.way.parts().zip(change.way.are_rows());
    let parts = parts.map(move |(part, is_row)| {
        let is_data = is_row || thing.is_by_party(&outer);
        outer.clone_from(&part);
        match is_data {
            true => Ok(part),
            false => Err(format!("field-{}", part.replace('_', "-"))),
        }
    });
    parts.filter(|part| !part.as_ref().is_ok_and(|data| is_reference(data)))
}

/// As the thing's own form calls the field, or else as all things do.
fn named(ui: &Ui, thing: &ToldThing, key: &str) -> String {
    let own = format!("{}-{}", thing.code, key.trim_start_matches("field-"));
    let own = ui.t_if_known(&own.replace('_', "-"));
    own.or_else(|| ui.t_if_known(key))
        .unwrap_or_else(|| plain_name(key))
}

fn plain_name(key: &str) -> String {
    key.trim_start_matches("field-").replace('-', " ")
}

fn words(ui: &Ui, thing: &ToldThing, change: &Change, value: &str) -> String {
    if let Some(referred) = ui.references.find(value) {
        return referred.words(ui);
    }
    if let Some(name) = thing.name_of(change.way.field(), value) {
        return name.to_owned();
    }
    if change.way.field() == PARTY {
        return ui.references.party(value);
    }
    let declared = || match thing.find(&change.way)? {
        ToldAs::Kronor => Ore::parse(value).ok().map(|amount| ui.ore(&amount)),
        ToldAs::Ore => value.parse().ok().map(|amount| ui.ore(&Ore(amount))),
        ToldAs::Hundredths => value.parse().ok().map(hundredths).map(|n| ui.decimal(&n)),
        ToldAs::Percent => parse_decimal(value).ok().map(|part| ui.percent(&part)),
        ToldAs::Number => parse_decimal(value).ok().map(|number| ui.decimal(&number)),
        ToldAs::RelativeYear => relative_year(ui, value),
    };
    code(ui, thing.code, change.way.field(), value)
        .or_else(declared)
        .unwrap_or_else(|| value.to_owned())
}

fn hundredths(number: i64) -> Decimal {
    Decimal::new(number, 2).normalize()
}

/// A stored code: the text `<thing>-<field>-<code>`, or else `value-<field>-<code>`.
fn code(ui: &Ui, thing: &str, field: &str, value: &str) -> Option<String> {
    let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    match value {
        "true" => Some(ui.t("yes")),
        "false" => Some(ui.t("no")),
        code if code.chars().all(is_code) => {
            let own = format!("{thing}-{field}-{code}").replace('_', "-");
            ui.t_if_known(&own)
                .or_else(|| ui.t_if_known(&value_key(field, code)))
        }
        _ => None,
    }
}

fn relative_year(ui: &Ui, value: &str) -> Option<String> {
    let years: i32 = value.parse().ok()?;
    (years <= 0).then(|| ui.t1("value-years-before", "count", -years))
}
