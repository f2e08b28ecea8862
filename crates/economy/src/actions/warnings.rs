//! Warnings do not stop anybody, but somebody must say that they are read, and they are kept.

use samverk_database::{KeptWarning, ObjectRef, Tx, keep_warnings, list_warnings};
use samverk_foundation::{Actor, Problem, Problems};

/// Whether somebody has said that the warnings are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    Given,
    Missing,
}

impl Confirmation {
    pub fn from_checkbox(checked: bool) -> Self {
        if checked { Self::Given } else { Self::Missing }
    }
}

/// What was saved, and the warnings that are kept with it.
#[derive(Clone, Debug)]
pub struct Saved<T> {
    pub value: T,
    pub warnings: Vec<Problem>,
}

/// Keeps the warnings with the object. Call it when the row is saved or held: whoever lost to
/// another saver or remover is told so, and not to confirm. Fails with all of them and `warnings_unconfirmed` when one
/// is new and nobody has said that it is read.
pub(super) async fn settle_warnings(
    tx: &Tx,
    actor: &Actor,
    object: &ObjectRef,
    warnings: &Problems,
    confirmation: Confirmation,
) -> Result<(), Problems> {
    let kept = list_warnings(tx, object.id).await?;
    let is_new = |warning: &&Problem| !kept.iter().any(|old| is_same(old, warning));
    if confirmation == Confirmation::Missing && warnings.0.iter().any(|w| is_new(&w)) {
        let mut unconfirmed = warnings.clone();
        unconfirmed.push(Problem::invalid("warnings_unconfirmed").at_field("confirmed"));
        return Err(unconfirmed);
    }
    keep_warnings(tx, actor, object, &warnings.0).await?;
    Ok(())
}

fn is_same(old: &KeptWarning, new: &Problem) -> bool {
    let values = new
        .values
        .iter()
        .map(|(name, value)| (*name, value.as_str()));
    old.code == new.code
        && old
            .values
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .eq(values)
}
