//! What the fields of a business case hold, for its history.

use samverk_web::ToldAs::{Number, Percent};
use samverk_web::ToldField;

const CASE: &[&str] = &["business_case"];

pub const TOLD_FIELDS: &[ToldField] = &[
    ToldField::new(CASE, "low", Number),
    ToldField::new(CASE, "likely", Number),
    ToldField::new(CASE, "high", Number),
    ToldField::new(CASE, "rate", Number),
    ToldField::new(CASE, "take_home", Percent),
    ToldField::new(CASE, "percent", Percent),
];
