//! What parties said of a version of a plan: a line for each remark, and one without a part for a
//! party that has none.

use crate::DraftAnswerId;
use crate::actions::answer_event;
use crate::model::{DraftAnswer, Remark, Reply, Verdict, check_replies, gone_parts, parts};
use crate::policy::Action;
use crate::store::{find_answer, insert_answer, list_answers, update_answer};
use chrono::{DateTime, Utc};
use samverk_database::Tx;
use samverk_exchange::{Folder, Intake, Placed, read_rows, to_csv};
use samverk_foundation::text::TEXT_MAX;
use samverk_foundation::{Actor, CollaborationId, Key, Problem, Problems, Role};
use samverk_goals::PlanScope;
use samverk_goals::model::PlanVersion;
use samverk_goals::store::{list_plans, list_versions};
use samverk_parties::store::list_collaborations;
use samverk_sheets::Row;

pub(super) const COLUMNS: &[&str] = &[
    "party", "part", "name", "text", "verdict", "reason", "author", "answered",
];

#[derive(Debug)]
pub(super) struct RemarkRow {
    party: Key,
    /// None for a party that has no remarks.
    remark: Option<Remark>,
    author: String,
    answered: DateTime<Utc>,
}

#[derive(Debug)]
pub(super) struct RemarkFile {
    collaboration: String,
    plan: String,
    version: String,
    rows: Vec<Placed<RemarkRow>>,
}

pub(super) fn read(intake: &mut Intake, at: [&str; 3]) -> Option<RemarkFile> {
    let [collaboration, plan, version] = at;
    let path =
        format!("collaborations/{collaboration}/plans/{plan}/versions/{version}/remarks.csv");
    let rows = read_rows(intake, &path, COLUMNS, row)?;
    let [collaboration, plan, version] = at.map(str::to_owned);
    Some(RemarkFile {
        collaboration,
        plan,
        version,
        rows,
    })
}

fn row(row: &Row, problems: &mut Problems) -> Option<RemarkRow> {
    let party = problems.keep(row.key("party"));
    let verdict = problems.keep(row.optional_one_of("verdict", Verdict::ALL));
    let answered = row.optional_moment("answered");
    let missing = || Problem::invalid("field_missing");
    let answered = answered.and_then(|at| at.ok_or_else(|| row.problem("answered", missing())));
    let answered = problems.keep(answered);
    let part = row.text("part");
    let remark = Remark {
        name: row.text("name"),
        text: row.text("text"),
        verdict: verdict?,
        reason: row.text("reason"),
        part,
    };
    Some(RemarkRow {
        party: party?,
        remark: (!remark.part.is_empty()).then_some(remark),
        author: row.text("author"),
        answered: answered?,
    })
}

pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    file: &RemarkFile,
    intake: &mut Intake,
) -> Result<(), Problem> {
    let Some(first) = file.rows.first() else {
        return Ok(());
    };
    let found = PlanScope::find(tx, actor, &file.collaboration, &file.plan).await;
    let Some(at) = first.note(intake, found)? else {
        return Ok(());
    };
    at.require(Action::ReplyToRemarks.by())?;
    let number = file.version.parse().unwrap_or_default();
    let version = at.version(number);
    let Some(version) = first.note(intake, version)? else {
        return Ok(());
    };
    let mut done: Vec<&Key> = Vec::new();
    for row in &file.rows {
        let key = &row.value.party;
        if done.contains(&key) {
            continue;
        }
        done.push(key);
        let of_party = file.rows.iter().filter(|one| one.value.party == *key);
        let remarks = of_party.filter_map(|one| one.value.remark.clone());
        let brought = bring_in(tx, actor, (&at, version), &row.value, remarks.collect()).await;
        row.note(intake, brought)?;
    }
    Ok(())
}

/// What one party said, and what it was answered. What it said itself is never written over.
async fn bring_in(
    tx: &Tx,
    actor: &Actor,
    (at, version): (&PlanScope, &PlanVersion),
    row: &RemarkRow,
    remarks: Vec<Remark>,
) -> Result<(), Problem> {
    let party = samverk_parties::store::find_party(tx, row.party.as_str()).await?;
    let unknown = || Problem::invalid("party_unknown").with("key", &row.party);
    let party = party.ok_or_else(|| unknown().at_field("party"))?;
    let before = find_answer(tx, version.id, party.id).await?;
    let after = DraftAnswer {
        id: match &before {
            Some(before) => before.id,
            None => DraftAnswerId(tx.new_id()),
        },
        version: version.id,
        party: party.id,
        has_none: remarks.is_empty(),
        remarks,
        person: before.as_ref().and_then(|before| before.person),
        author: row.author.clone(),
        answered_at: row.answered,
        revision: before.as_ref().map_or(1, |before| before.revision),
    };
    let kind = match &before {
        Some(before) if *before == after => return Ok(()),
        Some(before) if !before.says_the_same(&after) => {
            let differs = Problem::invalid("remarks_differ").with("party", &party.name);
            return Err(differs.at_field("text"));
        }
        Some(_) => "plan.remarks_answered",
        None => "plan.draft_answered",
    };
    check_lengths(&after)?;
    check_verdicts(&after)?;
    match &before {
        Some(before) => {
            let revision = before.revision + 1;
            let after = DraftAnswer {
                revision,
                ..after.clone()
            };
            update_answer(tx, &after, before.revision).await?;
        }
        None => {
            check_new(tx, actor, (at, version), &after)?;
            insert_answer(tx, &after).await?;
        }
    }
    let event = answer_event(at, kind, before.as_ref(), &after)?;
    tx.record(actor, event.on_behalf_of(Some((party.id, &party.name))))
        .await
}

/// A form would have refused the same.
fn check_lengths(answer: &DraftAnswer) -> Result<(), Problem> {
    let texts = answer.remarks.iter().flat_map(|remark| {
        let texts = [("text", &remark.text), ("reason", &remark.reason)];
        texts.into_iter().chain([("name", &remark.name)])
    });
    for (field, text) in texts {
        if text.chars().count() > TEXT_MAX {
            let long = Problem::invalid("text_too_long").with("max", TEXT_MAX);
            return Err(long.at_field(field));
        }
    }
    let is_silent = |remark: &Remark| remark.text.is_empty();
    match answer.remarks.iter().any(is_silent) {
        true => Err(Problem::invalid("field_missing").at_field("text")),
        false => Ok(()),
    }
}

fn check_verdicts(answer: &DraftAnswer) -> Result<(), Problem> {
    let replies = answer.remarks.iter().map(|remark| Reply {
        part: remark.part.clone(),
        verdict: remark.verdict,
        reason: remark.reason.clone(),
    });
    let checked = check_replies(&Vec::from_iter(replies));
    checked.map_err(|_| Problem::invalid("reply_reason_missing").at_field("reason"))
}

/// Whoever looks after the installation brings in what was said elsewhere. Others answer for members, about
/// parts that the draft has, while the round is open.
fn check_new(
    tx: &Tx,
    actor: &Actor,
    (at, version): (&PlanScope, &PlanVersion),
    new: &DraftAnswer,
) -> Result<(), Problem> {
    if actor.roles_anywhere().contains(Role::Administrator) {
        return Ok(());
    }
    let mut members = at.scope.members.iter();
    if !members.any(|member| member.party.id == new.party) {
        return Err(Problem::invalid("remarks_not_of_member").at_field("party"));
    }
    if !version.takes_comments(tx.today()) {
        return Err(Problem::conflict("comment_closed"));
    }
    match gone_parts(&parts(&version.content), Some(new)).first() {
        Some(part) => {
            let unknown = Problem::invalid("remark_part_unknown").with("part", &part.code);
            Err(unknown.at_field("part"))
        }
        None => Ok(()),
    }
}

pub(super) async fn write(
    tx: &Tx,
    only: Option<CollaborationId>,
    folder: &mut Folder,
) -> Result<(), Problem> {
    for collaboration in list_collaborations(tx).await? {
        if only.is_some_and(|only| only != collaboration.id) {
            continue;
        }
        for plan in list_plans(tx, collaboration.id).await? {
            for version in list_versions(tx, plan.id).await? {
                let answers = list_answers(tx, &[version.id]).await?;
                let rows = rows(tx, &answers).await?;
                let here = format!("collaborations/{}/plans/{}", collaboration.key, plan.key);
                let path = format!("{here}/versions/{}/remarks.csv", version.number);
                if let Some(text) = to_csv(COLUMNS, &rows) {
                    folder.insert(path, text);
                }
            }
        }
    }
    Ok(())
}

async fn rows(tx: &Tx, answers: &[DraftAnswer]) -> Result<Vec<Vec<String>>, Problem> {
    let ids: Vec<_> = answers.iter().map(|answer| answer.party).collect();
    let parties = samverk_parties::store::find_parties(tx, &ids).await?;
    let mut rows = Vec::new();
    for answer in answers {
        let party = parties.iter().find(|party| party.id == answer.party);
        let party = party.map_or_else(String::new, |party| party.key.to_string());
        let line = |remark: Option<&Remark>| {
            let said = |text: fn(&Remark) -> &str| remark.map_or("", text).to_owned();
            vec![
                party.clone(),
                said(|remark| &remark.part),
                said(|remark| &remark.name),
                said(|remark| &remark.text),
                said(|remark| remark.verdict.map_or("", |verdict| verdict.code())),
                said(|remark| &remark.reason),
                answer.author.clone(),
                answer.answered_at.to_rfc3339(),
            ]
        };
        match answer.has_none {
            true => rows.push(line(None)),
            false => rows.extend(answer.remarks.iter().map(|remark| line(Some(remark)))),
        }
    }
    Ok(rows)
}
