//! What parties said of a version of a plan, or of a budget in its rounds: a line for each remark, and one without a
//! part for a party that has none.

use crate::actions::answer_event;
use crate::model::{DraftAnswer, DraftId, Remark, Reply, Verdict, check_replies, gone_parts};
use crate::policy::Action;
use crate::store::{
    find_answer, insert_answer, list_answers, list_answers_of_budget, update_answer,
};
use crate::{Draft, DraftAnswerId};
use chrono::{DateTime, Utc};
use samverk_database::Tx;
use samverk_economy::find_visible_budget;
use samverk_economy::store::list_budgets;
use samverk_exchange::{Folder, Intake, Placed, read_rows, to_csv};
use samverk_foundation::text::TEXT_MAX;
use samverk_foundation::{Actor, CollaborationId, Key, Problem, Problems, Role};
use samverk_goals::PlanScope;
use samverk_goals::store::{list_plans, list_versions};
use samverk_parties::Scope;
use samverk_parties::store::list_collaborations;
use samverk_sheets::Row;

pub(super) const COLUMNS: &[&str] = &[
    "party", "part", "name", "text", "verdict", "reason", "author", "answered",
];

/// The same of a budget, which may have been out several times.
pub(super) const BUDGET_COLUMNS: &[&str] = &[
    "round", "party", "part", "name", "text", "verdict", "reason", "author", "answered",
];

#[derive(Debug)]
pub(super) struct RemarkRow {
    /// Of a budget; 1 for a version.
    round: i64,
    party: Key,
    /// None for a party that has no remarks.
    remark: Option<Remark>,
    author: String,
    answered: DateTime<Utc>,
}

/// What a file is about, inside its collaboration.
#[derive(Debug)]
pub(super) enum About {
    Version { plan: String, number: String },
    Budget { year: String },
}

#[derive(Debug)]
pub(super) struct RemarkFile {
    collaboration: String,
    about: About,
    rows: Vec<Placed<RemarkRow>>,
}

impl About {
    fn path(&self, collaboration: &str) -> String {
        let here = format!("collaborations/{collaboration}");
        match self {
            Self::Version { plan, number } => {
                format!("{here}/plans/{plan}/versions/{number}/remarks.csv")
            }
            Self::Budget { year } => format!("{here}/budgets/{year}/budget_remarks.csv"),
        }
    }

    fn columns(&self) -> &'static [&'static str] {
        match self {
            Self::Version { .. } => COLUMNS,
            Self::Budget { .. } => BUDGET_COLUMNS,
        }
    }

    /// Fails with `not_found`.
    async fn draft(&self, tx: &Tx, actor: &Actor, collaboration: &str) -> Result<Draft, Problem> {
        match self {
            Self::Version { plan, number } => {
                let at = PlanScope::find(tx, actor, collaboration, plan).await?;
                let number = number.parse().unwrap_or_default();
                Ok(Draft::of_version(tx, &at, at.version(number)?))
            }
            Self::Budget { year } => {
                let scope = Scope::find(tx, actor, collaboration).await?;
                let year = year.parse().map_err(|_| Problem::not_found())?;
                let record = find_visible_budget(tx, &scope, year).await?;
                Ok(Draft::of_budget(tx, &scope, &record))
            }
        }
    }
}

pub(super) fn read(intake: &mut Intake, collaboration: &str, about: About) -> Option<RemarkFile> {
    let path = about.path(collaboration);
    let read_row = match about {
        About::Version { .. } => version_row,
        About::Budget { .. } => budget_row,
    };
    let rows = read_rows(intake, &path, about.columns(), read_row)?;
    Some(RemarkFile {
        collaboration: collaboration.to_owned(),
        about,
        rows,
    })
}

/// A version is out once.
fn version_row(row: &Row, problems: &mut Problems) -> Option<RemarkRow> {
    remark_row(row, 1, problems)
}

fn budget_row(row: &Row, problems: &mut Problems) -> Option<RemarkRow> {
    let round = problems.keep(row.integer("round"));
    remark_row(row, round?, problems)
}

fn remark_row(row: &Row, round: i64, problems: &mut Problems) -> Option<RemarkRow> {
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
        round,
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
    let found = file.about.draft(tx, actor, &file.collaboration).await;
    let Some(draft) = first.note(intake, found)? else {
        return Ok(());
    };
    draft.require(Action::ReplyToRemarks.by())?;
    let mut done: Vec<(i64, &Key)> = Vec::new();
    for row in &file.rows {
        let whose = (row.value.round, &row.value.party);
        if done.contains(&whose) {
            continue;
        }
        done.push(whose);
        let same = |one: &RemarkRow| (one.round, &one.party) == whose;
        let of_party = file.rows.iter().filter(|one| same(&one.value));
        let remarks = of_party.filter_map(|one| one.value.remark.clone());
        let in_round = draft.in_round(match draft.id {
            DraftId::Budget { id, .. } => DraftId::Budget { id, round: whose.0 },
            version => version,
        });
        let brought = bring_in(tx, actor, &in_round, &row.value, remarks.collect()).await;
        row.note(intake, brought)?;
    }
    Ok(())
}

/// What one party said, and what it was answered. What it said itself is never written over.
async fn bring_in(
    tx: &Tx,
    actor: &Actor,
    draft: &Draft,
    row: &RemarkRow,
    remarks: Vec<Remark>,
) -> Result<(), Problem> {
    let party = samverk_parties::store::find_party(tx, row.party.as_str()).await?;
    let unknown = || Problem::invalid("party_unknown").with("key", &row.party);
    let party = party.ok_or_else(|| unknown().at_field("party"))?;
    let before = find_answer(tx, draft.id, party.id).await?;
    let after = DraftAnswer {
        id: match &before {
            Some(before) => before.id,
            None => DraftAnswerId(tx.new_id()),
        },
        of: draft.id,
        party: party.id,
        has_none: remarks.is_empty(),
        remarks,
        person: before.as_ref().and_then(|before| before.person),
        author: row.author.clone(),
        answered_at: row.answered,
        revision: before.as_ref().map_or(1, |before| before.revision),
    };
    let event = match &before {
        Some(before) if *before == after => return Ok(()),
        Some(before) if !before.says_the_same(&after) => {
            let differs = Problem::invalid("remarks_differ").with("party", &party.name);
            return Err(differs.at_field("text"));
        }
        Some(_) => draft.replied(),
        None => draft.answered(),
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
            check_new(actor, draft, &after)?;
            insert_answer(tx, &after).await?;
        }
    }
    let event = answer_event(event, before.as_ref(), &after)?;
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
fn check_new(actor: &Actor, draft: &Draft, new: &DraftAnswer) -> Result<(), Problem> {
    if actor.roles_anywhere().contains(Role::Administrator) {
        return Ok(());
    }
    let mut members = draft.scope.members.iter();
    if !members.any(|member| member.party.id == new.party) {
        return Err(Problem::invalid("remarks_not_of_member").at_field("party"));
    }
    if !draft.is_open {
        return Err(Problem::conflict("comment_closed"));
    }
    match gone_parts(&draft.parts, Some(new)).first() {
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
        let of = collaboration.key.as_str();
        for plan in list_plans(tx, collaboration.id).await? {
            for version in list_versions(tx, plan.id).await? {
                let about = About::Version {
                    plan: plan.key.to_string(),
                    number: version.number.to_string(),
                };
                let answers = list_answers(tx, DraftId::Version(version.id)).await?;
                write_one(tx, (of, &about), &answers, folder).await?;
            }
        }
        for budget in list_budgets(tx, collaboration.id).await? {
            let about = About::Budget {
                year: budget.year().to_string(),
            };
            let answers = list_answers_of_budget(tx, budget.id.0).await?;
            write_one(tx, (of, &about), &answers, folder).await?;
        }
    }
    Ok(())
}

async fn write_one(
    tx: &Tx,
    (collaboration, about): (&str, &About),
    answers: &[DraftAnswer],
    folder: &mut Folder,
) -> Result<(), Problem> {
    let rows = rows(tx, answers).await?;
    if let Some(text) = to_csv(about.columns(), &rows) {
        folder.insert(about.path(collaboration), text);
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
            let round = match answer.of {
                DraftId::Version(_) => None,
                DraftId::Budget { round, .. } => Some(round.to_string()),
            };
            let cells = [
                party.clone(),
                said(|remark| &remark.part),
                said(|remark| &remark.name),
                said(|remark| &remark.text),
                said(|remark| remark.verdict.map_or("", |verdict| verdict.code())),
                said(|remark| &remark.reason),
                answer.author.clone(),
                answer.answered_at.to_rfc3339(),
            ];
            round.into_iter().chain(cells).collect::<Vec<String>>()
        };
        match answer.has_none {
            true => rows.push(line(None)),
            false => rows.extend(answer.remarks.iter().map(|remark| line(Some(remark)))),
        }
    }
    Ok(rows)
}
