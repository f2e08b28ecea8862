//! What was decided is kept as it stood: the case, what its shared costs followed, and what it came to.

use crate::business_cases::{BUSINESS_CASE, BusinessCase, CaseState, HeldCase, usual_parties};
use crate::model::{Comparison, party_flows};
use crate::read_case;
use crate::shared::{Shared, kept_sharing, shared_now};
use samverk_database::{ObjectRef, Tx, find_adopted, keep_adopted, withdraw_adopted};
use samverk_engine::{DistributionInput, Exact};
use samverk_fields::Record;
use samverk_foundation::{Key, Problem, Problems, Role};
use samverk_kept::{Ground, Kept, Stored};
use samverk_parties::Scope;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Kept with a decision.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Frozen {
    pub case: Record,
    /// Who takes part.
    pub parties: Vec<Key>,
    /// What shared costs are divided by, and what it is called.
    pub sharing: Option<(DistributionInput, String)>,
    /// The net present value in öre.
    pub value: Exact,
}

/// What was kept when the case was adopted. One that came from a folder without it has nothing kept.
pub(crate) async fn find_frozen(tx: &Tx, case: &HeldCase) -> Result<Option<Frozen>, Problem> {
    if case.state != CaseState::Adopted {
        return Ok(None);
    }
    let all = find_all_frozen(tx, std::slice::from_ref(case)).await?;
    Ok(all.into_values().next())
}

/// The same of several, by their id: one statement.
pub(crate) async fn find_all_frozen(
    tx: &Tx,
    cases: &[HeldCase],
) -> Result<BTreeMap<Uuid, Frozen>, Problem> {
    let adopted = cases.iter().filter(|one| one.state == CaseState::Adopted);
    let ids: Vec<Uuid> = adopted.map(|one| one.id).collect();
    let found = find_adopted(tx, &ids).await?.into_iter();
    found
        .map(|(id, document)| Ok((id, document.content()?)))
        .collect()
}

/// Keeps what was adopted, or marks that it was withdrawn. Fails with `business_case_empty`, with what hinders the
/// distribution, or with `distribution_unseen`: nobody adopts a case that cannot be computed whole.
pub(crate) async fn decided(tx: &Tx, at: &dyn Ground, one: &Stored) -> Result<(), Problems> {
    let scope = at.known::<Scope>()?;
    let case = BusinessCase::read(&one.record);
    let case = case.ok_or_else(|| Problem::internal("a record of another form"))?;
    match case.state {
        CaseState::Adopted => keep(tx, scope, (one, &case)).await,
        CaseState::Draft => {
            let kept = find_adopted(tx, &[one.id]).await?;
            match kept.is_empty() {
                true => Ok(()),
                false => Ok(withdraw_adopted(tx, one.id).await?),
            }
        }
    }
}

async fn keep(
    tx: &Tx,
    scope: &Scope,
    (one, kept): (&Stored, &BusinessCase),
) -> Result<(), Problems> {
    let case = read_case(kept, &usual_parties(scope))?;
    if case.lines.is_empty() {
        return Err(Problem::conflict("business_case_empty").into());
    }
    let sharing = match shared_now(tx, scope, kept).await? {
        Shared::NotNamed => None,
        Shared::Unseen => return Err(Problem::conflict("distribution_unseen").into()),
        Shared::Broken(problems) => return Err(problems),
        Shared::Found(found) => Some(found),
    };
    let by = sharing.as_ref().map(|found| &found.sharing);
    party_flows(&case, case.proposed, by, &case.parties)?;
    let comparison = Comparison::of(&case, case.proposed);
    let frozen = Frozen {
        case: one.record.clone(),
        parties: case.parties.clone(),
        sharing: sharing.map(|found| (found.sharing.input, found.title)),
        value: comparison.value().clone(),
    };
    Ok(keep_frozen(tx, (one.id, kept), &frozen).await?)
}

pub(crate) async fn keep_frozen(
    tx: &Tx,
    (id, kept): (Uuid, &BusinessCase),
    frozen: &Frozen,
) -> Result<(), Problem> {
    let object = ObjectRef::new(BusinessCase::CODE, id, &(BUSINESS_CASE.name)(kept));
    keep_adopted(tx, &object, frozen).await?;
    Ok(())
}

/// What the case comes to by what was kept. Fails with what hinders the arithmetic or the distribution.
pub(crate) fn value_of(kept: &BusinessCase, frozen: &Frozen) -> Result<Exact, Problems> {
    let case = read_case(kept, &frozen.parties)?;
    let sharing = kept_sharing(kept, frozen.clone());
    party_flows(&case, case.proposed, sharing.sharing(), &case.parties)?;
    Ok(Comparison::of(&case, case.proposed).value().clone())
}

/// Who adopts and withdraws.
pub(crate) fn decides(role: Role) -> bool {
    matches!(role, Role::Administrator | Role::Coordinator)
}

impl Frozen {
    /// The case itself is compared where it is saved.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        (&self.parties, &self.sharing, &self.value)
            == (&other.parties, &other.sharing, &other.value)
    }
}
