//! Does what was enqueued, one job at a time, and keeps the search in step, until the process ends.

use crate::documents::{file_answer, print_adopted};
use crate::modules::search_sources;
use samverk_consultations::FILE_ANSWER;
use samverk_database::{ClaimedJob, Db, PRINT_ADOPTED, claim_job, fail_job, finish_job};
use samverk_files::{Files, SCAN_FILE, TIDY_FILES, order_tidying, scan_file, tidy_files};
use samverk_foundation::Problem;
use samverk_identity::{LINK_MAIL_JOB, MAIL_JOB, Mailer, write_link_letter};
use samverk_meetings::{CALL_JOB, due_call, settle_call};
use samverk_notices::{NOTICE_JOB, due_letter, settle};
use samverk_web::{AppState, SearchSources};
use std::time::{Duration, Instant};

const PAUSE: Duration = Duration::from_secs(2);
/// How often somebody looks whether the day's tidying has been ordered.
const TIDYING: Duration = Duration::from_secs(60 * 60);

/// Runs for ever. A job that fails is tried again later; the loop goes on.
pub async fn work(state: AppState, mailer: Mailer, files: Files) {
    let db = state.db.clone();
    let sources = search_sources();
    let mut tidying = Instant::now();
    loop {
        keep_search_in_step(&db, &sources).await;
        if mailer.is_configured() {
            order_letters(&state).await;
        }
        if Instant::now() >= tidying {
            tidying += TIDYING;
            order_tidying_of_files(&db).await;
        }
        match work_once(&state, &mailer, &files).await {
            Ok(true) => {}
            Ok(false) => tokio::time::sleep(PAUSE).await,
            Err(problem) => {
                tracing::error!(%problem, "the job queue cannot be read");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

async fn keep_search_in_step(db: &Db, sources: &SearchSources) {
    if let Err(problem) = samverk_search::refresh_all(db, sources).await {
        tracing::error!(%problem, "the search cannot be brought up to date");
    }
}

async fn order_letters(state: &AppState) {
    if let Err(problem) = samverk_notices::sweep(&state.db, state.settings.demo).await {
        tracing::error!(%problem, "the letters that are due cannot be ordered");
    }
}

async fn order_tidying_of_files(db: &Db) {
    if let Err(problem) = order_tidying(db).await {
        tracing::error!(%problem, "the tidying of files cannot be ordered");
    }
}

/// Does the job that has waited longest. Answers whether there was one.
pub async fn work_once(state: &AppState, mailer: &Mailer, files: &Files) -> Result<bool, Problem> {
    let db = &state.db;
    let tx = db.begin("claim_job").await?;
    let Some(job) = claim_job(&tx).await? else {
        return Ok(false);
    };
    tx.commit().await?;
    let done = run(state, &job, mailer, files).await;
    let tx = db.begin("settle_job").await?;
    match done {
        Ok(()) => finish_job(&tx, &job).await?,
        Err(problem) => {
            tracing::warn!(kind = job.kind, attempt = job.attempt, %problem, "a job failed");
            fail_job(&tx, &job, &problem.to_string()).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

async fn run(
    state: &AppState,
    job: &ClaimedJob,
    mailer: &Mailer,
    files: &Files,
) -> Result<(), Problem> {
    match job.kind.as_str() {
        MAIL_JOB => mailer.send(&job.payload).await,
        // Without a mail server no link is made that would lie unused.
        LINK_MAIL_JOB if !mailer.is_configured() => Err(Problem::conflict("mail_not_configured")),
        LINK_MAIL_JOB => match write_link_letter(state, &job.payload).await? {
            Some(letter) => mailer.send_letter(letter).await,
            None => Ok(()),
        },
        // What it would tell stands in Samverk anyway.
        NOTICE_JOB if !mailer.is_configured() => Ok(()),
        NOTICE_JOB => send_notice(state, job, mailer).await,
        CALL_JOB => send_call(state, job, mailer).await,
        SCAN_FILE => scan_file(state, files, &job.payload).await,
        TIDY_FILES => {
            samverk_talk::actions::forget_lost_comments(&state.db).await?;
            samverk_cases::actions::forget_readings(&state.db).await?;
            tidy_files(state, files).await
        }
        FILE_ANSWER => file_answer(state, job, files).await,
        PRINT_ADOPTED => print_adopted(state, job, files).await,
        other => Err(Problem::internal(format!("no such kind of job: {other}"))),
    }
}

/// A letter that is sent is noted as told; should that fail, the same letter goes once more.
async fn send_notice(state: &AppState, job: &ClaimedJob, mailer: &Mailer) -> Result<(), Problem> {
    let Some(due) = due_letter(state, &samverk_overview::SOURCES, job).await? else {
        return Ok(());
    };
    mailer.send_letter(due.mail).await?;
    let tx = state.db.begin("letter_sent").await?;
    settle(&tx, &due.settling).await?;
    tx.commit().await
}

/// A call that is sent is noted as told; should that fail, the same letter goes once more. What it would tell stands
/// in Samverk anyway, where no letters are sent.
async fn send_call(state: &AppState, job: &ClaimedJob, mailer: &Mailer) -> Result<(), Problem> {
    let Some((name, address)) = mailer.sender() else {
        return Ok(());
    };
    let Some(due) = due_call(state, job, (&name, &address)).await? else {
        return Ok(());
    };
    mailer.send_letter(due.mail.clone()).await?;
    let tx = state.db.begin("call_sent").await?;
    settle_call(&tx, &due).await?;
    tx.commit().await
}
