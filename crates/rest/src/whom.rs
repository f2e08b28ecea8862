//! Whoever is missing a right is told whom to ask, as on the pages.

use crate::{Access, Operation, Refusal};
use samverk_database::Whose;
use samverk_foundation::{Actor, Role};
use samverk_web::AppState;
use std::sync::Arc;

/// Who asked, and about which collaboration or party.
pub(crate) struct Asker {
    pub(crate) state: AppState,
    pub(crate) actor: Arc<Actor>,
    pub(crate) ground: Option<(Whose, String)>,
}

impl Asker {
    /// The refusal, with whom to ask when it is a right that is missing.
    pub(crate) async fn told(self, refusal: Refusal, row: &Operation, door: &[Role]) -> Refusal {
        let problem = refusal.first();
        if problem.code != "forbidden" {
            return refusal;
        }
        let is_unknown = problem.roles().is_empty();
        let problem = match row.access {
            Access::ByAction(..) if is_unknown => problem.open_to(|role| door.contains(&role)),
            Access::ByAction(..) | Access::Open | Access::Reading(_) => problem,
        };
        let at = self
            .ground
            .as_ref()
            .map(|(whose, key)| (*whose, key.as_str()));
        let whom = self.state.whom_to_ask(&self.actor, &problem, at).await;
        refusal.asking(whom)
    }
}

/// The collaboration of an address, or else its party.
pub(crate) fn ground_of(parts: &[(String, String)]) -> Option<(Whose, String)> {
    let names = [
        ("collaboration", Whose::Collaboration),
        ("party", Whose::Party),
    ];
    names.into_iter().find_map(|(name, whose)| {
        let mut named = parts.iter().filter(|(known, _)| known == name);
        named.next().map(|(_, key)| (whose, key.clone()))
    })
}
