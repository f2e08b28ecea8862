//! What parties said of a version of a plan: a line for each remark, and one without a part for a
//! party that has none.

use crate::DraftAnswerId;
use crate::model::{DraftAnswer, Remark, Verdict};
use crate::policy::Action;
use crate::store::{find_answer, insert_answer, list_answers, update_answer};
use chrono::{DateTime, Utc};
use samverk_database::Tx;
use samverk_exchange::{Folder, Intake, Placed, read_rows, to_csv};
use samverk_foundation::{Actor, CollaborationId, Key, Problem, Problems};
use samverk_goals::PlanScope;
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
    let version = at.version(number).map(|version| version.id);
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
        let party = samverk_parties::store::find_party(tx, key.as_str()).await?;
        let unknown = || Problem::invalid("party_unknown").with("key", key);
        let party = party.ok_or_else(|| unknown().at_field("party"));
        let Some(party) = row.note(intake, party)? else {
            continue;
        };
        let of_party = file.rows.iter().filter(|one| one.value.party == *key);
        let remarks = of_party.filter_map(|one| one.value.remark.clone());
        let remarks: Vec<Remark> = remarks.collect();
        let before = find_answer(tx, version, party.id).await?;
        let after = DraftAnswer {
            id: before
                .as_ref()
                .map_or_else(|| DraftAnswerId(tx.new_id()), |before| before.id),
            version,
            party: party.id,
            has_none: remarks.is_empty(),
            remarks,
            person: before.as_ref().and_then(|before| before.person),
            author: row.value.author.clone(),
            answered_at: row.value.answered,
            revision: before.as_ref().map_or(1, |before| before.revision),
        };
        match before {
            Some(before) if before == after => continue,
            Some(before) => {
                let revision = before.revision + 1;
                let after = DraftAnswer { revision, ..after };
                update_answer(tx, &after, before.revision).await?;
            }
            None => insert_answer(tx, &after).await?,
        }
        let event = at.event("plan.draft_answered");
        let event = event.on_behalf_of(Some((party.id, &party.name)));
        tx.record(actor, event).await?;
    }
    Ok(())
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
