//! What the fields of the domain's kept things hold, for their history.

use samverk_web::ToldAs::{Number, Ore};
use samverk_web::ToldField;

pub const TOLD_FIELDS: &[ToldField] = &[
    ToldField::new(&["group"], "cost", Ore),
    // The inhabitants of a party, by year.
    ToldField::new(&["party", "register"], "population", Number),
    ToldField::new(&["party", "register"], "", Number),
];
