//! The archive's receipt: compared row by row with what was delivered. When all agrees, the archive has it.

use super::kind::{DELIVERY, DeliverySort, DeliveryState, HeldDelivery};
use crate::policy::Action;
use crate::store::{self, Receipt as Kept};
use samverk_cases::actions::note_delivered;
use samverk_database::Tx;
use samverk_fields::Referable;
use samverk_files::model::Received;
use samverk_files::{Files, NewFile, add_file, bytes_named, whole};
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::{Decision, Ground};
use samverk_packages::{Finding, compare, read_receipt};
use samverk_parties::Owner;
use samverk_web::AppState;
use uuid::Uuid;

/// So many differences are told one by one.
const TOLD_MAX: usize = 50;

/// Where the list of a delivery's files lies in the store. Fails with `forbidden`, or with `delivery_awaits_no_receipt`.
pub(super) async fn list_of(
    tx: &Tx,
    owner: &Owner,
    delivery: &HeldDelivery,
) -> Result<Uuid, Problem> {
    owner.roles().require(Action::Deliver.by())?;
    let none = || Problem::conflict("delivery_awaits_no_receipt");
    if delivery.status != DeliveryState::Packed {
        return Err(none());
    }
    let made = store::find_package(tx, delivery.id).await?;
    bytes_named(tx, (made.ok_or_else(none)?.list, 1)).await
}

/// How many files a receipt tells of as they were delivered.
///
/// Fails as reading a receipt does, or with each difference: `receipt_file_differs`, `receipt_file_unknown`,
/// `receipt_file_twice`, `receipt_file_missing`, and `receipt_differs_more` with how many are not told.
pub async fn compared(files: &Files, list: Uuid, receipt: &[u8]) -> Result<usize, Problems> {
    let delivered = whole(files, list).await?;
    let receipt = receipt.to_vec();
    let compared = samverk_web::aside(move || {
        let delivered = read_receipt(&delivered)?;
        Ok::<_, Problems>(compare(&delivered, &read_receipt(&receipt)?))
    });
    let compared = compared.await??;
    if compared.is_whole() {
        return Ok(compared.agreed);
    }
    let left = compared.findings.len().saturating_sub(TOLD_MAX);
    let told = compared.findings.into_iter().take(TOLD_MAX).map(problem);
    let mut problems: Problems = told.collect();
    if left > 0 {
        problems.push(Problem::invalid("receipt_differs_more").with("count", left));
    }
    Err(problems)
}

fn problem(finding: Finding) -> Problem {
    let at = |code, line: usize, path: String| {
        Problem::invalid(code).with("line", line).with("path", path)
    };
    match finding {
        Finding::Differs {
            line,
            path,
            delivered,
            received,
        } => at("receipt_file_differs", line, path)
            .with("said", delivered)
            .with("found", received),
        Finding::Unknown { line, path } => at("receipt_file_unknown", line, path),
        Finding::Twice { line, path, first } => {
            at("receipt_file_twice", line, path).with("first", first)
        }
        Finding::Missing { path } => Problem::invalid("receipt_file_missing").with("path", path),
    }
}

/// Keeps a receipt that agreed: the delivery is received, and each case that stands as it was packed tells where it is.
///
/// Fails as [`list_of`], or with `changed_meanwhile`.
pub async fn take_receipt(
    (state, tx): (&AppState, &Tx),
    actor: &Actor,
    (owner, delivery): (&Owner, &HeldDelivery),
    (received, agreed): (&Received, usize),
) -> Result<(), Problems> {
    list_of(tx, owner, delivery).await?;
    let kind = <super::Delivery as Referable>::KIND;
    let thing = state.thing(tx, actor, kind, delivery.id).await?;
    let file = add_file(tx, actor, &thing, &NewFile::default(), received).await?;
    let kept = Kept {
        file: file.id,
        received_on: tx.today(),
        agreed: i64::try_from(agreed).map_err(Problem::internal)?,
    };
    store::insert_receipt(tx, delivery.id, &kept).await?;
    tx.flush().await?;
    let decision = Decision {
        to: DeliveryState::Received.code(),
        reason: "",
    };
    let decided = DELIVERY.decide(tx, actor, owner, &delivery.key, decision, delivery.revision);
    decided.await?;
    if delivery.sort != DeliverySort::Test {
        let cases = store::list_unchanged(tx, delivery.id).await?;
        let agreement = delivery.agreement.to.known.as_ref();
        let archive = agreement
            .map(|known| known.name.as_str())
            .unwrap_or_default();
        let told = (archive, &*delivery.package);
        note_delivered(tx, actor, &owner.party.name, (&cases, told)).await?;
    }
    Ok(())
}
