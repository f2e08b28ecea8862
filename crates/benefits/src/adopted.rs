//! What was decided is kept as it stood: the case, what its shared costs followed, and what it came to.

use crate::business_cases::{BUSINESS_CASE, BusinessCase, CaseState, HeldCase, usual_parties};
use crate::model::{Comparison, party_flows};
use crate::read_case;
use crate::shared::{Shared, shared_now};
use samverk_database::{ObjectRef, Tx, find_adopted, keep_adopted, withdraw_adopted};
use samverk_engine::{DistributionInput, Exact};
use samverk_fields::Record;
use samverk_foundation::{Key, Problem, Problems};
use samverk_kept::{Ground, Kept, Stored};
use samverk_parties::Scope;
use serde::{Deserialize, Serialize};

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

/// What was kept when the case was adopted. One that came adopted from a folder has nothing kept.
pub(crate) async fn find_frozen(tx: &Tx, case: &HeldCase) -> Result<Option<Frozen>, Problem> {
    if case.state != CaseState::Adopted {
        return Ok(None);
    }
    let found = find_adopted(tx, &[case.id]).await?;
    found
        .get(&case.id)
        .map(|document| document.content())
        .transpose()
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
    let object = ObjectRef::new(BusinessCase::CODE, one.id, &(BUSINESS_CASE.name)(kept));
    keep_adopted(tx, &object, &frozen).await?;
    Ok(())
}
