//! A plan's facts and versions, saved by the same actions as the pages use.

use super::apply_tables;
use super::place::{Spot, noted};
use super::read_plan::{PlanFiles, VersionFiles};
use crate::actions::{VersionDraft, bring_version, keep_named_parts, open_plan, save_plan};
use crate::model::{Goal, PlanVersion, VersionStatus};
use crate::{PlanScope, store};
use samverk_database::{ObjectRef, Tx, keep_warnings};
use samverk_exchange::Intake;
use samverk_foundation::{Actor, Problem, ProblemKind, Problems};
use samverk_parties::Scope;

pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    files: &PlanFiles,
    intake: &mut Intake,
) -> Result<(), Problem> {
    let scope = Scope::find(tx, actor, &files.collaboration)
        .await
        .map_err(|problem| {
            let unknown =
                Problem::invalid("collaboration_unknown").with("key", &files.collaboration);
            if problem.kind == ProblemKind::NotFound {
                unknown
            } else {
                problem
            }
        });
    let Some(scope) = noted(intake, &files.spot(), scope)? else {
        return Ok(());
    };
    let mut warnings = Vec::new();
    let found = store::find_plan(tx, scope.collaboration.id, files.key.as_str()).await?;
    let is_new = found.is_none();
    if is_new && !open(tx, actor, &scope, files, intake).await? {
        return Ok(());
    }
    let before = PlanScope::inside(tx, scope.clone(), files.key.as_str()).await?;
    if !is_new {
        let at = &before;
        let saved = save_plan(tx, actor, at, files.facts.clone()).await;
        noted(intake, &files.spot(), saved)?;
    }
    for version in files.versions.iter().skip(usize::from(is_new)) {
        let at = PlanScope::inside(tx, scope.clone(), files.key.as_str()).await?;
        put(tx, actor, &at, version, intake, &mut warnings).await?;
    }
    let at = PlanScope::inside(tx, scope, files.key.as_str()).await?;
    apply_tables::apply(tx, actor, &at, files, intake, &mut warnings).await?;
    // Not before the tables, which may name something else.
    let named = keep_named_parts(tx, &before, &at).await;
    noted(intake, &files.spot(), named)?;
    let object = ObjectRef::new("plan", at.plan.id.0, &at.plan.title);
    keep_warnings(tx, actor, &object, &warnings).await?;
    intake.warnings.extend(warnings);
    Ok(())
}

/// Answers whether the plan is there now.
async fn open(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    files: &PlanFiles,
    intake: &mut Intake,
) -> Result<bool, Problem> {
    let Some(first) = files.versions.first() else {
        let empty = Problem::invalid("plan_without_version").with("key", &files.key);
        intake.problems.push(files.spot().mark(empty));
        return Ok(false);
    };
    let key = Some(files.key.clone());
    let draft = first.draft.clone();
    match open_plan(tx, actor, scope, key, files.facts.clone(), draft).await {
        Ok(_) => Ok(true),
        Err(problems) => {
            note_content(intake, first, problems)?;
            Ok(false)
        }
    }
}

async fn put(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    files: &VersionFiles,
    intake: &mut Intake,
    warnings: &mut Vec<Problem>,
) -> Result<(), Problem> {
    let mut draft = files.draft.clone();
    let before = at
        .versions
        .iter()
        .find(|version| version.number == draft.number);
    // An adoption is withdrawn by somebody who says why, which no file does.
    if before.is_some_and(|before| before.status == VersionStatus::Adopted)
        && !draft.status.is_locked()
    {
        let withdrawn = Problem::conflict("version_withdrawn_elsewhere");
        let withdrawn = withdrawn.with("number", draft.number);
        return note_content(intake, files, withdrawn.into());
    }
    if let Some(before) = before.filter(|version| !version.status.is_locked()) {
        let missing = keep_missing(&mut draft, before, files.has_goals);
        if missing > 0 {
            warnings.push(rows_missing(&files.goals_file, missing));
        }
    }
    match bring_version(tx, actor, at, draft).await {
        Ok(()) => Ok(()),
        Err(problems) => note_content(intake, files, problems),
    }
}

/// An import deletes nothing: goals and years that the folder does not have stay.
/// Answers how many rows a table that is there lacks.
fn keep_missing(draft: &mut VersionDraft, before: &PlanVersion, has_table: bool) -> usize {
    let mut missing = 0;
    for old in &before.content.goals {
        let known = draft
            .content
            .goals
            .iter_mut()
            .find(|goal| goal.key == old.key);
        match known {
            Some(goal) => missing += keep_years(goal, old),
            None => {
                missing += old.years.len();
                draft.content.goals.push(old.clone());
            }
        }
    }
    if has_table { missing } else { 0 }
}

fn keep_years(goal: &mut Goal, old: &Goal) -> usize {
    let present: Vec<i32> = goal.years.iter().map(|text| text.year).collect();
    let gone = old
        .years
        .iter()
        .filter(|text| !present.contains(&text.year));
    let gone: Vec<_> = gone.cloned().collect();
    let count = gone.len();
    goal.years.extend(gone);
    goal.years.sort_by_key(|text| text.year);
    count
}

pub(super) fn rows_missing(file: &str, count: usize) -> Problem {
    Problem::invalid("rows_missing")
        .with("count", count)
        .at_file(file)
}

fn note_content(
    intake: &mut Intake,
    files: &VersionFiles,
    problems: Problems,
) -> Result<(), Problem> {
    let document = Spot::file(&files.file);
    for mut problem in problems.0 {
        let field = problem.place.field.clone().unwrap_or_default();
        let spot = files.rows.get(&field).unwrap_or(&document).clone();
        if spot.row.is_some() {
            problem.place.field = column_of(problem.code).map(str::to_owned);
        }
        noted(intake, &spot, Err::<(), _>(problem))?;
    }
    Ok(())
}

fn column_of(code: &str) -> Option<&'static str> {
    match code {
        "catalogue_goal_unknown" => Some("catalogue_goals"),
        "focus_area_unknown" => Some("focus_area"),
        "goal_year_repeated" | "year_invalid" => Some("year"),
        "field_missing" | "text_too_long" => Some("text"),
        "key_reserved" => Some("key"),
        _ => None,
    }
}
