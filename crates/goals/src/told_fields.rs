//! What the fields of the domain's kept things hold, for their history.

use samverk_web::ToldAs::Number;
use samverk_web::ToldField;

const INDICATOR: &[&str] = &["indicator"];

pub const TOLD_FIELDS: &[ToldField] = &[
    ToldField::new(INDICATOR, "base_value", Number),
    ToldField::new(INDICATOR, "denominator", Number),
    ToldField::new(INDICATOR, "numerator", Number),
    ToldField::new(INDICATOR, "value", Number),
];
