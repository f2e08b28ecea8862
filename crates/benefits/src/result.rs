//! What cases come to as a whole, for lists: what each party gets of them is not computed.

use crate::adopted::find_all_frozen;
use crate::business_cases::{BusinessCase, CaseState, HeldCase, usual_parties};
use crate::model::{Comparison, Outcome};
use crate::read_case;
use samverk_database::Tx;
use samverk_fields::One;
use samverk_foundation::Problem;
use samverk_parties::Scope;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A case with the outcome of what it proposes.
pub(crate) struct CaseResult {
    pub kept: HeldCase,
    /// Nothing while it has no amounts, or when it cannot be computed since members have left.
    pub outcome: Option<Outcome>,
}

/// One statement more, however many there are.
pub(crate) async fn results(
    tx: &Tx,
    scope: &Scope,
    cases: Vec<HeldCase>,
) -> Result<Vec<CaseResult>, Problem> {
    let mut frozen = find_all_frozen(tx, &cases).await?;
    let usual = usual_parties(scope);
    let result = |kept: HeldCase| {
        let parties = frozen.remove(&kept.id).map(|frozen| frozen.parties);
        let case = read_case(&kept, parties.as_ref().unwrap_or(&usual)).ok();
        let case = case.filter(crate::model::Case::has_amounts);
        let outcome = case.map(|case| Comparison::of(&case, case.proposed).outcome);
        CaseResult { kept, outcome }
    };
    Ok(cases.into_iter().map(result).collect())
}

fn id_of(case: &BusinessCase) -> Option<Uuid> {
    case.initiative.as_ref().and_then(One::id)
}

/// The case that speaks for each initiative: one that is adopted before drafts, and among equals one that no later
/// version was made from; the last of those in their order.
pub(crate) fn foremost(cases: Vec<HeldCase>) -> BTreeMap<Uuid, HeldCase> {
    let previous = cases.iter().filter_map(|one| one.previous.as_ref()?.id());
    let earlier: BTreeSet<Uuid> = previous.collect();
    let rank = |one: &HeldCase| (one.state == CaseState::Adopted, !earlier.contains(&one.id));
    let mut foremost: BTreeMap<Uuid, HeldCase> = BTreeMap::new();
    for case in cases {
        let Some(of) = id_of(&case) else { continue };
        let is_before = foremost.get(&of).is_some_and(|old| rank(old) > rank(&case));
        if !is_before {
            foremost.insert(of, case);
        }
    }
    foremost
}

/// Those that are about one initiative.
pub(crate) fn about(cases: Vec<HeldCase>, initiative: Uuid) -> Vec<HeldCase> {
    let mut about = cases;
    about.retain(|one| id_of(one) == Some(initiative));
    about
}
