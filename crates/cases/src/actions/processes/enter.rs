//! What begins and ends when a case comes to a state.

use crate::model::{Case, CaseStatus, Changes, Standing, TaskStatus, Visit, begun};
use crate::processes::CaseProcess;
use crate::store::{self, End};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem};
use serde_json::json;

fn past(tx: &Tx, actor: &Actor) -> End {
    End {
        status: TaskStatus::Past,
        on: tx.today(),
        by: actor.person().map(|one| one.id),
    }
}

/// The case in a state of its process: open, or closed where the state closes. What was to be done where it stood is
/// past, and what is to be done there begins.
pub(super) async fn enter(
    tx: &Tx,
    actor: &Actor,
    (case, process): (&Case, &CaseProcess),
    standing: Standing,
    begins: bool,
) -> Result<Case, Problem> {
    let state = process.state(&standing.state);
    let closes = state.is_some_and(|state| state.closes);
    if let Some(before) = &case.standing {
        let of_state = Some(&before.state).filter(|_| !closes);
        store::end_tasks(tx, case.id, of_state, past(tx, actor)).await?;
    }
    let visit = Visit {
        received_on: case.content.received_on,
        registered_on: case.registered_on,
        since: standing.since,
        number: standing.visit,
        begins,
    };
    if !closes {
        let begun = begun(process, &standing.state, visit);
        store::insert_tasks(tx, (case.party, case.id), &begun).await?;
    }
    Ok(Case {
        status: match closes {
            true => CaseStatus::Closed,
            false => CaseStatus::Open,
        },
        closed_on: closes.then(|| tx.today()),
        standing: Some(standing),
        ..case.clone()
    })
}

/// What is to be done in a case is past when it ends otherwise than by its process.
pub(in crate::actions) async fn close(tx: &Tx, actor: &Actor, case: &Case) -> Result<(), Problem> {
    match case.standing {
        Some(_) => store::end_tasks(tx, case.id, None, past(tx, actor)).await,
        None => Ok(()),
    }
}

/// A closed case with a process stands again where it came from: the case, and what else its history tells.
pub(in crate::actions) async fn reopen(
    tx: &Tx,
    actor: &Actor,
    case: &Case,
) -> Result<(Case, Changes), Problem> {
    if case.standing.is_none() {
        return Ok((case.clone(), Changes::new()));
    }
    let (process, standing) = super::process_of(tx, case).await?;
    let is_open = |key: &&Key| process.state(key).is_some_and(|state| !state.closes);
    let before = standing.before.as_ref().filter(is_open);
    let first = process.first().map(|state| &state.key);
    let to = before.or(first).unwrap_or(&standing.state).clone();
    let name = |key| process.state(key).map(|state| state.name.to_string());
    let states = json!([name(&standing.state), name(&to)]);
    let again = standing.moved(to, tx.today());
    let stands = enter(tx, actor, (case, &process), again, true).await?;
    let told = Changes::from_iter([("process_state".to_owned(), states)]);
    Ok((stands, told))
}
