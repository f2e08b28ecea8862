//! What the values of kept things' fields are, as each domain says it for its own things, so that
//! the history tells kronor, percentages and years without guessing.

use crate::Way;
use crate::changes::NAMED;
use serde_json::Value;
use std::collections::BTreeMap;

/// How a value is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToldAs {
    /// Kronor as people write them.
    Kronor,
    /// Whole öre, as results hold them.
    Ore,
    /// Hundredths, as results hold them, of what is only counted.
    Hundredths,
    Percent,
    /// A number with or without decimals.
    Number,
    /// A year, or how many years it lies before the budget's.
    RelativeYear,
}

/// One field of some kinds of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldField {
    things: &'static [&'static str],
    within: Option<&'static str>,
    field: &'static str,
    by_party: bool,
    only_when: Option<(&'static str, &'static str)>,
    told_as: ToldAs,
}

impl ToldField {
    /// The field wherever it stands in the things. Without a name: what stands by year or number
    /// in the thing itself.
    pub const fn new(
        things: &'static [&'static str],
        field: &'static str,
        told_as: ToldAs,
    ) -> Self {
        Self {
            things,
            within: None,
            field,
            by_party: false,
            only_when: None,
            told_as,
        }
    }

    /// Only inside this field. Is to stand before what is said of the field anywhere.
    #[must_use]
    pub const fn within(self, outer: &'static str) -> Self {
        Self {
            within: Some(outer),
            ..self
        }
    }

    /// Its parts are named by the keys of parties.
    #[must_use]
    pub const fn by_party(self) -> Self {
        Self {
            by_party: true,
            ..self
        }
    }

    /// Only of a thing that says so somewhere: a field and its code. Is to stand before what is
    /// said of the field otherwise.
    #[must_use]
    pub const fn only_when(self, field: &'static str, code: &'static str) -> Self {
        Self {
            only_when: Some((field, code)),
            ..self
        }
    }
}

/// What is said of one thing's fields.
pub(crate) struct ToldThing<'a> {
    /// The glossary's word: `need`.
    pub code: &'a str,
    fields: Vec<&'a ToldField>,
    /// What the things were called that its fields name by key, before and after.
    named: Vec<[&'a Value; 2]>,
}

impl<'a> ToldThing<'a> {
    /// The content is what the thing was before, and after.
    pub fn of(all: &'a [ToldField], thing: &'a str, content: [Option<&'a Value>; 2]) -> Self {
        // A thing is large, and most of what is said of it depends on the same few words.
        let mut known = BTreeMap::new();
        let mut is_said = |(field, code)| {
            *known.entry((field, code)).or_insert_with(|| {
                let mut content = content.iter().flatten();
                content.any(|value| says(value, field, code))
            })
        };
        let of_thing = all.iter().filter(|told| told.things.contains(&thing));
        let named = content.into_iter().flatten();
        let named = named.filter_map(|told| Some([told, told.get(NAMED)?]));
        let holding = of_thing.filter(|told| told.only_when.is_none_or(&mut is_said));
        Self {
            code: thing,
            fields: holding.collect(),
            named: named.collect(),
        }
    }

    /// What that was called which the field named by this key.
    pub fn name_of(&self, field: &str, key: &str) -> Option<&'a str> {
        let mut named = self.named.iter();
        let said = |told: &Value| told.get(field).is_some_and(|said| said == key);
        let [_, names] = named.find(|[told, _]| said(told))?;
        names.get(field)?.as_str()
    }

    pub fn find(&self, way: &Way) -> Option<ToldAs> {
        let (own, outer) = (way.field(), way.outer_field());
        let is_it = |told: &&&ToldField| {
            let is_named = told.field == own || told.by_party && told.field == outer;
            is_named && told.within.is_none_or(|name| way.passes(name))
        };
        self.fields.iter().find(is_it).map(|told| told.told_as)
    }

    /// Whether the parts of the field are named by the keys of parties.
    pub fn is_by_party(&self, field: &str) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|told| told.by_party && told.field == field)
    }
}

/// Whether the field has the code, however deep it stands.
fn says(value: &Value, field: &str, code: &str) -> bool {
    match value {
        Value::Object(fields) => fields
            .iter()
            .any(|(name, value)| name == field && value == code || says(value, field, code)),
        Value::Array(values) => values.iter().any(|value| says(value, field, code)),
        _ => false,
    }
}
