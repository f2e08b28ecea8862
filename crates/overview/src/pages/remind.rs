//! Reminding the parties that lack something, by whoever runs the collaboration.

use crate::desk::standing;
use crate::gather::{Reviews, known_of_person};
use crate::model::{lacking, party_task_name};
use axum::extract::State;
use chrono::TimeDelta;
use samverk_database::Tx;
use samverk_foundation::{PartyId, PersonId, Problem, Role};
use samverk_identity::model::AddressRule;
use samverk_identity::{ListedPerson, people_at_party};
use samverk_notices::actions::remind;
use samverk_notices::store::latest_reminders;
use samverk_parties::model::Party;
use samverk_web::{AppState, PageResult, Ui, Values, redirect_with_notice};

pub(super) const HERE: &str = "/uppgifter/paminn";

/// Nobody is reminded of the same again before this has passed.
const AGAIN_AFTER: TimeDelta = TimeDelta::hours(12);

/// Reminds each of the named parties that still lacks the task: whoever has it there, or else its representatives, or
/// else all of its people.
pub(super) async fn send(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    let tx = state.db.begin("remind").await?;
    let mine = known_of_person(&tx, &ui.actor, Reviews::NONE).await?;
    let (task, named) = (values.text("uppgift"), values.all("aktor"));
    let lacking = lacking(&mine).into_iter();
    let missing: Vec<Party> = lacking
        .filter(|(party, what)| what.name() == task && named.contains(&party.key.as_str()))
        .map(|(party, _)| party.clone())
        .collect();
    if missing.is_empty() {
        return Err(Problem::conflict("nothing_missing").into());
    }
    let all = missing.len();
    let missing = not_lately(&tx, task, missing).await?;
    let some_lately = missing.len() < all;
    let ids: Vec<PartyId> = missing.iter().map(|party| party.id).collect();
    let handed = standing(&tx, &ids).await?;
    let mut unheard = Vec::new();
    for party in &missing {
        let name = party_task_name(task, party.id);
        let has_it = handed.iter().find(|one| one.task == name);
        let people = asked(&tx, &state, party, has_it.map(|one| one.to)).await?;
        match people.is_empty() {
            true => unheard.push(party.name.as_str()),
            false => remind(&tx, &ui.actor, (party.id, &party.name), &name, &people).await?,
        }
    }
    // Where nobody is invited the others are reminded all the same.
    if unheard.len() == missing.len() {
        if some_lately {
            return Err(Problem::conflict("reminded_lately").into());
        }
        let parties = unheard.join(", ");
        return Err(Problem::conflict("nobody_to_remind")
            .with("party", parties)
            .into());
    }
    tx.commit().await?;
    Ok(redirect_with_notice("/", "reminded"))
}

/// Those that have not just been reminded.
async fn not_lately(tx: &Tx, task: &str, missing: Vec<Party>) -> Result<Vec<Party>, Problem> {
    let name = |party: &Party| party_task_name(task, party.id);
    let names: Vec<String> = missing.iter().map(name).collect();
    let reminders = latest_reminders(tx, &names).await?;
    let is_lately = |party: &Party| {
        let last = reminders.get(&(party.id, name(party)));
        last.is_some_and(|last| tx.now() - last.at < AGAIN_AFTER)
    };
    let missing = missing.into_iter();
    Ok(missing.filter(|party| !is_lately(party)).collect())
}

async fn asked(
    tx: &Tx,
    state: &AppState,
    party: &Party,
    has_it: Option<PersonId>,
) -> Result<Vec<PersonId>, Problem> {
    let demo_mode = state.settings.demo;
    let people = people_at_party(tx, party.id, &AddressRule::All, demo_mode).await?;
    let people = people.into_iter().filter(|one| !one.is_invited);
    let people: Vec<ListedPerson> = people.collect();
    let ids = |those: &dyn Fn(&ListedPerson) -> bool| -> Vec<PersonId> {
        let those = people.iter().filter(|one| those(one));
        those.map(|one| one.id).collect()
    };
    let speaks = |one: &ListedPerson| {
        let mut grants = one.grants.iter();
        grants.any(|grant| grant.role() == Role::Representative)
    };
    let first = [ids(&|one| Some(one.id) == has_it), ids(&speaks)];
    let found = first.into_iter().find(|some| !some.is_empty());
    Ok(found.unwrap_or_else(|| ids(&|_| true)))
}
