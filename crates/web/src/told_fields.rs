//! What the values of kept things' fields are, as each domain says it for its own things, so that
//! the history tells kronor, percentages and years without guessing.

use crate::Way;

/// How a value is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToldAs {
    /// Kronor as people write them.
    Kronor,
    /// Whole öre, as results hold them.
    Ore,
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

    fn is_of(&self, thing: &str) -> bool {
        self.things.contains(&thing)
    }
}

/// What is said of one thing's fields.
pub(crate) struct ToldThing<'a> {
    pub fields: &'a [ToldField],
    pub thing: &'a str,
}

impl ToldThing<'_> {
    pub fn find(&self, way: &Way) -> Option<ToldAs> {
        let (own, outer) = (way.field(), way.outer_field());
        let is_it = |told: &&ToldField| {
            let is_named = told.field == own || told.by_party && told.field == outer;
            is_named && told.within.is_none_or(|name| way.passes(name))
        };
        let of_thing = self.fields.iter().filter(|told| told.is_of(self.thing));
        of_thing.clone().find(is_it).map(|told| told.told_as)
    }

    /// Whether the parts of the field are named by the keys of parties.
    pub fn is_by_party(&self, field: &str) -> bool {
        let mut of_thing = self.fields.iter().filter(|told| told.is_of(self.thing));
        of_thing.any(|told| told.by_party && told.field == field)
    }
}
