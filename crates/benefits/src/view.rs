//! A business case with everything that is computed of it, for pages, files and print.

use crate::adopted::find_frozen;
use crate::business_cases::{HeldCase, usual_parties};
use crate::model::{Case, Comparison, Holder, PartyFlows, party_flows};
use crate::read_case;
use crate::shared::{Shared, kept_sharing, shared_now};
use samverk_database::Tx;
use samverk_foundation::{Key, Problems};
use samverk_parties::Scope;
use std::collections::BTreeMap;

pub struct CaseView {
    pub kept: HeldCase,
    pub case: Case,
    /// What is proposed, against doing nothing.
    pub proposed: Comparison,
    /// The other alternatives, against doing nothing.
    pub others: Vec<Comparison>,
    pub shared: Shared,
    /// What each gets and pays; what hinders it when the engine cannot divide.
    pub holders: Result<BTreeMap<Holder, PartyFlows>, Problems>,
    /// What parties are called, by key.
    pub names: BTreeMap<Key, String>,
}

/// Fails with what hinders the arithmetic, when members have left since the case was saved.
pub async fn view(tx: &Tx, scope: &Scope, kept: HeldCase) -> Result<CaseView, Problems> {
    let members = scope.members.iter().map(|one| &one.party);
    let names: BTreeMap<Key, String> = members
        .map(|party| (party.key.clone(), party.name.clone()))
        .collect();
    let frozen = find_frozen(tx, &kept).await?;
    let parties = frozen.as_ref().map(|frozen| frozen.parties.clone());
    let case = read_case(&kept, &parties.unwrap_or_else(|| usual_parties(scope)))?;
    let shared = match frozen {
        Some(frozen) => kept_sharing(&kept, frozen),
        None => shared_now(tx, scope, &kept).await?,
    };
    let holders = party_flows(&case, case.proposed, shared.sharing(), &case.parties);
    let is_other = |place: &usize| *place != case.nothing && *place != case.proposed;
    let others = (0..case.alternatives.len()).filter(is_other);
    Ok(CaseView {
        proposed: Comparison::of(&case, case.proposed),
        others: others.map(|place| Comparison::of(&case, place)).collect(),
        kept,
        shared,
        holders,
        names,
        case,
    })
}

impl CaseView {
    pub fn name_of(&self, party: &Key) -> String {
        let name = self.names.get(party).cloned();
        name.unwrap_or_else(|| party.to_string())
    }
}
