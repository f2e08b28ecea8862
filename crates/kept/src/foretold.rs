//! What the page of a step tells before it is taken.

use crate::{Ground, Later, Stored};
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::Ui;

/// In the reader's words, as the reader may see it.
pub type Foretell =
    for<'a> fn(&'a Tx, &'a dyn Ground, &'a Ui, &'a Stored) -> Later<'a, Result<Foretold, Problem>>;

/// What is known of the steps that are open to somebody.
#[derive(Clone, Debug, Default)]
pub struct Foretold {
    /// What a step does beside.
    pub notes: Vec<String>,
    /// What lacks for a step: the state that it leads to, and why it would be refused.
    pub lacks: Vec<(&'static str, Problem)>,
}

impl Foretold {
    /// Whether nothing is known to lack for the step to a state.
    pub(crate) fn lets(&self, to: &str) -> bool {
        self.lacks.iter().all(|(lacking, _)| *lacking != to)
    }
}
