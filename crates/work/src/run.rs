//! Does what was asked for, on as many as there are turns. Whoever is at it tells so; who is killed
//! half-way tells nothing more, and another server takes it up.

use crate::actions::{limited, tell_ended};
use crate::kind::{Doing, Ended};
use crate::model::{LongWork, ResultFile, State, sight_of};
use crate::{Machine, store, tidy};
use chrono::TimeDelta;
use samverk_database::{Db, Tx};
use samverk_foundation::Problem;
use samverk_identity::find_recipient;
use samverk_web::{AppState, Ui};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Rings when something was asked for in this process.
pub(crate) static WAKE: Notify = Notify::const_new();

/// So many at once; more would take the processors from those who wait for a page.
const TURNS: usize = 2;
const PAUSE: Duration = Duration::from_secs(2);
const HEARTBEAT: Duration = Duration::from_secs(10);
const TIDYING: Duration = Duration::from_secs(60 * 60);
/// After so many beginnings it is told as failed.
const ATTEMPTS_MAX: i64 = 3;

/// Works until the process ends.
pub async fn work(state: AppState, machine: Machine) {
    let turns = (0..TURNS).map(|turn| take_turns(&state, &machine, turn == 0));
    futures_util::future::join_all(turns).await;
}

async fn take_turns(state: &AppState, machine: &Machine, tidies: bool) {
    let mut tidying = Instant::now();
    loop {
        if tidies && Instant::now() >= tidying {
            tidying += TIDYING;
            if let Err(problem) = tidy(&state.db, machine).await {
                tracing::error!(%problem, "the results of works cannot be tidied");
            }
        }
        match work_once(state, machine).await {
            Ok(true) => {}
            Ok(false) => {
                let _ = tokio::time::timeout(PAUSE, WAKE.notified()).await;
            }
            Err(problem) => {
                tracing::error!(%problem, "the works that wait cannot be read");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Does what has waited longest. Answers whether there was anything.
pub async fn work_once(state: &AppState, machine: &Machine) -> Result<bool, Problem> {
    let db = &state.db;
    if !store::is_any_free(&db.read_once()).await? {
        return Ok(false);
    }
    let tx = db.begin("claim_long_work").await?;
    let Some(work) = store::claim(&tx).await? else {
        return Ok(false);
    };
    if work.attempt > ATTEMPTS_MAX {
        let given_up = [Problem::unavailable("work_given_up")];
        end_told(&tx, &work, State::Failed, &given_up).await?;
        tx.commit().await?;
        return Ok(true);
    }
    tx.commit().await?;
    let done = tokio::select! {
        done = run(state, machine, &work) => done,
        () = until_lost(db, &work) => return Ok(true),
    };
    settle(db, machine, &work, done).await?;
    Ok(true)
}

/// Tells that somebody is at it, until it has been cancelled or taken by another.
async fn until_lost(db: &Db, work: &LongWork) {
    let told = async || {
        let tx = db.begin("long_work_heartbeat").await?;
        let is_ours = store::keep_lease(&tx, work).await?;
        tx.commit().await?;
        Ok::<_, Problem>(is_ours)
    };
    loop {
        tokio::time::sleep(HEARTBEAT).await;
        match told().await {
            Ok(true) => {}
            Ok(false) => return,
            // Nobody else can take it up meanwhile either.
            Err(problem) => tracing::debug!(%problem, "a heartbeat was not written"),
        }
    }
}

/// What was made: nothing, or bytes that are in the store already.
enum Made {
    File { file: ResultFile, sight: String },
    Other(Ended),
}

async fn run(state: &AppState, machine: &Machine, work: &LongWork) -> Result<Made, Problem> {
    let kind = machine.kind(&work.kind)?;
    let tx = state.db.read().await?;
    let person = find_recipient(&tx, work.person, state.settings.demo).await?;
    let person = person.ok_or_else(|| Problem::invalid("work_person_away"))?;
    let actor = limited(person.actor, &work.input);
    (kind.allow)(&tx, &actor, &work.input).await?;
    drop(tx);
    let doing = Doing {
        state: state.clone(),
        ui: Ui::new(state.clone(), work.language, actor, ""),
        work: work.clone(),
        machine: machine.clone(),
    };
    match (kind.run)(&doing).await? {
        Ended::File { name, bytes } => {
            let id = state.db.clock().new_id();
            machine.keep(id, &bytes).await?;
            let size = u64::try_from(bytes.len()).map_err(Problem::internal)?;
            let sight = sight_of(&doing.ui.actor);
            let file = ResultFile { id, name, size };
            Ok(Made::File { file, sight })
        }
        Ended::Written { id, name, size } => {
            let sight = sight_of(&doing.ui.actor);
            let file = ResultFile { id, name, size };
            Ok(Made::File { file, sight })
        }
        other => Ok(Made::Other(other)),
    }
}

async fn settle(
    db: &Db,
    machine: &Machine,
    work: &LongWork,
    done: Result<Made, Problem>,
) -> Result<(), Problem> {
    let tx = db.begin("settle_long_work").await?;
    match done {
        Ok(Made::File { file, sight }) => {
            match store::end_done(&tx, work, &sight, Some(&file)).await? {
                true => tell_ended(&tx, work, State::Done).await?,
                false => machine.storage()?.remove(file.id).await?,
            }
        }
        Ok(Made::Other(Ended::Refused(problems))) => {
            end_told(&tx, work, State::Failed, &problems).await?;
        }
        Ok(Made::Other(Ended::Unconfirmed(warnings))) => {
            end_told(&tx, work, State::Asking, &warnings).await?;
        }
        Ok(Made::Other(Ended::Saved | Ended::File { .. } | Ended::Written { .. })) => {}
        Err(problem) if is_passing(&problem) && work.attempt < ATTEMPTS_MAX => {
            tracing::warn!(kind = work.kind, attempt = work.attempt, %problem, "a work is tried again");
            let pause = TimeDelta::seconds(20 * work.attempt);
            store::put_back(&tx, work, (pause, &problem)).await?;
        }
        Err(problem) => {
            tracing::warn!(kind = work.kind, attempt = work.attempt, %problem, "a work failed");
            end_told(&tx, work, State::Failed, &[problem]).await?;
        }
    }
    tx.commit().await
}

/// Failed, or asking; told only by the server whose turn it is.
async fn end_told(
    tx: &Tx,
    work: &LongWork,
    state: State,
    problems: &[Problem],
) -> Result<(), Problem> {
    match store::end_told(tx, work, state, problems).await? {
        true => tell_ended(tx, work, state).await,
        false => Ok(()),
    }
}

/// What may be better in a while: a full disk, a database that is away.
fn is_passing(problem: &Problem) -> bool {
    problem.kind.is_ours() || problem.code == "try_again"
}
