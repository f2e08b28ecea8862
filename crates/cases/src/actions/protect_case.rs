use super::{checked, note_of, spell};
use crate::desk::RegistryDesk;
use crate::model::{
    CORRECTED, CORRECTED_BECAUSE, Case, CaseContent, Changes, Correction, Restriction, changes,
    check_reason,
};
use crate::policy::Action;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use serde_json::json;

/// Corrects what a case says of somebody, in a closed case too. What it said stays in the history, for the party's
/// administrators.
///
/// Fails with `forbidden`, `correction_of_nothing`, `changed_meanwhile`, or with what is wrong in the fields.
pub async fn correct_case(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, correction): (&Case, &Correction),
    seen: i64,
) -> Result<Case, Problems> {
    desk.require(Action::Protect)?;
    check_reason(&correction.reason)?;
    let said = CaseContent {
        subject: correction.subject.as_str().into(),
        public_subject: correction.public_subject.as_str().into(),
        counterpart: correction.counterpart.as_str().into(),
        ..case.content.clone()
    };
    if said.subject.trim().is_empty() {
        let missing = Problem::invalid("field_missing");
        return Err(missing.at_field(CaseContent::SUBJECT.as_str()).into());
    }
    let basis = (case.registered_on, Some(case));
    let (content, officer) = checked(tx, desk, said, basis).await?;
    if content == case.content {
        return Err(Problem::conflict("correction_of_nothing").into());
    }
    let corrected = Case {
        content,
        officer,
        revision: seen.saturating_add(1),
        ..case.clone()
    };
    store::update_case(tx, &corrected, seen).await?;
    store::take_words(tx, case.id.0).await?;
    spell(tx, &corrected).await?;
    let mut told = changes(Some(case), &corrected);
    let reason = json!([null, correction.reason.trim()]);
    told.insert(CORRECTED_BECAUSE.to_owned(), reason);
    note_of(tx, actor, desk, (CORRECTED, &corrected), told).await?;
    tx.flush().await?;
    Ok(corrected)
}

/// Lets a case be read by its officer and the party's administrators alone, or by all who read such again. Meanwhile it is
/// found by its number, and by no word.
///
/// Fails with `forbidden`, `case_restricted_already`, `case_not_restricted`, `field_missing`,
/// `text_too_long` or `changed_meanwhile`.
pub async fn restrict_case(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, restricts, reason): (&Case, bool, &str),
    seen: i64,
) -> Result<Case, Problem> {
    desk.require(Action::Protect)?;
    check_reason(reason)?;
    match (restricts, &case.restriction) {
        (true, Some(_)) => return Err(Problem::conflict("case_restricted_already")),
        (false, None) => return Err(Problem::conflict("case_not_restricted")),
        (true, None) | (false, Some(_)) => {}
    }
    let reason = reason.trim();
    let changed = Case {
        restriction: restricts.then(|| Restriction {
            since: tx.today(),
            because: reason.to_owned(),
        }),
        revision: seen.saturating_add(1),
        ..case.clone()
    };
    store::update_case(tx, &changed, seen).await?;
    store::take_words(tx, case.id.0).await?;
    spell(tx, &changed).await?;
    let what = match restricts {
        true => "case.restricted",
        false => "case.restriction_ended",
    };
    let mut told = Changes::new();
    told.insert("restriction_reason".to_owned(), json!([null, reason]));
    note_of(tx, actor, desk, (what, &changed), told).await?;
    tx.flush().await?;
    Ok(changed)
}
