//! What awaits a person in the cases of their parties. It knows a case by its number: a subject may be secret.

use crate::model::{CaseTask, TaskSort};
use crate::processes::Performer;
use crate::registries::REGISTRY;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, PartyId, Problem, Role};
use samverk_parties::PartyWaiting;
use samverk_parties::model::Party;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// More than these are nobody's list of tasks.
const MOST: u64 = 200;

const BUTTON: &str = "waiting-case-button";

/// What awaits somebody in the open cases of these parties, the first days first: what the officer does, what those do
/// who register or administer, the last days of the officer's cases, and requests for documents that nobody has taken. The number of statements is fixed.
pub async fn cases_waiting(
    tx: &Tx,
    actor: &Actor,
    parties: &[Party],
) -> Result<Vec<PartyWaiting>, Problem> {
    let Some(person) = actor.person().map(|one| one.id) else {
        return Ok(Vec::new());
    };
    if parties.is_empty() {
        return Ok(Vec::new());
    }
    let with = |is_it: fn(Role) -> bool| -> Vec<PartyId> {
        let own = parties.iter().map(|party| party.id);
        own.filter(|party| actor.roles_at(*party).any(is_it))
            .collect()
    };
    let reads = with(|role| crate::policy::may(role, crate::policy::Action::Read));
    let registers = with(|role| crate::policy::may(role, crate::policy::Action::Register));
    let administers = with(|role| role == Role::PartyAdministrator);
    let mut tasks = store::list_awaited_of_officer(tx, person, &reads, MOST).await?;
    for (performer, parties) in [
        (Performer::Registrar, &registers),
        (Performer::Administrator, &administers),
    ] {
        tasks.extend(store::list_awaited_of(tx, performer, parties, MOST).await?);
    }
    let due = store::list_due_of_officer(tx, person, &reads, MOST).await?;
    let requests = store::list_open_requests(tx, &registers, MOST).await?;
    let ids: BTreeSet<Uuid> = tasks.iter().map(|task| task.case.0).collect();
    let mut cases = store::cases_with_ids(tx, &Vec::from_iter(ids)).await?;
    cases.extend(due.iter().chain(&requests).cloned());
    let of_registries: BTreeSet<Uuid> = cases.iter().map(|case| case.registry).collect();
    let registries = REGISTRY
        .with_ids(tx, &Vec::from_iter(of_registries))
        .await?;
    let keys: BTreeMap<Uuid, String> = registries
        .iter()
        .map(|one| (one.id, one.key.to_string()))
        .collect();
    let href = |case: &crate::model::Case| {
        let party = parties.iter().find(|party| party.id == case.party)?;
        let registry = keys.get(&case.registry)?;
        let base = party.href();
        Some(format!("{base}/diarier/{registry}/arenden/{}", case.key))
    };
    let of_tasks = tasks.iter().filter_map(|task| {
        let case = cases.iter().find(|case| case.id == task.case)?;
        Some(waiting(task, case, href(case)?))
    });
    let of_days = due.iter().filter_map(|case| {
        let (name, text) = ("case-last-day", "waiting-case-last-day");
        Some(of_case(case, href(case)?, (name, text), true))
    });
    let of_requests = requests.iter().filter_map(|case| {
        let (name, text) = ("case-request", "waiting-case-request");
        Some(of_case(case, href(case)?, (name, text), false))
    });
    let mut seen = BTreeSet::new();
    let all = of_tasks.chain(of_days).chain(of_requests);
    Ok(all.filter(|one| seen.insert(one.name.clone())).collect())
}

/// What awaits somebody until the last day of a case.
fn of_case(
    case: &crate::model::Case,
    href: String,
    (name, text): (&str, &'static str),
    is_own: bool,
) -> PartyWaiting {
    PartyWaiting {
        party: case.party,
        is_own,
        name: format!("{name}:{}", case.id),
        text,
        called: [String::new(), String::new()],
        number: case.number.clone(),
        href,
        button: BUTTON,
        due: case.content.deadline,
    }
}

fn waiting(task: &CaseTask, case: &crate::model::Case, href: String) -> PartyWaiting {
    PartyWaiting {
        party: case.party,
        is_own: task.what.by == Performer::Officer && case.officer.is_some(),
        name: format!("case-task:{}", task.id),
        text: match task.what.sort {
            TaskSort::Task => "waiting-case-task",
            TaskSort::Deadline => "waiting-case-deadline",
            TaskSort::Notice => "waiting-case-notice",
        },
        called: [task.what.name.clone(), task.what.name_en.clone()],
        number: case.number.clone(),
        href,
        button: BUTTON,
        due: task.what.due_on,
    }
}
