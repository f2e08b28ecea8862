//! What the fields of the domain hold, for their history: kronor are kept as whole öre.

use samverk_web::{ToldAs, ToldField};

const WITH_COST: &[&str] = &["participation_question", "participation", "letter"];

pub const TOLD_FIELDS: &[ToldField] = &[ToldField::new(WITH_COST, "cost", ToldAs::Ore)];
