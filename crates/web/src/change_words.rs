//! A recorded event as people read it: who made the change, for whom, and each field in words.

use crate::changes::{changes_told, is_reference};
use crate::{Change, Ui, value_key};
use samverk_database::RecordedEvent;
use samverk_foundation::{Ore, parse_decimal};

/// How many changed fields are told at once; the rest wait behind one more step.
const TOLD: usize = 12;

/// Fields that hold kronor, as people write them.
const KRONOR: [&str; 6] = [
    "above",
    "amount",
    "amounts",
    "base_amount",
    "last_year",
    "printed_total",
];

/// Fields of a computed result, which hold whole numbers of öre.
const COMPUTED: [&str; 5] = ["amount", "budget", "cells", "difference", "distributed"];

/// Fields that hold a percentage.
const PERCENTAGES: [&str; 2] = ["percent", "shares"];

/// Fields that hold numbers with decimals.
const DECIMALS: [&str; 10] = [
    "base_value",
    "below",
    "denominator",
    "from",
    "new",
    "numerator",
    "old",
    "rate",
    "value",
    "",
];

/// Fields that hold a year, or how many years it lies before the budget's.
const RELATIVE_YEARS: [&str; 3] = ["joined_from", "joined_to", "year"];

/// Fields whose parts are named by the keys of parties.
const BY_PARTY: [&str; 3] = ["amounts", "last_year", "shares"];

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
        let changed = changes_told(before, after, &self.references);
        changed.iter().map(|change| told(self, change)).collect()
    }

    /// A sentence for each changed field.
    pub fn event_changes(&self, event: &RecordedEvent) -> ToldChanges {
        let fields = self.event_fields(event);
        let mut first: Vec<_> = fields.iter().map(|told| sentence(self, told)).collect();
        let rest = first.split_off(first.len().min(TOLD));
        ToldChanges { first, rest }
    }
}

impl ToldChanges {
    pub fn count(&self) -> usize {
        self.first.len() + self.rest.len()
    }
}

/// The keys of the texts that name a changed field, from the outermost in.
pub fn field_keys(change: &Change) -> Vec<String> {
    named_parts(change).filter_map(Result::err).collect()
}

fn told(ui: &Ui, change: &Change) -> ToldChange {
    let parts = named_parts(change).map(|part| match part {
        Ok(data) => data,
        Err(key) => ui.t_if_known(&key).unwrap_or_else(|| plain_name(&key)),
    });
    let side = |values: &[String]| {
        let words = values.iter().map(|value| words(ui, change, value));
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
fn named_parts(change: &Change) -> impl Iterator<Item = Result<String, String>> {
    let mut outer = String::new();
    let parts = change.way.parts().map(move |part| {
        let is_data = part.parse::<u64>().is_ok() || BY_PARTY.contains(&outer.as_str());
        outer.clone_from(&part);
        match is_data {
            true => Ok(part),
            false => Err(format!("field-{}", part.replace('_', "-"))),
        }
    });
    parts.filter(|part| !part.as_ref().is_ok_and(|data| is_reference(data)))
}

fn plain_name(key: &str) -> String {
    key.trim_start_matches("field-").replace('-', " ")
}

fn words(ui: &Ui, change: &Change, value: &str) -> String {
    if let Some(referred) = ui.references.find(value) {
        return referred.words(ui);
    }
    let field = change.way.field();
    let inside = |fields: &[&str]| fields.iter().any(|name| change.way.passes(name));
    code(ui, field, value)
        .or_else(|| relative_year(ui, field, value))
        .or_else(|| match () {
            () if change.way.passes("result") || field == "cost" => {
                let computed = field == "cost" || COMPUTED.contains(&field);
                let amount = value.parse().ok().filter(|_| computed)?;
                Some(ui.ore(&Ore(amount)))
            }
            () if inside(&KRONOR) => Ore::parse(value).ok().map(|amount| ui.ore(&amount)),
            () if inside(&PERCENTAGES) => parse_decimal(value).ok().map(|part| ui.percent(&part)),
            () if DECIMALS.contains(&field) => {
                parse_decimal(value).ok().map(|number| ui.decimal(&number))
            }
            () => None,
        })
        .unwrap_or_else(|| value.to_owned())
}

/// A stored code: the text `value-<field>-<code>`.
fn code(ui: &Ui, field: &str, value: &str) -> Option<String> {
    let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    match value {
        "true" => Some(ui.t("yes")),
        "false" => Some(ui.t("no")),
        code if code.chars().all(is_code) => ui.t_if_known(&value_key(field, code)),
        _ => None,
    }
}

fn relative_year(ui: &Ui, field: &str, value: &str) -> Option<String> {
    let years: i32 = value.parse().ok()?;
    let is_relative = RELATIVE_YEARS.contains(&field) && years <= 0;
    is_relative.then(|| ui.t1("value-years-before", "count", -years))
}
