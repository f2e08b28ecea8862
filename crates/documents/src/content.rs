//! What stands in the documents: texts, ready for print.

pub(crate) mod basis;
pub(crate) mod distribution;
pub(crate) mod letter;
pub(crate) mod paper;
pub(crate) mod party;
pub(crate) mod plan;
pub(crate) mod prose;
pub(crate) mod scenarios;
pub(crate) mod shared;
