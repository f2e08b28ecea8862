//! Listing what is due, and carrying out what has been approved: as a long work, a stretch at a time, so that it may be
//! broken off anywhere and goes on where it was.

use super::kind::{DISPOSAL, DisposalState, HeldDisposal};
use super::log::{DisposalLog, Entry};
use crate::policy::Action;
use crate::retention::{CaseStanding, standing_of, standings};
use crate::store::{self, DisposalRow, People, RowOutcome};
use samverk_cases::actions::dispose_case;
use samverk_cases::model::Case;
use samverk_cases::{REGISTRY, store as cases};
use samverk_database::Tx;
use samverk_files::Storage;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::{Decision, Ground};
use samverk_parties::Owner;
use samverk_retention::KeptBecause;
use samverk_sheets::write_csv_download;
use samverk_web::file_name;
use samverk_work::{AllowFuture, Allowed, Doing, Ended, RunFuture, input};
use serde_json::Value;
use uuid::Uuid;

/// So many cases are judged at once.
const STRETCH: u64 = 100;
/// No list has more: a person is to read it.
pub(super) const ROWS_MAX: usize = 5_000;
/// So many go in one transaction.
const AT_ONCE: u64 = 20;

/// The disposal that is asked for. Fails with `not_found` for those of other parties too, or with `forbidden`.
pub(super) async fn open(
    tx: &Tx,
    actor: &Actor,
    (party, key): (&str, &str),
) -> Result<(Owner, HeldDisposal), Problem> {
    let party = samverk_parties::store::find_party(tx, party).await?;
    let owner = Owner::seen_by(actor, party.ok_or_else(Problem::not_found)?);
    let found = DISPOSAL.find(tx, &owner, key).await?;
    let found = found.filter(|_| owner.roles().any(Action::Know.by()));
    Ok((owner, found.ok_or_else(Problem::not_found)?))
}

async fn asked(tx: &Tx, actor: &Actor, said: &Value) -> Result<(Owner, HeldDisposal), Problem> {
    let (owner, disposal) = open(tx, actor, (input(said, "part"), input(said, "gallring"))).await?;
    owner.roles().require(Action::Dispose.by())?;
    Ok((owner, disposal))
}

pub fn allow<'a>(tx: &'a Tx, actor: &'a Actor, said: &'a Value) -> AllowFuture<'a> {
    Box::pin(async move {
        let (owner, disposal) = asked(tx, actor, said).await?;
        Ok(Allowed {
            about: format!("{}, {}", disposal.title, owner.party.name),
            back: owner.href(&format!("/gallringar/{}", disposal.key)),
            collaboration: None,
        })
    })
}

/// What is planned is listed; what is approved is carried out. Answers the list as it stands then.
pub fn run<'a>(doing: &'a Doing) -> RunFuture<'a> {
    Box::pin(async move {
        let tx = doing.state.db.read().await?;
        let (owner, disposal) = asked(&tx, &doing.ui.actor, &doing.work.input).await?;
        drop(tx);
        match disposal.status {
            DisposalState::Planned => list(doing, &owner, &disposal).await?,
            DisposalState::Approved => carry_out(doing, &owner, &disposal).await?,
            DisposalState::Proposed => return Err(Problem::conflict("disposal_not_approved")),
            DisposalState::CarriedOut => return Err(Problem::conflict("already_settled")),
        }
        let tx = doing.state.db.read().await?;
        let rows = store::list_rows(&tx, disposal.id, (0, ROWS_MAX as u64)).await?;
        let table = super::panel::row_table(&doing.ui, &rows, None);
        let name = file_name([disposal.key.as_str()], "csv");
        let bytes = write_csv_download(&table.sheet()).into_bytes();
        Ok(Ended::File { name, bytes })
    })
}

fn registry_of(disposal: &HeldDisposal) -> Result<Uuid, Problem> {
    let gone = || Problem::internal("what a disposal names is gone");
    disposal.registry.id().ok_or_else(gone)
}

/// Lists what is due today, and lets it be reviewed.
async fn list(doing: &Doing, owner: &Owner, disposal: &HeldDisposal) -> Result<(), Problem> {
    let registry = registry_of(disposal)?;
    let tx = doing.state.db.read().await?;
    let all = cases::count_ended(&tx, registry).await?;
    let all = usize::try_from(all).map_err(Problem::internal)?;
    drop(tx);
    let (mut rows, mut after, mut seen) = (Vec::new(), 0, 0);
    while rows.len() < ROWS_MAX {
        let tx = doing.state.db.read().await?;
        let asked = (registry, (None, None));
        let found = cases::list_ended(&tx, asked, (after, STRETCH)).await?;
        let Some(last) = found.last() else { break };
        after = last.place();
        seen += found.len();
        let judged = standings(&tx, owner.party.id, &found).await?;
        let due = found
            .iter()
            .zip(&judged)
            .filter_map(|(case, judged)| row(case, judged));
        rows.extend(due.take(ROWS_MAX - rows.len()));
        drop(tx);
        doing.at("look-for-due", seen.min(all), all).await?;
    }
    let (actor, db) = (&doing.ui.actor, &doing.state.db);
    let tx = db.begin("list_due_cases").await?;
    store::remove_rows(&tx, disposal.id).await?;
    for row in &rows {
        store::insert_row(&tx, disposal.id, row).await?;
    }
    let person = actor.person();
    let people = People {
        proposed_by: person.map(|person| person.id),
        proposed_by_name: person.map(|person| person.name.clone()).unwrap_or_default(),
        approved_by_name: String::new(),
    };
    store::put_people(&tx, disposal.id, &people).await?;
    tx.flush().await?;
    if rows.is_empty() {
        return Err(Problem::conflict("disposal_nothing_due"));
    }
    take_on(&tx, actor, (owner, disposal), DisposalState::Proposed).await?;
    tx.commit().await
}

async fn take_on(
    tx: &Tx,
    actor: &Actor,
    (owner, disposal): (&Owner, &HeldDisposal),
    to: DisposalState,
) -> Result<(), Problem> {
    let decision = Decision {
        to: to.code(),
        reason: "",
    };
    let decided = DISPOSAL.decide(tx, actor, owner, &disposal.key, decision, disposal.revision);
    decided.await.map_err(Problems::first)?;
    Ok(())
}

fn row(case: &Case, standing: &CaseStanding) -> Option<DisposalRow> {
    let due_on = standing.due_on.filter(|_| standing.is_due())?;
    let rule = [&standing.rule, &standing.mandate];
    let rule: Vec<&str> = rule.into_iter().flatten().map(String::as_str).collect();
    Some(DisposalRow {
        place: case.place(),
        number: case.number.clone(),
        case_key: case.key.to_string(),
        rule: rule.join(", "),
        due_on,
        kept_because: String::new(),
        outcome: RowOutcome::Waiting,
        told: String::new(),
        ended_on: None,
    })
}

/// Takes the rows that wait, some in a transaction each time. Rules and holds are asked once more for each.
async fn carry_out(doing: &Doing, owner: &Owner, disposal: &HeldDisposal) -> Result<(), Problem> {
    let (actor, db) = (&doing.ui.actor, &doing.state.db);
    let tx = db.read().await?;
    let all = store::count_rows(&tx, disposal.id, None).await?;
    let waiting = store::count_rows(&tx, disposal.id, Some(RowOutcome::Waiting)).await?;
    let all = usize::try_from(all).map_err(Problem::internal)?;
    let mut done = all - usize::try_from(waiting).map_err(Problem::internal)?;
    drop(tx);
    let mut after = 0;
    let log = DisposalLog::beside(doing.files())?;
    loop {
        doing.at("dispose", done.min(all), all).await?;
        let tx = db.begin("dispose_of_cases").await?;
        let rows = store::list_waiting(&tx, disposal.id, (after, AT_ONCE)).await?;
        let Some(last) = rows.last() else { break };
        after = last.place;
        let (mut bytes, mut entries) = (Vec::new(), Vec::new());
        for row in &rows {
            let (ended, told, gone) = end(&tx, actor, (owner, disposal), row).await?;
            store::end_row(&tx, (disposal.id, row.place), (ended, told)).await?;
            if ended == RowOutcome::Disposed {
                entries.push(Entry::of(&tx, owner, disposal, row).await?);
            }
            bytes.extend(gone);
        }
        let stretch = tx.new_id();
        if !entries.is_empty() {
            log.write(stretch, &entries).await?;
        }
        if let Err(problem) = tx.commit().await {
            log.forget(stretch).await?;
            return Err(problem);
        }
        remove(&doing.files().storage, &bytes).await?;
        done += rows.len();
    }
    let tx = db.begin("carry_out_disposal").await?;
    take_on(&tx, actor, (owner, disposal), DisposalState::CarriedOut).await?;
    tx.commit().await
}

/// What becomes of a row, the code of why it is kept, and the bytes that are left to remove.
async fn end(
    tx: &Tx,
    actor: &Actor,
    (owner, disposal): (&Owner, &HeldDisposal),
    row: &DisposalRow,
) -> Result<(RowOutcome, &'static str, Vec<Uuid>), Problem> {
    let kept = |why| Ok((RowOutcome::Kept, why, Vec::new()));
    if !row.kept_because.is_empty() {
        return kept("reviewer");
    }
    let registry = registry_of(disposal)?;
    let Some(case) = cases::find_case(tx, registry, &row.case_key).await? else {
        // It went in a stretch that the log has, when the program stopped before it was noted here.
        let gone = cases::list_disposed_among(tx, registry, &[row.place]).await?;
        return match gone.is_empty() {
            true => kept("gone"),
            false => Ok((RowOutcome::Disposed, "", Vec::new())),
        };
    };
    // Nobody sets a hold meanwhile.
    cases::hold_case(tx, case.id).await?;
    let case = cases::find_case(tx, registry, &row.case_key).await?;
    let case = case.ok_or_else(Problem::not_found)?;
    let standing = standing_of(tx, &case).await?;
    if !standing.is_due() {
        return kept(why(&standing));
    }
    let bytes = dispose(
        tx,
        actor,
        &owner.party.name,
        (&case, tx.today(), &disposal.mandate),
    );
    Ok((RowOutcome::Disposed, "", bytes.await?))
}

/// Disposes of a case with all that any room keeps of it.
pub(super) async fn dispose(
    tx: &Tx,
    actor: &Actor,
    party: &str,
    (case, on, mandate): (&Case, chrono::NaiveDate, &str),
) -> Result<Vec<Uuid>, Problem> {
    store::delete_of_case(tx, case.id).await?;
    samverk_talk::store::delete_comments_at(tx, "case", case.id.0).await?;
    dispose_case(tx, actor, party, (case, on, mandate)).await
}

/// The bytes go when nothing tells of them any more; what cannot be removed now goes with the next tidying.
pub(super) async fn remove(storage: &Storage, bytes: &[Uuid]) -> Result<(), Problem> {
    for id in bytes {
        storage.remove(*id).await?;
    }
    Ok(())
}

/// The code of what keeps a case.
pub(crate) fn why(standing: &CaseStanding) -> &'static str {
    let cause = standing.causes.first();
    match cause.map(|cause| (&cause.other, &cause.because)) {
        Some((Some(_), _)) => "other_case",
        Some((None, KeptBecause::Held(_))) => "held",
        Some((None, KeptBecause::NotUntil(_))) => "not_due",
        Some((None, KeptBecause::Preserved)) => "preserved",
        Some((None, KeptBecause::NoRule)) => "no_rule",
        Some((None, KeptBecause::DateUnknown(_))) | None => "date_unknown",
    }
}

/// The registry's name, for the log.
pub(super) async fn registry_key(tx: &Tx, id: Uuid) -> Result<String, Problem> {
    let found = REGISTRY.with_ids(tx, &[id]).await?.pop();
    let found = found.ok_or_else(Problem::not_found)?;
    Ok(found.key.to_string())
}
