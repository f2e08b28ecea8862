//! Which fields the form of a rule has: those of its kind, and those that what is chosen in it needs.
//! Without script they come when a button is pressed, and nothing that is written is lost.

use super::kind::{MEASURE_COLUMNS, MODIFIER_COLUMNS, RuleKind};
use samverk_parties::Scope;
use samverk_web::Values;

/// The button that shows the fields of what is chosen.
pub const SHOW_FIELDS: &str = "show_fields";
/// The choice among the adjustments that brings the fields for when the rule holds.
pub const WHEN: &str = "when";
/// The choice that makes one measure a table of several.
pub const WEIGH: &str = "weigh";

const WHEN_FIELDS: [&str; 6] = [
    "from_year",
    "to_year",
    "phase",
    "joined_from",
    "joined_to",
    "shown_when",
];

pub struct Sections {
    /// The members to tick, when the payers are listed one by one.
    pub parties: bool,
    pub parts: bool,
    /// The table of fixed percentages.
    pub shares: bool,
    pub when: bool,
    /// Several measures are weighed together, in a table.
    pub weighs: bool,
    /// The columns that the adjustments need.
    pub modifiers: Vec<&'static str>,
}

impl Sections {
    pub fn of(values: &Values) -> Self {
        let measures = values.rows("measures", &MEASURE_COLUMNS);
        let has_shares = measures
            .iter()
            .any(|(_, cells)| cells.iter().any(|cell| cell == "percentages"));
        Self {
            parties: values.text("takers") == "listed",
            parts: values.text("base") == "parts",
            shares: has_shares,
            when: WHEN_FIELDS.iter().any(|name| values.is_set(name)),
            weighs: measures.len() > 1
                || values.is_set("measures.0.percent")
                || values.is_set("shown_weights"),
            modifiers: modifier_columns(values),
        }
    }
}

/// A single measure stands in the first row, where the fields for one find it.
fn closely(values: Values) -> Values {
    let rows = values.rows("measures", &MEASURE_COLUMNS);
    match rows.as_slice() {
        [(number, cells)] if *number > 0 => {
            let values = values.clone().without_rows("measures");
            values.set_rows("measures", &MEASURE_COLUMNS, std::slice::from_ref(cells))
        }
        _ => values,
    }
}

fn modifier_columns(values: &Values) -> Vec<&'static str> {
    let rows = values.rows("modifiers", &MODIFIER_COLUMNS);
    let kinds = rows
        .iter()
        .filter_map(|(_, cells)| cells.first())
        .map(String::as_str);
    let needed: Vec<&str> = kinds.flat_map(columns_of).collect();
    let columns = MODIFIER_COLUMNS.into_iter();
    columns.filter(|column| needed.contains(column)).collect()
}

/// What an adjustment of the kind says.
fn columns_of(kind: &str) -> Vec<&'static str> {
    match kind {
        "floor" | "cap" => vec!["kind", "amount", "difference", "only", "except"],
        "rebate" => vec!["kind", "amount", "percent", "difference", "only", "except"],
        "max_change" => vec![
            "kind",
            "percent",
            "difference",
            "change_direction",
            "only",
            "except",
        ],
        "index" => vec!["kind", "name", "old", "new"],
        "pass_through" => vec!["kind", "table", "year"],
        _ => MODIFIER_COLUMNS.to_vec(),
    }
}

/// The kind that is chosen in the form, or the one that it has.
pub fn chosen_kind(values: &Values, kind: RuleKind) -> RuleKind {
    RuleKind::from_code(values.text("rule_kind")).unwrap_or(kind)
}

/// What was written, with the rows and fields that were asked for.
pub fn with_asked(values: Values, scope: &Scope) -> Values {
    let adjustment = values.text("adjustment").to_owned();
    let values = match adjustment.as_str() {
        "" => values,
        WHEN => values.set("shown_when", "true"),
        WEIGH => values.set("shown_weights", "true"),
        kind => {
            let rows = values.rows("modifiers", &MODIFIER_COLUMNS);
            let next = rows.last().map_or(0, |(number, _)| number + 1);
            values.set(&format!("modifiers.{next}.kind"), kind)
        }
    };
    let values = closely(values.set("adjustment", ""));
    let has_rows = !values.rows("shares", &["party"]).is_empty();
    match Sections::of(&values).shares && !has_rows {
        true => {
            let party =
                |member: &samverk_parties::model::Member| vec![member.party.key.to_string()];
            let parties: Vec<_> = scope.members.iter().map(party).collect();
            values.set_rows("shares", &["party"], &parties)
        }
        false => values,
    }
}
