//! What awaits somebody, told in their language, with who has it where it was handed over.

use crate::model::{Mine, tasks};
use crate::report::{ToldAwaiting, Words, told};
use samverk_database::Tx;
use samverk_foundation::{PartyId, PersonId, Problem};
use samverk_identity::active_grants_at;
use samverk_notices::store::{Handed, handed_of};
use samverk_parties::model::Party;
use samverk_web::Ui;

/// A task as a row of a page or a line of a letter.
pub(crate) struct DeskTask<'k> {
    /// Its name for life.
    pub name: String,
    /// For which party; none for what they do as the one who runs the collaboration.
    pub party: Option<&'k Party>,
    pub told: ToldAwaiting,
    pub handed: Option<Handed>,
}

impl DeskTask<'_> {
    /// Whether a colleague has it.
    pub fn is_with_another(&self, person: Option<PersonId>) -> bool {
        let handed = self.handed.as_ref();
        handed.is_some_and(|one| Some(one.to) != person)
    }
}

/// What is handed over to people who are still there; what somebody who has left had is everybody's again.
pub(crate) async fn standing(tx: &Tx, parties: &[PartyId]) -> Result<Vec<Handed>, Problem> {
    let mut handed = handed_of(tx, parties).await?;
    if !handed.is_empty() {
        let there = active_grants_at(tx, parties).await?;
        handed.retain(|one| there.contains(&(one.to, one.party)));
    }
    Ok(handed)
}

/// By date, late first; what has no last day comes last, and then what a colleague has.
pub(crate) async fn desk_tasks<'k>(
    tx: &Tx,
    ui: &Ui,
    mine: &'k Mine,
) -> Result<Vec<DeskTask<'k>>, Problem> {
    let parties: Vec<PartyId> = mine.parties.iter().map(|party| party.id).collect();
    let handed = standing(tx, &parties).await?;
    let mut all: Vec<DeskTask> = tasks(mine)
        .iter()
        .map(|task| {
            let words = match task.party {
                Some(_) => Words::Own,
                None => Words::Running,
            };
            let name = task.name();
            DeskTask {
                party: task.party,
                told: told(ui, words, task.party, &task.what),
                handed: handed.iter().find(|one| one.task == name).cloned(),
                name,
            }
        })
        .collect();
    let person = ui.actor.person().map(|one| one.id);
    all.sort_by_key(|task| {
        let date = task.told.date;
        (task.is_with_another(person), date.is_none(), date)
    });
    Ok(all)
}
