//! A paper of a case: a letter or a decision under the name of whoever it is from.

use crate::{Front, NamedText, Prose};
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct PaperDocument {
    pub front: Front,
    /// Whose it is, and what stands under the name: the organisation number.
    pub sender: String,
    pub sender_lines: Vec<String>,
    /// Beside it: the day, the number of the case, who handles it. Empty ones are left out.
    pub facts: Vec<NamedText>,
    /// That it is a draft, in words; empty when it is finished.
    pub mark: String,
    pub text: Prose,
}
