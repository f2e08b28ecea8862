//! The columns of each table, in the order in which they are written.

pub(super) const PARTIES: &[&str] = &[
    "key",
    "kind",
    "name",
    "short_name",
    "municipality_code",
    "region_code",
    "organisation_number",
    "note",
];
pub(crate) const POPULATION: &[&str] = &["party", "year", "population"];
pub(super) const MEMBERS: &[&str] = &["group", "party", "standing", "from", "to", "note"];
pub(super) const MANDATES: &[&str] = &["group", "role", "title", "party", "from", "to"];
pub(super) const ASSESSMENTS: &[&str] = &[
    "group",
    "party",
    "other_party",
    "ladder",
    "level",
    "wanted_level",
    "note",
    "date",
    "on_behalf_of",
];
