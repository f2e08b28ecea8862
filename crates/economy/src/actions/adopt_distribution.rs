use super::save_distribution::require_sharing;
use super::told::change;
use super::warnings::{Confirmation, Saved, settle_warnings};
use super::{existing, supersede};
use crate::adopted::keep_distribution;
use crate::evaluation::{evaluate_given, evaluate_record};
use crate::in_force::put_aside;
use crate::policy::Action;
use crate::records::{AdoptedResult, DistributionRecord};
use crate::store;
use samverk_database::Tx;
use samverk_engine::DistributionInput;
use samverk_foundation::{Actor, Decision, Problem, Problems};
use samverk_parties::Scope;

/// A decision about a distribution.
#[derive(Clone, Debug)]
pub struct AdoptDistribution {
    pub decision: Decision,
    /// What it was computed from, when a folder says so; otherwise what is known now.
    pub input: Option<DistributionInput>,
    /// The revision that the person saw.
    pub seen: i64,
}

/// Records that a distribution was decided: stores what it was computed from and the result, and
/// locks it together with its model. One that was in force for the same purpose and year is
/// superseded, which is a warning to confirm.
///
/// Fails with `decision_in_future`, with `distribution_not_shared`, with `distribution_already_adopted`, also when two people do it at once, with everything
/// that hinders the computation, or with `warnings_unconfirmed`.
pub async fn adopt_distribution(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
    adopt: AdoptDistribution,
    confirmation: Confirmation,
) -> Result<Saved<DistributionRecord>, Problems> {
    scope.require(Action::AdoptDistribution.by())?;
    adopt.decision.require_taken(tx.today())?;
    let year = existing::distribution(tx, scope, key).await?.year;
    store::lock_distributions_of_year(tx, scope.collaboration.id, year).await?;
    // Read once more: whoever was first may have adopted, changed or removed it.
    let before = existing::distribution(tx, scope, key).await?;
    let seen = adopt.seen;
    if before.is_adopted() {
        return Err(already(&before).into());
    }
    if before.revision != seen {
        return Err(Problem::conflict("changed_meanwhile").into());
    }
    require_sharing(scope, &before)?;
    let evaluation = match adopt.input {
        Some(given) => evaluate_given(scope, &before, given)?,
        None => evaluate_record(tx, scope, &before).await?,
    };
    let of_year =
        store::list_distributions_of_year(tx, scope.collaboration.id, before.year).await?;
    let claimed = (&before.key, before.year, evaluation.result.purpose);
    let replaced: Vec<_> = put_aside(&of_year, claimed).collect();
    let mut warnings = evaluation.warnings();
    for other in &replaced {
        let told = Problem::invalid("distribution_supersedes").with("distribution", &other.title);
        warnings.push(told.with("year", before.year));
    }
    settle_warnings(tx, actor, &before.object(), &warnings, confirmation).await?;
    let (decision, input, result) = (adopt.decision, evaluation.input, evaluation.result);
    let adopted = Some(AdoptedResult {
        decision,
        input,
        result,
    });
    let after = DistributionRecord {
        adopted,
        private: None,
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    save(tx, scope, &after, seen).await?;
    for other in replaced {
        supersede::put_aside(tx, actor, scope, (other, &after.key)).await?;
    }
    keep_distribution(tx, scope.collaboration.id, &after).await?;
    let event = scope.event("distribution.adopted", after.object());
    tx.record(
        actor,
        change(tx, scope, event, (Some(&before), Some(&after))).await?,
    )
    .await?;
    Ok(Saved {
        value: after,
        warnings: warnings.0,
    })
}

async fn save(
    tx: &Tx,
    scope: &Scope,
    after: &DistributionRecord,
    seen: i64,
) -> Result<(), Problem> {
    let saved = store::update_distribution(tx, scope.collaboration.id, after, seen).await;
    match saved {
        Err(problem) if problem.code == "changed_meanwhile" => {
            let now = existing::distribution(tx, scope, after.key.as_str()).await?;
            Err(if now.is_adopted() {
                already(&now)
            } else {
                problem
            })
        }
        other => other,
    }
}

fn already(record: &DistributionRecord) -> Problem {
    Problem::conflict("distribution_already_adopted").with("distribution", &record.title)
}
