use super::existing;
use super::save_distribution::is_same;
use super::told::change;
use super::warnings::{Confirmation, Saved, settle_warnings};
use crate::evaluation::evaluate_record;
use crate::policy::Action;
use crate::records::{DistributionRecord, PrintedRecord};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problems};
use samverk_parties::Scope;

/// Sets or removes the printed table that a distribution is compared with. It changes nothing in
/// the result, so it may be done also when the distribution is adopted.
///
/// Fails with `party_unknown`, `party_twice`, `amount_negative`, `printed_row_empty` at
/// `printed[<row>].<column>`, `warnings_unconfirmed`.
pub async fn attach_printed_table(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
    (printed, seen): (Option<PrintedRecord>, i64),
    confirmation: Confirmation,
) -> Result<Saved<DistributionRecord>, Problems> {
    scope.require(Action::SaveDistribution.by())?;
    let of = scope.collaboration.id;
    let before = existing::distribution(tx, scope, key).await?;
    let after = DistributionRecord {
        printed,
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    let evaluation = evaluate_record(tx, scope, &after).await?;
    let warnings = evaluation.warnings();
    let unchanged = is_same(&before, &after);
    if !unchanged {
        store::update_distribution(tx, of, &after, seen).await?;
    }
    settle_warnings(tx, actor, &after.object(), &warnings, confirmation).await?;
    if unchanged {
        return Ok(Saved {
            value: before,
            warnings: warnings.0,
        });
    }
    let event = scope.event("distribution.printed_attached", after.object());
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
