//! Initiatives that wait for a body's decision, for agendas.

use super::gather::Portfolio;
use crate::initiatives::HeldInitiative;
use samverk_database::Tx;
use samverk_foundation::{Key, Problem};
use samverk_parties::Scope;

/// An initiative at a gate that may be decided on.
#[derive(Clone, Debug)]
pub struct AtGate {
    pub initiative: HeldInitiative,
    /// The phase that the gate ends.
    pub phase: Key,
    pub phase_name: String,
}

/// Those that lack nothing that holds them back, in their order.
pub async fn at_gates(tx: &Tx, scope: &Scope) -> Result<Vec<AtGate>, Problem> {
    let portfolio = Portfolio::find(tx, scope.clone()).await?;
    let ready = |one: &HeldInitiative| {
        let standing = portfolio.standing(one)?;
        let is_ready = !portfolio.lacking(one)?.holds_back();
        is_ready.then(|| AtGate {
            initiative: one.clone(),
            phase: standing.phase.key.clone(),
            phase_name: standing.phase.name.to_string(),
        })
    };
    Ok(portfolio.initiatives.iter().filter_map(ready).collect())
}
