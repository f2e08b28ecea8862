//! A version's steps between draft and comment, and new versions.

use super::keep_named_parts;
use crate::model::{PlanVersion, VersionStatus, check_text};
use crate::policy::Action;
use crate::{PlanScope, store};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};

/// Starts a new draft with the latest version's text. Fails with `draft_already_open` while the
/// latest version is itself open.
pub async fn new_version(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    label: &str,
) -> Result<PlanVersion, Problem> {
    at.require(Action::SavePlan.by())?;
    check_text("label", label, false)?;
    let latest = at.foremost()?;
    if !latest.status.is_locked() {
        return Err(Problem::conflict("draft_already_open").with("number", latest.number));
    }
    let new = PlanVersion {
        id: tx.new_id(),
        number: latest.number + 1,
        label: label.to_owned(),
        status: VersionStatus::Draft,
        published: false,
        comments_until: None,
        decision: None,
        revision: 1,
        ..latest.clone()
    };
    store::insert_version(tx, &new).await?;
    let event = at.event("plan.version_started");
    tx.record(actor, event.change(None::<&()>, Some(&new.summary()))?)
        .await?;
    Ok(new)
}

/// Sends a draft out for comment until a day; its text stands still meanwhile. One that is out already
/// gets another last day. Fails with `comments_until_past`.
pub async fn send_for_comment(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    (number, seen): (i64, i64),
    until: NaiveDate,
) -> Result<(), Problem> {
    if until < tx.today() {
        return Err(Problem::invalid("comments_until_past").at_field("until"));
    }
    let kind = match at.version(number)?.status {
        VersionStatus::Consultation => "plan.comment_time_changed",
        _ => "plan.sent_for_comment",
    };
    let to = (VersionStatus::Consultation, Some(until));
    step(tx, actor, at, (number, seen), to, kind).await
}

/// Takes a version back from comment, to change its text.
pub async fn return_to_draft(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    number: i64,
    seen: i64,
) -> Result<(), Problem> {
    let to = (VersionStatus::Draft, None);
    step(tx, actor, at, (number, seen), to, "plan.returned_to_draft").await
}

async fn step(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    (number, seen): (i64, i64),
    (status, comments_until): (VersionStatus, Option<NaiveDate>),
    kind: &'static str,
) -> Result<(), Problem> {
    at.require(Action::SavePlan.by())?;
    let before = at.version(number)?;
    if before.status == status && before.comments_until == comments_until {
        return Ok(());
    }
    if before.status.is_locked() {
        return Err(Problem::conflict("version_locked").with("number", number));
    }
    let after = PlanVersion {
        status,
        comments_until,
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    store::update_version(tx, &after, seen).await?;
    let event = at
        .event(kind)
        .change(Some(&before.summary()), Some(&after.summary()))?;
    tx.record(actor, event).await
}

/// Shows a version to the public or hides it, and names it. The name of a decided version stays.
pub async fn publish_version(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    number: i64,
    seen: i64,
    (label, published): (String, bool),
) -> Result<(), Problem> {
    at.require(Action::PublishPlan.by())?;
    check_text("label", &label, false)?;
    let before = at.version(number)?;
    if before.status.is_locked() && before.label != label {
        return Err(Problem::conflict("version_locked").with("number", number));
    }
    if before.label == label && before.published == published {
        return Ok(());
    }
    let kind = match (before.published, published) {
        (false, true) => "plan.published",
        (true, false) => "plan.hidden",
        _ => "plan.version_named",
    };
    let after = PlanVersion {
        label,
        published,
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    store::update_version(tx, &after, seen).await?;
    let event = at
        .event(kind)
        .change(Some(&before.summary()), Some(&after.summary()))?;
    tx.record(actor, event).await
}

/// Throws away an open version. The first stays, for a plan without versions says nothing. Fails with
/// `plan_part_in_use`, and with `version_has_answers` when parties have said something of it.
pub async fn discard_version(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    number: i64,
    seen: i64,
) -> Result<(), Problem> {
    at.require(Action::SavePlan.by())?;
    let version = at.version(number)?;
    if version.status.is_locked() {
        return Err(Problem::conflict("version_locked").with("number", number));
    }
    if at.versions.len() < 2 {
        return Err(Problem::conflict("version_is_the_only_one"));
    }
    keep_named_parts(tx, at, &at.with_version(number, None)).await?;
    store::delete_version(tx, version, seen).await?;
    tx.record(
        actor,
        at.event("plan.version_discarded")
            .change(Some(version), None::<&()>)?,
    )
    .await
}
