//! Reminding the parties that lack something, by whoever runs the collaboration.

use crate::gather::known_of_person;
use crate::model::{lacking, party_task_name};
use axum::extract::State;
use samverk_foundation::{PersonId, Problem, Role};
use samverk_identity::model::AddressRule;
use samverk_identity::people_at_party;
use samverk_notices::actions::remind;
use samverk_web::{AppState, PageResult, Ui, Values, redirect_with_notice};

pub(super) const HERE: &str = "/uppgifter/paminn";

/// Reminds each of the named parties that still lacks the task: its representatives, or else all of its people.
pub(super) async fn send(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    let tx = state.db.begin("remind").await?;
    let mine = known_of_person(&tx, &ui.actor).await?;
    let (task, named) = (values.text("uppgift"), values.all("aktor"));
    let lacking = lacking(&mine).into_iter();
    let missing: Vec<_> = lacking
        .filter(|(party, what)| what.name() == task && named.contains(&party.key.as_str()))
        .map(|(party, _)| party.clone())
        .collect();
    if missing.is_empty() {
        return Err(Problem::conflict("nothing_missing").into());
    }
    let mut unheard = Vec::new();
    let count = missing.len();
    for party in missing {
        let demo_mode = state.settings.demo;
        let people = people_at_party(&tx, party.id, &AddressRule::All, demo_mode).await?;
        let speaks = |role: Role| role == Role::Representative;
        let (speakers, others): (Vec<_>, Vec<_>) = (people.into_iter())
            .filter(|one| !one.is_invited)
            .partition(|one| one.grants.iter().any(|grant| speaks(grant.role())));
        let asked = if speakers.is_empty() {
            others
        } else {
            speakers
        };
        let ids: Vec<PersonId> = asked.iter().map(|one| one.id).collect();
        if ids.is_empty() {
            unheard.push(party.name);
            continue;
        }
        let name = party_task_name(task, party.id);
        remind(&tx, &ui.actor, (party.id, &party.name), &name, &ids).await?;
    }
    // Where nobody is invited the others are reminded all the same.
    if unheard.len() == count {
        let parties = unheard.join(", ");
        return Err(Problem::conflict("nobody_to_remind")
            .with("party", parties)
            .into());
    }
    tx.commit().await?;
    Ok(redirect_with_notice("/", "reminded"))
}
