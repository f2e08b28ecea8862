//! What a decision is built on: texts under headings, then tables. All headings come finished, in the reader's language.

use crate::{Front, NamedText, PartySection, Section};
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct BasisDocument {
    pub front: Front,
    /// What stands under the headings has numbers of its own, so that they get none.
    pub own_numbers: bool,
    /// What stands at the top of a letter: to whom, whose numbers, which day.
    pub head: Vec<NamedText>,
    /// The heading over the facts.
    pub in_short: String,
    pub facts: Vec<NamedText>,
    pub texts: Vec<Section>,
    /// What is answered and scored, and each decision with what it was built on.
    pub sections: Vec<PartySection>,
}
