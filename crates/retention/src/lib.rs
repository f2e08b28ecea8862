//! From a party's plan of what is kept and disposed of to what is due: plain data and arithmetic.
//!
//! Nothing is due that somebody needs: a document of two cases stays while one of them does. And nothing is due by
//! guessing: without a rule, or without the day that sets the period off, it is kept and told of as a fault.

mod rule;
mod standing;
#[cfg(test)]
mod tests;

pub use rule::{Counting, Dates, Hold, Rule};
pub use standing::{KeptBecause, Need, Standing, judge};
