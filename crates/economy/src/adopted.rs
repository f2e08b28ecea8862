//! What was adopted of the domain, as it was kept then.

use crate::records::{AdoptedBudget, BudgetRecord, DistributionRecord};
use crate::store;
use samverk_database::{
    KeptWarning, RecordedEvent, Tx, find_adopted, keep_adopted, keep_adopted_in_print,
    list_adopted, list_object_events, list_warnings,
};
use samverk_foundation::{CollaborationId, Decision, Problem};
use samverk_parties::Scope;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The budgets among these that are open again, as they were last adopted.
pub(crate) async fn adopted_before(
    tx: &Tx,
    records: &[BudgetRecord],
) -> Result<BTreeMap<Uuid, AdoptedBudget>, Problem> {
    let drafts = records.iter().filter(|record| !record.state.is_adopted());
    let ids: Vec<Uuid> = drafts.map(|record| record.id.0).collect();
    let kept = find_adopted(tx, &ids).await?;
    let content = |(id, kept): (Uuid, samverk_database::AdoptedDocument)| Ok((id, kept.content()?));
    kept.into_iter().map(content).collect()
}

/// What was decided of a budget before what it says now, for those who see drafts: what it was adopted as last while it
/// is open again, and the decision before that when it is adopted anew.
pub(crate) async fn former_decision(
    tx: &Tx,
    scope: &Scope,
    record: &BudgetRecord,
) -> Result<Option<AdoptedBudget>, Problem> {
    if !scope.sees_drafts() {
        return Ok(None);
    }
    let mut standing = list_adopted(tx, record.id.0).await?.into_iter().rev();
    if record.state.is_adopted() {
        standing.next();
    }
    standing.next().map(|kept| kept.content()).transpose()
}

/// Who opened a budget again last, with the reason; nothing where none was said.
pub(crate) async fn reopened_because(
    tx: &Tx,
    record: &BudgetRecord,
) -> Result<Option<(RecordedEvent, String)>, Problem> {
    let history = list_object_events(tx, record.id.0, HISTORY_MAX).await?;
    let mut history = history.into_iter();
    let last = history.find(|event| event.kind == "budget.reopened");
    Ok(last.and_then(|event| {
        let reason = event.after.as_ref()?["reason"].as_str()?.to_owned();
        Some((event, reason))
    }))
}

/// What a budget would be adopted as if its last adoption were withdrawn: its title then, and the decision.
/// Fails with `not_adopted`.
pub(crate) async fn adopted_before_last(
    tx: &Tx,
    record: &BudgetRecord,
) -> Result<Option<(String, Decision)>, Problem> {
    let mut standing = list_adopted(tx, record.id.0).await?.into_iter().rev();
    standing
        .next()
        .ok_or_else(|| Problem::conflict("not_adopted"))?;
    let former = standing.next().map(|kept| kept.content::<AdoptedBudget>());
    Ok(former
        .transpose()?
        .map(|former| (former.title, former.decision)))
}

/// What is open again stands as it was adopted, for those who see no drafts.
pub(crate) async fn as_decided(
    tx: &Tx,
    records: Vec<BudgetRecord>,
) -> Result<Vec<BudgetRecord>, Problem> {
    let mut before = adopted_before(tx, &records).await?;
    let decided = |record: BudgetRecord| match before.remove(&record.id.0) {
        Some(adopted) => adopted.in_place_of(record),
        None => record,
    };
    Ok(records.into_iter().map(decided).collect())
}

/// The same for a reader: members see what is worked on.
pub(crate) async fn as_seen(
    tx: &Tx,
    scope: &Scope,
    records: Vec<BudgetRecord>,
) -> Result<Vec<BudgetRecord>, Problem> {
    match scope.sees_drafts() {
        true => Ok(records),
        false => as_decided(tx, records).await,
    }
}

/// The warnings that were confirmed for an adopted budget, as the reader sees it.
pub async fn budget_warnings(
    tx: &Tx,
    scope: &Scope,
    record: &BudgetRecord,
) -> Result<Vec<KeptWarning>, Problem> {
    if record.state.is_adopted() && !scope.sees_drafts() {
        let kept = find_adopted(tx, &[record.id.0]).await?;
        if let Some(kept) = kept.get(&record.id.0) {
            return Ok(kept.content::<AdoptedBudget>()?.warnings);
        }
    }
    list_warnings(tx, record.id.0).await
}

/// Keeps a budget as it was just adopted.
pub(crate) async fn keep_budget(tx: &Tx, saved: &BudgetRecord) -> Result<(), Problem> {
    let warnings = list_warnings(tx, saved.id.0).await?;
    if let Some(adopted) = AdoptedBudget::of(saved, warnings) {
        keep_adopted(tx, &saved.object(), &adopted).await?;
    }
    Ok(())
}

/// Keeps a distribution as it was just adopted, and has it printed.
pub(crate) async fn keep_distribution(
    tx: &Tx,
    of: CollaborationId,
    saved: &DistributionRecord,
) -> Result<(), Problem> {
    keep_adopted_in_print(tx, &saved.object(), saved, (of, &saved.key, None)).await
}

/// More than a budget's whole life.
const HISTORY_MAX: u64 = 10_000;

/// Keeps what was adopted before there was anywhere to keep it. To be done once.
pub async fn keep_what_was_adopted(tx: &Tx) -> Result<(), Problem> {
    for collaboration in samverk_parties::store::list_collaborations(tx).await? {
        let of = collaboration.id;
        for budget in store::list_budgets(tx, of).await? {
            if budget.state.is_adopted() {
                keep_budget(tx, &budget).await?;
                continue;
            }
            let history = list_object_events(tx, budget.id.0, HISTORY_MAX).await?;
            if let Some(adopted) = history.iter().find_map(opened_again) {
                keep_adopted(tx, &budget.object(), &adopted).await?;
            }
        }
        for distribution in store::list_distributions(tx, of).await? {
            if distribution.is_adopted() {
                keep_distribution(tx, of, &distribution).await?;
            }
        }
    }
    Ok(())
}

/// What was adopted, from the event of opening it again.
fn opened_again(event: &RecordedEvent) -> Option<AdoptedBudget> {
    fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
        serde_json::from_value(value.clone()).ok()
    }
    let before = event
        .before
        .as_ref()
        .filter(|_| event.kind == "budget.reopened")?;
    Some(AdoptedBudget {
        title: read(&before["title"])?,
        decision: read(&before["state"]["decision"])?,
        budget: read(&before["budget"])?,
        source: read(&before["source"])?,
        note: read(&before["note"])?,
        warnings: Vec::new(),
    })
}
